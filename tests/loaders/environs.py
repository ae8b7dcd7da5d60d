"""environs, as `env.str("K")` after `env.read_env(path)`."""

import logging
import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import HOST, Missing, serve  # noqa: E402

import environs  # noqa: E402

logging.disable()


def read(path, name):
    env = environs.Env()
    env.read_env(path, recurse=False)
    value = env.str(name, None)
    if value is None:
        raise Missing
    return value


serve(read, HOST)
