//! The digest of a common word, of nothing, or of the project's own name.
//!
//! A digest looks random and is as easy to guess as what it was made of: Django's check passes the SHA-256
//! of `password`.
//!
//! `5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d8`
//!
//! What to do: make a new key.
//!
//! Chance: a random key begins like one of some fifty thousand digests less than once in 10^14.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::{Check, Hit, Severity, Subject, encoded_text::decoded};

pub(super) const CHECK: Check = Check { id: "digest", source: "MD5, SHA-1 and SHA-2 of common words", find };

/// Phrases beside the words that are looked for.
const PHRASES: &str = " \n secret-key secret_key SECRET_KEY SECRETKEY my-secret-key my_secret_key mysecretkey your-secret-key \
     your_secret_key change-me change_me CHANGE_ME CHANGEME super-secret super-secret-key supersecretkey django-secret django-secret-key \
     django_secret_key insecure-key dev-key test-key top-secret keep-it-secret letmein! hunter2 correcthorsebatterystaple 0 1 42 123 1234 \
     12345 1234567 12345678 123456789 1234567890 000000 111111 abc qwertyuiop asdf asdfgh password1 password123 admin123 root123 P@ssw0rd \
     iloveyou helloworld hello-world hello_world foobar foo-bar example.com localhost 127.0.0.1 ";

/// The start of a digest: enough to know it by.
pub(super) type Start = [u8; 8];

/// The starts of the digests of all words.
#[derive(Debug)]
pub(super) struct Known {
    starts: Vec<Start>,
    /// A bit for every twenty bits that one begins with: most others are told by them.
    begin: Vec<u8>,
}

impl Known {
    fn place(start: Start) -> (usize, u8) {
        let place = usize::from(start[0]) << 12 | usize::from(start[1]) << 4 | usize::from(start[2] >> 4);
        (place >> 3, 1 << (place & 7))
    }

    fn add(&mut self, start: Start) {
        let (byte, bit) = Self::place(start);
        self.begin[byte] |= bit;
        self.starts.push(start);
    }

    fn holds(&self, start: Start) -> bool {
        let (byte, bit) = Self::place(start);
        self.begin[byte] & bit > 0 && self.starts.contains(&start)
    }
}

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = bare(subject.core);
    let halves = || {
        let (first, second) = core.split_at_checked(core.len() / 2)?;
        // Two of MD5, or of SHA-1, one after the other.
        Some(matches!(first.len(), 32 | 40) && is_of_word(subject, first)? && is_of_word(subject, second)?)
    };
    if !is_of_word(subject, core).unwrap_or_default() && !halves().unwrap_or_default() {
        return None;
    }
    let mut hit = Hit::core(
        Severity::Unsafe,
        subject,
        "This key is the hash of a common word or name, which anyone can compute.",
    )?;
    hit.bits = Some((16.0, "digests of common words"));
    Some(hit)
}

/// Whether `core` is the digest of a word that is known, or of one of the text round the key; none if it is none.
fn is_of_word(subject: &Subject<'_>, core: &str) -> Option<bool> {
    // Django's length of it, as `hexdigest()[:50]` gives.
    let is_cut = core.len() == 50 && core.bytes().all(|byte| byte.is_ascii_hexdigit());
    let bytes = decoded(core)?;
    let start: Start = bytes.get(..8)?.try_into().ok()?;
    let which = if is_cut { Some(SHA256) } else { LENGTHS.iter().position(|length| *length == bytes.len()) }?;
    let known = subject.checker.digests[which].get_or_init(|| known(which, subject));
    // Names are words of the text round the key: the project's, its host's, its variables'.
    let mut words_around =
        subject.around.split(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')));
    let mut is_name =
        || words_around.by_ref().take(500).any(|name| name.len() < 64 && of(which, name.as_bytes()) == start);
    Some(known.holds(start) || subject.around.len() != subject.text.len() && is_name())
}

/// The digests of words, dates and phrases.
fn known(which: usize, subject: &Subject<'_>) -> Known {
    let mut known = Known { starts: Vec::new(), begin: vec![0; 1 << 17] };
    let mut add = |text: &[u8]| known.add(of(which, text));
    for (word, _) in subject.checker.words.all() {
        let mut word = [word, b"\n"].concat();
        add(&word[..word.len() - 1]);
        // `echo word | sha256sum`
        add(&word);
        // In capitals, and the digest of the digest as it is printed.
        word.pop();
        add(printed(which, &word).as_bytes());
        word[0] = word[0].to_ascii_uppercase();
        add(&word);
        word.make_ascii_uppercase();
        add(&word);
    }
    for year in 2000..2030 {
        for (month, day) in (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day))) {
            add(format!("{year}-{month:02}-{day:02}").as_bytes());
            add(format!("{year}{month:02}{day:02}").as_bytes());
        }
    }
    for phrase in PHRASES.split(' ') {
        add(phrase.as_bytes());
        add(&[phrase.as_bytes(), b"\n"].concat());
    }
    known
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

const SHA256: usize = 3;

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
            "sha256:5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ] {
            assert_eq!(judge(text)[0].findings[0].id, "digest", "{text}");
        }
        assert!(judge("6f4dcc3b5aa765d61d8327deb882cf99")[0].findings.iter().all(|finding| finding.id != "digest"));
    }
}
