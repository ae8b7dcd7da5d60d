"""Starlette, as `Config(path)("K")`."""

import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import HOST, serve  # noqa: E402

from starlette.config import Config  # noqa: E402


def read(path):
    config = Config(path, environ=HOST)
    return lambda name: config(name, default=None)


serve(read, HOST)
