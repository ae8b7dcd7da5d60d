"""kustomize's `secretGenerator:` with `envs:`, the real program, as part of kubectl.

One kustomization has a secret for each of many questions."""

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile

import batches
from oracle import GO, pick, questions, say, write

KUBECTL = shutil.which("kubectl")


def main():
    asked = list(questions())
    with tempfile.TemporaryDirectory() as folder:

        def build(numbers):
            """What became of each secret, or the error."""
            base = os.path.join(folder, f"{numbers[0]}x{len(numbers)}")
            os.mkdir(base)
            for number in numbers:
                write(os.path.join(base, f"{number}.env"), asked[number]["text"])
            secrets = [{"name": f"s{n}", "envs": [f"{n}.env"]} for n in numbers]
            options = {"disableNameSuffixHash": True}
            write(
                os.path.join(base, "kustomization.yaml"),
                json.dumps({"secretGenerator": secrets, "generatorOptions": options}),
            )
            done = subprocess.run(
                [KUBECTL, "kustomize", base],
                env={**GO, "HOME": folder},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            shutil.rmtree(base)
            if done.returncode:
                return done.stderr.decode().strip()
            return dict(zip(numbers, answers(done.stdout.decode(), numbers)))

        def answers(printed, numbers):
            documents = {}
            for document in printed.split("\n---\n"):
                name = re.search(r"^  name: s(\d+)$", document, re.MULTILINE)
                documents[int(name.group(1))] = document
            for number in numbers:
                names = asked[number]["names"]
                # Base64 is never folded within this length, and needs no quotes but when it is empty.
                data = re.findall(r"^  (\S+): (\|\n(?:    \S+\n)+|\S+)", documents[number] + "\n", re.MULTILINE)
                values = {name: re.sub(r'[|"\s]', "", value) for name, value in data if name in names}
                yield pick(names, {name: base64.b64decode(value).decode() for name, value in values.items()})

        for its in batches.ask(build, asked, 64):
            say(its)


main()
