"""python-dotenv, as `os.environ["K"]` after `load_dotenv(path)`."""

import logging
import os

from dotenv import load_dotenv
from oracle import HOST, serve

logging.disable()


def read(path):
    load_dotenv(path)
    return os.environ.get


serve(read, HOST)
