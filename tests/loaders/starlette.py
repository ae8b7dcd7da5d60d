"""Starlette, as `Config(path)("K")`."""

import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import HOST, Missing, serve  # noqa: E402

from starlette.config import Config  # noqa: E402


def read(path, name):
    config = Config(path, environ=HOST)
    if name not in config.file_values and name not in HOST:
        raise Missing
    return config(name)


serve(read, HOST)
