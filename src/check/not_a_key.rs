//! Something else than a key: an address with a password, a file, a value that Django has signed, a value that is
//! encrypted, a line that a program wrote, two keys in one, or a key with a blank inside.
//!
//! `postgres://user:password@host/db`, `d5d74c2f…  -`, `ENC[AES256_GCM,…]`
//!
//! What to do: take the key alone from its source.
//!
//! Chance: each is told by marks and lengths that random keys of a usual format do not have, below 1 in 10^9.

use super::{Check, Hit, Subject, guess::ENOUGH, is_djangos};

pub(super) const CHECK: Check = Check {
    id: "not-a-key",
    source: "RFC 3986, the formats of files, Django’s django/core/signing.py, coreutils’ and OpenSSL’s output",
    find,
};

/// How files begin in base64: PNG, JPEG, PDF, and gzip with a name or without. More than forty bits each.
const FILES: &[&str] = &["iVBORw0KGgo", "/9j/4AAQSkZJRg", "JVBERi0x", "H4sIAAAAAAA", "H4sICAAAAAA"];

/// The digits of the digests that programs print.
const DIGITS: [usize; 6] = [32, 40, 56, 64, 96, 128];

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let text = subject.core;
    let (sentence, remedy) = if is_address(text) {
        ("This is a URL, not a key.", "Generate a key, and new passwords for those in the URL, where it was shown.")
    } else if text.starts_with("ENC[AES256_GCM,") || text.starts_with("$ANSIBLE_VAULT;") {
        ("This is encrypted. The key is what it decrypts to.", "Decrypt it, and paste that.")
    } else if FILES.iter().any(|start| super::begins(text, start)) {
        ("This is a file in base64, not a key.", "Generate a key.")
    } else if is_signed(text) {
        ("This is a value that Django signed, not the key that signed it.", "Copy the key from its source.")
    } else if is_output(text) {
        ("This is a line a program wrote, with more in it than the key.", "Copy the key alone.")
    } else if has_note(text) {
        ("This is a key with a comment behind it.", "Copy the key alone.")
    } else if is_command(text) {
        ("This is a command with the key in it, not the key.", "Copy the key alone.")
    } else if is_two(text) {
        ("These are two keys, one after the other.", "Use one of them.")
    } else if has_blank(subject) {
        (
            "This key has a space inside: something was added or joined on the way.",
            "Copy the key from its source again.",
        )
    } else {
        return None;
    };
    Hit::broken(subject.core_span(), sentence, remedy)
}

fn is_hex(text: &str) -> bool {
    DIGITS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_url_safe(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// `scheme://user:password@host`, or any page's address.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    if matches!(scheme, "http" | "https") && rest.contains('.') {
        return true;
    }
    let is_scheme = (3..=20).contains(&scheme.len())
        && scheme.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'+');
    is_scheme && rest.split_once('@').is_some_and(|(user, host)| user.contains(':') && !host.is_empty())
}

/// A value, mostly the time in base 62, and a digest in base64, with colons between. Without the time the value is of small
/// letters, and the digest of all kinds of characters: random keys of letters, digits and a few signs hold a colon, too.
fn is_signed(text: &str) -> bool {
    let Some((before, signature)) = text.rsplit_once(':') else { return false };
    // Those of the years 1999 to 2086.
    let is_time = |time: &str| {
        time.len() == 6 && time.starts_with(['1', '2', '3']) && time.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let is_timed = before.rsplit_once(':').is_some_and(|(value, time)| !value.is_empty() && is_time(time));
    let has = |of: fn(&u8) -> bool| signature.bytes().any(|byte| of(&byte));
    let is_word = before.len() > 2
        && before.bytes().all(|byte| byte.is_ascii_lowercase())
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && text.len() != 50;
    matches!(signature.len(), 27 | 43)
        && is_url_safe(signature)
        && (is_timed || is_word)
        && !before.contains(char::is_whitespace)
}

/// What `sha256sum`, `openssl dgst` and the like print.
fn is_output(text: &str) -> bool {
    let before = text.split_once("  ").or_else(|| text.split_once(" *")).is_some_and(|(digest, _)| is_hex(digest));
    let behind = text.rsplit_once("= ").is_some_and(|(name, digest)| is_hex(digest) && name.contains('('));
    before || behind
}

/// Whether words follow a key in one of the ways in which comments begin.
fn has_note(text: &str) -> bool {
    let note = [" # ", " // ", " <!-- ", " ; "].iter().find_map(|begin| text.split_once(begin));
    note.is_some_and(|(key, note)| {
        let is_key = key.len() >= 20 && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            || key.len() == 50 && key.bytes().all(is_djangos);
        let note = note.trim_end_matches("-->").trim();
        is_key && !note.is_empty() && note.bytes().all(|byte| byte.is_ascii_alphabetic() || b" ,.-'".contains(&byte))
    })
}

/// Whether a program's name stands first, and an option behind: `vault write … --token …`.
fn is_command(text: &str) -> bool {
    let (name, rest) = text.split_once(' ').unwrap_or_default();
    let option = rest.split(' ').find(|word| word.starts_with("--"));
    let is_name = |name: &str| {
        (2..=20).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    is_name(name)
        && option.is_some_and(|option| {
            option.len() > 3 && option[2..].bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        })
}

/// Whether two keys of usual symbols stand one behind the other.
fn is_two(text: &str) -> bool {
    let mut parts = text.split([' ', ',', ';', '\t']).filter(|part| !part.is_empty());
    let mut is_part = || {
        let part = parts.next()?;
        let usual = part.bytes().all(|byte| is_djangos(byte) || byte.is_ascii_uppercase() || byte == b'/');
        Some(part.len() >= 32 && usual)
    };
    is_part() == Some(true) && is_part() == Some(true) && is_part().is_none()
}

/// Whether a blank or two stand in what is otherwise of Django's symbols, or letters and digits, and no phrase.
fn has_blank(subject: &Subject<'_>) -> bool {
    let text = subject.core;
    let blanks = text.bytes().filter(|byte| matches!(byte, b' ' | b'\t')).count();
    let of = |usual: fn(u8) -> bool| text.bytes().all(|byte| usual(byte) || matches!(byte, b' ' | b'\t'));
    matches!(blanks, 1 | 2)
        && text.len() >= 24
        && (of(is_djangos) || of(|byte| byte.is_ascii_alphanumeric() || b"-_+/=".contains(&byte)))
        && subject.guess.high >= ENOUGH
        && !subject.guess.is_weak()
        && subject.guess.phrase.is_none()
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn what_is_none() {
        let key = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        let digest = "d5d74c2fb99585cc6eec698e51a1d80eb0e5a9da97b91a82963681565b469cec";
        for text in [
            "postgres://django:q7Rw2Zt9XcV4bN8mLk3Jh6@db.example.com:5432/app".to_owned(),
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                .to_owned(),
            format!("{digest}  -"),
            format!("{digest} *key.txt"),
            format!("SHA2-256(stdin)= {digest}"),
            format!("{key} {key}"),
            format!("{key} # production key"),
            format!("{digest} // do not share"),
            format!("https://example.com/?key={digest}"),
            "hello:q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz_-3".to_owned(),
            "vault write app --token q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz".to_owned(),
            format!("{} {}", &key[..20], &key[20..]),
            "hello:1vAbCd:q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz_-3".to_owned(),
            "ENC[AES256_GCM,data:igq7ugHC00ZP,iv:1NZuqFBFhc9vXQ=,tag:1QQUWHuiEavXfDi5lhQBFg==,type:str]".to_owned(),
        ] {
            let judgements = judge(&text);
            assert_eq!(judgements[0].verdict, Verdict::Broken, "{text}: {judgements:?}");
            assert!(judgements[0].findings.iter().any(|finding| finding.id == "not-a-key"), "{text}");
        }
        for key in [
            digest,
            "+_p`;Ia`uYy$o1@n~99?l*:9mzv2RsUBvEMZbp30YVmAnj-B_s",
            "Y/1Iw9fd2W#3g.Bq7gdo$/:ZY5GtRxHlYKbK9fpX9KMhHeqTiI",
        ] {
            assert_eq!(judge(key)[0].verdict, Verdict::Fit, "{key}");
        }
    }
}
