"""GNU make, with a Makefile that includes the file and exports all, by the environment of a recipe.

Each file takes a process. A file may run anything: see shell.py for how that is kept in.
"""
# Started for each file.

import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import HOST, environment, pick, requests, say, write
from shell import limit

MAKE = shutil.which("make")
ENV = shutil.which("env")
GOAL = "keyproof-goal"


def main():
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)

        def ask(number):
            names, text = asked[number]
            path = os.path.join(folder, f"{number}.env")
            makefile = os.path.join(folder, f"{number}.mk")
            write(path, text)
            write(makefile, f"include {path}\nexport\n\n{GOAL}:\n\t@{ENV} -0\n")
            done = subprocess.run(
                [MAKE, "-f", makefile, GOAL],
                cwd=folder,
                env={"PATH": "", "LC_ALL": "C.UTF-8", **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                preexec_fn=limit,
                check=False,
            )
            os.remove(path)
            os.remove(makefile)
            if done.returncode:
                return [{"error": done.stderr.decode(errors="replace").strip()}] * len(names)
            return pick(names, environment(done.stdout.split(b"\0")))

        with ThreadPoolExecutor(2) as pool:
            for answers in pool.map(ask, range(len(asked))):
                say(answers)


main()
