"""Splits texts as the libraries split lists. Reads JSON lines, [reader, text]; answers a list or null."""

import json
import sys

from decouple import Csv
from environ import Env
from environs import Env as Environs
from starlette.datastructures import CommaSeparatedStrings

READERS = {
    "environ": lambda text: text.split(","),
    "decouple": Csv(),
    "starlette": lambda text: list(CommaSeparatedStrings(text)),
    "django-environ": lambda text: Env.parse_value(text, list),
    "environs": lambda text: environs(text),
    "pydantic": json.loads,
}


def environs(text):
    import os

    os.environ["X"] = text
    return Environs().list("X")


for line in sys.stdin:
    reader, text = json.loads(line)
    try:
        items = [item for item in READERS[reader](text) if item]
    except ValueError:
        items = None
    print(json.dumps(items))
