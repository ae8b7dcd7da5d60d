"""python-decouple, as `config("K")` with a `.env` file."""

from decouple import Config, RepositoryEnv, UndefinedValueError
from oracle import HOST, Missing, serve


def read(path, name):
    try:
        return Config(RepositoryEnv(path)).get(name)
    except UndefinedValueError:
        raise Missing from None


serve(read, HOST)
