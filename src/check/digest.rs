//! The digest of a common word, of nothing, or of the project's own name.
//!
//! A digest looks random and is as easy to guess as what it was made of: Django's check passes the SHA-256
//! of `password`.
//!
//! `5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d8`
//!
//! What to do: make a new key.
//!
//! Chance: a random key begins like one of some hundred thousand digests less than once in 10^13.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::{
    Check, Hit, Severity, Subject,
    encoded_text::{base32, decoded},
    guess::{famous_texts, is_usual},
};

pub(super) const CHECK: Check = Check { id: "digest", source: "MD5, SHA-1 and SHA-2 of common words", find };

/// Phrases beside the words that are looked for.
const PHRASES: &str = " \n secret-key secret_key SECRET_KEY SECRETKEY my-secret-key my_secret_key mysecretkey your-secret-key \
     your_secret_key change-me change_me CHANGE_ME CHANGEME super-secret super-secret-key supersecretkey django-secret django-secret-key \
     django_secret_key insecure-key dev-key test-key top-secret keep-it-secret letmein! hunter2 correcthorsebatterystaple 0 1 42 123 1234 \
     12345 1234567 12345678 123456789 1234567890 000000 111111 abc qwertyuiop asdf asdfgh password1 password123 admin123 root123 P@ssw0rd \
     iloveyou helloworld hello-world hello_world Hello-World Hello-World! Hello,-World! foobar foo-bar example.com localhost 127.0.0.1 \
     Password1! Password123 Password123! my-secret secret-key-here correct-horse-battery-staple my-project mysite myproject myapp my-app \
     django-insecure django-project django-app a b c x mypassword my-password secretpassword secret-password djangosecretkey \
     djangosecret password1234 parola пароль 密码 contraseña hasło The-quick-brown-fox-jumps-over-the-lazy-dog \
     The-quick-brown-fox-jumps-over-the-lazy-dog. ";

/// The start of a digest: enough to know it by.
pub(super) type Start = [u8; 8];

/// The starts of the digests of all words, in order.
#[derive(Debug)]
pub(super) struct Known(Vec<Start>);

impl Known {
    fn holds(&self, start: Start) -> bool {
        self.0.binary_search(&start).is_ok()
    }
}

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = bare(subject.core);
    let is_of_word = |core: &str| is_of_word(subject, core).unwrap_or_default();
    let is_printed = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    // Two one after the other, of which the first is printed in hexadecimal.
    let is_two = |length: &usize| {
        let (first, second) = core.split_at_checked(2 * length).unwrap_or_default();
        is_printed(first) && is_of_word(first) && is_of_word(second)
    };
    // In a form of its own, such as the base64 of what is printed, or from its end.
    let is_disguised = || {
        let printed = subject.texts.iter().any(|text| is_of_word(text.trim()));
        let backwards = || core.len() >= 32 && is_printed(core) && is_of_word(&core.chars().rev().collect::<String>());
        printed || backwards()
    };
    if !is_of_word(core) && !LENGTHS.iter().any(is_two) && !is_disguised() {
        return None;
    }
    let mut hit = Hit::core(
        Severity::Unsafe,
        subject,
        "This key is the hash of a common word or name, which anyone can compute.",
    )?;
    hit.bits = Some((17.0, "digests of common words"));
    Some(hit)
}

/// Whether `core` is the digest of a word that is known, or of one of the text round the key; none if it is none.
fn is_of_word(subject: &Subject<'_>, core: &str) -> Option<bool> {
    // The first digits of a longer one: `hexdigest()[:50]`, `[:32]`.
    let longer = match core.len() {
        32..=63 => Some(SHA256),
        65..=127 => Some(SHA512),
        _ => None,
    };
    let longer = longer.filter(|_| core.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let of_a_length = |bytes: Vec<u8>| {
        let whole = LENGTHS.iter().position(|length| *length == bytes.len());
        (whole.is_some() || longer.is_some()).then_some((whole, bytes))
    };
    let in_capitals = || Some(core).filter(|core| !core.bytes().any(|byte| byte.is_ascii_lowercase()));
    let of_base32 = || in_capitals().and_then(base32).and_then(of_a_length);
    // Of an odd number of digits the last is half a byte.
    let read = if longer.is_some() { &core[..core.len() & !1] } else { core };
    let (whole, bytes) = decoded(read).and_then(of_a_length).or_else(of_base32)?;
    let start: Start = bytes.get(..8)?.try_into().ok()?;
    let is_of = |which: usize| {
        let known = subject.checker.digests[which].get_or_init(|| known(which, subject));
        // Names are words of the text round the key: the project's, its host's, its variables'.
        let mut words_around =
            subject.around.split(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')));
        let mut is_name =
            || words_around.by_ref().take(500).any(|name| name.len() < 64 && of(which, name.as_bytes()) == start);
        known.holds(start) || subject.around.len() != subject.text.len() && is_name()
    };
    Some([whole, longer].into_iter().flatten().any(is_of))
}

/// The digests of words, dates, numbers and phrases.
fn known(which: usize, subject: &Subject<'_>) -> Known {
    let mut known = Vec::new();
    let mut add = |text: &[u8]| known.push(of(which, text));
    for (word, list) in subject.checker.words.all() {
        add(word);
        // `echo word | sha256sum`, and what is put behind a word.
        for behind in ["\n", "1", "123", "!"] {
            add(&[word, behind.as_bytes()].concat());
        }
        // The digest of a digest as it is printed, of its own kind or of an older one.
        let older: &[usize] = if which > SHA1 { &[MD5, SHA1] } else { &[] };
        for inner in older.iter().chain([&which]) {
            add(printed(*inner, word).as_bytes());
        }
        let mut capital = word.to_vec();
        capital[0] = capital[0].to_ascii_uppercase();
        add(&capital);
        if is_usual(list) {
            for behind in ["1", "123", "!", "1!"] {
                add(&[&capital, behind.as_bytes()].concat());
            }
            for year in (2018..2027).map(|year| year.to_string()) {
                add(&[&capital, year.as_bytes()].concat());
                add(&[word, year.as_bytes()].concat());
            }
        }
        add(&word.to_ascii_uppercase());
    }
    for year in 1980..2030 {
        for (month, day) in (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day))) {
            add(format!("{year}-{month:02}-{day:02}").as_bytes());
            add(format!("{year}{month:02}{day:02}").as_bytes());
            if day > 12 {
                add(format!("{month:02}/{day:02}/{year}").as_bytes());
            }
            add(format!("{day:02}/{month:02}/{year}").as_bytes());
            add(format!("{day:02}.{month:02}.{year}").as_bytes());
        }
    }
    for number in 0..10_000 {
        add(number.to_string().as_bytes());
        if number < 1000 {
            add(format!("{number:04}").as_bytes());
        }
    }
    for text in famous_texts() {
        for (end, _) in text.match_indices(' ').skip(1).chain([(text.len(), "")]) {
            add(&text.as_bytes()[..end]);
            add(text[..end].replace(' ', "").as_bytes());
        }
    }
    for phrase in PHRASES.split(' ') {
        for text in [phrase, &phrase.replace('-', " ")] {
            add(text.as_bytes());
            add(&[text.as_bytes(), b"\n"].concat());
        }
    }
    known.sort_unstable();
    Known(known)
}

/// `text` without the digest's name in front, as in `sha256:…`, `{SHA256}…` and `0x…`, and once if it stands twice.
fn bare(text: &str) -> &str {
    let text = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let text = text.strip_prefix('{').unwrap_or(text);
    let named = text
        .split_once([':', '-', '=', '$', '}'])
        .filter(|(name, _)| NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)));
    let text = named.map_or(text, |(_, digest)| digest);
    let (first, second) = text.split_at_checked(text.len() / 2).unwrap_or((text, ""));
    if first == second { first } else { text }
}

/// The digest of `text` as it is printed.
fn printed(which: usize, text: &[u8]) -> String {
    digest(which, text, |digest| {
        let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
        digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    })
}

/// What a digest is called.
const NAMES: [&str; 8] = ["sha", "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha-256"];

/// How many bytes the digests have: MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512.
const LENGTHS: [usize; 6] = [16, 20, 28, 32, 48, 64];

const MD5: usize = 0;
const SHA1: usize = 1;
const SHA256: usize = 3;
const SHA512: usize = 5;

fn of(which: usize, text: &[u8]) -> Start {
    digest(which, text, |digest| {
        let mut start = [0; 8];
        start.iter_mut().zip(digest).for_each(|(to, from)| *to = *from);
        start
    })
}

/// What `then` makes of the digest of `text` by this of [`LENGTHS`].
fn digest<T>(which: usize, text: &[u8], then: impl Fn(&[u8]) -> T) -> T {
    match which {
        0 => then(&Md5::digest(text)),
        1 => then(&Sha1::digest(text)),
        2 => then(&Sha224::digest(text)),
        3 => then(&Sha256::digest(text)),
        4 => then(&Sha384::digest(text)),
        _ => then(&Sha512::digest(text)),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::judge;

    #[test]
    fn digests_of_words() {
        for text in [
            "89e01536ac207279409d4de1e5253e01f4a1769e696db0d6062ca9b8f56767c8",
            "6950aac2d7932e1f1a4c3cf6ada1316e",
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
            "1c0646be8dac84c4b8a144cc4fed4d1734f58b37",
            "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
            "f1d4b1ee047ec217264547763efb27c17c069eabc9f23124a223a1a859ca5cefe112a3e3cefe1cdc4331ecb70f9982f16dc67e250142476adae6ce9bc44f3a08",
            "5f4dcc3b5aa765d61d8327deb882cf99",
            "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
            "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
            "5E884898DA28047151D0E56F8DC6292773603D0D6AABBDD62A11EF721D1542D8",
            "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=",
            "0x5f4dcc3b5aa765d61d8327deb882cf99",
            "5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99",
            "5ebe2294ecd0e0f08eab7690d2a6ee695f4dcc3b5aa765d61d8327deb882cf99",
            "696d29e0940a4957748fe3fc9efd22a3",
            "319f4d26e3c536b5dd871bb2c52e3178",
            "{SHA256}XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=",
            "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a",
            "5e884898da28047151d0e56f8dc6292773603d0d",
            "5e884898da28047151d0e56f8dc6292773603d0d6aabb",
            "b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1",
            "sha256:5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "2bb80d537b1da3e38bd30361aa855686",
            "5eb63bbbe01eeed093cb22bb8f5acdc3",
            "7b7a53e239400a13bd6be6c91c4f6c4e",
            "9cd5c20248177944c3be331c0b2ccd25",
            "W6UHL7A6UIULSBQQIG345RF5HRJKWPHD",
            "465c194afb65670f38322df087f0a9bb225cc257e43eb4ac5a0c98ef5b3173ac",
            "d033e22ae348aeb5660fc2140aec35850c4da99721232f297a57a5a743894a0e4a801fc3",
            "c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a",
            "a109e36947ad56de1dca1cc49f0ef8ac9ad9a7b1aa0df41fb3c4cb73c1ff01ea",
            "8d2451d127fe11a26ddbbaa6d0d3063772926cd8f65e0d15174082ad898488e5",
            "NWU4ODQ4OThkYTI4MDQ3MTUxZDBlNTZmOGRjNjI5Mjc3MzYwM2QwZDZhYWJiZGQ2MmExMWVmNzIxZDE1NDJkOA==",
        ] {
            assert_eq!(judge(text)[0].findings[0].id, "digest", "{text}");
        }
        assert!(judge("6f4dcc3b5aa765d61d8327deb882cf99")[0].findings.iter().all(|finding| finding.id != "digest"));
    }
}
