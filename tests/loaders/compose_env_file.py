"""Docker Compose's `env_file:`, the real program. One project has a service for each of many
questions. Compose is started on HOST."""
# Started for some files at a time.

import os
import tempfile

import batches
import compose
from oracle import questions, say, write


def main():
    asked = list(questions())
    with tempfile.TemporaryDirectory() as folder:
        for number, question in enumerate(asked):
            write(os.path.join(folder, f"{number}.env"), question["text"])

        def call(numbers):
            services = {f"s{n}": {"image": "i", "env_file": [f"{folder}/{n}.env"]} for n in numbers}
            project = {"name": "p", "services": services}
            found = compose.config(folder, f"{numbers[0]}x{len(numbers)}.json", project)
            if isinstance(found, str):
                return found
            return {n: compose.answers(found[f"s{n}"], asked[n]["names"]) for n in numbers}

        for answers in batches.ask(call, asked, compose.BATCH):
            say(answers)


main()
