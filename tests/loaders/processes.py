"""For programs that are started for each question, and start a program themselves: what that has got."""

import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import HOST, requests, say, write


def serve(command, files=(), environment=None):
    """Answers every question by what `command` makes /usr/bin/env print, which is given a folder with the
    file as `.env`, and these other files, in it."""
    with tempfile.TemporaryDirectory() as parent, ThreadPoolExecutor(4) as pool:

        def ask(question):
            number, (name, text) = question
            folder = os.path.join(parent, str(number))
            os.mkdir(folder)
            write(os.path.join(folder, ".env"), text)
            for file, content in files:
                write(os.path.join(folder, file), content)
            done = subprocess.run(
                command(folder),
                cwd=folder,
                env={"HOME": parent, "PATH": "/usr/bin:/bin", **(environment or {}), **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            if done.returncode:
                return {"error": done.stderr.decode(errors="replace") or "it fails"}
            for variable in done.stdout.split(b"\0"):
                key, equals, value = variable.partition(b"=")
                if equals and key.decode(errors="replace") == name:
                    return {"value": value.decode(errors="replace")}
            return {"missing": True}

        for answer in pool.map(ask, enumerate(requests())):
            say(answer)
