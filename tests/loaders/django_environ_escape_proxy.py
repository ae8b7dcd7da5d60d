"""django-environ, as `env("K")` after `env.read_env(path)`, with `escape_proxy`."""

import logging
import os

import environ
from oracle import HOST, serve

logging.disable()


def read(path):
    env = environ.Env()
    env.escape_proxy = True
    env.read_env(path)
    return lambda name: env(name) if name in os.environ else None


serve(read, HOST)
