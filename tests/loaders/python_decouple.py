"""python-decouple, as `config("K")` with a `.env` file."""

from decouple import Config, RepositoryEnv
from oracle import HOST, serve


def read(path):
    config = Config(RepositoryEnv(path))
    return lambda name: config.get(name, default=None)


serve(read, HOST)
