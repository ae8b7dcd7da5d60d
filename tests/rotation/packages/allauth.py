DISTRIBUTION = "django-allauth"
TRIED = {"65.21.1": []}
DJANGOS = {"65.21.1": ["4.2", "5.2", "6.1"]}
SETTINGS = {
    "APPS": ["django.contrib.messages", "django.contrib.sites", "allauth", "allauth.account", "allauth.headless"],
    "MORE_MIDDLEWARE": ["allauth.account.middleware.AccountMiddleware"],
    "HEADLESS_ONLY": True,
    "HEADLESS_TOKEN_STRATEGY": "allauth.headless.tokens.strategies.jwt.JWTTokenStrategy",
}
SYMMETRIC = {"HEADLESS_JWT_ALGORITHM": "HS256"}
OWN_SYMMETRIC = {**SYMMETRIC, "HEADLESS_JWT_PRIVATE_KEY": "a key of its own that has more than 32 bytes"}
STATEFUL = {"HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED": True}


def private_key():
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    formats = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*formats).decode()


def make():
    """An access token and a refresh token of a login, and the number of its session."""
    from allauth.headless.tokens.strategies.jwt import internal
    from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session, ada = SessionStore(), user()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(ada.pk), ada.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    made = [internal.create_access_token(ada, session, {}), internal.create_refresh_token(ada, session)]
    session.save()
    return [*made, session.session_key]


def taken(made):
    """Whether the access token is taken, the refresh token, and the login itself."""
    from allauth.core.internal.sessionkit import get_session_user
    from allauth.headless.internal.sessionkit import lookup_session
    from allauth.headless.tokens.strategies.jwt import internal

    access, refresh, key = made
    session = lookup_session(key)
    return [
        internal.validate_access_token(access) is not None,
        internal.validate_refresh_token(refresh) is not None,
        session is not None and get_session_user(session) is not None,
    ]


def mail():
    """The key in a mail that asks whether an address is the user's."""
    from allauth.account.models import EmailAddress, EmailConfirmationHMAC

    address, _ = EmailAddress.objects.get_or_create(user=user(), email="ada@example.com")
    return EmailConfirmationHMAC(address).key


def confirms(key):
    from allauth.account.models import EmailConfirmationHMAC

    return EmailConfirmationHMAC.from_key(key) is not None


def forge(number):
    """An access token for a session that there is not."""
    from allauth.account.internal.userkit import user_id_to_str
    from allauth.headless.tokens.strategies.jwt import internal
    from django.contrib.auth import get_user_model

    sid = internal.session_key_to_sid("there-is-no-such-session")
    return internal.create_token("access", sub=user_id_to_str(get_user_model()(pk=number)), sid=sid, expires_in=99)[0]


def who(token):
    from allauth.headless.tokens.strategies.jwt import internal

    found = internal.validate_access_token(token)
    return found and [found[0].username, found[0].is_superuser]


def number():
    return user().pk


def facts(run):
    # What loads a private key: allauth leaves the import to others.
    import cryptography.hazmat.primitives.serialization  # noqa: F401

    keyed = {"HEADLESS_JWT_PRIVATE_KEY": run(private_key)}
    seen = {}
    for name, with_ in (("shared", SYMMETRIC), ("own", OWN_SYMMETRIC), ("pem", keyed)):

        def see(with_=with_, **more):
            # Of a login each: a fallback moves a session that is looked at to another number.
            return run(taken, run(make, **with_), **with_, **more)

        assert see() == see(**STATEFUL) == [True, True, True]
        back = {"key": NEW, "fallbacks": [OLD]}
        seen[name] = [see(key=NEW), see(**back), see(**back, **STATEFUL)]
    forged = run(forge, run(number), elsewhere=True, **SYMMETRIC)
    key = run(mail)
    assert run(confirms, key)
    return {
        "allauth-mail-ends": not run(confirms, key, key=NEW) and run(confirms, key, key=NEW, fallbacks=[OLD]),
        # With HS256 and no key of their own, the tokens themselves; the fallback keeps the login, and it
        # does not help.
        "allauth-jwt-ends": seen["shared"][:2] == [[False, False, False], [False, False, True]]
        and all(seen[name][0][0] and seen[name][1][0] for name in ("own", "pem")),
        # Refresh tokens, and access tokens that are looked up, whatever signs them.
        "allauth-refresh-ends": all(
            not new[1] and back[1:] == [False, True] and stateful == [False, False, True]
            for new, back, stateful in seen.values()
        ),
        "allauth-jwt-forges": run(who, forged, **SYMMETRIC) == ["ada", True]
        and run(who, forged, **SYMMETRIC, **STATEFUL) is None
        and run(who, forged, **OWN_SYMMETRIC) is None
        and run(who, forged, **keyed) is None,
    }
