"""Starlette, as `Config(path)("K")`."""

import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import Missing, serve  # noqa: E402

from starlette.config import Config  # noqa: E402


def read(path, name):
    config = Config(path, environ={})
    if name not in config.file_values:
        raise Missing
    return config(name)


serve(read)
