"""uWSGI, told to show its configuration and go: of many files in one call, each after its own name."""

import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile

import batches
from oracle import pick, questions, say, write

UWSGI = shutil.which("uwsgi") or "/usr/bin/uwsgi"
NOBODY = 65534
BATCH = 50


def drop():
    """A file may name other files, which are read: with nobody's rights. An option that stands for itself
    is put in its place for ever: the processor's time ends that, for a clock is not the same on each machine."""
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def shown(numbers, folder):
    """The options of each file, in their order, or the last words of uWSGI."""
    files = [f"--ini={folder}/{number}.ini" for number in numbers]
    done = subprocess.run(
        [UWSGI, "--no-server", "--show-config", *files],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={},
        cwd=folder,
        preexec_fn=drop,
        check=False,
    )
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return "uWSGI does not come to an end"
    output = done.stdout
    begin = output.find(b";uWSGI instance configuration\n[uwsgi]\n")
    end = output.rfind(b";end of configuration\n")
    if begin < 0 or end < 0:
        return output.decode(errors="replace")
    parts = re.split(rb"^ini = .*/(\d+)\.ini\n", output[begin:end], flags=re.MULTILINE)
    return dict(zip(map(int, parts[1::2]), parts[2::2]))


def environment(options):
    """What is left in the environment when each `env` has been given to putenv."""
    variables = {}
    for line in options.decode(errors="replace").split("\n"):
        key, _, assignment = line.partition(" = ")
        name, equals, text = assignment.partition("=")
        if key == "env":
            # Without `=`, the variable is taken out.
            variables[name] = text if equals else None
    return variables


def main():
    asked = list(questions())
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for number, question in enumerate(asked):
            write(os.path.join(folder, f"{number}.ini"), question["text"])

        def call(numbers):
            parts = shown(numbers, folder)
            if isinstance(parts, str):
                return parts.strip().splitlines()[-1]
            return {n: pick(asked[n]["names"], environment(parts.get(n, b""))) for n in numbers}

        for answers in batches.ask(call, asked, BATCH):
            say(answers)


main()
