//! Random syllables that can be spoken, as pwgen and apg make them: they read like words, and are none.
//!
//! Source: pwgen 2.08, `pw_phonemes.c`; apg 2.2.3, `pronpass.c`.

use super::letters::Table;

/// What apg makes, counted in three hundred thousand texts of 24 to 30 characters.
const APG: Table = Table {
    least: 0.2,
    step: 0.35,
    codes: b"\
    zmkkzmmqlmmnnlznxlmlnmmunvhzzzgzzzhzzpzzgzzzzzjzzzizhzzzgzzkhzqtzzhzzqzzjzzzizhzzzgzzzhzzzzzhzzmzzjzzziz\
    mmkllnmqmmnoompnxmnlomnvnvgzzzgzzzgzzpzzgzzmzzizzzozhzzzgzzihzzpzzhzzmzzjzzzozhrqqhsrthrsssqhszrsqkrvzjz\
    lmkknmmqzmmnnlonxlmlqmpuzvgzzzfzzzgzzzzzgzzzzzizzzrzhuttgvuvhuwrvnhwzptujuvzmzgzzzgzzzgzzzzzgzzzzzjzzziz\
    gzzzgzzzgzzzzzgzzzzzjzzzizgzzzfzzzgzzzzzgzzzzzizzzozmmklzmmqmmnoommnymmlommvnvhzzzgzzhhzztzzhzzqzzpzzziz\
    zzzzzzzzzzzzzzzzzzzzazzzzzhzzzgzzshzzzzzgzzzzzjzzzizizszhzzgizvqxvhwzzzukzpzizhzzzhzzjhzzzzzhzzqzzjzpziz\
    mmkklmmqmmmnnlmnxlmlzmpvzvgzzzfzzzgzzzzzgzzzzzizzzqzhzzzgzzrhzzzzzhzznzzjzzzizhzzzhzzzgzzzzzgzzzzzjzzzhz\
    hpqohqprhzqrrphqzppokzqyzyhzzzgzzzhzzzzzgzzzzzjzszizzmjkzmlnqlmnnlzmvllkslmusulnllloonlmopomlovlnmnmnzmv\
    mnmmloojmnjvommpzwllonoznwlnlllonnmmooomlovnmmnmnzmwqmkkpmlnqmmnnlrnvlmlsmmurvlnmmlmnnmnooomlovmmlonnzmw\
    lnmmlonjmmzqomlovnmmnnnzmwgzzzgzzzgzzzzzgzzzzzjzzzizqljkpllqzlmnnkzmyllkzlpuzulmllknunlzonnlloulomnmmzmv\
    lmllknnnlmovnolouvlmnmnzmvmmmllnmommnoommnvmnlomnznwlnlmlonnmmooomlovmnlnmnzmwmnlllomnmmnoomlovmnmomnzmw\
    qmkkzmlpqmmnnlqnwlmlsmmurumnmmlonhmnpwommowxmlonnznwzzzzzzzzzzzzzzzzzzzzazzzzzlnlmknnolnnopnlozmnmnnozmw\
    mnsmlonfmnnqywmozznmonpznwmnmmlonimnooommovxmmonpzmwsmjkrlloslmnnlsmvllkzmmuzulnlllonnlmooomlovmpmnmnzmv\
    konmjpnpkoppqokpxkpnmopxlxlnlllonnmmoonmlovmpmnmnzmvzlljzlkmzzlnmkzmukkkzzltztlnlllnnnlmoonmlouwplnmtzmv",
};

/// The same of what pwgen makes, with digits and without.
const PWGEN: Table = Table {
    least: 0.2,
    step: 0.35,
    codes: b"\
    qvtvfvsffvvvvtqtwvttqvvvvvezzzfzzzhzzzzzfzzzzzkzzzzzhzzzizzckzzzzzizzzzznzzzzzezzzfzzzhzzzzzfzzzzzkzzzzz\
    puruduruduuuurpruurrpuuuuuezzzfzzzhzzzzzfzzzzzkzzzzzfzzzgzziizzzzzgzzzzzkzzzzzezzzfzzzhzzzzzfzzzzzkzzzzz\
    nsqscsqsnssssqnqssqqnsssssezzzfzzzhzzzzzgzzzzzkzzzzzezzzgzzzhzzzzzfzzzzzkzzzzzezzzgzzzhzzzzzfzzzzzkzzzzz\
    ezzzgzzzhzzzzzfzzzzzkzzzzzgzzzhzfzizzzzzhzzzzzlzzzzzpurupurepuuuurdruurrpuuuuuhzzzizzckzzzzzjzzzzznzzzzz\
    zzzzzzzzzzzzzzzzzzzzazzzzzezzzgzzzhzzzzzgzzzzzkzzzzzhzzzizzckzzzzzizzzzznzzzzzhzzzizzckzzzzzizzzzznzzzzz\
    hrorirorjrrrroiorrookrrrrrezzzgzzzhzzzzzfzzzzzkzzzzzezzzfzzzhzzzzzfzzzzzkzzzzzezzzgzzzhzzzzzfzzzzzkzzzzz\
    ezzzgzzzhzzzzzfzzzzzkzzzzzezzzfzzzhzzzzzgzzzzzkzzzzzupmpipnhippppmumppmmtpppppezzzfzzzhzzzzzfzzzzzkzzzzz\
    izzzjzzckzzzzzjzzzzznzzzzzezzzfzzzhzzzzzfzzzzzkzzzzzznknpnknpnnnnkzknnkkznnnnnezzzgzzzhzzzzzfzzzzzkzzzzz\
    izzzjzzclzzzzzjzzzzznzzzzznnloonloqoooololoollsnoonoznknonknznnnnkzknnkkznnnnnezzzgzzzhzzzzzgzzzzzkzzzzz\
    ezzzfzzzhzzzzzfzzzzzkzzzzzezzzfzzzhzzzzzgzzzzzkzzzzzezzzgzzzhzzzzzgzzzzzkzzzzzizzzjzczkzzzzzjzzzzznzzzzz\
    yolnynlkxnnnnlmlonllxonnnnizzzjzzclzzzzzjzzzzznzzzzzzzzzzzzzzzzzzzzzzzzzazzzzzezzzfzzzhzzzzzgzzzzzkzzzzz\
    izzzjzzckzzzzzjzzzzznzzzzzizzzjzzclzzzzzjzzzzznzzzzzsnlnsnlnrnnnnksknnkksnnnnnezzzfzzzhzzzzzgzzzzzkzzzzz\
    ezzzgzzzhzzzzzfzzzzzkzzzzzezzzgzzzhzzzzzgzzzzzkzzzzzezzzfzzzhzzzzzfzzzzzkzzzzzezzzgzzzhzzzzzgzzzzzkzzzzz",
};

/// What a letter costs that begins such a text.
const FIRST: f64 = 4.7;

/// The bits of `text` if one of both made it, with capitals, digits and signs among its letters; none of a text that
/// neither makes.
pub(super) fn bits(text: &[u8]) -> Option<f64> {
    // Small letters alone are what people write, also with one sign between groups of them.
    let is_small = text.iter().all(u8::is_ascii_lowercase);
    let is_grouped = std::str::from_utf8(text).is_ok_and(|text| super::groups(text).is_some());
    if text.len() < 20 || !text.is_ascii() || is_small || is_grouped {
        return None;
    }
    let symbols: f64 = text.iter().copied().map(symbol).sum();
    Some(symbols + letters(APG, text).min(letters(PWGEN, text)))
}

/// What it costs that a byte is a small letter, a capital, a digit or a sign, and which digit or sign.
const fn symbol(byte: u8) -> f64 {
    match byte {
        b'a'..=b'z' => 0.3,
        b'A'..=b'Z' => 2.8,
        b'0'..=b'9' => 7.4,
        _ => 9.0,
    }
}

/// What the letters of `text` cost by one of the tables.
fn letters(table: Table, text: &[u8]) -> f64 {
    let mut bits = 0.0;
    let (mut before, mut vowel) = (None, false);
    for byte in text {
        let letter = Some(byte.to_ascii_lowercase()).filter(u8::is_ascii_lowercase);
        if let Some(letter) = letter {
            bits += before.map_or(FIRST, |before| table.cost(vowel, before, letter).into());
        }
        vowel = before.is_some_and(|before| b"aeiouy".contains(&before));
        before = letter;
    }
    bits
}
