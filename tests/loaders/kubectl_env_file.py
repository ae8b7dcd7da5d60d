"""`kubectl create secret generic --from-env-file`, the real program: it needs no cluster to print
what it would send to one. One secret takes no name twice."""
# Started for each file.

import base64
import json
import os
import shutil
import subprocess
import tempfile

import batches
from oracle import GO, HOST, pick, questions, say, write

KUBECTL = shutil.which("kubectl")


def main():
    asked = list(questions())
    with tempfile.TemporaryDirectory() as folder:

        def call(numbers):
            paths = [os.path.join(folder, f"{number}.env") for number in numbers]
            for number, path in zip(numbers, paths):
                write(path, asked[number]["text"])
            done = subprocess.run(
                [KUBECTL, "create", "secret", "generic", "x", "--dry-run=client", "-o=json"]
                + [f"--from-env-file={path}" for path in paths],
                env={**GO, "HOME": folder, "KUBECONFIG": "/dev/null", **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            for path in paths:
                os.remove(path)
            if done.returncode:
                return done.stderr.decode().strip()
            data = json.loads(done.stdout).get("data", {})
            variables = {name: base64.b64decode(value).decode() for name, value in data.items()}
            return {number: pick(asked[number]["names"], variables) for number in numbers}

        for answers in batches.ask(call, asked, 100, 4, apart=True):
            say(answers)


main()
