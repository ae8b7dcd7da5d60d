"""What the programs share that ask kubectl about manifests: it changes many files at once, without a
cluster, and prints them as JSON. Between two questions stands a manifest that tells them apart; of a
file that it cannot read there is nothing."""

import json
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import GO, requests, say, write

KUBECTL = shutil.which("kubectl")
BATCH = 250
MARK = "keyproof.test/file"


def objects(text):
    """JSON values that follow each other."""
    decoder = json.JSONDecoder()
    at = 0
    while text[at:].strip():
        value, at = decoder.raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
        yield value


def merged(secrets):
    """What the last of several manifests says of each key."""
    if len(secrets) == 1:
        return secrets[0]
    whole = {"data": {}, "stringData": {}}
    for secret in secrets:
        for under, values in whole.items():
            new = secret.get(under) or {}
            if not isinstance(new, dict):
                return {under: new}
            values.update(new)
    return whole


def serve(read):
    """Answers every question by read(secret, name), for each name."""
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:

        def ask(begin):
            part = asked[begin : begin + BATCH]
            batch = os.path.join(folder, str(begin))
            os.mkdir(batch)
            for number, (_, text) in enumerate(part):
                metadata = {"name": "mark", "labels": {MARK: str(number)}}
                mark = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata}
                write(os.path.join(batch, f"{number:06}a.json"), json.dumps(mark))
                write(os.path.join(batch, f"{number:06}b.yaml"), text)
            done = subprocess.run(
                [KUBECTL, "annotate", "--local", "-f", batch, "keyproof=asked", "-o=json"],
                env={**GO, "HOME": folder, "KUBECONFIG": "/dev/null"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            shutil.rmtree(batch)
            error = {"error": done.stderr.decode() or "it cannot be read"}
            answers = [[error] * len(names) for names, _ in part]
            number, marks = None, 0
            secrets = [[] for _ in part]
            for found in objects(done.stdout.decode()):
                mark = ((found.get("metadata") or {}).get("labels") or {}).get(MARK)
                if mark:
                    number = int(mark)
                    marks += 1
                elif found["kind"] == "Secret":
                    secrets[number].append(found)
                    answers[number] = [read(merged(secrets[number]), name) for name in part[number][0]]
            if marks != len(part):
                raise SystemExit(f"kubectl printed {marks} of {len(part)} marks: {done.stderr.decode()[:1000]}")
            return answers

        with ThreadPoolExecutor(2) as pool:
            for part in pool.map(ask, range(0, len(asked), BATCH)):
                for answers in part:
                    say(answers)
