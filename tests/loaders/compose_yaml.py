"""A project's own file in Docker Compose, the real program: what stands under a service's
`environment:`. One project has a service for each of many questions that extends the question's."""

import os
import re
import tempfile

import batches
import compose
from oracle import requests, say, write


def main():
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, text) in enumerate(asked):
            # A service needs an image.
            text = re.sub(r"^(  \w+:\r?\n)(?=    environment:)", r"\1    image: i\n", text, flags=re.MULTILINE)
            write(os.path.join(folder, f"{number}.yaml"), text)

        def call(numbers):
            services = {}
            for n in numbers:
                name = re.search(r"^  (\w+):", asked[n][1], re.MULTILINE)
                service = name.group(1) if name else "web"
                services[f"s{n}"] = {"extends": {"file": f"{folder}/{n}.yaml", "service": service}}
            found = compose.config(folder, f"{numbers[0]}x{len(numbers)}.json", {"name": "p", "services": services})
            if isinstance(found, str):
                return found
            return {n: compose.answer(found[f"s{n}"], asked[n][0]) for n in numbers}

        for answer in batches.ask(call, [text for _, text in asked], compose.BATCH // 4, 2):
            say(answer)


main()
