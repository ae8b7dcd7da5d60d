"""docker-compose 1, as what its `env_vars_from_file` and `format_environment` make of a file: its python-dotenv, which
is older than that of the other loaders, reads it, and each variable goes to Docker as `NAME=value`."""

import logging
import os
import sys

sys.path.insert(0, os.environ["KEYPROOF_OLDER_PYTHON_DOTENV"])

from oracle import serve  # noqa: E402

import dotenv  # noqa: E402

logging.disable()


def read(path):
    pairs = dotenv.dotenv_values(dotenv_path=path, encoding="utf-8-sig").items()
    variables = [(key if text is None else f"{key}={text}").partition("=") for key, text in pairs]
    # A name alone is looked up on the host, where nothing is set here.
    return {name: text for name, equals, text in variables if equals}.get


serve(read)
