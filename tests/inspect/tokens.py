"""Values that packages beside Django sign, as real ones make them: tests/inspect.rs starts this.

    python3 tokens.py SEED COUNT

The path has the packages. COUNT values of each kind are written, one JSON line each: what to ask about
it, and what is to be found. Of the first of each kind it is also tried what a new key does to it, with
the old one as a fallback and without.
"""

import base64
import datetime
import hashlib
import importlib.metadata
import importlib.util
import json
import random
import string
import sys
import time
import types
import warnings

warnings.simplefilter("ignore")
chance = random.Random(int(sys.argv[1]))
ODD = string.printable[:95] + "äß€😀"
DJANGOS = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)"
NAMES = string.ascii_letters + string.digits
ALLAUTH = "allauth.headless.tokens.strategies.jwt"
now = 0

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="not this one",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "rest_framework",
        "rest_framework_simplejwt",
        "rest_framework.authtoken",
        "allauth",
        "allauth.account",
        "allauth.headless",
        "ninja_extra",
        "ninja_jwt",
        "knox",
        "oauth2_provider",
        "rest_framework_api_key",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    MIDDLEWARE=["allauth.account.middleware.AccountMiddleware"],
    AUTHENTICATION_BACKENDS=["sesame.backends.ModelBackend"],
    HEADLESS_TOKEN_STRATEGY=ALLAUTH + ".JWTTokenStrategy",
    HEADLESS_JWT_ALGORITHM="HS256",
    SESAME_MAX_AGE=3600,
    ROOT_URLCONF="none",
    SITE_ID=1,
    USE_TZ=True,
)
django.setup()

import flask
import flask_login.utils
import itsdangerous
import jwt
from allauth.headless.tokens.strategies.jwt import internal
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.contrib.auth.models import User
from django.core import signing


def text(letters, least, most):
    return "".join(chance.choice(letters) for _ in range(chance.randint(least, most)))


def an_object():
    values = [text(ODD, 0, 40), chance.randint(-10, 10**9), None, True, [1, "two", {"exp": 3}], "a" * 200]
    return {text(NAMES, 1, 12): chance.choice(values) for _ in range(chance.choice([1, 3, 40]))}


def iso(seconds):
    return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=int(seconds))).isoformat() + "Z"


def payload(token):
    part = token.split(".")[1]
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()


def say(kind, package, token, key, salt, digest, content, made=None, ends=None, what=None, value=None, **given):
    answer = {"kind": kind, "package": package, "token": token, "key": key, "salt": salt, "digest": digest}
    answer |= {"made_at": made and iso(made), "ends_at": ends and iso(ends), "what": what, "content": content}
    print(json.dumps({**answer, "value": value or token, **given}))


def told(package, token, sort, words):
    """What is not signed with a SECRET_KEY, and the words that it is told by."""
    print(json.dumps({"package": package, "token": token, "sort": sort, "words": words}))


tried = set()


def rotate(name, key, takes, kept):
    """Tries what a new key does, once for each name: `takes` says whether the value is taken."""
    if name in tried:
        return
    tried.add(name)
    assert takes(), name
    settings.SECRET_KEY = "a new key"
    assert not takes(), name
    settings.SECRET_KEY_FALLBACKS = [key]
    assert takes() == kept, (name, kept)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = key, []


def reads(read, *refusals):
    def takes():
        try:
            read()
            return True
        except refusals:
            return False

    return takes


def a_jwt(package, token, key, what, digest="sha256", value=None, **more):
    claims = json.loads(payload(value or token))
    made = claims.get("iat", claims.get("origIat"))
    say("jwt", package, token, key, "", digest, payload(value or token), made, claims.get("exp"), what, value, **more)


def simplejwt(key):
    from rest_framework_simplejwt import state, tokens
    from rest_framework_simplejwt.exceptions import TokenError

    family(key, "djangorestframework-simplejwt", tokens, state, TokenError)


def ninja_jwt(key):
    from ninja_jwt import state, tokens
    from ninja_jwt.exceptions import TokenError

    family(key, "django-ninja-jwt", tokens, state, TokenError)


def family(key, package, tokens, state, refusal):
    algorithm = chance.choice(["HS256", "HS384", "HS512"])
    for kind in ("access", "refresh", "sliding"):
        # The package reads the settings once: this is what it does then, with the key at hand.
        def set_up():
            state.token_backend = type(state.token_backend)(algorithm, settings.SECRET_KEY)

        set_up()
        make = getattr(tokens, kind.capitalize() + "Token")
        token = value = str(make.for_user(User(pk=chance.randint(1, 10**6))))
        if chance.random() < 0.3:
            token = "Authorization: Bearer " + token
        a_jwt(package, token, key, f"{'an' if kind == 'access' else 'a'} {kind} token of SimpleJWT or ninja-jwt",
              "sha" + algorithm[2:], value)

        def takes(make=make, value=value, set_up=set_up):
            set_up()
            return reads(lambda: make(value), refusal)()

        rotate(package + kind, key, takes, False)


def allauth_jwt(key):
    internal._get_jwt_config_cached.cache_clear()
    for kind in ("access", "refresh"):
        sid = internal.session_key_to_sid(text(string.ascii_lowercase + string.digits, 32, 32))
        token = internal.create_token(kind, sub="7", sid=sid, expires_in=300)[0]
        a_jwt("django-allauth", token, key, f"{'an' if kind == 'access' else 'a'} {kind} token of django-allauth")
        rotate("allauth" + kind, key, lambda token=token, kind=kind: internal.decode_token(token, kind) is not None, False)


def drf_jwt(key):
    from rest_framework_jwt.settings import api_settings
    from rest_framework_jwt.utils import jwt_create_payload, jwt_decode_token, jwt_encode_payload

    api_settings.JWT_SECRET_KEY = settings.SECRET_KEY
    token = jwt_encode_payload(jwt_create_payload(User(pk=chance.randint(1, 99), username=text(NAMES, 1, 9))))
    a_jwt("drf-jwt", token, key, "a token of drf-jwt")

    def takes():
        api_settings.JWT_SECRET_KEY = settings.SECRET_KEY
        return reads(lambda: jwt_decode_token(token), jwt.InvalidTokenError)()

    rotate("drf-jwt", key, takes, False)


def graphql_jwt(key):
    from graphql_jwt.settings import jwt_settings
    from graphql_jwt.utils import jwt_decode, jwt_encode, jwt_payload

    jwt_settings.JWT_SECRET_KEY = settings.SECRET_KEY
    token = jwt_encode(jwt_payload(User(username=text(NAMES, 1, 9))))
    a_jwt("django-graphql-jwt", token, key, "a token of django-graphql-jwt")

    def takes():
        jwt_settings.JWT_SECRET_KEY = settings.SECRET_KEY
        return reads(lambda: jwt_decode(token), jwt.InvalidTokenError)()

    rotate("graphql-jwt", key, takes, False)


def an_app(key):
    app = flask.Flask("shop")
    app.config.update(SECRET_KEY=key, TESTING=True)
    return app


def flask_jwt(key):
    import flask_jwt_extended

    app = an_app(key)
    flask_jwt_extended.JWTManager(app)
    with app.app_context():
        a_jwt("Flask-JWT-Extended", flask_jwt_extended.create_access_token(text(NAMES, 1, 9)), key,
              "a token of Flask-JWT-Extended")


SHORT = {"HS256": 32, "HS384": 48, "HS512": 64}


def plain_jwt(key):
    """Of PyJWT alone, with keys of any length, as text and as base64, and with any claims."""
    algorithm = chance.choice([*SHORT])
    claims = {"claim": text(ODD, 0, 40), "aud": ["a", {"exp": 5}], **chance.choice([{}, {"iat": now, "exp": now + 60.5}])}
    claims |= chance.choice([{}, {"filler": "a" * 2000}])
    secret, given, from_base64 = key.encode(), key, False
    if chance.random() < 0.4:
        secret, from_base64 = chance.randbytes(chance.randint(1, 70)), True
        given = chance.choice([base64.b64encode, base64.urlsafe_b64encode])(secret).decode()
        given = chance.choice([given, given.rstrip("=")])
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        token = jwt.encode(claims, secret, algorithm)
    short = len(secret) < SHORT[algorithm]
    # The page says that PyJWT warns, and it does so of these and of no others.
    assert short == any("recommended" in str(one.message) or "below" in str(one.message) for one in said), (said, len(secret))
    say("jwt", "PyJWT", token, given, "", "sha" + algorithm[2:], payload(token), claims.get("iat"), claims.get("exp"),
        "a JSON Web Token", from_base64=from_base64, short=[len(secret), SHORT[algorithm]] if short else None)


def flask_session(key):
    app = an_app(key)
    app.config["SECRET_KEY_FALLBACKS"] = []
    serializer = app.session_interface.get_signing_serializer(app)
    content = an_object()
    token = value = serializer.dumps(content)
    written = value.lstrip(".").split(".")[0]
    written = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
    if value.startswith("."):
        import zlib

        written = zlib.decompress(written)
    form = chance.random()
    if form < 0.3:
        token = "Cookie: a=b; session=" + value + "; theme=dark"
    elif form < 0.5:
        token = f"Set-Cookie: session={value}; HttpOnly; Path=/"
    say("itsdangerous", "Flask", token, key, "cookie-session", "sha1", written.decode(), now, what="a session of Flask", value=value)
    if "flask" not in tried:
        tried.add("flask")
        fallbacks = tuple(map(int, importlib.metadata.version("flask").split(".")[:2])) >= (3, 1)
        for secret, others, kept in ((key, [], True), ("new", [], False), ("new", [key], fallbacks)):
            app.config.update(SECRET_KEY=secret, SECRET_KEY_FALLBACKS=others)
            read = reads(lambda: app.session_interface.get_signing_serializer(app).loads(value), itsdangerous.BadSignature)
            assert read() == kept, (secret, others)


def flask_wtf(key):
    from flask_wtf import csrf

    app = an_app(key)
    with app.test_request_context():
        token = csrf.generate_csrf()
    written = itsdangerous.URLSafeTimedSerializer(key, salt="wtf-csrf-token").loads(token)
    say("itsdangerous", "Flask-WTF", token, key, "wtf-csrf-token", "sha1", json.dumps(written), now, what="a CSRF token of Flask-WTF")


def some_itsdangerous(key):
    digest = chance.choice(["sha1", "sha1", "sha256", "sha512", "md5", "sha224", "sha384"])
    salt = chance.choice([None, None, text(NAMES, 1, 20)])
    options = {"digest_method": getattr(hashlib, digest)}
    if salt:
        options["key_derivation"] = chance.choice(["django-concat", "hmac"])
    what = "a value by itsdangerous" if salt else "a value by a serializer of itsdangerous"
    given = {"salt": salt} if salt else {}
    for name in ("URLSafeSerializer", "URLSafeTimedSerializer", "Serializer", "TimedSerializer"):
        make = getattr(itsdangerous, name)
        content = chance.choice([an_object(), [1, 2], "text", {"n": 1}])
        token = make(key, signer_kwargs=options, **given).dumps(content)
        compact = {"separators": (",", ":"), "ensure_ascii": False}
        written = json.dumps(content, **(compact if name.startswith("URLSafe") else {}))
        made = now if "Timed" in name else None
        say("itsdangerous", "itsdangerous", token, key, salt or "itsdangerous", digest, written, made, what=what, given_salt=salt)
    for name in ("Signer", "TimestampSigner"):
        content = text(NAMES + "@/", 1, 30)
        token = getattr(itsdangerous, name)(key, **given, **options).sign(content).decode()
        what = "a value by itsdangerous" if salt else "a value by a signer of itsdangerous"
        made = now if name == "TimestampSigner" else None
        say("itsdangerous", "itsdangerous", token, key, salt or "itsdangerous.Signer", digest, content, made, what=what, given_salt=salt)
    if "list" not in tried:
        tried.add("list")
        token = itsdangerous.URLSafeSerializer(key).dumps(1)
        is_list = int(importlib.metadata.version("itsdangerous")[0]) >= 2
        refused = itsdangerous.BadSignature, TypeError, AttributeError
        assert reads(lambda: itsdangerous.URLSafeSerializer([key, "new"]).loads(token), *refused)() == is_list


def flask_login_cookie(key):
    # It writes the key in Latin-1, and refuses what is not in that.
    key = key.encode("ascii", "replace").decode()
    app, user = an_app(key), text(NAMES, 1, 20)
    with app.app_context():
        token = flask_login.utils.encode_cookie(user)
    say("flask-login-cookie", "Flask-Login", token, key, "", "sha512", user)
    if "flask-login" not in tried:
        tried.add("flask-login")
        for secret, others, kept in ((key, [], True), ("new", [], False), ("new", [key], False)):
            app.config.update(SECRET_KEY=secret, SECRET_KEY_FALLBACKS=others)
            with app.app_context():
                assert (flask_login.utils.decode_cookie(token) == user) == kept


def some_signer(key):
    """Django's signers with any digest."""
    digest = chance.choice(["sha512", "sha384", "sha224", "md5", "sha1", "sha256"])
    for name in ("Signer", "TimestampSigner"):
        salt = chance.choice([None, text(NAMES, 1, 20)])
        signer = getattr(signing, name)(algorithm=digest, salt=salt)
        content, made = an_object(), None if name == "Signer" else now
        token = signer.sign_object(content, compress=chance.random() < 0.5)
        kind = "signer" if name == "Signer" else ("signing-dumps" if salt else "timestamp-signer")
        say(kind, "Django", token, key, salt or "django.core.signing." + name, digest,
            json.dumps(content, separators=(",", ":")), made, given_salt=salt)
        rotate("django" + name, key, reads(lambda: getattr(signing, name)(algorithm=digest, salt=salt).unsign_object(token), signing.BadSignature), True)


def wagtail_image(key):
    from wagtail.images.utils import generate_signature, verify_signature

    number, size = chance.randint(1, 10**6), chance.choice(["width-100", "fill-100x100-c50", "max-9x9|format-webp", "original"])
    signature = generate_signature(number, size)
    token = f"https://example.org/images/{signature}/{number}/{size.replace('|', '%7C')}/{chance.choice(['', 'a.jpg'])}"
    say("wagtail-image", "wagtail", token, key, "", "sha1", f"{number}/{size}/", value=f"{signature}/{number}/{size}/")
    rotate("wagtail", key, lambda: verify_signature(signature, number, size), False)


def package_salts(key):
    from allauth.account import app_settings
    from django.core import signing as django_signing

    pk = chance.randint(1, 10**6)
    token = django_signing.dumps(obj=pk, salt=app_settings.SALT)
    assert app_settings.SALT == "account"
    say("package-salt", "django-allauth", token, key, "account", "sha256", str(pk), now, what="django-allauth’s link that confirms an address")
    rotate("account", key, reads(lambda: django_signing.loads(token, salt="account"), signing.BadSignature), True)
    import django_registration.backends.activation as activation

    assert activation.REGISTRATION_SALT == "registration"
    name = text(NAMES, 3, 9)
    token = django_signing.dumps(obj=name, salt=activation.REGISTRATION_SALT)
    say("package-salt", "django-registration", token, key, "registration", "sha256", json.dumps(name), now,
        what="django-registration’s link that activates an account")


def sesame_1(key):
    from sesame import tokens_v1

    tokens_v1.signer = tokens_v1.get_signer()
    user = User(pk=chance.randint(1, 10**6), password="pbkdf2_sha256$1$salt$" + text(NAMES, 43, 43) + "=")
    token = tokens_v1.create_token(user)
    link = "https://example.org/login?sesame=" + token.replace(":", "%3A") if chance.random() < 0.5 else token
    written = token.split(":")[0]
    say("package-salt", "django-sesame", link, key, "sesame", "sha1", written, now, value=token,
        what="django-sesame’s first version of links that log in")

    def takes():
        tokens_v1.signer = tokens_v1.get_signer()
        return tokens_v1.parse_token(token, lambda pk: user) is not None

    rotate("sesame_1", key, takes, True)


def sesame_2():
    from sesame import tokens_v2

    user = User(pk=7, password="pbkdf2_sha256$1$salt$" + text(NAMES, 43, 43) + "=")
    token = tokens_v2.create_token(user)
    told("django-sesame", "https://example.org/login/?sesame=" + token, "Unknown", "django-sesame’s second version")


def private(key):
    formats = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*formats).decode()


RSA = private(rsa.generate_private_key(public_exponent=65537, key_size=2048))
EC = private(ec.generate_private_key(ec.SECP256R1()))


def others(key):
    claims = {"sub": "7", "iat": now}
    for algorithm, pair in (("RS256", RSA), ("PS256", RSA), ("ES256", EC)):
        told("PyJWT", jwt.encode(claims, pair, algorithm), "Other", "signed with a private key")
    told("PyJWT", jwt.encode(claims, None, "none"), "Unsigned", "alg: none")
    settings.HEADLESS_JWT_ALGORITHM, settings.HEADLESS_JWT_PRIVATE_KEY = "RS256", RSA
    internal._get_jwt_config_cached.cache_clear()
    sid = internal.session_key_to_sid(text(string.ascii_lowercase, 32, 32))
    token = internal.create_token("access", sub="7", sid=sid, expires_in=300)[0]
    told("django-allauth", token, "Other", "encrypted with SECRET_KEY")
    settings.HEADLESS_JWT_ALGORITHM, settings.HEADLESS_JWT_PRIVATE_KEY = "HS256", ""
    internal._get_jwt_config_cached.cache_clear()
    if importlib.util.find_spec("pyseto"):
        import pyseto

        told("pyseto", pyseto.encode(pyseto.Key.new(4, "local", b"k" * 32), claims).decode(), "Other", "PASETO")
    sesame_2()
    from django.contrib.auth.hashers import make_password
    from jwcrypto import jwe, jwk
    from knox.crypto import create_token_string
    from oauthlib.common import generate_token
    from rest_framework.authtoken.models import Token
    from rest_framework_api_key.models import APIKey

    sealed = jwe.JWE(b"x", json.dumps({"alg": "dir", "enc": "A256GCM"}))
    sealed.add_recipient(jwk.JWK.generate(kty="oct", size=256))
    told("jwcrypto", sealed.serialize(compact=True), "Other", "encrypted JSON Web Token")
    for hasher in ("pbkdf2_sha256", "pbkdf2_sha1", "scrypt"):
        told("Django", make_password(text(NAMES, 8, 8), hasher=hasher), "Other", "hash of a password")
    told("djangorestframework", Token.generate_key(), "Unknown", "Django REST framework")
    told("django-rest-knox", create_token_string(), "Unknown", "django-rest-knox")
    told("oauthlib", generate_token(), "Other", "django-oauth-toolkit")
    told("djangorestframework-api-key", APIKey.objects.key_generator.generate()[0], "Other", "djangorestframework-api-key")


KINDS = [simplejwt, ninja_jwt, allauth_jwt, drf_jwt, graphql_jwt, flask_jwt, plain_jwt, flask_session, flask_wtf,
         some_itsdangerous, flask_login_cookie, some_signer, wagtail_image, package_salts, sesame_1]

versions = {}
for name in ("django", "djangorestframework-simplejwt", "django-ninja-jwt", "django-allauth", "drf-jwt", "django-graphql-jwt",
             "Flask", "Flask-JWT-Extended", "Flask-WTF", "Flask-Login", "PyJWT", "itsdangerous", "wagtail", "django-sesame",
             "django-registration"):
    versions[name] = importlib.metadata.version(name)
print(json.dumps({"versions": versions}))

real = time.time
begun = int(real())
for at in range(int(sys.argv[2])):
    for kind in KINDS:
        # Tokens that have ended are taken by none, so that these are of now; the signatures' own clock is set.
        now = begun
        key = text(DJANGOS, 50, 50) if chance.random() < 0.7 else text(ODD, 1, 80)
        settings.SECRET_KEY = key
        time.time = lambda: now + 0.25
        kind(key)
        time.time = real
    if at < 3:
        others("")
