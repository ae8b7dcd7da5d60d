"""A private file in the home folder, as PythonAnywhere's consoles make it."""

import os
import stat

from stand import FOLDER, put, run, serve, settings

FILE = os.path.join(FOLDER, ".django-secret-key")


def value():
    assert stat.S_IMODE(os.stat(FILE).st_mode) == 0o600
    with open(FILE, encoding="utf-8") as file:
        return file.read()


def both(request):
    """The WSGI file, then settings.py."""
    return settings(request["starts"] + "\n" + request["settings"])


def pair(request, first, second):
    answer = {
        **put(request, first, second, value),
        "read_back": run(request["read_back"] + "; echo"),
        "settings": both(request),
    }
    os.remove(FILE)
    return answer


serve(pair, both)
