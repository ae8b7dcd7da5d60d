//! Which key signed a value that Django, or a package beside it, made.
//!
//! It is how one sees that a rotation has arrived everywhere, and that an old key is gone. What is
//! pasted is taken apart ([`pasted`]), and each kind of value that Django signs ([`kind`]) is asked
//! for the key whose signature it has: exactly that key, byte for byte. Only when none has it,
//! [`Question::changed`] asks for keys that were changed on their way to Django.
//!
//! Work is bound: see [`Question::is_too_much`].

mod changed;
mod json;
pub mod kind;
mod looks;
mod mac;
mod pasted;
mod signed;
mod time;
mod told;
mod typed;

use mac::{Derive, Mac};
use pasted::Pasted;
use signed::Signed;

pub use changed::IN_A_LINE;
pub use kind::{ALL, Kind, Lasts};
pub use looks::{Look, Sort, looks};
pub use mac::Digest;
pub use signed::Content;
pub use time::Time;
pub use told::Told;
pub use typed::{Inside, Typed};

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
    /// What it is, as the page says it: the kind's label, or more than that.
    pub what: &'static str,
    /// The salt, as Django's signers take it.
    pub salt: String,
    /// The digest of the signature.
    pub digest: Digest,
    /// When it was signed, if it tells.
    pub made: Option<Time>,
    /// When it ends, if it tells.
    pub ends: Option<Time>,
    /// What a new key does to it.
    pub rotation: &'static str,
    /// What is to be said of the key.
    pub notes: Vec<Note>,
    /// What is inside.
    pub content: Content,
    /// How the key was changed on its way to Django; none if it is as it was given.
    pub changed: Option<&'static str>,
}

/// What is to be said of a key that signed something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The key is what the given one stands for in base64.
    FromBase64,
    /// It has SHA-1, which Django's signers no longer take by themselves.
    Sha1,
    /// The key has this many bytes, and the algorithm wants that many.
    Short(usize, usize),
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
        // What is a JSON Web Token is nothing else, and there may be much to hash.
        let kinds = if kind::jwt::Token::read(value.text.expose()).is_some() { &ALL[..1] } else { ALL };
        kinds.iter().find_map(|kind| {
            let Found { signer, what, salt, digest, made, ends, rotation, notes, content } = (kind.find)(&asked)?;
            let (what, rotation) = (what.unwrap_or(kind.label), rotation.unwrap_or(kind.rotation));
            Some(Signature { signer, kind, what, salt, digest, made, ends, rotation, notes, content, changed: None })
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
    /// What it is, where that is more than the kind's label.
    what: Option<&'static str>,
    salt: String,
    digest: Digest,
    made: Option<Time>,
    ends: Option<Time>,
    /// What a new key does to it, where that is not so of all of the kind.
    rotation: Option<&'static str>,
    notes: Vec<Note>,
    content: Content,
}

impl Found {
    /// That this key signed it, and nothing else.
    fn by(signer: usize, digest: Digest, salt: &str) -> Self {
        let (what, made, ends, rotation, salt) = (None, None, None, None, salt.to_owned());
        Self { signer, what, salt, digest, made, ends, rotation, notes: Vec::new(), content: Content::None }
    }
}

/// A signature whose key is looked for.
struct Sought<'a> {
    digest: Digest,
    derive: Derive,
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

impl<'a> Sought<'a> {
    /// One by `salted_hmac`, of which all is known.
    fn salted(digest: Digest, mac: Mac, salt: &'a str, message: &'a [u8]) -> Self {
        let (derive, salt) = (Derive::Digest, [salt, ""]);
        Self { digest, derive, mac, known: 0xFF, salt, prefix: "", message, empty: false }
    }
}

/// `get_cookie_signer` has keys of its own: this stands before them.
const COOKIES: &str = "django.http.cookies";

impl Asked<'_> {
    fn text(&self) -> &str {
        self.value.text.expose()
    }

    /// The key, with nothing said of the time and the content.
    fn signer(&self, sought: &Sought<'_>) -> Option<Found> {
        let Sought { digest, derive, mac, known, salt, prefix, message, empty } = *sought;
        let salts = salt.map(str::as_bytes);
        let signer = self.question.keys.iter().position(|key| {
            let key = key.expose();
            (empty || !key.is_empty()) && {
                let ours = mac::mac(digest, derive, salts, [prefix.as_bytes(), key.as_bytes()], message);
                ours.is_some_and(|ours| mac::same(&ours, &mac, known))
            }
        })?;
        Some(Found::by(signer, digest, salt[0]))
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
            salt: [salt, "signer"],
            prefix,
            // A signer whose key is empty takes the project's own instead, but for cookies.
            empty: !prefix.is_empty(),
            ..Sought::salted(signed.digest, signed.mac, salt, signed.message.as_bytes())
        };
        let mut found = self.signer(&sought)?;
        if found.digest == Digest::Sha1 {
            found.notes.push(Note::Sha1);
        }
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
