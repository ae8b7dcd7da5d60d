//! Which key signed a value that Django made.
//!
//! It is how one sees that a rotation has arrived everywhere, and that an old key is gone. What is
//! pasted is taken apart ([`pasted`]), and each kind of value that Django signs ([`kind`]) is asked
//! for the key whose signature it has: exactly that key, byte for byte. Only when none has it,
//! [`Question::changed`] asks for keys that were changed on their way to Django.
//!
//! Work is bound: see [`Question::is_too_much`].

mod changed;
pub mod kind;
mod looks;
mod pasted;
mod signed;
mod time;

use pasted::Pasted;
use signed::{Mac, Signed};

pub use changed::IN_A_LINE;
pub use kind::{ALL, Kind, Lasts};
pub use looks::looks;
pub use signed::{Content, Digest};
pub use time::Time;

use crate::secret::Secret;

/// What is asked.
#[allow(missing_debug_implementations, reason = "it holds keys")]
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// What was pasted: a value, a cookie with its name, a whole `Cookie:` header, a link.
    pub token: &'a str,
    /// The keys. An empty one is what Django takes it for: a key for cookies, and none for the rest.
    pub keys: &'a [Secret],
    /// A salt to try beside Django's own: a signer's, or that of `set_signed_cookie`.
    pub salt: Option<&'a str>,
    /// What a signer puts before the signature; none: whatever stands there. `:` is usual.
    pub separator: Option<&'a str>,
    /// The cookie's name, if it is known.
    pub cookie: Option<&'a str>,
    /// Whom a reset token or a session's hash is for.
    pub user: User<'a>,
}

/// What the database holds of a user. Empty where it is not known.
#[allow(missing_debug_implementations, reason = "it holds a password's hash")]
#[derive(Clone, Copy, Default)]
pub struct User<'a> {
    /// The primary key.
    pub id: &'a str,
    /// The hash of the password.
    pub password: &'a str,
    /// The last login, in UTC.
    pub last_login: &'a str,
    /// The e-mail address.
    pub email: &'a str,
}

/// What a signature tells.
#[allow(missing_debug_implementations, reason = "it holds what was signed")]
pub struct Signature {
    /// Which of the keys signed it, from 0.
    pub signer: usize,
    /// What was signed.
    pub kind: &'static Kind,
    /// The salt, as Django's signers take it.
    pub salt: String,
    /// The digest of the signature.
    pub digest: Digest,
    /// When it was signed, if it tells.
    pub made: Option<Time>,
    /// What is inside.
    pub content: Content,
    /// How the key was changed on its way to Django; none if it is as it was given.
    pub changed: Option<&'static str>,
}

/// The bytes of the pasted text, times the keys, that are tried. Each is hashed for some ten salts.
const MOST: usize = 8 << 20;

/// Of that, what is spent on names that cookies may have, and on keys that were changed. Four kilobytes
/// and twenty keys are answered within a frame or two, whatever the answer.
const SOME: usize = 1 << 19;

impl Question<'_> {
    /// Whether there is more to try than is worth waiting for.
    pub fn is_too_much(&self) -> bool {
        self.cost() > MOST
    }

    fn cost(&self) -> usize {
        // What a short text costs is in the salt and the key.
        (self.token.len() + 128).saturating_mul(self.keys.len())
    }

    /// The signature, if it is by one of the keys.
    pub fn signature(&self) -> Option<Signature> {
        if self.is_too_much() { None } else { find(&pasted::taken_apart(self.token), self, SOME) }
    }

    /// The signature, if it is by a key that is one of the keys changed on its way.
    pub fn changed(&self) -> Option<Signature> {
        let values = pasted::taken_apart(self.token);
        let mut left = SOME;
        changed::ALL.iter().find_map(|(words, change)| {
            let (mut keys, mut places) = (Vec::new(), Vec::new());
            for (place, key) in self.keys.iter().enumerate() {
                if let Some(changed) = change(key.expose()) {
                    keys.push(changed);
                    places.push(place);
                }
            }
            let question = Question { keys: &keys, ..*self };
            left = left.checked_sub(question.cost())?;
            let found = find(&values, &question, 0)?;
            Some(Signature { signer: places[found.signer], changed: Some(words), ..found })
        })
    }
}

fn find(values: &[Pasted], question: &Question<'_>, for_names: usize) -> Option<Signature> {
    values.iter().find_map(|value| {
        let signed = Signed::readings(value.text.expose(), question.separator);
        let asked = Asked { value, signed: &signed, question, for_names };
        ALL.iter().find_map(|kind| {
            let Found { signer, salt, digest, made, content } = (kind.find)(&asked)?;
            Some(Signature { signer, kind, salt, digest, made, content, changed: None })
        })
    })
}

/// What a kind is asked.
pub(crate) struct Asked<'a> {
    value: &'a Pasted,
    /// The value as a `Signer` reads it: with the usual separator, or with others.
    signed: &'a [Signed<'a>],
    question: &'a Question<'a>,
    /// How much may be spent on guessing a cookie's name.
    for_names: usize,
}

/// What a kind found.
pub(crate) struct Found {
    signer: usize,
    salt: String,
    digest: Digest,
    made: Option<Time>,
    content: Content,
}

/// A signature whose key is looked for.
struct Sought<'a> {
    digest: Digest,
    mac: Mac,
    /// The bits that are known of each of its bytes.
    known: u8,
    salt: [&'a str; 2],
    /// What Django puts before the key.
    prefix: &'static str,
    message: &'a [u8],
    /// Whether an empty key is one.
    empty: bool,
}

/// `get_cookie_signer` has keys of its own: this stands before them.
const COOKIES: &str = "django.http.cookies";

impl Asked<'_> {
    fn text(&self) -> &str {
        self.value.text.expose()
    }

    /// The key, with nothing said of the time and the content.
    fn signer(&self, sought: &Sought<'_>) -> Option<Found> {
        let Sought { digest, mac, known, salt, prefix, message, empty } = *sought;
        let signer = self.question.keys.iter().position(|key| {
            let key = key.expose();
            (empty || !key.is_empty()) && {
                let ours = signed::salted_hmac(digest, [salt[0], salt[1], prefix, key], message);
                ours.is_some_and(|ours| signed::same(&ours, &mac, known))
            }
        })?;
        Some(Found { signer, salt: salt[0].to_owned(), digest, made: None, content: Content::None })
    }

    /// What `signing.dumps` with this salt signed.
    fn dumped(&self, prefix: &'static str, salt: &str) -> Option<Found> {
        self.timed(prefix, salt, false)
    }

    /// What a `TimestampSigner` with this salt signed, and `:` before the time and the signature; it
    /// `may` be a text.
    fn timed(&self, prefix: &'static str, salt: &str, may: bool) -> Option<Found> {
        let signed = self.signed.first().filter(|signed| signed.separator == ":")?;
        self.by(signed, prefix, salt, true, may)
    }

    /// What a signer with this salt signed, and when, if it is `timed`.
    fn by(&self, signed: &Signed<'_>, prefix: &'static str, salt: &str, timed: bool, may: bool) -> Option<Found> {
        let (value, made) = if timed {
            let (value, made) = signed.time()?;
            (value, Some(made))
        } else {
            (signed.message, None)
        };
        let sought = Sought {
            digest: signed.digest,
            mac: signed.mac,
            known: 0xFF,
            salt: [salt, "signer"],
            prefix,
            message: signed.message.as_bytes(),
            // A signer whose key is empty takes the project's own instead, but for cookies.
            empty: !prefix.is_empty(),
        };
        let found = self.signer(&sought)?;
        Some(Found { made, content: Content::of(value, may), ..found })
    }

    /// The salt that was given, where a time stands before the signature that may be the signing's.
    fn given_salt(&self, signed: &Signed<'_>) -> Option<&str> {
        let (_, Time::Utc(1_000_000_000..=5_000_000_000)) = signed.time()? else { return None };
        self.question.salt
    }
}

#[cfg(test)]
mod tests;
