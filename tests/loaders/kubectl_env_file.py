"""`kubectl create secret generic --from-env-file`, the real program: it needs no cluster to print
what it would send to one. Each file needs a process, for one secret takes no name twice."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import GO, HOST, requests, say, write

KUBECTL = shutil.which("kubectl")


def main():
    with tempfile.TemporaryDirectory() as folder:

        def ask(question):
            number, (name, text) = question
            path = os.path.join(folder, f"{number}.env")
            write(path, text)
            done = subprocess.run(
                [KUBECTL, "create", "secret", "generic", "x", f"--from-env-file={path}", "--dry-run=client", "-o=json"],
                env={**GO, "HOME": folder, "KUBECONFIG": "/dev/null", **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            os.remove(path)
            if done.returncode:
                return {"error": done.stderr.decode().strip() or "it fails"}
            value = json.loads(done.stdout).get("data", {}).get(name)
            return {"missing": True} if value is None else {"value": base64.b64decode(value).decode()}

        with ThreadPoolExecutor(4) as pool:
            for answer in pool.map(ask, enumerate(requests())):
                say(answer)


main()
