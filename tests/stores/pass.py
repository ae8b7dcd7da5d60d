"""`pass`, with a key of GnuPG's made for the purpose."""

import os
import subprocess

from stand import FOLDER, put, run, serve, settings

os.makedirs(f"{FOLDER}/gnupg", mode=0o700)
os.environ.update(GNUPGHOME=f"{FOLDER}/gnupg", PASSWORD_STORE_DIR=f"{FOLDER}/store")
make = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", "keyproof", "default", "default"]
subprocess.run(make, check=True, stderr=subprocess.DEVNULL)
subprocess.run(["pass", "init", "keyproof"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
FILE = f"{FOLDER}/store/django/secret-key.gpg"


def value():
    return subprocess.run(["gpg", "--quiet", "--decrypt", FILE], check=True, capture_output=True).stdout.decode()


def started(request):
    """What the process that the line starts has as its variable."""
    line = request["starts"].replace("exec gunicorn project.wsgi", "exec printenv DJANGO_SECRET_KEY")
    assert "printenv" in line
    return settings(request["settings"], DJANGO_SECRET_KEY=run(line))


def pair(request, first, second):
    answer = {
        **put(request, first, second, value),
        "read_back": run(request["read_back"] + "; echo"),
        "settings": started(request),
    }
    os.remove(FILE)
    return answer


try:
    serve(pair, lambda request: settings(request["settings"]))
finally:
    subprocess.run(["gpgconf", "--kill", "all"], check=False, stderr=subprocess.DEVNULL)
