"""A project's own file in Docker Compose, the real program: what stands under `environment:` of its services, and of
several that set a variable what the last has. Files as this page writes them have one service: one project has a
service for each of many of these that extends it. Any other file is a project. Compose is started on HOST."""
# Started for some files at a time.

import os
import re
import tempfile

import batches
import yaml
import compose
from oracle import questions, say, write

PLAIN = re.compile(
    r"(\ufeff|---\r?\n|# c\r?\n)*services:\r?\n  \w+:\r?\n    (image: i\r?\n    )?environment:\r?\n"
    r"((    .*| *#.*|\s*)\r?\n)*"
)


class Loader(yaml.SafeLoader):
    """Takes every tag of Compose's."""


def services(text):
    """The names of the services, in their order."""
    try:
        for key, value in yaml.compose(text, Loader).value:
            if key.value == "services":
                return [name.value for name, _ in value.value]
    except (yaml.YAMLError, AttributeError, TypeError, ValueError):
        pass
    # Compose will say what is wrong with it.
    return re.findall(r'^  "?(\w+)"?:', text, re.MULTILINE) or ["web"]


def main():
    asked = list(questions())
    with tempfile.TemporaryDirectory() as folder:
        for number, question in enumerate(asked):
            # A service needs an image.
            text = re.sub(r"^(  \w+:\r?\n)(?=    environment:)", r"\1    image: i\n", question["text"], flags=re.MULTILINE)
            question["project"] = text
            question["loads"] = question["loads"] and bool(PLAIN.fullmatch(text))
            write(os.path.join(folder, f"{number}.yaml"), text)

        def call(numbers):
            if len(numbers) == 1 and not PLAIN.fullmatch(asked[numbers[0]]["project"]):
                return alone(numbers[0])
            projects = {}
            for n in numbers:
                projects[f"s{n}"] = {"extends": {"file": f"{folder}/{n}.yaml", "service": services(asked[n]["text"])[0]}}
            found = compose.config(folder, f"{numbers[0]}x{len(numbers)}.json", {"name": "p", "services": projects})
            if isinstance(found, str):
                return found
            return {n: compose.answers(found[f"s{n}"], asked[n]["names"]) for n in numbers}

        def alone(number):
            found = compose.config(folder, f"{number}.yaml", asked[number]["project"])
            if isinstance(found, str):
                return found
            environment = {}
            for name in services(asked[number]["project"]):
                environment.update(found.get(name, {}).get("environment") or {})
            return {number: compose.answers({"environment": environment}, asked[number]["names"])}

        for answers in batches.ask(call, asked, compose.BATCH // 4):
            say(answers)


main()
