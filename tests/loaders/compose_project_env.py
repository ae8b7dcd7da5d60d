"""A project's own `.env` in Docker Compose, the real program: what `${NAME}` in compose.yaml becomes.

One project includes one for each of many questions, with a `.env` of its own. Compose is started on HOST."""

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
            name = question["name"]
            write(os.path.join(folder, f"{number}.env"), question["text"])
            variable = "${%s-%s}" % (name, MISSING)
            write(
                os.path.join(folder, f"{number}.yaml"),
                f'services: {{s{number}: {{image: i, environment: {{{name}: "{variable}"}}}}}}\n',
            )

        def call(numbers):
            include = [{"path": f"{folder}/{n}.yaml", "env_file": [f"{folder}/{n}.env"]} for n in numbers]
            project = {"name": "p", "include": include}
            found = compose.config(folder, f"{numbers[0]}x{len(numbers)}.json", project)
            if isinstance(found, str):
                return found
            answers = {n: compose.answer(found[f"s{n}"], asked[n]["name"]) for n in numbers}
            return {n: {"missing": True} if it == {"value": MISSING} else it for n, it in answers.items()}

        for answer in batches.ask(call, asked, compose.BATCH // 4):
            say(answer)


main()
