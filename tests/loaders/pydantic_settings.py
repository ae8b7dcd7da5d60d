"""pydantic-settings, as the field of a settings class with `env_file=path`."""

import logging
import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import HOST, serve  # noqa: E402

from pydantic import create_model  # noqa: E402
from pydantic_settings import BaseSettings, SettingsConfigDict  # noqa: E402

logging.disable()

CLASSES = {}


def settings(field):
    """A class with this field."""
    if field not in CLASSES:
        CLASSES[field] = create_model(
            "Settings",
            __base__=BaseSettings,
            model_config=(SettingsConfigDict, SettingsConfigDict(extra="ignore")),
            **{field: (str | None, None)},
        )
        CLASSES[field].model_config["extra"] = "ignore"
    return CLASSES[field]


def read(path):
    # It reads what its fields are called, and so the file for each.
    return lambda name: getattr(settings(name.lower())(_env_file=path), name.lower())


serve(read, HOST)
