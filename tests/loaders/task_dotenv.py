"""Task, as the environment of what a task starts: a process for each question, on a host where HOST is set."""

import shutil

from oracle import GO
from processes import serve

TASK = shutil.which("task")
FILE = "version: '3'\ndotenv: ['.env']\ntasks:\n  default:\n    silent: true\n    cmds: [/usr/bin/env -0]\n"

serve(lambda folder: [TASK], [("Taskfile.yml", FILE)], GO)
