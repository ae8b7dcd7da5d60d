//! The form in which a key is looked up, and its pieces.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::check::insecure_prefix::PREFIX;

/// The form in which a key is looked up: what is left of it however it was wrapped, escaped or cut.
///
/// - Quotes, blanks and backslashes are left out, and what is not ASCII; capitals are made small.
/// - `NAME=` and `django-insecure-` before it are left out.
/// - `&amp;`, `%24` and their kin stand for their characters, and `$$` for `$`. A `%` beside is left out.
/// - It ends before the first `#` or `$` that leaves it [`Form::LEAST`] characters, where a loader
///   may have cut it, and after [`Form::MOST`].
pub struct Form {
    bytes: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")
    }
}

impl Form {
    /// What a `#` or `$` has to leave of a key for the key to be known by it.
    pub const LEAST: usize = 16;
    /// As many characters of a key are looked at.
    pub const MOST: usize = 128;
    /// As many pieces of a key are looked up.
    pub const PIECES: usize = 2;
    /// A shorter text is a word.
    const SHORTEST: usize = 8;

    /// The form of `text`, unless hardly anything is left of it.
    pub fn of(text: &str) -> Option<Self> {
        // With room for what is left out later.
        let most = 2 * Self::MOST;
        let mut bytes = Zeroizing::new(Vec::with_capacity(most));
        let mut before = 0;
        for byte in bare(text).bytes() {
            // `%%`, as an ini file has it. Not `%25%`, which stands for a `%` and what follows.
            if !(byte == b'%' && before == b'%') {
                push(&mut bytes, byte);
            }
            before = byte;
            if bytes.len() == most {
                break;
            }
        }
        bytes.retain(|byte| *byte != b'%');
        bytes.dedup_by(|byte, before| *byte == b'$' && *before == b'$');
        while bytes.starts_with(PREFIX.as_bytes()) {
            bytes.drain(..PREFIX.len());
        }
        bytes.truncate(Self::MOST);
        if let Some(cut) = bytes.iter().skip(Self::LEAST).position(|byte| matches!(byte, b'#' | b'$')) {
            bytes.truncate(Self::LEAST + cut);
        }
        while let Some(b',' | b';') = bytes.last() {
            bytes.pop();
        }
        (bytes.len() >= Self::SHORTEST).then_some(Self { bytes })
    }

    /// Its SHA-256.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes[..]).into()
    }

    /// The SHA-256 of its pieces, first the one by which it is known; at most [`Form::PIECES`].
    ///
    /// A piece is a run of characters that begins where three characters have the lowest of all the
    /// numbers that are made of three. So it is found wherever it stands: with something in front or
    /// behind, cut at either end, or with a character changed elsewhere. The second is tried because
    /// what was added may hold a lower number.
    pub fn pieces(&self) -> impl Iterator<Item = [u8; 32]> {
        let mut lowest = [(u32::MAX, &[][..]); Self::PIECES];
        for start in 0..self.bytes.len() {
            let Some(piece) = piece(&self.bytes[start..]) else { continue };
            let number = (number(&piece[..3]), piece);
            // The first of two that are alike.
            if number.0 < lowest[0].0 {
                lowest = [number, lowest[0]];
            } else if number.0 < lowest[1].0 {
                lowest[1] = number;
            }
        }
        let pieces = lowest.into_iter().filter(|(_, piece)| !piece.is_empty());
        pieces.map(|(_, piece)| Sha256::new().chain_update(b"piece").chain_update(piece).finalize().into())
    }
}

/// The piece that `rest` begins with: 51 bits or more if it is random, so that no two keys share one. What may be of
/// a UUID is none: behind its dashes stand its version and variant, and ten characters of it hold 26 bits.
fn piece(rest: &[u8]) -> Option<&[u8]> {
    let short = rest.get(..10)?;
    if short.iter().all(u8::is_ascii_hexdigit) {
        return rest.get(..14);
    }
    let may_be_of_uuid = short.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-');
    (!may_be_of_uuid).then_some(short)
}

/// A number made of three characters, which tells nothing of them.
///
/// Source: the finaliser of `MurmurHash3`.
fn number(three: &[u8]) -> u32 {
    let number = three.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)).wrapping_mul(0x9E37_79B1);
    let number = (number ^ number >> 16).wrapping_mul(0x85EB_CA6B);
    let number = (number ^ number >> 13).wrapping_mul(0xC2B2_AE35);
    number ^ number >> 16
}

/// `text` without the name in front of a key.
fn bare(text: &str) -> &str {
    let mut text = text;
    loop {
        text = text.trim_matches(|c: char| c.is_whitespace() || !c.is_ascii() || "'\"`\\".contains(c));
        let Some(rest) = assigned(text) else { return text };
        text = rest;
    }
}

/// What is assigned to a name in front of it, such as `SECRET_KEY=`, or the text of `b'…'`.
fn assigned(text: &str) -> Option<&str> {
    let (name, rest) = match text.as_bytes() {
        [b'b' | b'r', b'\'' | b'"', ..] => return Some(&text[2..]),
        _ => text.split_at(text.bytes().take(48).position(|byte| matches!(byte, b'=' | b':'))?),
    };
    let named = |word: &[u8]| name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"_- .[]'\"".contains(&byte);
    let is_name = name.bytes().all(usual) && (named(b"key") || named(b"secret"));
    (is_name && rest.len() > Form::LEAST).then(|| &rest[1..])
}

/// Adds a character to a form. If that completes something that stands for another character, it is
/// replaced, which may complete the next.
fn push(form: &mut Vec<u8>, byte: u8) {
    let (mut next, mut decoded) = (Some(byte), false);
    while let Some(byte) = next.take() {
        let repeated = decoded && byte == b'%' && form.last() == Some(&byte);
        if repeated || b"\\'\"`".contains(&byte) || !byte.is_ascii_graphic() {
            return;
        }
        form.push(byte.to_ascii_lowercase());
        if let Some((length, stands_for)) = escape(form) {
            form.truncate(form.len() - length);
            (next, decoded) = (Some(stands_for), true);
        }
    }
}

/// How long the escape at the end of `form` is and what it stands for, if one stands there.
fn escape(form: &[u8]) -> Option<(usize, u8)> {
    const NAMED: &[(&[u8], u8)] = &[
        (b"&amp;", b'&'),
        (b"&lt;", b'<'),
        (b"&gt;", b'>'),
        (b"&quot;", b'"'),
        (b"&#34;", b'"'),
        (b"&#39;", b'\''),
        (b"&#x27;", b'\''),
    ];
    let digit = |byte: u8| char::from(byte).to_digit(16);
    if let [.., b'%', high, low] = form {
        let byte = u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?;
        return matches!(byte, b' '..=b'~').then_some((3, byte));
    }
    NAMED.iter().find(|(name, _)| form.ends_with(name)).map(|(name, byte)| (name.len(), *byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn form(text: &str) -> Option<String> {
        Form::of(text).map(|form| String::from_utf8(form.bytes.to_vec()).expect("ASCII"))
    }

    #[test]
    fn one_form_for_all() {
        let key = "3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb$c*gjaue2wq7m%24k9d";
        let expected = Some("3k^w9(q!z3&p0@l_r8dh5t+n4s=f6yb".to_owned());
        for text in [
            key,
            "'3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb$c*gjaue2wq7m%24k9d'",
            "django-insecure-3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb",
            "DJANGO-INSECURE-3K^W9(Q!Z3&P0@L_R8DH5T+N4S=F6YB$C",
            "secret_key: \"django-insecure-3k^w9(q!z3&amp;p0@l_r8dh5t+n4s=f6yb$$c\",",
            "3k%5Ew9%28q%21z3%26p0%40l_r8dh5t%2bn4s%3df6yb%24c*gjaue",
            "3k^w9(q!z3&amp;amp;p0@l_r8dh5t+n4s=f6yb\\$c",
            "3k^w9(q!z3%2526p0@l_\u{200b}r8dh5t+n4s\n=f6yb#c",
            "3k^w9%28q!z3%26p0@l_r8dh5t+%20n4s=f6yb",
            "b'3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb'",
        ] {
            assert_eq!(form(text), expected, "{text}");
        }
        assert_eq!(form("ab$cd#efghijklmnopqr#st"), Some("ab$cd#efghijklmnopqr".to_owned()));
        assert_eq!(form("secret key"), Some("secretkey".to_owned()));
        assert_eq!(form("key=abc"), None);
        assert_eq!(form(&"a".repeat(1000)), Some("a".repeat(Form::MOST)));
        assert_eq!(form(&("&amp;".repeat(200) + "$")), Some("&".repeat(Form::MOST)));
    }

    #[test]
    fn a_piece_is_found_wherever_it_stands() {
        let first = |text: &str| Form::of(text).and_then(|form| form.pieces().next()).expect("a piece");
        let pieces = |text: &str| Form::of(text).map(|form| form.pieces().collect::<Vec<_>>()).unwrap_or_default();
        for key in
            ["3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb8c*gjaue2wq7m%24k9d", "8f42a73054b1749f8f58848be5e6502c94b1f2a0aabb"]
        {
            let known = first(key);
            let ways = [format!("prod-{key}"), format!("{key}-prod"), key[1..].to_owned(), key[..40].to_owned()];
            for text in ways {
                assert!(pieces(&text).contains(&known), "{text}");
            }
        }
        assert_eq!(pieces("ninechars").len(), 0);
        assert_eq!(pieces("tenletters").len(), 1);
        // Hexadecimal digits hold less.
        assert_eq!(pieces("0123456789abc").len(), 0);
        assert_eq!(pieces("0123456789abcd").len(), 1);
        assert_eq!(pieces("d768f10b-58cc-4fa2-9102-146c6c6eb666").len(), 0);
    }
}
