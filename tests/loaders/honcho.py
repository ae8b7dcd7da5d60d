"""honcho, as the variables that `honcho run` adds to the environment."""

import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

import os  # noqa: E402

from oracle import Missing, serve  # noqa: E402

from honcho.command import _read_env  # noqa: E402


def read(path, name):
    variables = _read_env(*os.path.split(path))
    if name not in variables:
        raise Missing
    return variables[name]


serve(read)
