"""environs, as `env.str("K")` after `env.read_env(path)`, with `expand_vars=True`."""

import logging
import os
import sys

# The folder of this file has one with the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import HOST, serve  # noqa: E402

import environs  # noqa: E402

logging.disable()


def read(path):
    env = environs.Env(expand_vars=True)
    env.read_env(path, recurse=False)
    # A variable that is not there, and one that leads to such a one, fail alike.
    return lambda name: env.str(name) if name in env._environ or name in os.environ else None


serve(read, HOST)
