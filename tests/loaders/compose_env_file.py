"""Docker Compose's `env_file:`, the real program, by the environment that `config` prints.

One project has a service for each of many questions. When a call fails, each half is tried by
itself.
"""

import json
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import requests, say, write

COMPOSE = os.environ["KEYPROOF_COMPOSE"]
BATCH = 100


def main():
    asked = list(requests())
    answers = [None] * len(asked)
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, text) in enumerate(asked):
            write(os.path.join(folder, f"{number}.env"), text)

        def config(numbers):
            """The environment of each service, or the error."""
            services = {f"s{n}": {"image": "i", "env_file": [f"{folder}/{n}.env"]} for n in numbers}
            path = os.path.join(folder, f"{numbers[0]}x{len(numbers)}.json")
            write(path, json.dumps({"name": "p", "services": services}))
            done = subprocess.run(
                [COMPOSE, "-f", path, "config", "--format", "json"],
                env={"HOME": folder},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            os.remove(path)
            if done.returncode:
                return done.stderr.decode().strip()
            return json.loads(done.stdout)["services"]

        def ask(numbers):
            services = config(numbers)
            if isinstance(services, str):
                if len(numbers) == 1:
                    answers[numbers[0]] = {"error": services.splitlines()[-1] if services else "it fails"}
                else:
                    # Failures are frequent: many parts rather than two.
                    size = -(-len(numbers) // 8)
                    for at in range(0, len(numbers), size):
                        ask(numbers[at : at + size])
                return
            for number in numbers:
                value = (services[f"s{number}"].get("environment") or {}).get(asked[number][0])
                # `config` prints each `$` twice, for it prints a project's file.
                answers[number] = {"missing": True} if value is None else {"value": value.replace("$$", "$")}

        likely = [n for n, (_, text) in enumerate(asked) if fails(text)]
        alone = set(likely)
        rest = [n for n in range(len(asked)) if n not in alone]
        batches = [rest[at : at + BATCH] for at in range(0, len(rest), BATCH)] + [[n] for n in likely]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(ask, batches))
    for answer in answers:
        say(answer)


def fails(text):
    """A guess, only for speed: whether Compose will refuse the file."""
    return "${" in text and "}" not in text or text.count("'") % 2 == 1 or text.count('"') % 2 == 1


main()
