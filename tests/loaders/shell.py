"""What the programs share that ask shells: dash, and beside it bash and zsh on the same files.

A file may run anything, so it is read by an unprivileged user (where we are root), without a PATH,
in a folder that cannot be written, with hard limits, in a subshell of its own.
"""

import os
import resource
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import requests, say, write

SHELLS = {"dash": ["dash"], "bash": ["bash", "--norc", "--noprofile"], "zsh": ["zsh", "-f"]}
NOBODY = 65534


def serve(script, translate=lambda printed: printed):
    """Answers every question. `script` reads FILE, and prints V and the value of NAME, or M, or
    what `translate` makes that of."""
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for number, (_, text) in enumerate(asked):
            write(os.path.join(folder, f"{number}.env"), text)
        with ThreadPoolExecutor() as pool:
            printed = dict(zip(SHELLS, pool.map(lambda shell: run(shell, script, asked, folder), SHELLS)))
    answers = {shell: [translate(record) for record in records] for shell, records in printed.items()}
    for number in range(len(asked)):
        dash, bash, zsh = (answers[shell][number] for shell in ("dash", "bash", "zsh"))
        # A syntax error ends dash; bash and zsh go on with what they have.
        if dash.startswith("E"):
            say({"error": "dash stops"})
        elif not dash == bash == zsh:
            say({"error": f"shells differ: {dash!r} {bash!r} {zsh!r}"})
        elif dash.startswith("V"):
            say({"value": dash[1:]})
        else:
            say({"missing": True})


def limit():
    """In the child, before the shell."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def run(shell, script, asked, folder):
    """One process of the shell reads every file; gives what it printed of each."""
    program, *arguments = SHELLS[shell]
    lines = []
    for number, (name, _) in enumerate(asked):
        body = script.replace("FILE", f"./{number}.env").replace("NAME", name)
        # Only a subshell that comes to its end exits with 77.
        lines.append(f"( {body}; exit 77 ) </dev/null 2>/dev/null; [ $? = 77 ] || printf E; printf '\\0'")
    script_path = os.path.join(folder, f"{shell}.script")
    write(script_path, "\n".join(lines) + "\n")
    printed = subprocess.run(
        [shutil.which(program), *arguments, script_path],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PATH": "", "LC_ALL": "C.UTF-8"},
        preexec_fn=limit,
        check=False,
    ).stdout
    records = printed.split(b"\0")[:-1]
    if len(records) != len(asked):
        raise SystemExit(f"{shell} answered {len(records)} of {len(asked)} files")
    return [record.decode(errors="surrogateescape") for record in records]
