"""What the programs that ask the real loaders share. See tests/loaders/oracle.rs for the protocol."""

import json
import os
import sys
import tempfile
from itertools import takewhile


# For programs of Go that read a file and end: they take a third less time so, and several run at once.
GO = {"GOMAXPROCS": "1", "GOGC": "off"}
# What is set where the loader runs: a program that names this can be asked about such a host.
HOST = json.loads(os.environ.get("KEYPROOF_HOST") or "{}")


def questions():
    """The questions, with all that is said of each."""
    return map(json.loads, sys.stdin)


def requests():
    """The questions, as (names, text)."""
    return ((question["names"], question["text"]) for question in questions())


def say(answers):
    """Writes the answers to one question."""
    sys.stdout.write(json.dumps(answers) + "\n")


def outcome(work, *arguments):
    """What `work` gives, as an answer: None is a variable that is missing, and any error is the loader's."""
    try:
        value = work(*arguments)
    except Exception as error:  # noqa: BLE001, any error of the loader is its answer
        return {"error": f"{type(error).__name__}: {error}"}
    return {"missing": True} if value is None else {"value": value}


def pick(names, variables):
    """The answers for these names, out of a mapping."""
    return [outcome(variables.get, name) for name in names]


def environment(entries):
    """The mapping that these `NAME=value` make, as getenv sees it: the first of a name counts."""
    variables = {}
    for entry in entries:
        name, equals, value = entry.decode(errors="replace").partition("=")
        if equals:
            variables.setdefault(name, value)
    return variables


def strings(pointer):
    """The texts of an array of C that ends in a null pointer."""
    return takewhile(lambda text: text is not None, pointer) if pointer else ()


def write(path, text):
    """Writes a file byte for byte."""
    with open(path, "wb") as file:
        file.write(text.encode())


def serve(read, host=None):
    """Answers every question in an environment that has nothing but this host's variables. read(path) gives a
    function that is asked for each name: its value, or None where it is missing."""
    os.environ.clear()
    os.environ.update(host or {})
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, ".env")
        for names, text in requests():
            write(path, text)
            loaded = outcome(read, path)
            say([outcome(loaded["value"], name) if "value" in loaded else loaded for name in names])
            os.environ.clear()
            os.environ.update(host or {})
