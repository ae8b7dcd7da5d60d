"""environs, as `env.str("K")` after `env.read_env(path)`, with `expand_vars=True`."""

import logging
import os
import sys

# The folder of this file has one with the name of the package that it asks.
sys.path.append(sys.path.pop(0))

from oracle import HOST, Missing, serve  # noqa: E402

import environs  # noqa: E402

logging.disable()


def read(path, name):
    env = environs.Env(expand_vars=True)
    env.read_env(path, recurse=False)
    # A variable that is not there, and one that leads to such a one, fail alike.
    if name not in env._environ and name not in os.environ:
        raise Missing
    return env.str(name)


serve(read, HOST)
