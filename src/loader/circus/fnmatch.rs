//! Python's `fnmatch`, by which Circus tells which watchers a section is for.
//!
//! Modelled from CPython 3.11, `Lib/fnmatch.py`, `translate`.

/// Whether all of `name` is like `pattern`.
pub(super) fn fnmatch<'t>(mut name: &'t str, mut pattern: &'t str) -> bool {
    // What is left of both where the last `*` was, to go on from there with one character more in it.
    let mut star: Option<(&'t str, &'t str)> = None;
    loop {
        if let Some(rest) = pattern.strip_prefix('*') {
            star = Some((name, rest));
            pattern = rest;
        } else if name.is_empty() && pattern.is_empty() {
            return true;
        } else if let Some(rest) = one(name, pattern) {
            (name, pattern) = rest;
        } else {
            let Some((at, rest)) = star else { return false };
            let mut characters = at.chars();
            if characters.next().is_none() {
                return false;
            }
            star = Some((characters.as_str(), rest));
            (name, pattern) = (characters.as_str(), rest);
        }
    }
}

/// What is left behind the first character of `name`, if the pattern takes it.
fn one<'t>(name: &'t str, pattern: &'t str) -> Option<(&'t str, &'t str)> {
    let (mut characters, mut wanted) = (name.chars(), pattern.chars());
    let (character, want) = (characters.next()?, wanted.next()?);
    let mut rest = wanted.as_str();
    let mut is_wanted = want == '?' || want == character;
    if want == '['
        && let Some((set, behind)) = set(rest)
    {
        rest = behind;
        let inverted = set.strip_prefix('!');
        is_wanted = has(inverted.unwrap_or(set), character) != inverted.is_some();
    }
    is_wanted.then_some((characters.as_str(), rest))
}

/// The set that ends in `]`, and what is behind it: one that stands first in it is of it.
fn set(text: &str) -> Option<(&str, &str)> {
    let inverted = usize::from(text.starts_with('!'));
    let from = inverted + text[inverted..].chars().next()?.len_utf8();
    let end = from + text[from..].find(']')?;
    Some((&text[..end], &text[end + 1..]))
}

/// Whether the set has this character, by itself or in a range.
fn has(set: &str, character: char) -> bool {
    let mut rest = set.chars();
    while let Some(first) = rest.next() {
        let mut range = rest.clone();
        let last = Some(range.next()).filter(|next| *next == Some('-')).and_then(|_| range.next());
        if (first..=last.unwrap_or(first)).contains(&character) {
            return true;
        }
        if last.is_some() {
            rest = range;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_pythons() {
        for (pattern, has, has_not) in [
            ("*", "|web", ""),
            ("web", "web", "|we|webs|Web"),
            ("w*b", "wb|web|wbwb", "w|b|webs"),
            ("*a*a", "aa|baca|aaa", "a|aab"),
            ("w?b", "web|wéb", "wb|weeb"),
            ("web[1-3x]", "web1|web3|webx", "web4|web-|web"),
            ("[!a-c]", "d|-|!", "a|b|c"),
            ("[]a]", "]|a", "b"),
            ("[a-]", "a|-", "b"),
            ("[z-a]", "", "a|z|-"),
            ("[a", "[a", "a"),
            ("[!]", "[!]", "a"),
        ] {
            for name in has.split('|').filter(|_| !has.is_empty()) {
                assert!(fnmatch(name, pattern), "{name} {pattern}");
            }
            for name in has_not.split('|').filter(|_| !has_not.is_empty()) {
                assert!(!fnmatch(name, pattern), "{name} {pattern}");
            }
        }
    }
}
