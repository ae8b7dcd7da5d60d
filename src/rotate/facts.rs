//! What a new key ends, what it leaves alone, and what a leaked one lets others do, as Django does it.
//!
//! Each fact is an assertion of the same id in `tests/rotation/project.py`, which runs a small project
//! under several versions of Django, before and after each plan, and must find the fact true in the
//! versions that it names and false in the others.
//!
//! It is one table, and so longer than other files.

use super::Engine;

/// A version of Django.
pub type Version = [u16; 3];

/// Something that is so, in some versions of Django.
#[derive(Debug, Clone, Copy)]
pub struct Fact {
    /// How the test calls it.
    pub id: &'static str,
    /// What it is about.
    pub group: Group,
    /// The first version in which it is so.
    pub since: Version,
    /// The first version in which it is no longer so.
    pub until: Version,
    /// The session engine that it is about; none if it is so with each.
    pub engine: Option<Engine>,
    /// What the user reads.
    pub sentence: &'static str,
    /// Where in the source it stands.
    pub source: &'static str,
}

/// What facts are about, in the page's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What a new key ends.
    Ends,
    /// What it leaves alone.
    Stays,
    /// What is different while the old key is a fallback.
    Fallback,
    /// What whoever has the key can do.
    Leak,
    /// What it takes to clear sessions.
    Clear,
}

impl Group {
    /// Every group, in the page's order.
    pub const ALL: [Self; 5] = [Self::Ends, Self::Stays, Self::Fallback, Self::Leak, Self::Clear];

    /// How the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ends => "What a new key ends, without a fallback",
            Self::Stays => "What it leaves alone",
            Self::Fallback => "With the old key as a fallback",
            Self::Leak => "What whoever has the key can do",
            Self::Clear => "Clearing sessions",
        }
    }
}

impl Fact {
    /// Whether it is so in this version.
    pub fn holds(&self, version: Version) -> bool {
        self.since <= version && version < self.until
    }
}

const ALWAYS: Version = [0; 3];
const EVER: Version = [u16::MAX; 3];
/// The first with `SECRET_KEY_FALLBACKS`.
const FALLBACKS: Version = [4, 1, 0];
/// The first in which fallbacks keep logins (ticket 34384).
const LOGINS: Version = [4, 1, 8];
const NO_PICKLE: Version = [5, 0, 0];

const fn fact(id: &'static str, group: Group, sentence: &'static str, source: &'static str) -> Fact {
    let since = if matches!(group, Group::Fallback) { FALLBACKS } else { ALWAYS };
    Fact { id, group, since, until: EVER, engine: None, sentence, source }
}

const fn of(engine: Engine, fact: Fact) -> Fact {
    Fact { engine: Some(engine), ..fact }
}

const fn between(since: Version, until: Version, fact: Fact) -> Fact {
    Fact { since, until, ..fact }
}

/// Every fact, in the page's order.
pub const ALL: &[Fact] = &[
    fact(
        "login-ends",
        Group::Ends,
        "Logins, with every session engine: a login is bound to the key.",
        "contrib/auth/__init__.py, get_user",
    ),
    of(
        Engine::Db,
        fact(
            "db-session-ends",
            Group::Ends,
            "Sessions in the database, visitors’ too: each row is signed.",
            "contrib/sessions/backends/base.py, decode",
        ),
    ),
    of(
        Engine::CachedDb,
        fact(
            "cached-db-session-ends",
            Group::Ends,
            "Sessions in the database, once the cache has lost them. While it has them, they stay.",
            "contrib/sessions/backends/cached_db.py, load",
        ),
    ),
    of(
        Engine::File,
        fact(
            "file-session-ends",
            Group::Ends,
            "Sessions in files, visitors’ too: each file is signed.",
            "contrib/sessions/backends/file.py, load",
        ),
    ),
    of(
        Engine::SignedCookies,
        fact(
            "signed-cookies-session-ends",
            Group::Ends,
            "Sessions in cookies, visitors’ too.",
            "contrib/sessions/backends/signed_cookies.py, load",
        ),
    ),
    fact(
        "reset-link-ends",
        Group::Ends,
        "Links for a new password that were sent before.",
        "contrib/auth/tokens.py, check_token",
    ),
    fact(
        "signed-cookie-ends",
        Group::Ends,
        "Cookies of set_signed_cookie: BadSignature.",
        "http/request.py, get_signed_cookie",
    ),
    between(
        [6, 1, 0],
        EVER,
        fact(
            "legacy-cookie-ends",
            Group::Ends,
            "New key or not, cookies of set_signed_cookie from Django up to 5.2.14 and 6.0.5, unless SIGNED_COOKIE_LEGACY_SALT_FALLBACK is True.",
            "core/signing.py, 6.1: _unsign_cookie",
        ),
    ),
    fact(
        "message-ends",
        Group::Ends,
        "Messages that wait in a cookie: they vanish without an error.",
        "contrib/messages/storage/cookie.py, _decode",
    ),
    fact(
        "signing-ends",
        Group::Ends,
        "What signing.dumps, Signer and TimestampSigner made, such as links in mails: BadSignature.",
        "core/signing.py, unsign",
    ),
    of(
        Engine::Db,
        fact(
            "csrf-in-session-ends",
            Group::Ends,
            "With CSRF_USE_SESSIONS, forms that are open: their secret goes with the session.",
            "middleware/csrf.py, 5.2: CsrfViewMiddleware._get_secret",
        ),
    ),
    of(
        Engine::Cache,
        fact(
            "cache-session-stays",
            Group::Stays,
            "What sessions in the cache hold, of those who were not logged in: the cache is not signed.",
            "contrib/sessions/backends/cache.py, load",
        ),
    ),
    fact(
        "csrf-stays",
        Group::Stays,
        "CSRF cookies, and forms that are open: the secret is random, and nothing signs it.",
        "middleware/csrf.py",
    ),
    fact(
        "password-stays",
        Group::Stays,
        "Passwords: their hashes have a salt each, and no key.",
        "contrib/auth/hashers.py",
    ),
    fact(
        "rows-stay",
        Group::Stays,
        "Rows of the database: none is changed or removed, not even those of sessions.",
        "contrib/sessions/backends/db.py",
    ),
    between(
        LOGINS,
        EVER,
        fact(
            "fallback-keeps-login",
            Group::Fallback,
            "Everyone stays logged in, with every session engine.",
            "contrib/auth/__init__.py, get_user, 4.1.8",
        ),
    ),
    between(
        FALLBACKS,
        LOGINS,
        fact(
            "fallback-ends-login",
            Group::Fallback,
            "Everyone is logged out all the same: 4.1.8 and 4.2 are the first to ask fallbacks about logins.",
            "contrib/auth/__init__.py, get_user, 4.1.7",
        ),
    ),
    fact(
        "fallback-keeps-session",
        Group::Fallback,
        "What the sessions of visitors hold stays, with every session engine.",
        "core/signing.py, Signer.unsign",
    ),
    fact(
        "fallback-keeps-reset-link",
        Group::Fallback,
        "Links for a new password go on working.",
        "contrib/auth/tokens.py, check_token",
    ),
    fact(
        "fallback-keeps-signed-cookie",
        Group::Fallback,
        "Signed cookies are accepted.",
        "core/signing.py, get_cookie_signer",
    ),
    fact(
        "fallback-keeps-message",
        Group::Fallback,
        "Messages that wait in a cookie are shown.",
        "contrib/messages/storage/cookie.py",
    ),
    fact(
        "fallback-keeps-signing",
        Group::Fallback,
        "What signing.dumps, Signer and TimestampSigner made is accepted.",
        "core/signing.py, Signer.unsign",
    ),
    fact(
        "fallback-only-verifies",
        Group::Fallback,
        "What is signed from now on is signed with the new key, never with a fallback.",
        "core/signing.py, Signer.sign",
    ),
    between(
        LOGINS,
        EVER,
        fact(
            "login-moves",
            Group::Fallback,
            "A login is bound to the new key at the next visit, so that it outlives the old one.",
            "contrib/auth/__init__.py, get_user, 4.1.8",
        ),
    ),
    fact(
        "idle-session-waits",
        Group::Fallback,
        "A visitor’s session that is only read keeps the old key’s signature, and ends when that key goes.",
        "contrib/sessions/middleware.py, process_response",
    ),
    fact(
        "empty-fallback-forges",
        Group::Fallback,
        "An empty text among the fallbacks lets anyone forge signed cookies and messages. These lines leave it out.",
        "core/signing.py, get_cookie_signer",
    ),
    between(
        ALWAYS,
        EVER,
        fact(
            "old-instance-refuses",
            Group::Fallback,
            "An instance that knows only the old key refuses what the new key signed.",
            "core/signing.py, Signer.unsign",
        ),
    ),
    between(
        LOGINS,
        EVER,
        fact(
            "first-step-accepts",
            Group::Fallback,
            "An instance that has the new key as a fallback accepts it, logins and all.",
            "contrib/auth/__init__.py, get_user, 4.1.8",
        ),
    ),
    between(
        LOGINS,
        EVER,
        fact(
            "own-hash-ends-login",
            Group::Fallback,
            "A user class with its own get_session_auth_hash logs everyone out, unless it has get_session_auth_fallback_hash as well.",
            "contrib/auth/base_user.py, 4.1.8",
        ),
    ),
    between(
        ALWAYS,
        FALLBACKS,
        fact(
            "fallbacks-do-nothing",
            Group::Ends,
            "What SECRET_KEY_FALLBACKS is meant to keep: before Django 4.1 the setting does nothing.",
            "conf/global_settings.py, 4.1",
        ),
    ),
    fact(
        "leak-forges-signing",
        Group::Leak,
        "Make whatever signing.loads, Signer and TimestampSigner accept: links, tokens, downloads.",
        "core/signing.py",
    ),
    fact(
        "leak-forges-cookie",
        Group::Leak,
        "Set any signed cookie to any value.",
        "http/request.py, get_signed_cookie",
    ),
    fact(
        "leak-forges-message",
        Group::Leak,
        "Show people any message, if they can set a cookie in their browser.",
        "contrib/messages/storage/cookie.py",
    ),
    of(
        Engine::SignedCookies,
        fact(
            "leak-forges-session",
            Group::Leak,
            "Make a session that holds anything.",
            "contrib/sessions/backends/signed_cookies.py, load",
        ),
    ),
    of(
        Engine::SignedCookies,
        fact(
            "leak-logs-in",
            Group::Leak,
            "Log in as anyone whose password hash they have, without the password. Without the hash, the key makes no login of Django’s own.",
            "contrib/auth/base_user.py, get_session_auth_hash",
        ),
    ),
    of(
        Engine::SignedCookies,
        between(
            ALWAYS,
            NO_PICKLE,
            fact(
                "leak-runs-code",
                Group::Leak,
                "Where PickleSerializer is in use, which Django has before 5.0: run any program on the server.",
                "contrib/sessions/serializers.py, 4.2",
            ),
        ),
    ),
    of(
        Engine::Db,
        fact(
            "leak-opens-no-session",
            Group::Leak,
            "But not open or make a session: with this engine the cookie is a random number.",
            "contrib/sessions/backends/base.py, _get_new_session_key",
        ),
    ),
    fact(
        "leak-resets-with-hash",
        Group::Leak,
        "Make a link for a new password, but only for someone whose password hash and last login they have.",
        "contrib/auth/tokens.py, _make_hash_value",
    ),
    between(
        FALLBACKS,
        EVER,
        fact(
            "leaked-fallback-forges",
            Group::Leak,
            "All of it while the leaked key is a fallback.",
            "core/signing.py, Signer.unsign",
        ),
    ),
    fact("new-key-refuses", Group::Leak, "None of it once a new key stands alone.", "core/signing.py, Signer.unsign"),
    of(Engine::Db, fact("clear-db", Group::Clear, "The command ends every session.", "contrib/sessions/models.py")),
    of(
        Engine::CachedDb,
        fact(
            "clear-cached-db",
            Group::Clear,
            "The command ends every session. Without its second half those in the cache would go on.",
            "contrib/sessions/backends/cached_db.py",
        ),
    ),
    of(
        Engine::Cache,
        fact("clear-cache", Group::Clear, "The command ends every session.", "contrib/sessions/backends/cache.py"),
    ),
    of(
        Engine::File,
        fact("clear-file", Group::Clear, "The command ends every session.", "contrib/sessions/backends/file.py"),
    ),
    of(
        Engine::SignedCookies,
        fact(
            "clear-signed-cookies",
            Group::Clear,
            "Nothing is kept on the server: the new key has ended every session.",
            "contrib/sessions/backends/signed_cookies.py",
        ),
    ),
    of(
        Engine::Db,
        fact(
            "clearsessions-leaves-live",
            Group::Clear,
            "manage.py clearsessions removes only those that have run out.",
            "contrib/sessions/backends/db.py, clear_expired",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_an_id_of_its_own_and_a_sentence() {
        let mut ids: Vec<_> = ALL.iter().map(|fact| fact.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
        assert!(ALL.iter().all(|fact| fact.since < fact.until && !fact.source.is_empty()));
    }
}
