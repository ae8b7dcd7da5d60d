"""direnv's own parser of `.env`, as `direnv dotenv` prints what it reads: a process for each file."""
# Started for each file.

import json
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import pick, requests, say, write

DIRENV = shutil.which("direnv")


def main():
    with tempfile.TemporaryDirectory() as folder:

        def ask(numbered):
            number, (names, text) = numbered
            path = os.path.join(folder, str(number))
            write(path, text)
            done = subprocess.run(
                [DIRENV, "dotenv", "json", path],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env={"PATH": "", "HOME": folder},
                check=False,
            )
            if done.returncode != 0:
                return [{"error": done.stderr.decode(errors="replace").strip()}] * len(names)
            return pick(names, json.loads(done.stdout))

        with ThreadPoolExecutor(4) as pool:
            for answers in pool.map(ask, enumerate(requests())):
                say(answers)


main()
