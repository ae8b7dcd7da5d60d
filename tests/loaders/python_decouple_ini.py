"""python-decouple, as `config("K")` with a `settings.ini` file."""

from decouple import Config, RepositoryIni
from oracle import HOST, serve


def read(path):
    config = Config(RepositoryIni(path))
    return lambda name: config.get(name, default=None)


serve(read, HOST)
