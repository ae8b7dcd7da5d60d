"""Task, as the environment of what a task starts, on a host where HOST is set."""
# Started for each file.

import json
import shutil

from oracle import GO
from processes import serve

TASK = shutil.which("task")
FILE = "version: '3'\ndotenv: NAMES\ntasks:\n  default:\n    silent: true\n    cmds: [/usr/bin/env -0]\n"

serve(
    lambda folder, names: [TASK],
    lambda names: [("Taskfile.yml", FILE.replace("NAMES", json.dumps(names)))],
    GO,
    size=100,
)
