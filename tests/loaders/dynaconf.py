"""dynaconf, as a key of `Dynaconf(envvar_prefix=False, dotenv_path=path)` on HOST: what is no text is an error.

One such object takes a thirtieth of a second to make, so most files are read by its loaders into one that was made on
an empty host; each fiftieth is read by one of its own as well, which has to give the same."""

import logging
import os
import sys
import warnings

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import HOST, outcome, serve  # noqa: E402

from dynaconf import Dynaconf  # noqa: E402
from dynaconf.loaders import env_loader  # noqa: E402
from dynaconf.vendor.dotenv import load_dotenv  # noqa: E402

logging.disable()
warnings.simplefilter("ignore")


def whole(path):
    """As the lines of settings.py do it."""
    settings = Dynaconf(envvar_prefix=False, load_dotenv=True, dotenv_path=path)
    settings.get("NAME_OF_NO_VARIABLE")
    return settings


def variable(settings, name):
    if name not in settings:
        return None
    text = settings[name]
    if type(text) is not str:
        raise TypeError(f"{name} is no text but {text!r}")
    return text


NAMES = ["K", "J", "K2", "k", "H"]
count = 0
shared = None
begun = set()


def quick(path):
    """What `load_dotenv` and the loader of variables make of the file."""
    global shared, begun
    if shared is None:
        set_before = dict(os.environ)
        os.environ.clear()
        shared = Dynaconf(envvar_prefix=False, load_dotenv=False)
        begun = set(shared.store)
        os.environ.update(set_before)
    for key in set(shared.store) - begun:
        shared.unset(key, force=True)
    shared.__core__.config.deleted.clear()
    load_dotenv(path)
    env_loader.load(shared._wrapped)
    return shared


def read(path):
    global count
    count += 1
    set_before = dict(os.environ)
    settings = outcome(quick, path)
    if count % 50 == 1:
        os.environ.clear()
        os.environ.update(set_before)
        other = outcome(whole, path)
        answers = [
            [outcome(variable, one["value"], name) for name in NAMES] if "value" in one else one
            for one in (settings, other)
        ]
        if answers[0] != answers[1]:
            sys.exit(f"{open(path).read()!r} gives {answers[0]} and, by an object of its own, {answers[1]}")
    if "value" not in settings:
        raise ValueError(settings["error"])
    return lambda name: variable(settings["value"], name)


serve(read, HOST)
