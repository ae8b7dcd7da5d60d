"""Signed values, as one version of Django makes them: tests/inspect.rs starts this once for each.

    python3 vectors.py FOLDER SEED COUNT

FOLDER holds Django and what it needs. COUNT values of each kind are written, one JSON line each: what
to ask about it, and what is to be found.
"""

import datetime
import json
import random
import string
import sys
import types
import warnings

sys.path.insert(0, sys.argv[1])
warnings.simplefilter("ignore")

# Older versions of Django want modules that later versions of Python have dropped, and the newest
# Django wants a function of a later Python. None of them has to do with signing.
try:
    import distutils.version  # noqa: F401
except ImportError:
    sys.modules["distutils"] = types.ModuleType("distutils")
    sys.modules["distutils.version"] = types.ModuleType("distutils.version")
    sys.modules["distutils.version"].LooseVersion = str
try:
    import cgi  # noqa: F401
except ImportError:
    sys.modules["cgi"] = types.ModuleType("cgi")
    sys.modules["cgi"].parse_header = lambda line: (line, {})
import inspect

import asgiref.sync

if not hasattr(inspect, "markcoroutinefunction"):
    inspect.markcoroutinefunction = asgiref.sync.markcoroutinefunction

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="not this one",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    USE_TZ=True,
    USE_I18N=False,
)
django.setup()

from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions import serializers
from django.contrib.sessions.backends import db, signed_cookies
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

VERSION = django.VERSION[:2]
# CVE-2026-6873 is mended.
NEW_COOKIES = hasattr(signing, "_cookie_signer_salt")
PICKLES = hasattr(serializers, "PickleSerializer")
EPOCH = datetime.datetime(1970, 1, 1)
DJANGOS = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)"
ODD = string.printable[:95] + "äß€😀\u00a0"
NAMES = string.ascii_letters + string.digits + "_-"

chance = random.Random(int(sys.argv[2]))
now = 0
signing.time = types.SimpleNamespace(time=lambda: now + 0.25)


def text(letters, least, most):
    return "".join(chance.choice(letters) for _ in range(chance.randint(least, most)))


def an_object():
    size = chance.choice([1, 3, 10, 60])
    values = [text(ODD, 0, 40), chance.randint(-10, 10**9), None, True, 1.5, [1, "two", {"three": 3}], "a" * 200]
    return {text(NAMES, 1, 12): chance.choice(values) for _ in range(size)}


def as_json(value):
    return json.dumps(value, separators=(",", ":"))


def iso(seconds):
    return (EPOCH + datetime.timedelta(seconds=seconds)).isoformat()


def made_now():
    return iso(now) + "Z"


def say(kind, token, key, salt, digest, made, content, value=None, **given):
    """`value` is the signed value in the token, if there is more in the token than that."""
    answer = {"kind": kind, "token": token, "key": key, "salt": salt, "digest": digest}
    print(json.dumps({**answer, "made_at": made, "content": content, "value": value or token, **given}))


def signed_cookies_session(key, digest):
    session, content = signed_cookies.SessionStore(), an_object()
    for name, value in content.items():
        session[name] = value
    salt = "django.contrib.sessions.backends.signed_cookies"
    token = value = session._get_session_key()
    if chance.random() < 0.3:
        token = "Cookie: csrftoken=" + text(NAMES, 32, 32) + "; sessionid=" + token + "; theme=dark"
    say("signed-cookies-session", token, key, salt, digest, made_now(), as_json(content), value)


def session_row(key, digest):
    content = an_object()
    token = value = db.SessionStore().encode(content)
    if VERSION < (3, 1) or digest == "sha1":
        salt = "django.contrib.sessionsSessionStore"
        return say("session-row-legacy", token, key, salt, digest, None, as_json(content))
    if chance.random() < 0.2:
        token = text(NAMES, 32, 32).lower() + " | " + token + " | 2026-12-10 00:00:00"
    salt = "django.contrib.sessions.SessionStore"
    say("session-row", token, key, salt, digest, made_now(), as_json(content), value)


def messages_cookie(key, digest):
    storage = CookieStorage(RequestFactory().get("/"))
    messages = [Message(chance.choice([10, 20, 40]), text(ODD, 0, 80)) for _ in range(chance.randint(1, 4))]
    content = as_json([["__json_message", 0, message.level, message.message] for message in messages])
    response = HttpResponse()
    storage._update_cookie(storage._encode(messages), response)
    token = value = response.cookies["messages"].value
    if chance.random() < 0.6:
        token = response.cookies.output()
    salt = "django.contrib.messages"
    if VERSION < (3, 1):
        return say("messages-cookie-legacy", token, key, salt, "sha1", None, content, value)
    say("messages-cookie", token, key, salt, digest, made_now(), content, value)


def signed_cookie(key, digest):
    usual = chance.random() < 0.2
    name = chance.choice(["user_id", "token", "remember_me"]) if usual else text(NAMES, 1, 20)
    salt = chance.choice(["", "", text(NAMES, 1, 20), "é" + text(ODD, 0, 5)])
    content = chance.choice([text(NAMES, 1, 30), text(string.printable[:95], 1, 60), as_json(an_object())[:2000], ""])
    response = HttpResponse()
    response.set_signed_cookie(name, content, salt=salt)
    kind, whole = "signed-cookie-legacy", name + salt
    if NEW_COOKIES:
        kind, whole = "signed-cookie", f"django.http.cookies.v2:{len(salt)}:{salt}{name}"
    form = 2 if usual else chance.randrange(5)
    token = value = response.cookies[name].value
    given = {"given_salt": salt or None}
    if form == 0:
        token = response.cookies.output()
    elif form == 1:
        token = name + "=" + response.cookies[name].coded_value
    elif form == 3:
        given["given_salt"] = whole
    elif not usual:
        given["cookie"] = name
    say(kind, token, key, whole, digest, made_now(), content, value, **given)


def signing_dumps(key, digest):
    content = chance.choice([an_object(), [1, 2], "text", 42, -1.5, None, True, [], {}])
    salt = chance.choice([None, text(ODD, 1, 20)])
    compress, options = chance.random() < 0.5, {"salt": salt} if salt else {}
    written = as_json(content)
    if PICKLES and salt is None and chance.random() < 0.2:
        options["serializer"], written = serializers.PickleSerializer, "a pickle"
    token = value = signing.dumps(content, compress=compress, **options)
    if chance.random() < 0.2:
        token = "https://example.org/confirm?token=" + token.replace(":", "%3A") + "&next=/"
    whole = salt or "django.core.signing"
    say("signing-dumps", token, key, whole, digest, made_now(), written, value, given_salt=salt)


def some_signer(key, digest):
    for name, made in ("Signer", None), ("TimestampSigner", made_now()):
        salt = chance.choice([None, text(ODD, 1, 20)])
        separator = chance.choice([":", ":", ":", "|", "::", "/", "~", " § "])
        signer = getattr(signing, name)(sep=separator, salt=salt)
        kind = "signer" if made is None else "timestamp-signer"
        given = {"given_salt": salt, "separator": separator}
        whole = salt or "django.core.signing." + name
        content = text(NAMES + ".@/", 1, 40)
        say(kind, signer.sign(content), key, whole, digest, made, content, **given)
        if hasattr(signer, "sign_object") and salt is None:
            content = an_object()
            token = signer.sign_object(content, compress=chance.random() < 0.5)
            say(kind, token, key, whole, digest, made, as_json(content), **given)


def cookie_signer(key, digest):
    content = text(NAMES, 1, 40)
    salt = "django.core.signing.get_cookie_signer"
    say("cookie-signer", signing.get_cookie_signer().sign(content), key, salt, digest, made_now(), content)


def a_user():
    login = EPOCH + datetime.timedelta(seconds=chance.randint(10**9, 2 * 10**9), microseconds=chance.randrange(10**6))
    login = chance.choice([None, login.replace(tzinfo=datetime.timezone.utc)])
    password = "pbkdf2_sha256$1000000$" + text(NAMES, 22, 22) + "$" + text(NAMES, 43, 43) + "="
    email = chance.choice(["", text(NAMES, 3, 9) + "@example.org"])
    return User(pk=chance.choice([1, chance.randint(1, 10**6)]), password=password, last_login=login, email=email)


def described(user):
    login = chance.choice([str, lambda login: login.isoformat().replace("+00:00", "Z")])
    login = "" if user.last_login is None else login(user.last_login)
    return {"password": user.password, "last_login": login, "email": user.email}


def password_reset_token(key, digest):
    user, generator = a_user(), PasswordResetTokenGenerator()
    generator.secret = key
    time = EPOCH + datetime.timedelta(seconds=now)
    generator._now = lambda: time
    generator._today = lambda: time.date()
    token = value = generator.make_token(user)
    given = described(user)
    if chance.random() < 0.5:
        given["id"] = str(user.pk)
    else:
        token = "https://example.org/reset/" + urlsafe_base64_encode(force_bytes(user.pk)) + "/" + token + "/"
    kind = "password-reset-token" if digest == "sha256" else "password-reset-token-legacy"
    made = iso(now)[:10] if VERSION < (3, 1) else iso(now)
    salt = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
    say(kind, token, key, salt, digest, made, None, value, user=given)


def session_auth_hash(key, digest):
    user = a_user()
    salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
    say("session-auth-hash", user.get_session_auth_hash(), key, salt, digest, None, None, user=described(user))


KINDS = [
    signed_cookies_session,
    session_row,
    messages_cookie,
    signed_cookie,
    signing_dumps,
    some_signer,
    cookie_signer,
    password_reset_token,
    session_auth_hash,
]

for at in range(int(sys.argv[3])):
    for kind in KINDS:
        now = chance.randint(10**9 + 10**7, 4 * 10**9)
        key = text(DJANGOS, 50, 50) if chance.random() < 0.8 else text(ODD, 1, 80)
        settings.SECRET_KEY = key
        digest = "sha1" if VERSION < (3, 1) else "sha256"
        if VERSION in [(3, 1), (3, 2)] and at % 3 == 0:
            digest = "sha1"
        if VERSION in [(3, 1), (3, 2)]:
            settings.DEFAULT_HASHING_ALGORITHM = digest
        kind(key, digest)
