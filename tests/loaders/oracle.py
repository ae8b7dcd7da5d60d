"""What the programs that ask the real loaders share. See tests/loaders/oracle.rs for the protocol."""

import json
import os
import sys
import tempfile


# For programs of Go that read a file and end: they take a third less time so, and several run at once.
GO = {"GOMAXPROCS": "1", "GOGC": "off"}
# What is set where the loader runs: a program that names this can be asked about such a host.
HOST = json.loads(os.environ.get("KEYPROOF_HOST") or "{}")


class Missing(Exception):
    """The file loads, and the variable is not in it."""


def questions():
    """The questions, with all that is said of each."""
    return map(json.loads, sys.stdin)


def requests():
    """The questions, as (name, text)."""
    return ((question["name"], question["text"]) for question in questions())


def say(answer):
    """Writes one answer."""
    sys.stdout.write(json.dumps(answer) + "\n")


def write(path, text):
    """Writes a file byte for byte."""
    with open(path, "wb") as file:
        file.write(text.encode())


def serve(read, host=None):
    """Answers every question by read(path, name), in an environment that has nothing but this host's variables."""
    os.environ.clear()
    os.environ.update(host or {})
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, ".env")
        for name, text in requests():
            write(path, text)
            try:
                say({"value": read(path, name)})
            except Missing:
                say({"missing": True})
            except Exception as error:  # noqa: BLE001, any error of the loader is its answer
                say({"error": f"{type(error).__name__}: {error}"})
            os.environ.clear()
            os.environ.update(host or {})
