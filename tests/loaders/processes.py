"""For programs that are started for a question, or several, and start a program themselves: what that has got."""

import os
import subprocess
import tempfile

import batches
from oracle import HOST, environment, pick, questions, say, write


def serve(command, files=lambda names: (), variables=None, size=1):
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
                env={"HOME": parent, "PATH": "/usr/bin:/bin", **(variables or {}), **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            if done.returncode:
                return done.stderr.decode(errors="replace") or "it fails"
            found = environment(done.stdout.split(b"\0"))
            return {number: pick(asked[number]["names"], found) for number in numbers}

        for answers in batches.ask(call, asked, size, 4, apart=True):
            say(answers)
