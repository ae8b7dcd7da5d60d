"""`uv run --env-file`, as the environment of the program that it runs: a process for each question."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import HOST, requests, say, write

UV = os.path.join(os.path.dirname(sys.executable), "uv")


def main():
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as pool:

        def ask(question):
            number, (name, text) = question
            path = os.path.join(folder, f"{number}.env")
            write(path, text)
            done = subprocess.run(
                [UV, "run", "--no-project", "--no-config", "--offline", "--quiet", "--python", sys.executable]
                + ["--env-file", path, "--", "/usr/bin/env", "-0"],
                cwd=folder,
                env={"HOME": folder, "PATH": os.path.dirname(sys.executable), "UV_CACHE_DIR": folder + "/cache", **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            os.remove(path)
            if done.returncode:
                return {"error": done.stderr.decode()}
            for variable in done.stdout.split(b"\0"):
                key, equals, value = variable.partition(b"=")
                if equals and key.decode() == name:
                    return {"value": value.decode()}
            return {"missing": True}

        for answer in pool.map(ask, enumerate(requests())):
            say(answer)


main()
