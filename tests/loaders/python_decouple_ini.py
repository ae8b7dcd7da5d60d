"""python-decouple, as `config("K")` with a `settings.ini` file."""

from decouple import Config, RepositoryIni, UndefinedValueError
from oracle import HOST, Missing, serve


def read(path, name):
    try:
        return Config(RepositoryIni(path)).get(name)
    except UndefinedValueError:
        raise Missing from None


serve(read, HOST)
