"""honcho, as the variables that `honcho run` adds to the environment."""

import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

import os  # noqa: E402

from oracle import serve  # noqa: E402

from honcho.command import _read_env  # noqa: E402


def read(path):
    return _read_env(*os.path.split(path)).get


serve(read)
