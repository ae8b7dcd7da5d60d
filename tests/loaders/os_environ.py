"""A shell that reads the line, and a program that it starts, as dash, bash and zsh do it."""

from shell import serve


def translate(printed):
    """`printenv` prints the value and a newline, or nothing at all."""
    if printed.startswith("V"):
        return printed[:-1] if printed.endswith("\n") else "M"
    return printed


serve(". FILE >/dev/null; PRINT V; /usr/bin/printenv NAME || :", translate=translate)
