"""The stages of a rotation, each run in the project's folder as a process of its own.

What one stage has seen (cookies, tokens) is kept in `state.json` for the next.
"""

import contextlib
import json
import pathlib
import pickle
import sys
from unittest import mock

import django
from django.conf import settings

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.tokens import PasswordResetTokenGenerator  # noqa: E402
from django.core import signing  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

ASK = json.load(sys.stdin)
STATE = pathlib.Path("state.json")
ENGINES = ["db", "cached_db", "cache", "file", "signed_cookies"]
BACKENDS = "django.contrib.sessions.backends."
FALLS_BACK = django.VERSION >= (4, 1)


def engine(name):
    return override_settings(SESSION_ENGINE=BACKENDS + name)


def client(cookies, **more):
    """A browser that has these cookies."""
    browser = Client(**more)
    for name, value in cookies.items():
        browser.cookies[name] = value
    return browser


def cookies(browser):
    return {name: morsel.value for name, morsel in browser.cookies.items() if morsel.value}


def look(kept):
    return client(kept).get("/look").json()


def state():
    return json.loads(STATE.read_text(encoding="utf-8"))


def keep(what):
    STATE.write_text(json.dumps(what), encoding="utf-8")


def accepts(read):
    """Whether something signed is accepted."""
    try:
        read()
    except signing.BadSignature:
        return False
    return True


def make_sessions():
    """A visitor's session and a login with each engine."""
    made = {}
    for name in ENGINES:
        with engine(name):
            visitor, user = Client(), Client()
            visitor.get("/fill")
            user.get("/enter")
            made[name] = {"visitor": cookies(visitor), "user": cookies(user)}
    return made


def make_signed():
    return {
        "dumps": signing.dumps({"a": 1}),
        "signer": signing.Signer().sign("a"),
        "timestamp": signing.TimestampSigner().sign("a"),
    }


def signed_accepted(signed):
    return [
        accepts(lambda: signing.loads(signed["dumps"], max_age=3600)),
        accepts(lambda: signing.Signer().unsign(signed["signer"])),
        accepts(lambda: signing.TimestampSigner().unsign(signed["timestamp"], max_age=3600)),
    ]


def open_form(**more):
    with override_settings(**more):
        browser = Client(enforce_csrf_checks=True)
        token = browser.get("/form").content.decode()
        return {"cookies": cookies(browser), "token": token}


def send_form(form, **more):
    with override_settings(**more):
        browser = client(form["cookies"], enforce_csrf_checks=True)
        return browser.post("/form", {"csrfmiddlewaretoken": form["token"]}).status_code == 200


def remember():
    browser = Client()
    browser.get("/remember")
    return cookies(browser)


def rows():
    """Every row of the database, as it stands there."""
    with connection.cursor() as cursor:
        dump = {}
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            dump[table] = sorted(map(repr, cursor.fetchall()))
        return dump


def before():
    """The project as it is, with users."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    user = get_user_model().objects.create_user("ada", "ada@example.com", "correct horse")
    made = {
        "sessions": make_sessions(),
        "signed": make_signed(),
        "form": open_form(),
        "form-in-session": open_form(CSRF_USE_SESSIONS=True),
        "remembered": remember(),
    }
    user.refresh_from_db()
    made["reset"] = PasswordResetTokenGenerator().make_token(user)
    made["rows"] = rows()
    keep(made)
    # All of it works before anything is changed.
    assert all(look(session["user"])["user"] == "ada" for name, session in made["sessions"].items() if name == "db")
    assert all(signed_accepted(made["signed"]))
    assert send_form(made["form"]) and send_form(made["form-in-session"], CSRF_USE_SESSIONS=True)
    assert client(made["remembered"]).get("/recall").json() == {"colour": "blue", "messages": ["saved"]}
    return {}


def replaced():
    """A new key, and nothing else."""
    kept, found = state(), {}
    user = get_user_model().objects.get()
    found["rows-stay"] = rows() == kept["rows"]
    found["password-stays"] = user.check_password("correct horse")
    found["reset-link-ends"] = not PasswordResetTokenGenerator().check_token(user, kept["reset"])
    found["signing-ends"] = not any(signed_accepted(kept["signed"]))
    recalled = client(kept["remembered"]).get("/recall").json()
    found["signed-cookie-ends"] = recalled["colour"] == "refused"
    found["message-ends"] = recalled["messages"] == []
    found["csrf-stays"] = send_form(kept["form"])
    found["csrf-in-session-ends"] = not send_form(kept["form-in-session"], CSRF_USE_SESSIONS=True)
    carts = {}
    logins = []
    for name in ENGINES:
        with engine(name):
            carts[name] = look(kept["sessions"][name]["visitor"])["cart"] == "visitor"
            logins.append(look(kept["sessions"][name]["user"])["user"])
    found["login-ends"] = not any(logins)
    found["db-session-ends"] = not carts["db"]
    found["file-session-ends"] = not carts["file"]
    found["signed-cookies-session-ends"] = not carts["signed_cookies"]
    found["cache-session-stays"] = carts["cache"]
    with engine("cached_db"):
        from django.core.cache import cache

        cache.clear()
        cold = look(kept["sessions"]["cached_db"]["visitor"])["cart"]
    found["cached-db-session-ends"] = carts["cached_db"] and cold is None
    return found


def swapped():
    """The new key, and the old one as a fallback."""
    kept, found = state(), {}
    user = get_user_model().objects.get()
    found["fallback-keeps-reset-link"] = PasswordResetTokenGenerator().check_token(user, kept["reset"])
    found["fallback-keeps-signing"] = all(signed_accepted(kept["signed"]))
    recalled = client(kept["remembered"]).get("/recall").json()
    found["fallback-keeps-signed-cookie"] = recalled["colour"] == "blue"
    found["fallback-keeps-message"] = recalled["messages"] == ["saved"]
    carts, logins, moved = [], [], {}
    for name in ENGINES:
        with engine(name):
            # A cache that has lost everything: what is kept is kept by the fallback.
            if name == "cached_db":
                from django.core.cache import cache

                kept_cache = pathlib.Path("kept-cache")
                cache_folder = pathlib.Path("cache")
                cache_folder.rename(kept_cache)
                cache_folder.mkdir()
            browser = client(kept["sessions"][name]["user"])
            seen = browser.get("/look").json()
            moved[name] = cookies(browser)
            carts.append(look(kept["sessions"][name]["visitor"])["cart"] == "visitor")
            logins.append(seen["user"] == "ada" and seen["cart"] == "logged in")
            if name == "cached_db":
                import shutil

                shutil.copytree(kept_cache, cache_folder, dirs_exist_ok=True)
    found["fallback-keeps-session"] = all(carts)
    found["fallback-keeps-login"] = all(logins)
    found["fallback-ends-login"] = FALLS_BACK and all(carts) and not any(logins)
    found["logins"] = all(logins)
    kept["moved"] = moved
    kept["new"] = {"sessions": make_sessions(), "signed": make_signed(), "remembered": remember()}
    keep(kept)
    return found


def first():
    """The old key, and the new one as a fallback: what an instance with the new key made is accepted."""
    made = state()["new"]
    seen = []
    for name in ENGINES:
        with engine(name):
            seen.append(look(made["sessions"][name]["visitor"])["cart"] == "visitor")
            seen.append(look(made["sessions"][name]["user"]) == {"cart": "logged in", "user": "ada"})
    recalled = client(made["remembered"]).get("/recall").json()
    seen += signed_accepted(made["signed"]) + [recalled == {"colour": "blue", "messages": ["saved"]}]
    return {"first-step-accepts": all(seen)}


def old():
    """The old key alone: what an instance with the new key made is refused."""
    made = state()["new"]
    seen = []
    for name in ENGINES:
        with engine(name):
            seen.append(look(made["sessions"][name]["user"])["user"])
            if name not in ("cache", "cached_db"):
                seen.append(look(made["sessions"][name]["visitor"])["cart"])
    recalled = client(made["remembered"]).get("/recall").json()
    seen += signed_accepted(made["signed"]) + [recalled["colour"] == "blue", recalled["messages"]]
    return {"old-instance-refuses": not any(seen)}


def dropped():
    """The new key alone, after the plan's time with the fallback."""
    kept = state()
    logins, idle = [], []
    for name in ENGINES:
        with engine(name):
            logins.append(look(kept["moved"][name])["user"] == "ada")
            if name in ("db", "file", "signed_cookies"):
                idle.append(look(kept["sessions"][name]["visitor"])["cart"] is None)
    return {"logins": all(logins), "idle-lost": all(idle), "new-signs": all(signed_accepted(kept["new"]["signed"]))}


@contextlib.contextmanager
def attacker():
    """Someone with the old key, and a Django of their own: not with the database."""
    with override_settings(SECRET_KEY=ASK["old"], SECRET_KEY_FALLBACKS=[], SESSION_ENGINE=BACKENDS + "signed_cookies"):
        yield


def forged_session(contents):
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    with attacker():
        session = SessionStore()
        session.update(contents)
        session.save()
        return {settings.SESSION_COOKIE_NAME: session.session_key}


def forged_cookies():
    """A signed cookie and a message, as the views would have set them."""
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.http import HttpRequest, HttpResponse

    response = HttpResponse()
    response.set_signed_cookie("colour", "forged")
    storage = CookieStorage(HttpRequest())
    storage.add(20, "forged")
    storage.update(response)
    return {name: morsel.value for name, morsel in response.cookies.items()}


def forge():
    """What is accepted of what someone made who has the old key."""
    user = get_user_model().objects.get()
    with attacker():
        signed = make_signed()
        sent = forged_cookies()
        # They know who there is, but not the hashes of the passwords.
        guess = get_user_model()(pk=user.pk, username=user.username, email=user.email, password="!")
        hash_of = {"": guess.get_session_auth_hash(), "-with-hash": user.get_session_auth_hash()}
        reset = {"": PasswordResetTokenGenerator().make_token(guess), "-with-hash": PasswordResetTokenGenerator().make_token(user)}
    recalled = client(sent).get("/recall").json()
    found = {
        "signing": all(signed_accepted(signed)),
        "cookie": recalled["colour"] == "forged",
        "message": recalled["messages"] == ["forged"],
    }
    with engine("signed_cookies"):
        found["session"] = look(forged_session({"cart": "forged"}))["cart"] == "forged"
        for known, auth_hash in hash_of.items():
            login = {
                "_auth_user_id": str(user.pk),
                "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
                "_auth_user_hash": auth_hash,
            }
            found["login" + known] = look(forged_session(login))["user"] == "ada"
    for known, token in reset.items():
        found["reset" + known] = PasswordResetTokenGenerator().check_token(user, token)
    sessions_of_id = []
    for name in ENGINES[:4]:
        with engine(name):
            sessions_of_id.append(look(forged_session({"cart": "forged"}))["cart"])
    found["session-of-id"] = any(sessions_of_id)
    return found


def legacy():
    """Whether a cookie is taken that was signed with this key as Django 5.2.14 and 6.0.5 did."""
    salt = "colour"
    sent = {"colour": signing.get_cookie_signer(salt=salt).sign("blue")}
    recall = lambda: client(sent).get("/recall").json()["colour"]
    usual = recall()
    with override_settings(SIGNED_COOKIE_LEGACY_SALT_FALLBACK=True):
        return {"legacy-cookie-ends": usual == "refused" and recall() == "blue"}


def forge_without_key():
    """What is accepted of cookies that someone signed who has no key at all."""
    real = signing.get_cookie_signer

    def without_key(*arguments, **more):
        signer = real(*arguments, **more)
        signer.key = b"django.http.cookies"
        return signer

    with mock.patch.object(signing, "get_cookie_signer", without_key):
        from django.contrib.messages.storage import cookie as storage

        kept = storage.__dict__.get("signing")
        assert kept is signing, "the storage takes its signer from there"
        sent = forged_cookies()
    recalled = client(sent).get("/recall").json()
    return {"cookie": recalled["colour"] == "forged", "message": recalled["messages"] == ["forged"]}


class Program:
    """Writes a file when it is unpickled."""

    def __reduce__(self):
        return pathlib.Path.touch, (pathlib.Path("it-ran"),)


def run_pickle():
    """A session of pickles, forged with the key."""
    name = "django.contrib.sessions.serializers.PickleSerializer"
    try:
        from django.contrib.sessions.serializers import PickleSerializer  # noqa: F401
    except ImportError:
        return {"runs": False}

    class Dump:
        def dumps(self, value):
            return pickle.dumps(value)

    forged = signing.dumps(
        {"cart": Program()}, key=ASK["old"], salt=BACKENDS + "signed_cookies", serializer=Dump, compress=True
    )
    with engine("signed_cookies"), override_settings(SESSION_SERIALIZER=name):
        look({settings.SESSION_COOKIE_NAME: forged})
    return {"runs": pathlib.Path("it-ran").exists()}


def enter():
    """A login, for a stage with another class of users."""
    browser = Client()
    browser.get("/enter")
    keep({"entered": cookies(browser)})
    assert look(cookies(browser))["user"] == "ada"
    return {}


def still_in():
    return {"user": look(state()["entered"])["user"]}


def expire():
    from datetime import timedelta

    from django.contrib.sessions.models import Session
    from django.utils import timezone

    Session.objects.create(session_key="gone", session_data="", expire_date=timezone.now() - timedelta(days=1))
    return {}


def left():
    """What is left of the sessions of this engine, for the key that made them."""
    from django.contrib.sessions.models import Session

    kept = state()["sessions"][settings.SESSION_ENGINE.rpartition(".")[2]]
    seen = [look(kept[who]) for who in ("visitor", "user")]
    return {
        "none": all(one == {"cart": None, "user": None} for one in seen),
        "expired": Session.objects.filter(session_key="gone").count(),
        # Of a signed cookie's value there is nothing anywhere.
        "on-server": Session.objects.filter(session_key=kept["user"][settings.SESSION_COOKIE_NAME]).count(),
    }


STAGES = {
    "before": before,
    "replaced": replaced,
    "swapped": swapped,
    "first": first,
    "old": old,
    "dropped": dropped,
    "forge": forge,
    "legacy": legacy,
    "forge-without-key": forge_without_key,
    "pickle": run_pickle,
    "enter": enter,
    "still-in": still_in,
    "expire": expire,
    "left": left,
}

print(json.dumps(STAGES[sys.argv[1]]()))
