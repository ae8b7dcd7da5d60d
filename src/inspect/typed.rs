//! A question as it is typed, and what there is to say of what is inside.

use super::{Content, Question, Told, User};
use crate::{listed::Listed, secret::Secret};

/// What is typed.
#[allow(missing_debug_implementations, reason = "it holds keys")]
#[derive(Clone, Copy, Default)]
pub struct Typed<'a> {
    /// What was signed.
    pub token: &'a str,
    /// The keys, one per line.
    pub keys: &'a str,
    /// The cookie's name; empty if it isn't known.
    pub cookie: &'a str,
    /// A salt to try; empty if there is none.
    pub salt: &'a str,
    /// Whom it is for.
    pub user: User<'a>,
}

/// The most keys that are tried.
const MOST_KEYS: usize = 100;

impl Typed<'_> {
    /// What is to be said of it, and what is inside; nothing while no value is there.
    pub fn tell(&self) -> Option<(Told, Content)> {
        if self.token.trim().is_empty() {
            return None;
        }
        let lines = self.keys.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        let keys = lines.filter(|line| !line.trim().is_empty()).take(MOST_KEYS);
        // An empty text among the fallbacks is a key for cookies.
        let keys = keys.chain([""]).map(Secret::from).listed();
        let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let User { id, password, last_login, email } = self.user;
        let question = Question {
            token: self.token,
            keys: &keys,
            salt: given(self.salt),
            separator: None,
            cookie: given(self.cookie),
            user: User { id: id.trim(), password: password.trim(), last_login, email: email.trim() },
        };
        Some(question.tell())
    }
}

/// What is said of what is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside {
    /// Nothing: the signature is all there is, or it is still being unpacked.
    Nothing,
    /// A text, which is shown.
    Text,
    /// A pickle, which is not.
    Pickle,
    /// Something that can't be unpacked here.
    Packed,
}

impl Inside {
    /// Of what came of unpacking: none if it can't be done. With the text to show.
    pub fn unpacked(text: Option<Secret>) -> (Self, Option<Secret>) {
        match text {
            Some(text) if text.expose().starts_with('\u{80}') => (Self::Pickle, None),
            Some(text) => (Self::Text, Some(in_utf8(text))),
            None => (Self::Packed, None),
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Text => "What is inside:",
            Self::Pickle => {
                "Inside is a pickle: anyone who has the key can have the server run code. Use JSON to serialize instead."
            }
            Self::Packed => "What is inside is compressed, and this browser cannot unpack it.",
        }
    }
}

/// Bytes that came as a character each, as UTF-8 if they are that: itsdangerous writes it.
fn in_utf8(text: Secret) -> Secret {
    let bytes = text.expose().chars().map(|byte| u8::try_from(byte).ok()).listed_whole();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(text, Secret::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By `get_cookie_signer`, where the key is empty.
    const BY_NO_KEY: &str = "a:1xWN9i:GEjuKkYNt3AZgOYvojIXOOgJxib-uQMNFkA2WzO_dNc";

    fn heading(typed: &Typed<'_>) -> Option<String> {
        typed.tell().map(|(told, _)| told.heading)
    }

    #[test]
    fn keys_are_lines_and_the_empty_one_is_tried_too() {
        let with = |keys| heading(&Typed { token: BY_NO_KEY, keys, ..Typed::default() });
        assert_eq!(with("").as_deref(), Some("Signed with an empty key"));
        assert_eq!(with("one\r\n \ntwo\n").as_deref(), Some("Signed with an empty key"));
        let many = "k\n".repeat(MOST_KEYS * 2);
        assert_eq!(with(&many).as_deref(), Some("Signed with an empty key"));
        let other = |keys| {
            heading(&Typed { token: "a:1xWN9i:AAAAKkYNt3AZgOYvojIXOOgJxib-uQMNFkA2WzO_dNc", keys, ..Typed::default() })
        };
        assert_eq!(other(" \n").as_deref(), Some("With which key?"));
        assert_eq!(other("a\r\n").as_deref(), Some("No match found with these keys"));
        assert_eq!(heading(&Typed { token: " \n", keys: "a", ..Typed::default() }), None);
    }

    #[test]
    fn what_comes_of_unpacking() {
        let of = |text: Option<&str>| {
            let (inside, shown) = Inside::unpacked(text.map(Secret::from));
            (inside, shown.map(|text| text.expose().to_owned()))
        };
        assert_eq!(of(None), (Inside::Packed, None));
        assert_eq!(of(Some("\u{80}\u{4}K")), (Inside::Pickle, None));
        assert_eq!(of(Some("{\"a\": \"Ã©\"}")), (Inside::Text, Some("{\"a\": \"é\"}".to_owned())));
        assert_eq!(of(Some("é")), (Inside::Text, Some("é".to_owned())));
        assert!(Inside::Nothing.words().is_empty());
    }
}
