"""A project's own `.env` in Docker Compose, the real program: what `${NAME}` in compose.yaml becomes.

One project includes one for each of many questions, with a `.env` of its own. Compose is started on HOST."""
# Started for some files at a time.

import json
import os
import tempfile

import batches
import compose
from oracle import questions, say, write

# No file has it in.
MISSING = "\ue000"


def main():
    asked = list(questions())
    with tempfile.TemporaryDirectory() as folder:
        for number, question in enumerate(asked):
            write(os.path.join(folder, f"{number}.env"), question["text"])
            variables = {name: "${%s-%s}" % (name, MISSING) for name in question["names"]}
            project = {"services": {f"s{number}": {"image": "i", "environment": variables}}}
            write(os.path.join(folder, f"{number}.yaml"), json.dumps(project))

        def call(numbers):
            include = [{"path": f"{folder}/{n}.yaml", "env_file": [f"{folder}/{n}.env"]} for n in numbers]
            project = {"name": "p", "include": include}
            found = compose.config(folder, f"{numbers[0]}x{len(numbers)}.json", project)
            if isinstance(found, str):
                return found
            return {n: compose.answers(found[f"s{n}"], asked[n]["names"], but=MISSING) for n in numbers}

        for answers in batches.ask(call, asked, compose.BATCH // 4):
            say(answers)


main()
