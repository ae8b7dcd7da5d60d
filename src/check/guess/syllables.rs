//! Random syllables that can be spoken, as pwgen and apg make them: they read like words, and are none.
//!
//! Source: pwgen 2.08, `pw_phonemes.c`; apg 2.2.3, `pronpass.c`.

/// For each letter, what each of the 26 that may follow it costs in random syllables, first after a consonant or
/// nothing and then after a vowel: `a` is 0.2 bits, and each letter after that 0.35 more. Counted in three hundred
/// thousand texts of 24 to 30 characters that apg makes.
const APG: &[u8; 1352] = b"\
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
    konmjpnpkoppqokpxkpnmopxlxlnlllonnmmoonmlovmpmnmnzmvzlljzlkmzzlnmkzmukkkzzltztlnlllnnnlmoonmlouwplnmtzmv";

/// The same of what pwgen makes, with digits and without.
const PWGEN: &[u8; 1352] = b"\
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
    ezzzgzzzhzzzzzfzzzzzkzzzzzezzzgzzzhzzzzzgzzzzzkzzzzzezzzfzzzhzzzzzfzzzzzkzzzzzezzzgzzzhzzzzzgzzzzzkzzzzz";

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
fn letters(table: &[u8; 1352], text: &[u8]) -> f64 {
    let mut bits = 0.0;
    let (mut before, mut vowel) = (None, false);
    for &byte in text {
        let letter = byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'));
        if let Some(letter) = letter {
            bits += match before {
                Some(before) => 0.2 + 0.35 * f64::from(table[usize::from(vowel) * 676 + before * 26 + letter] - b'a'),
                None => FIRST,
            };
        }
        vowel = before.is_some_and(|before| b"aeiouy".contains(&(before as u8 + b'a')));
        before = letter;
    }
    bits
}
