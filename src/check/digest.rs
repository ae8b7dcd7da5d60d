//! The digest of a common word, of nothing, or of the project's own name.
//!
//! A digest looks random and is as easy to guess as what it was made of: Django's check passes the SHA-256
//! of `password`.
//!
//! `5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d8`
//!
//! What to do: make a new key.
//!
//! Chance: a random key is one of some ten thousand digests less than once in 10^34.

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
    /// A bit for every two bytes that one begins with: most others are told by them.
    begin: Vec<u8>,
}

impl Known {
    fn place(start: Start) -> (usize, u8) {
        let place = usize::from(start[0]) << 8 | usize::from(start[1]);
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
    // Also with its name in front: `sha256:…`.
    let named = subject
        .core
        .split_once([':', '-', '=', '$'])
        .filter(|(name, _)| NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)));
    let bytes = decoded(named.map_or(subject.core, |(_, digest)| digest))?;
    let start: Start = bytes.get(..8)?.try_into().ok()?;
    let which = LENGTHS.iter().position(|length| *length == bytes.len())?;
    let known = subject.checker.digests[which].get_or_init(|| {
        let mut known = Known { starts: Vec::new(), begin: vec![0; 1 << 13] };
        let mut add = |text: &[u8]| known.add(of(which, text));
        for (word, _) in subject.checker.words.all() {
            let mut word = [word, b"\n"].concat();
            add(&word[..word.len() - 1]);
            // `echo word | sha256sum`
            add(&word);
            word[0] = word[0].to_ascii_uppercase();
            add(&word[..word.len() - 1]);
        }
        for phrase in PHRASES.split(' ') {
            add(phrase.as_bytes());
            add(&[phrase.as_bytes(), b"\n"].concat());
        }
        known
    });
    // Names are words of the text round the key: the project's, its host's, its variables'.
    let mut words_around =
        subject.around.split(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')));
    let mut is_name =
        || words_around.by_ref().take(500).any(|name| name.len() < 64 && of(which, name.as_bytes()) == start);
    if !known.holds(start) && (subject.around.len() == subject.text.len() || !is_name()) {
        return None;
    }
    let mut hit =
        Hit::core(Severity::Unsafe, subject, "It is the digest of a common word or name, which anyone can compute.")?;
    hit.bits = Some((16.0, "digests of common words"));
    Some(hit)
}

/// What a digest is called.
const NAMES: [&str; 7] = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha-256"];

/// How many bytes the digests have: MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512.
const LENGTHS: [usize; 6] = [16, 20, 28, 32, 48, 64];

fn of(which: usize, text: &[u8]) -> Start {
    fn start<D: Digest>(text: &[u8]) -> Start {
        let digest = D::digest(text);
        let mut start = [0; 8];
        start.iter_mut().zip(digest.iter()).for_each(|(to, from)| *to = *from);
        start
    }
    match which {
        0 => start::<Md5>(text),
        1 => start::<Sha1>(text),
        2 => start::<Sha224>(text),
        3 => start::<Sha256>(text),
        4 => start::<Sha384>(text),
        _ => start::<Sha512>(text),
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
            "sha256:5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ] {
            assert_eq!(judge(text)[0].findings[0].id, "digest", "{text}");
        }
        assert!(judge("6f4dcc3b5aa765d61d8327deb882cf99")[0].findings.iter().all(|finding| finding.id != "digest"));
    }
}
