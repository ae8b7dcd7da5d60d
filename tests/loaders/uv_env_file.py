"""`uv run --env-file`, as the environment of the program that it runs, on a host where HOST is set."""
# Started for each file.

import os
import sys

from processes import serve

BIN = os.path.dirname(sys.executable)
OPTIONS = ["--no-project", "--no-config", "--offline", "--quiet", "--python", sys.executable]


def command(folder, names):
    files = [part for name in names for part in ("--env-file", os.path.join(folder, name))]
    return [os.path.join(BIN, "uv"), "run", *OPTIONS, *files, "--", "/usr/bin/env", "-0"]


serve(command, variables={"PATH": BIN}, size=100)
