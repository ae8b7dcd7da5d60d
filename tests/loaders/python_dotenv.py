"""python-dotenv, as `os.environ["K"]` after `load_dotenv(path)`."""

import logging
import os

from dotenv import load_dotenv
from oracle import HOST, Missing, serve

logging.disable()


def read(path, name):
    load_dotenv(path)
    if name not in os.environ:
        raise Missing
    return os.environ[name]


serve(read, HOST)
