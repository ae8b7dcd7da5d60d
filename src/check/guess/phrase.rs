//! Pass-phrases: words with a sign between them, drawn by dice or thought up.

/// The bits of a word of the list that dice are thrown for.
///
/// Source: EFF's long list, 7776 words, eff.org/dice.
pub(super) const PER_WORD: f32 = 12.92;

/// A phrase of separate words.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in super::super) struct Phrase {
    /// How many different words it has.
    pub(in super::super) words: u32,
    /// How many of them only join others, as in a sentence.
    joining: u32,
    /// What the words hold at most.
    bits: f32,
}

impl Phrase {
    /// What it holds at most.
    pub(super) fn bits(self) -> f64 {
        self.bits.into()
    }

    /// Adds one of the words that stand without a sign between them, or a letter that is of none.
    pub(super) fn add(&mut self, word: Option<&[u8]>, is_new: bool, bits: f32) {
        self.joining += u32::from(word.is_some_and(joins));
        self.words += u32::from(word.is_some() && is_new);
        self.bits += if is_new { bits } else { 0.0 };
    }

    /// Whether its words hold less than such as dice draw from a long list: names, or those of short lists.
    pub(super) fn is_common(self) -> bool {
        self.bits < 11.8 * self.words as f32
    }

    /// Says that it holds so many bits at most.
    pub(super) const fn hold_at_most(&mut self, bits: f32) {
        self.bits = self.bits.min(bits);
    }

    /// The same of words without signs between them, where a long one may be told as two shorter ones.
    pub(super) const fn is_drawn_joined(self) -> bool {
        self.joining * 3 <= self.words
    }

    /// The same, taken for drawn by dice.
    pub(super) const fn drawn(self) -> Self {
        Self { joining: 0, ..self }
    }

    /// Whether dice may have drawn it: they draw few words that only join others.
    pub(in super::super) const fn is_drawn(self) -> bool {
        self.joining * 8 <= self.words
    }
}

/// Words that sentences have many of.
const JOINING: &str = " the is my a and of to in for it this that with you not be are on your i me we he she do at by key secret \
     change please no el la de que y en un los mi es le les et une mon der die das und ist ein nicht ich mein il che di per non e o um \
     uma nao meu het een van how what was his her they but or from have has had will can no yes one there their if so up who get when \
     make never all were would could should been them then than our out as an ";

/// The phrase that `text` is, if it is one: at least three words of letters with one and the same sign
/// between them, or with a capital each.
pub(super) fn of(text: &str) -> Option<Phrase> {
    let bytes = text.as_bytes();
    let sign = *bytes.iter().find(|byte| !byte.is_ascii_alphanumeric())?;
    if !matches!(sign, b'-' | b'_' | b' ' | b'.' | b',' | b'+' | b'/') || bytes.len() > super::LONGEST {
        return None;
    }
    let mut phrase = Phrase::default();
    let mut all = 0;
    for word in text.split(char::from(sign)) {
        // A digit or two may stand at the end of a word.
        let letters = word.trim_end_matches(|end: char| end.is_ascii_digit());
        let small = letters.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
        let large = letters.bytes().all(|byte| byte.is_ascii_uppercase());
        // A year or another number may stand among them.
        if letters.is_empty() && (1..=4).contains(&word.len()) && all > 0 {
            phrase.bits += PER_WORD;
            all += 1;
            continue;
        }
        if !(1..=20).contains(&letters.len()) || word.len() - letters.len() > 2 {
            return None;
        }
        if !letters.as_bytes()[0].is_ascii_alphabetic() || !(small || large) || !has_vowel(letters) {
            return None;
        }
        let mut before = text.split(char::from(sign)).take(all);
        if !before.any(|other| other == word) {
            phrase.words += 1;
            phrase.bits += PER_WORD;
            phrase.joining += u32::from(joins(letters.to_ascii_lowercase().as_bytes()));
        }
        all += 1;
    }
    (all >= 3 && !is_in_groups(text, sign)).then_some(phrase)
}

/// Whether `text` is in groups of one length, as random letters are written and words seldom are: five at least, of four
/// letters or more.
fn is_in_groups(text: &str, sign: u8) -> bool {
    let mut groups = text.split(char::from(sign));
    let length = groups.next().map_or(0, str::len);
    let (mut count, mut odd) = (1, false);
    for group in groups.clone() {
        count += 1;
        odd |= group.len() != length;
    }
    count >= 5 && length >= 4 && !odd
}

/// Whether a small word only joins others.
fn joins(word: &[u8]) -> bool {
    word.len() < 3 || is_listed(word)
}

fn is_listed(word: &[u8]) -> bool {
    JOINING.split(' ').any(|known| known.as_bytes() == word)
}

fn has_vowel(word: &str) -> bool {
    word.bytes().any(|byte| b"aeiouyAEIOUY".contains(&byte))
}

/// The phrase that `text` is, if it is of letters alone and all of its words begin with a capital: three at least, of a
/// usual length, or such as only join others.
pub(super) fn of_capitals(text: &[u8]) -> Option<Phrase> {
    if !text.first()?.is_ascii_uppercase() || !text.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let mut phrase = Phrase::default();
    let mut start = 0;
    while start < text.len() {
        let small = text[start + 1..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let word = &text[start..=start + small];
        let is_joining = is_listed(&word.to_ascii_lowercase());
        if word.len() > 14 || word.len() < 2 || word.len() == 2 && !is_joining {
            return None;
        }
        if !text[..start].windows(word.len()).any(|other| other == word) {
            phrase.words += 1;
            phrase.bits += PER_WORD;
            phrase.joining += u32::from(is_joining);
        }
        start += word.len();
    }
    (phrase.words >= 3).then_some(phrase)
}

/// For each letter, what each of the 26 that may follow it costs in random syllables: `a` is 0.5 bits, and each letter
/// after that 0.35 more. Counted in what both programs make, half and half.
const SYLLABLES: &[u8; 676] = b"\
    sommgonggooppmsounnmoootptgpoogqqqhprqqohrxoqpkpqzkyiqppirrejqlwrpiszvoolqqzlzhponhqppipqqqohqxnppkppzky\
    onlmhnlohnnoolqmqnllpnnqoqgqoogpqqhprpqohrympnjpqznygrqqhsrfirzrsqhszpqqkrrzpzgqoqhqoqiqqqqohorqookqrrmr\
    nmklgmlormmnnlplqmlkpmopqqgpoogqyqhzrqqogrxorpjppzoygpnngqpphoquqohqxsookopzmxgqpogqprhpqqrpgqypqokpqzlz\
    gqoogrqqhqrrrpgrypqpkpqzkyhqoohrfriqqrrqhrypqpkqqzoznnlmsnmgnnnoomgnsnmmonnrorhrqqisrdjrtxsqiszwqpnrrzmz\
    zzzzzzzzzzzzzzzzzzzzazzzzzgqnogqpqhpqrrphqzoqokpqzkyirupisrdjqqszxirzzrplqrzmziqppirqejqsrrpisyvpplqqzlz\
    jmkljmlpkmnnnlkmrmllnmorsrgqoogqqqhprrrogrypspjpqzoygrqpgsrrhrsstrgszmsqjrszkzetssfutthtvuusfvzsvtjttzsz\
    gopngpoqhzoqpnhpxoonjzoxzxeussfutuhtvvusfvzzwtjtxzoz";

/// What a letter costs that begins such a text.
const FIRST: f64 = 4.7;

/// The bits of `text` if it was made of random syllables that can be spoken, with capitals, digits and signs among
/// them, as pwgen and apg make them.
///
/// Source: pwgen 2.08, `pw_phonemes.c`; apg 2.2.3, `pronpass.c`.
pub(super) fn syllables(text: &[u8]) -> Option<f64> {
    // Small letters alone are what people write, also with one sign between groups of them.
    let is_small = text.iter().all(u8::is_ascii_lowercase);
    let is_grouped = std::str::from_utf8(text).is_ok_and(|text| super::groups(text).is_some());
    if text.len() < 20 || !text.is_ascii() || is_small || is_grouped {
        return None;
    }
    let place = |byte: u8| usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a'));
    let mut bits = 0.0;
    let mut before = b' ';
    for &byte in text {
        bits += match byte {
            b'a'..=b'z' => 0.3,
            b'A'..=b'Z' => 2.8,
            b'0'..=b'9' => 7.4,
            _ => 9.0,
        };
        if byte.is_ascii_alphabetic() {
            bits += if before.is_ascii_alphabetic() {
                0.5 + 0.35 * f64::from(SYLLABLES[place(before) * 26 + place(byte)] - b'a')
            } else {
                FIRST
            };
        }
        before = byte;
    }
    Some(bits)
}
