"""What Django gets from several files, for real: Docker Compose tells what it gives a service, and Python runs the settings
file with that, once where the files are there that it looks for and once where they are not. A way is the name of a
service, the same with ` bare` behind it, or `alone`: the settings file by itself."""

import json
import os
import subprocess
import sys
import tempfile

import compose
from oracle import questions, say, write

MANAGE = ["manage.py", "shell", "--no-imports", "-c", "from django.conf import settings; print(settings.SECRET_KEY, end='')"]
PROGRAM = (
    "import importlib, sys; key = importlib.import_module('mysite.' + sys.argv[1]).SECRET_KEY\n"
    "if not key: sys.exit('The SECRET_KEY setting must not be empty.')\n"
    "sys.stdout.write(key)"
)


def key(folder, settings, environment):
    # What has the file read may be what starts Django.
    arguments = MANAGE if os.path.exists(os.path.join(folder, "manage.py")) else ["-c", PROGRAM, settings]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        return {"error": (done.stderr.decode().strip().splitlines() or ["it fails"])[-1]}
    return {"value": done.stdout.decode()}


def answer(question):
    told = json.loads(question["text"])
    files = {name: text for name, text in told["files"]}
    with tempfile.TemporaryDirectory() as folder:
        for place in ("all", "bare"):
            os.makedirs(os.path.join(folder, place, "mysite"))
            for name, text in files.items():
                is_python = name.endswith(".py")
                if is_python or place == "all":
                    write(os.path.join(folder, place, "mysite", name), text)
                if name == "manage.py" or not is_python and place == "all":
                    write(os.path.join(folder, place, name), text)
        project = told["project"]
        services = project and compose.config(os.path.join(folder, "all"), project, files[project])
        for way in question["names"]:
            service, _, is_bare = way.partition(" ")
            environment = {}
            if way != "alone":
                if not isinstance(services, dict):
                    yield {"error": services or "no project"}
                    continue
                variables = (services[service].get("environment") or {}).items()
                environment = {name: value.replace("$$", "$") for name, value in variables if value is not None}
            if told["settings"] is None:
                value = environment.get(told["name"])
                yield {"missing": True} if value is None else {"value": value}
            else:
                yield key(os.path.join(folder, "bare" if is_bare else "all"), told["settings"], environment)


for question in questions():
    say(list(answer(question)))
