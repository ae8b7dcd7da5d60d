"""For programs that are started for a question, or several, and start a program themselves: what that has got."""

import os
import subprocess
import tempfile

import batches
from oracle import HOST, questions, say, write


def serve(command, files=lambda names: (), environment=None, size=1):
    """Answers every question by what `command` makes /usr/bin/env print. It is given a folder and the names of files
    in it, which are the question's as `.env`, or up to `size` questions' whose files have nothing to do with each
    other; beside them are `files`."""
    asked = list(questions())
    with tempfile.TemporaryDirectory() as parent:

        def call(numbers):
            folder = os.path.join(parent, f"{numbers[0]}x{len(numbers)}")
            os.mkdir(folder)
            names = [f"{number}.env" for number in numbers] if len(numbers) > 1 else [".env"]
            texts = [asked[number]["text"] for number in numbers]
            for file, content in [*zip(names, texts), *files(names)]:
                write(os.path.join(folder, file), content)
            done = subprocess.run(
                command(folder, names),
                cwd=folder,
                env={"HOME": parent, "PATH": "/usr/bin:/bin", **(environment or {}), **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            if done.returncode:
                return done.stderr.decode(errors="replace") or "it fails"
            found = {}
            for variable in done.stdout.decode(errors="replace").split("\0"):
                key, equals, value = variable.partition("=")
                if equals:
                    found.setdefault(key, value)
            values = [(number, found.get(asked[number]["name"])) for number in numbers]
            return {number: {"missing": True} if value is None else {"value": value} for number, value in values}

        for answer in batches.ask(call, asked, size, 4, apart=True):
            say(answer)
