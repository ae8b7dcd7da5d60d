//! What a key must not hold, and what share of keys that leaves.

use std::borrow::Cow;

use super::Alphabet;

/// What no quoting carries to a certain destination, so that a key for it must be without.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// Symbols that cannot stand first.
    pub not_first: String,
    /// Symbols that cannot stand anywhere.
    pub nowhere: String,
    /// Symbols that cannot stand last.
    pub not_last: String,
    /// Texts of two symbols or more that cannot stand anywhere.
    pub without: Vec<Cow<'static, str>>,
}

impl Limits {
    /// Nothing is left out.
    pub const NONE: Self =
        Self { not_first: String::new(), nowhere: String::new(), not_last: String::new(), without: Vec::new() };
}

/// The probability (0 to 1) that a text with one uniformly drawn symbol of each of `positions` in
/// turn holds none of `texts`.
///
/// Exact but for floating point: it follows the probability of every state that matters, which is
/// how much of one of the texts the symbols so far end in.
pub(super) fn share_without<'a>(texts: &[Cow<'_, str>], positions: impl Iterator<Item = &'a Alphabet>) -> f64 {
    if texts.is_empty() {
        return 1.0;
    }
    let mut states = vec![(String::new(), 1.0)];
    for alphabet in positions {
        let share = 1.0 / alphabet.len();
        let mut next: Vec<(String, f64)> = Vec::new();
        for (tail, probability) in &states {
            for &symbol in alphabet.symbols() {
                let longer = format!("{tail}{}", char::from(symbol));
                if texts.iter().any(|text| longer.ends_with(&**text)) {
                    continue;
                }
                // The longest end of it that one of the texts begins with.
                let tail = (0..longer.len())
                    .map(|from| &longer[from..])
                    .find(|tail| texts.iter().any(|text| text.starts_with(tail)))
                    .unwrap_or_default();
                match next.iter_mut().find(|(known, _)| known == tail) {
                    Some((_, sum)) => *sum += probability * share,
                    None => next.push((tail.to_owned(), probability * share)),
                }
            }
        }
        states = next;
    }
    states.iter().map(|(_, probability)| probability).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_is_what_counting_every_text_gives() {
        let alphabet = Alphabet::parse("ab$").expect("three symbols");
        for without in [&[][..], &["$a"], &["ab", "bb"], &["aba", "$$$"], &["a$", "$a$", "bba"]] {
            let mut texts = vec![String::new()];
            for length in 1..=7 {
                texts = texts.iter().flat_map(|text| ["a", "b", "$"].map(|symbol| format!("{text}{symbol}"))).collect();
                let left = texts.iter().filter(|text| !without.iter().any(|part| text.contains(*part))).count();
                let without: Vec<_> = without.iter().map(|text| Cow::from(*text)).collect();
                let share = share_without(&without, std::iter::repeat_n(&alphabet, length));
                assert!((share - left as f64 / texts.len() as f64).abs() < 1e-12, "{without:?} at {length}");
            }
        }
    }
}
