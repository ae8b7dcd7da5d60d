"""What the page says of rotation, as assertions about a small project under real Django.

Reads one JSON object: the plan's lines of settings.py, the `.env` of each stage, and the commands, all
as the page gives them. Each stage is a process of its own over a copy of the project's folder, as a
deploy is. Writes one JSON object: for each fact of `src/rotate/facts.rs` whether it is so in this
version of Django.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).parent

BASE = """
from pathlib import Path
import os
BASE_DIR = Path(__file__).resolve().parent

{lines}

ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "site_urls"
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}}}
CACHES = {{"default": {{
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": BASE_DIR / "cache",
}}}}
SESSION_ENGINE = "django.contrib.sessions.backends." + os.environ.get("SESSIONS", "db")
SESSION_FILE_PATH = BASE_DIR / "sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
SILENCED_SYSTEM_CHECKS = ["security.W009"]
"""


class Project:
    """A folder with the project, its `.env` and its database."""

    def __init__(self, root, ask):
        self.root, self.ask = root, ask

    def copy(self, name):
        root = self.root.with_name(name)
        shutil.copytree(self.root, root)
        return Project(root, self.ask)

    def deploy(self, stage, settings="settings"):
        """Gives the project the lines of settings.py and the `.env` of a stage."""
        (self.root / "settings.py").write_text(BASE.format(lines=self.ask[settings]), encoding="utf-8")
        (self.root / ".env").write_text(self.ask["stages"][stage], encoding="utf-8")
        return self

    def environment(self, **more):
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME", "LANG") if name in os.environ}
        path = os.pathsep.join(filter(None, [str(self.root), str(FOLDER / "newer"), str(FOLDER), kept.get("PYTHONPATH")]))
        bin_ = str(self.root / "bin")
        settings = {"DJANGO_SETTINGS_MODULE": "settings", "PYTHONWARNINGS": "ignore", "PYTHONDONTWRITEBYTECODE": "1"}
        return {**kept, **settings, "PATH": bin_ + os.pathsep + kept.get("PATH", ""), "PYTHONPATH": path, **more}

    def run(self, stage, **more):
        """What a stage of `stages.py` finds, in a process of its own."""
        command = [sys.executable, str(FOLDER / "stages.py"), stage]
        ask = json.dumps({"old": self.ask["old"], "new": self.ask["new"]})
        done = subprocess.run(
            command, cwd=self.root, env=self.environment(**more), input=ask, text=True, stdout=subprocess.PIPE, check=False
        )
        if done.returncode:
            raise SystemExit(f"the stage {stage} failed")
        return json.loads(done.stdout)

    def shell(self, command, **more):
        """What a command prints that the page gives."""
        done = subprocess.run(
            ["sh", "-ec", command], cwd=self.root, env=self.environment(**more), text=True, stdout=subprocess.PIPE, check=False
        )
        if done.returncode:
            raise SystemExit(f"failed: {command}")
        return done.stdout.strip().splitlines()[-1:]


def main():
    ask = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder, "before")
        for name in ("cache", "sessions", "bin"):
            (root / name).mkdir(parents=True)
        for name in ("site_urls.py", "manage.py"):
            shutil.copy(FOLDER / name, root / name)
        python = root / "bin/python"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        before = Project(root, ask).deploy("before", "plain")
        before.run("before")
        print(json.dumps(facts(before, ask)))


def facts(before, ask):
    found = {}

    # A new key that stands alone.
    replaced = before.copy("replaced").deploy("replaced")
    found |= replaced.run("replaced")

    # The plan: a fallback, and then it goes.
    swapped = before.copy("swapped").deploy("swapped")
    during = swapped.run("swapped")
    found["count-during"] = swapped.shell(ask["count"]) == ["1"]
    first = swapped.copy("first").deploy("first")
    found |= first.run("first")
    old = swapped.copy("old").deploy("before", "plain")
    found |= old.run("old")
    dropped = swapped.copy("dropped").deploy("replaced")
    after = dropped.run("dropped")
    found["count-after"] = dropped.shell(ask["count"]) == ["0"]
    found["login-moves"] = during.pop("logins") and after["logins"]
    found["idle-session-waits"] = during["fallback-keeps-session"] and after["idle-lost"]
    found["fallback-only-verifies"] = (
        during["fallback-keeps-signing"] and after["new-signs"] and found["old-instance-refuses"]
    )
    found["fallbacks-do-nothing"] = not any(kept for id_, kept in during.items() if id_.startswith("fallback-keeps"))
    found |= during

    # Someone who has the old key, before, during and after.
    forged = {stage: before.copy("forge-" + stage).deploy(stage).run("forge") for stage in ("before", "swapped", "replaced")}
    works, all_ = forged["before"], ["signing", "cookie", "message", "session"]
    found["leak-forges-signing"] = works["signing"]
    found["leak-forges-cookie"] = works["cookie"]
    found["leak-forges-message"] = works["message"]
    found["leak-forges-session"] = works["session"]
    found["leak-logs-in"] = works["login-with-hash"] and not works["login"]
    found["leak-opens-no-session"] = not works["session-of-id"]
    found["leak-resets-with-hash"] = works["reset-with-hash"] and not works["reset"]
    found["leaked-fallback-forges"] = all(forged["swapped"][what] for what in all_)
    found["new-key-refuses"] = not any(forged["replaced"].values())
    found["leak-runs-code"] = before.copy("pickle").deploy("before").run("pickle")["runs"]
    naive = before.copy("naive").deploy("replaced", "naive").run("forge-without-key")
    careful = before.copy("careful").deploy("replaced").run("forge-without-key")
    found["empty-fallback-forges"] = all(naive.values()) and not any(careful.values())

    found |= before.copy("legacy").deploy("before").run("legacy")

    # A user class of the project's own.
    ended = {}
    for own in ("yes", "with fallbacks"):
        ours = before.copy("own-" + own).deploy("before", "plain")
        ours.run("enter", OWN_HASH=own)
        ended[own] = ours.deploy("swapped").run("still-in", OWN_HASH=own)["user"] is None
    found["own-hash-ends-login"] = ended == {"yes": True, "with fallbacks": False}

    # The commands that clear sessions, after the new key. Whether they are gone, the old key tells.
    for engine, command in ask["clear"].items():
        cleared = before.copy("clear-" + engine).deploy("replaced")
        cleared.shell(command, SESSIONS=engine)
        gone = cleared.deploy("before").run("left", SESSIONS=engine)
        found["clear-" + engine.replace("_", "-")] = gone["none"]
    found["clear-signed-cookies"] = before.run("left", SESSIONS="signed_cookies")["on-server"] == 0
    expired = before.copy("expired").deploy("before")
    expired.run("expire")
    expired.shell("python manage.py clearsessions")
    left = expired.run("left")
    found["clearsessions-leaves-live"] = not left["none"] and left["expired"] == 0
    return found


if __name__ == "__main__":
    main()
