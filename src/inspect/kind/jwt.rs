//! A JSON Web Token that is signed with a key and not a key pair: HS256, HS384 or HS512.
//!
//! `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0b2tlbl90eXBl….mWBXIhjh…`
//!
//! RFC 7515 and 7519. Which package made it is told by its claims: djangorestframework-simplejwt
//! 5.5.1, `tokens.py`; ninja-jwt 5.4.5, `tokens.py`; django-allauth 65.21.1,
//! `headless/tokens/strategies/jwt/internal.py`; drf-jwt 1.19.2, `utils.py`; django-graphql-jwt 0.4.0,
//! `utils.py`; Flask-JWT-Extended 4.7.4, `tokens.py`; itsdangerous 1.1, `jws.py`. A key may be given
//! as the base64 of what signs.

use super::{ALWAYS_ENDS, Kind};
use crate::{
    check::encoded_text::base64,
    inspect::{
        Asked, Content, Found, Note,
        json::{self, number},
        mac::{self, Derive, Digest, Mac, of_bytes},
        signed::is_canonical,
        time::Time,
    },
    secret::Secret,
};

pub(super) const KIND: Kind = Kind {
    id: "jwt",
    label: "a JSON Web Token",
    lasts: None,
    rotation: "A new key ends it, unless what reads it tries this key, too.",
    find,
};

/// A token's parts, as far as they can be read without its key.
pub(in crate::inspect) struct Token<'a> {
    header: String,
    pub(in crate::inspect) payload: String,
    /// What is signed: header and payload as they stand there.
    signed: &'a str,
    signature: &'a str,
}

impl<'a> Token<'a> {
    /// The token in a text, which may have `Bearer` or the name of a header before it.
    pub(in crate::inspect) fn read(text: &'a str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let decoded = |part: &str| {
            let plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            String::from_utf8(base64(part).filter(|_| plain && is_canonical(part))?).ok()
        };
        let (header, payload) = (decoded(header)?, decoded(payload)?);
        json::text(&header, "alg")?;
        Some(Self { header, payload, signed, signature })
    }

    /// The name of its algorithm.
    pub(in crate::inspect) fn algorithm(&self) -> &str {
        json::text(&self.header, "alg").unwrap_or_default()
    }

    /// When it was made and when it ends, as it says.
    pub(in crate::inspect) fn times(&self) -> [Option<Time>; 2] {
        ["iat", "exp"].map(|name| {
            // Those of itsdangerous stand in the header, those of graphql-jwt are called otherwise.
            let other = if name == "iat" { number(&self.payload, "origIat") } else { None };
            let seconds = number(&self.payload, name).or_else(|| number(&self.header, name)).or(other)?;
            Time::Utc(seconds).within()
        })
    }

    /// Whether its claims are those of django-allauth, whose `sid` is encrypted with the key.
    pub(in crate::inspect) fn is_of_allauth(&self) -> bool {
        json::text(&self.payload, "token_use").is_some() && json::text(&self.payload, "sid").is_some()
    }

    fn mac(&self) -> Option<(Digest, Mac)> {
        let digest = match self.algorithm() {
            "HS256" => Digest::Sha256,
            "HS384" => Digest::Sha384,
            "HS512" => Digest::Sha512,
            _ => return None,
        };
        let plain = self.signature.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let bytes = base64(self.signature).filter(|_| plain && is_canonical(self.signature))?;
        Some((digest, of_bytes(digest, &bytes)?))
    }

    /// Who makes such tokens, and what a new key does to them.
    fn family(&self) -> (&'static str, Option<&'static str>) {
        let has = |name: &str| number(&self.payload, name).is_some() || json::text(&self.payload, name).is_some();
        match json::text(&self.payload, "token_type") {
            Some("access") => return ("an access token of SimpleJWT or ninja-jwt", Some(ALWAYS_ENDS)),
            Some("refresh") => return ("a refresh token of SimpleJWT or ninja-jwt", Some(ALWAYS_ENDS)),
            Some("sliding") => return ("a sliding token of SimpleJWT or ninja-jwt", Some(ALWAYS_ENDS)),
            _ => {}
        }
        match json::text(&self.payload, "token_use").filter(|_| self.is_of_allauth()) {
            Some("access") => return ("an access token of django-allauth", Some(ALWAYS_ENDS)),
            Some("refresh") => return ("a refresh token of django-allauth", Some(ALWAYS_ENDS)),
            _ => {}
        }
        if has("orig_iat") && has("user_id") {
            ("a token of drf-jwt", Some(ALWAYS_ENDS))
        } else if has("origIat") {
            ("a token of django-graphql-jwt", Some(ALWAYS_ENDS))
        } else if has("type") && has("jti") && has("sub") {
            ("a token of Flask-JWT-Extended", Some(ALWAYS_ENDS))
        } else {
            (KIND.label, None)
        }
    }
}

/// How many bytes of key an algorithm wants: as many as its digest gives (RFC 7518, 3.2).
const fn wanted(digest: Digest) -> usize {
    digest.bytes()
}

fn find(asked: &Asked<'_>) -> Option<Found> {
    let token = Token::read(asked.text())?;
    let (digest, mac) = token.mac()?;
    let signs = |key: &[u8]| {
        let ours = mac::mac(digest, Derive::Plain, [b"", b""], [key, b""], token.signed.as_bytes());
        // No library takes an empty key.
        !key.is_empty() && ours.is_some_and(|ours| mac::same(&ours, &mac, 0xFF))
    };
    let (signer, length, decoded) = asked.question.keys.iter().enumerate().find_map(|(signer, key)| {
        let key = key.expose();
        if signs(key.as_bytes()) {
            return Some((signer, key.len(), false));
        }
        let bytes = base64(key).filter(|bytes| signs(bytes))?;
        Some((signer, bytes.len(), true))
    })?;
    let (what, rotation) = token.family();
    let [made, ends] = token.times();
    let mut found = Found { what: Some(what), made, ends, rotation, ..Found::by(signer, digest, "") };
    if decoded {
        found.notes.push(Note::FromBase64);
    }
    if length < wanted(digest) {
        found.notes.push(Note::Short(length, wanted(digest)));
    }
    found.content = Content::Text(Secret::new(token.payload));
    Some(found)
}
