"""django-dotenv, as `os.environ["K"]` after `read_dotenv(path)`."""

import os
import warnings
from importlib.machinery import SourceFileLoader

import environ
from oracle import HOST, serve

warnings.simplefilter("ignore")
# It has the name of python-dotenv's package, which is found first.
SITE = os.path.dirname(os.path.dirname(environ.__file__))
django_dotenv = SourceFileLoader("django_dotenv", os.path.join(SITE, "dotenv.py")).load_module()


def read(path):
    django_dotenv.read_dotenv(path)
    return os.environ.get


serve(read, HOST)
