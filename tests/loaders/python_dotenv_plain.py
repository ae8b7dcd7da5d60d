"""python-dotenv, as `os.environ["K"]` after `load_dotenv(path, interpolate=False)`."""

import logging
import os

from dotenv import load_dotenv
from oracle import HOST, serve

logging.disable()


def read(path):
    load_dotenv(path, interpolate=False)
    return os.environ.get


serve(read, HOST)
