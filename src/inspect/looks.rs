//! What a value looks like that none of the keys signed, and what can be done then.

use super::{
    Question,
    kind::{password_reset_token, session_auth_hash},
    pasted,
    signed::Signed,
};

/// A sentence or two about a value whose signer was not found.
pub fn looks(question: &Question<'_>) -> &'static str {
    let text = question.token.trim();
    let values = pasted::taken_apart(text);
    let any = |is: fn(&str) -> bool| values.iter().any(|value| is(value.text.expose()));
    let all = |is: fn(&u8) -> bool| text.as_bytes().iter().all(is);
    let unknown_user = question.user.password.is_empty();
    if any(password_reset_token::is_one) {
        if unknown_user {
            return "This is a password-reset token. Its signature also covers the user’s password hash and last login: fill them in under Details, and the key can be told.";
        }
        return "None of these keys signed this reset token for this user as you describe them. It no longer holds once the user has logged in or has a new password.";
    }
    if text.starts_with("eyJ") && text.split('.').count() == 3 {
        return "This is a JSON Web Token. Django does not make such; a package like djangorestframework-simplejwt does.";
    }
    if any(|value| !Signed::readings(value, None).is_empty()) {
        return "None of these keys signed it with a salt that Django uses. If the project gives a salt, or it is a cookie of set_signed_cookie, fill in the salt and the cookie’s name under Details.";
    }
    if any(session_auth_hash::is_one) {
        if unknown_user {
            return "This may be the hash in a session that ties it to a login. It covers the user’s password hash: fill it in under Details, and the key can be told.";
        }
        return "None of these keys made this hash from this user’s password hash.";
    }
    if text.len() == 32 && all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return "This is the name of a session that is kept on the server. It is random, not signed. Paste session_data from that session’s row instead.";
    }
    if matches!(text.len(), 32 | 64) && all(u8::is_ascii_alphanumeric) {
        return "This looks like a CSRF token. It is random, not signed: it tells nothing about the key.";
    }
    "There is no signature of Django in it. Paste the whole value, or the cookie with its name."
}
