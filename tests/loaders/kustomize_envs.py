"""kustomize's `secretGenerator:` with `envs:`, the real program, as part of kubectl.

One kustomization has a secret for each of many questions. When it fails, parts are tried by
themselves."""

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile

import batches
from oracle import GO, requests, say, write

KUBECTL = shutil.which("kubectl")


def main():
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:

        def build(numbers):
            """What became of each secret, or the error."""
            base = os.path.join(folder, f"{numbers[0]}x{len(numbers)}")
            os.mkdir(base)
            for number in numbers:
                write(os.path.join(base, f"{number}.env"), asked[number][1])
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
                name = re.escape(asked[number][0])
                # Base64 is never folded within this length, and needs no quotes but when it is empty.
                value = re.search(rf"^  {name}: (\|\n(?:    \S+\n)+|\S+)", documents[number] + "\n", re.MULTILINE)
                if value is None:
                    yield {"missing": True}
                else:
                    yield {"value": base64.b64decode(re.sub(r'[|"\s]', "", value.group(1))).decode()}

        for answer in batches.ask(build, [text for _, text in asked], 64, 2, repeats):
            say(answer)


def repeats(text):
    """A guess, only for speed: whether kustomize will refuse a name."""
    names = [line.lstrip(" \t\u00a0\ufeff").rstrip("\r").partition("=")[0] for line in text.split("\n")]
    names = [name for name in names if name and not name.startswith("#")]
    return len(set(names)) < len(names) or any("\x7f" <= c <= "\x9f" for name in names for c in name)


main()
