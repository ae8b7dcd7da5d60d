"""Lets Python 3.11 run Django 6, which wants what Python 3.12 added: a function that marks what is
awaited, and an argument that says which line a warning points at. Neither has to do with the key."""

import inspect
import sys
import warnings

if sys.version_info < (3, 12):
    warn = warnings.warn

    def markcoroutinefunction(function):
        import asgiref.sync

        return asgiref.sync.markcoroutinefunction(function)

    def warn_with_prefixes(*arguments, skip_file_prefixes=(), **more):
        warn(*arguments, **more)

    inspect.markcoroutinefunction = markcoroutinefunction
    warnings.warn = warn_with_prefixes
