//! What a value looks like that none of the keys signed, and what can be done then.

use super::{
    Content, Digest, Question, Time,
    kind::{jwt::Token, password_reset_token, session_auth_hash},
    pasted,
    signed::Signed,
};
use crate::{check::password_hash, secret::Secret};

/// What is said of a value whose signer was not found.
#[allow(missing_debug_implementations, reason = "it holds what was pasted")]
pub struct Look {
    /// How the value stands to the keys.
    pub sort: Sort,
    /// A sentence or two.
    pub sentence: &'static str,
    /// When it was made, as it says itself.
    pub made: Option<Time>,
    /// When it ends, as it says itself.
    pub ends: Option<Time>,
    /// What is inside, which nobody vouches for.
    pub content: Content,
}

/// How a value stands to the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Another key may have signed it.
    Unknown,
    /// It has nothing to do with a `SECRET_KEY`.
    Other,
    /// It is not signed, and pretends to be.
    Unsigned,
}

/// What can be told of a value whose signer was not found.
pub fn looks(question: &Question<'_>) -> Look {
    let values = pasted::taken_apart(question.token);
    let plain = |(sort, sentence)| Look { sort, sentence, made: None, ends: None, content: Content::None };
    // A token for a user says so, whatever else it may be.
    let reset = values.iter().any(|value| password_reset_token::is_one(value.text.expose()));
    let token = values.iter().find_map(|value| Token::read(value.text.expose())).filter(|_| !reset);
    let Some(token) = token else { return plain(sort(question, &values, reset)) };
    let [made, ends] = token.times();
    let (sort, sentence) = about(&token);
    Look { sort, sentence, made, ends, content: Content::Text(Secret::new(token.payload)) }
}

fn about(token: &Token<'_>) -> (Sort, &'static str) {
    let algorithm = token.algorithm();
    if algorithm.eq_ignore_ascii_case("none") {
        return (
            Sort::Unsigned,
            "This JSON Web Token says alg: none. It isn’t signed: anyone can make one that says anything. Nothing should take it.",
        );
    }
    if algorithm.starts_with("HS") {
        return (
            Sort::Unknown,
            "None of these keys signed this JSON Web Token. Its package may have a key of its own, such as SIGNING_KEY.",
        );
    }
    if token.is_of_allauth() {
        return (
            Sort::Other,
            "This JSON Web Token is django-allauth’s, signed with a private key. Its sid is encrypted with SECRET_KEY: a new key ends it where the session is looked up, and every refresh token. SECRET_KEY_FALLBACKS doesn’t help.",
        );
    }
    (
        Sort::Other,
        "This JSON Web Token is signed with a private key, such as RS256 or ES256 do, and not with SECRET_KEY: a new SECRET_KEY leaves its signature alone.",
    )
}

fn sort(question: &Question<'_>, values: &[pasted::Pasted], reset: bool) -> (Sort, &'static str) {
    let text = question.token.trim();
    let any = |is: fn(&str) -> bool| values.iter().any(|value| is(value.text.expose()));
    let all = |is: fn(&u8) -> bool| text.as_bytes().iter().all(is);
    let unknown_user = question.user.password.is_empty();
    let unknown = |sentence| (Sort::Unknown, sentence);
    let other = |sentence| (Sort::Other, sentence);
    if reset {
        if unknown_user {
            return unknown(
                "This is a password-reset token. Its signature also covers the user’s password hash and last login: fill them in under Details, and the key can be told.",
            );
        }
        return unknown(
            "None of these keys signed this reset token for this user as you describe them. It no longer holds once the user has logged in or has a new password.",
        );
    }
    if values.iter().any(|value| value.name.as_deref().is_some_and(|name| name.ends_with("sesame"))) {
        return unknown(
            "This is django-sesame’s second version of a link that logs in. Its signature also covers the user’s password hash, in a way that isn’t tried here. A new key ends it, whatever SESAME_KEY is; django-sesame 3.2.5 takes it with the old key as a fallback, 2.4 doesn’t.",
        );
    }
    if password_hash::is_one(text) {
        return other(
            "This is the hash of a password, and not a token. Its salt is its own, and no key is in it: a new SECRET_KEY leaves it alone.",
        );
    }
    if text.starts_with("eyJ") && text.split('.').count() == 5 {
        return other("This is an encrypted JSON Web Token. What is inside can’t be seen without its own key.");
    }
    if is_paseto(text) {
        return other("This is a PASETO token. It has a key of its own form, and isn’t signed as Django signs.");
    }
    let odd = |signed: &Signed<'_>| {
        matches!(signed.digest, Digest::Sha1 | Digest::Sha256) || matches!(signed.separator, ":" | ".")
    };
    if values.iter().any(|value| Signed::readings(value.text.expose(), None).iter().any(odd)) {
        return unknown(
            "None of these keys signed it with a salt that Django uses. If the project gives a salt, or it is a cookie of set_signed_cookie, fill in the salt and the cookie’s name under Details.",
        );
    }
    if any(session_auth_hash::is_one) {
        if !unknown_user {
            return unknown("None of these keys made this hash from this user’s password hash.");
        }
        return unknown(if text.len() == 40 {
            "This may be a token of Django REST framework: it is random, looked up in the database, and no key is in it. Or it is the hash in a session that ties it to a login, by Django 3.0 or before: then fill in the user’s password hash under Details."
        } else {
            "This may be the hash in a session that ties it to a login. It covers the user’s password hash: fill it in under Details, and the key can be told. Or it is a random token, such as those of django-rest-knox: no key is in it."
        });
    }
    if text.len() == 32 && all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return other(
            "This is the name of a session that is kept on the server. It is random, not signed. Paste session_data from that session’s row instead.",
        );
    }
    if matches!(text.len(), 32 | 64) && all(u8::is_ascii_alphanumeric) {
        return other("This looks like a CSRF token. It is random, not signed: it tells nothing about the key.");
    }
    let is_api_key = text.len() == 41 && text.as_bytes()[8] == b'.';
    if is_api_key && text.split('.').all(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return other("This looks like a key of djangorestframework-api-key. It is random, not signed.");
    }
    if text.len() == 30 && all(u8::is_ascii_alphanumeric) {
        return other("This looks like a token of django-oauth-toolkit. It is random, not signed: no key is in it.");
    }
    unknown("There is no signature of Django in it. Paste the whole value, or the cookie with its name.")
}

/// `v4.public.` and the like.
fn is_paseto(text: &str) -> bool {
    let mut parts = text.split('.');
    let is_version = matches!(parts.next().map(str::as_bytes), Some([b'v', b'1'..=b'4']));
    is_version && matches!(parts.next(), Some("local" | "public")) && parts.next().is_some_and(|rest| rest.len() > 20)
}
