"""just, as the environment of what a recipe starts: a process for each question, on a host where HOST is set."""
# Started for each file.

import shutil

from processes import serve

JUST = shutil.which("just")

FILE = "set dotenv-load\nset dotenv-required\n\nrun:\n    @/usr/bin/env -0\n"

serve(lambda folder, names: [JUST], lambda names: [("justfile", FILE)])
