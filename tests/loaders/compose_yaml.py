"""A project's own file in Docker Compose, the real program: what stands under a service's
`environment:`. One project has a service for each of many questions that extends the question's. Compose is
started on HOST."""

import os
import re
import tempfile

import batches
import yaml
import compose
from oracle import questions, say, write


def service(text):
    """The service that the question is about: the first of the file."""
    try:
        return next(name for name in yaml.safe_load(text)["services"] if isinstance(name, str))
    except (yaml.YAMLError, KeyError, TypeError, StopIteration):
        # Compose will say what is wrong with it.
        name = re.search(r"^  (\w+):", text, re.MULTILINE)
        return name.group(1) if name else "web"


def main():
    asked = list(questions())
    with tempfile.TemporaryDirectory() as folder:
        for number, question in enumerate(asked):
            # A service needs an image.
            text = re.sub(r"^(  \w+:\r?\n)(?=    environment:)", r"\1    image: i\n", question["text"], flags=re.MULTILINE)
            write(os.path.join(folder, f"{number}.yaml"), text)

        def call(numbers):
            services = {}
            for n in numbers:
                services[f"s{n}"] = {"extends": {"file": f"{folder}/{n}.yaml", "service": service(asked[n]["text"])}}
            found = compose.config(folder, f"{numbers[0]}x{len(numbers)}.json", {"name": "p", "services": services})
            if isinstance(found, str):
                return found
            return {n: compose.answers(found[f"s{n}"], asked[n]["names"]) for n in numbers}

        for answers in batches.ask(call, asked, compose.BATCH // 4):
            say(answers)


main()
