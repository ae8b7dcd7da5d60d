"""Django's own check --deploy of keys (asked with the name KEY) and of settings modules (SETTINGS).

The answer is the ids of the warnings about keys, in order, with the fallback that each is about.
"""

import importlib
import os
import re
import sys
import tempfile

import django
from django.conf import Settings, settings
from django.core.checks import Tags, run_checks
from django.core.checks.security.base import check_secret_key, check_secret_key_fallbacks
from oracle import outcome, requests, say

settings.configure(SECRET_KEY="x", INSTALLED_APPS=[], SECRET_KEY_FALLBACKS=[])
django.setup()
usual = settings._wrapped


def warnings(found):
    told = []
    for warning in found:
        number = warning.id.removeprefix("security.")
        if number in ("W009", "W025"):
            place = re.search(r"FALLBACKS\[(\d+)\]", warning.msg)
            told.append(number + (place.group(1) if place else ""))
    return " ".join(sorted(told))


def key(text):
    settings._wrapped = usual
    settings.SECRET_KEY = text
    settings.SECRET_KEY_FALLBACKS = [text]
    return warnings([*check_secret_key(None), *check_secret_key_fallbacks(None)])


def module(text, number, folder):
    name = f"settings_{number}"
    with open(os.path.join(folder, name + ".py"), "w", encoding="utf-8", newline="") as file:
        file.write(text)
    importlib.invalidate_caches()
    settings._wrapped = Settings(name)
    return warnings(run_checks(tags=[Tags.security], include_deployment_checks=True))


with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for number, ([name], text) in enumerate(requests()):
        say([outcome(key, text) if name == "KEY" else outcome(module, text, number, folder)])
