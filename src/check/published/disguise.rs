//! What is done to a key that can be undone: words in front of it and behind it, and forms such as base64.

use crate::check::encoded_text;

use super::Form;

/// What is left of `text` without words in front and behind: without the usual ones, and without all in
/// front that may be words. One in a hundred random keys looks as if it had any.
pub(super) fn without_words(text: &str) -> impl Iterator<Item = &str> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || "'\"".contains(c));
    let usual = without_usual(trimmed);
    let all = without_all(trimmed);
    [usual, all].into_iter().filter(move |rest| (Form::LEAST..trimmed.len()).contains(&rest.len()))
}

/// The texts that `core` is base64 of or another form, also with words in front or its first characters
/// cut off. Random keys are of none.
pub(super) fn decoded(core: &str) -> impl Iterator<Item = String> {
    let whole = std::iter::once(core).chain(without_words(core)).flat_map(encoded_text::texts);
    // Four characters of it hold three of the text.
    let cut = (1..4).filter_map(|cut| encoded_text::printable(encoded_text::base64(core.get(cut..)?)?));
    whole.chain(cut).filter(|text| text.trim().len() >= Form::LEAST)
}

/// What is put in front of a key or behind it to tell one from another.
const USUAL: &[&str] = &[
    "production",
    "prod",
    "development",
    "dev",
    "staging",
    "stage",
    "testing",
    "test",
    "live",
    "local",
    "my",
    "new",
    "old",
    "key",
    "secret",
    "app",
    "web",
    "django",
];

/// Whether it is one of these, in any case, and of so many letters that chance does not write it.
pub(in crate::check) fn is_usual_word(text: &str) -> bool {
    text.len() >= LONG && USUAL.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// `text` without one of the usual words in front and one behind, and what joins them to it.
fn without_usual(text: &str) -> &str {
    let joint = ['-', '_', '.', ':', '/'];
    let starts_with = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let in_front = USUAL.iter().find(|word| starts_with(word));
    let rest = in_front.map_or(text, |word| {
        let rest = &text[word.len()..];
        rest.strip_prefix(joint).unwrap_or(rest)
    });
    let behind = USUAL.iter().find_map(|word| {
        let start = rest.len().checked_sub(word.len())?;
        rest.get(start..)?.eq_ignore_ascii_case(word).then_some(&rest[..start])
    });
    behind.map_or(rest, |rest| rest.strip_suffix(joint).unwrap_or(rest))
}

/// `text` without whatever words of letters are joined to its front, if one of them is longer than chance
/// makes it.
fn without_all(text: &str) -> &str {
    let mut rest = text;
    let mut is_word = false;
    while let Some(at) = rest.find(JOINTS) {
        if !may_be_word(&rest[..at]) {
            break;
        }
        is_word |= at >= LONG;
        rest = &rest[at + 1..];
    }
    // What is left of a pass phrase is no key.
    if is_word && rest.bytes().any(|byte| byte.is_ascii_digit()) { rest } else { text }
}

/// What joins words. More of them, and too many random keys would be looked up twice.
const JOINTS: [char; 2] = ['-', '_'];

/// As many letters before a joint are a word.
const LONG: usize = 4;

/// Letters, all small, all capitals, or small after the first.
fn may_be_word(text: &str) -> bool {
    let Some(tail) = text.get(1..) else { return false };
    let small = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    text.is_ascii()
        && text.as_bytes()[0].is_ascii_alphabetic()
        && (small(tail) || text.bytes().all(|byte| byte.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_front_and_behind() {
        const KEY: &str = "3k^w9(q!z3&p0@l5";
        let key = |text: &str| text.replace("KEY", KEY);
        for (text, expected) in [
            ("prod-KEY", &["KEY", "KEY"][..]),
            ("'PROD_KEY'", &["KEY", "KEY"]),
            ("KEY.staging", &["KEY"]),
            ("my-KEY-dev", &["KEY"]),
            ("production:KEY", &["KEY"]),
            ("prodKEY", &["KEY"]),
            ("KEYProd", &["KEY"]),
            ("myapp-KEY", &["app-KEY", "KEY"]),
            ("this-is-my-production-secret-KEY", &["KEY"]),
            ("Acme_KEY", &["KEY"]),
            ("correct-horse-battery-staple", &[]),
            // Chance makes a joint after three letters too often.
            ("abc-KEY", &[]),
            ("aBcd-KEY", &[]),
            ("é-KEY-prod", &["é-KEY"]),
            ("éprod-KEY", &[]),
            ("KEY", &[]),
            ("prod", &[]),
            ("-prod", &[]),
            ("", &[]),
        ] {
            let text = key(text);
            let expected: Vec<_> = expected.iter().map(|text| key(text)).collect();
            assert_eq!(without_words(&text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn base64_is_read_from_its_first_whole_group() {
        // Of `a key that is known, long enough`.
        const BASE64: &str = "YSBrZXkgdGhhdCBpcyBrbm93biwgbG9uZyBlbm91Z2g=";
        let key = "a key that is known, long enough";
        for (text, expected) in [
            (BASE64, Some(key)),
            (&BASE64[1..], Some(&key[3..])),
            (&BASE64[2..], Some(&key[3..])),
            (&BASE64[3..], Some(&key[3..])),
            (&BASE64[4..], Some(&key[3..])),
            (&["prod-", BASE64].concat(), Some(key)),
            ("a key that is known, long enough", None),
            ("", None),
            ("é", None),
            ("éé", None),
        ] {
            assert_eq!(decoded(text).next().as_deref(), expected, "{text}");
        }
    }

    /// What is tried beside the form and the pieces of a random key makes chance hits no likelier than is said.
    #[test]
    fn hardly_a_random_key_is_taken_for_a_disguise() {
        use crate::{
            key::{Alphabet, Limits, PRESETS, Recipe},
            random::{Random, tests::Seeded},
        };
        const KEYS: u32 = 5_000;
        let mut random = Random::start(Seeded(7)).expect("a good source");
        // Of few symbols, most of them letters, and both joints.
        let letters = Alphabet::parse("abcdefghijklmnopqrstuvwxyz0123456789-_").expect("symbols");
        let letters = Recipe::new(&letters, 50, &Limits::NONE).expect("strong");
        let presets = PRESETS.iter().map(|preset| preset.recipe(preset.length, &Limits::NONE).expect("strong"));
        for (at, recipe) in presets.chain([letters]).enumerate() {
            let mut tried = KEYS;
            for _ in 0..KEYS {
                let key = recipe.make(&mut random).expect("a key");
                tried += u32::try_from(without_words(key.expose()).count()).expect("few");
                assert_eq!(decoded(key.expose()).count(), 0, "{}", key.expose());
            }
            let rate = f64::from(tried) / f64::from(KEYS) * super::super::FALSE_MATCHES;
            assert!(rate <= 3e-9, "{at}: {rate:e}");
        }
    }
}
