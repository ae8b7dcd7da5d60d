"""django-environ, as `env("K")` after `env.read_env(path)`, with `escape_proxy`."""

import logging
import os

import environ
from oracle import HOST, Missing, serve

logging.disable()


def read(path, name):
    env = environ.Env()
    env.escape_proxy = True
    env.read_env(path)
    if name not in os.environ:
        raise Missing
    return env(name)


serve(read, HOST)
