"""What the programs share that ask Docker Compose: it prints, by `config`, what it made of a project."""

import json
import os
import subprocess

from oracle import GO, HOST, pick, write

COMPOSE = os.environ["KEYPROOF_COMPOSE"]
BATCH = 200


def config(folder, name, project):
    """The services of a project whose file is `name` in `folder`, or the error."""
    path = os.path.join(folder, name)
    write(path, project if isinstance(project, str) else json.dumps(project))
    done = subprocess.run(
        [COMPOSE, "-p", "p", "-f", path, "--profile", "*", "config", "--format", "json", "--no-normalize", "--no-consistency"],
        env={**GO, "HOME": folder, **HOST},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    os.remove(path)
    if done.returncode:
        errors = done.stderr.decode().strip().splitlines()
        return errors[-1] if errors else "it fails"
    return json.loads(done.stdout)["services"]


def answers(service, names, but=None):
    """The answers for these variables of a service's environment, where one that is `but` is missing."""
    variables = (service.get("environment") or {}).items()
    # `config` prints each `$` twice, for it prints a project's file.
    return pick(names, {name: value.replace("$$", "$") for name, value in variables if value not in (None, but)})
