"""environs, as `env.str("K")` after `env.read_env(path)`."""

import logging
import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import HOST, serve  # noqa: E402

import environs  # noqa: E402

logging.disable()


def read(path):
    env = environs.Env()
    env.read_env(path, recurse=False)
    return lambda name: env.str(name, None)


serve(read, HOST)
