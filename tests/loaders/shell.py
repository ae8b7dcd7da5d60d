"""What the programs that ask shells share: each shell by itself, or several on the same files.

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

COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile"],
    "busybox": ["busybox", "sh"],
    "dash": ["dash"],
    "mksh": ["mksh"],
    "yash": ["yash", "--norc"],
    "zsh": ["zsh", "-f"],
}
AGREED = ("dash", "bash", "zsh")
NOBODY = 65534
# Sources the file with all variables exported, then prints V and the value, or M.
SOURCE = "set -a; . FILE >/dev/null; if [ \"${NAME+x}\" ]; then PRINT \"V$NAME\"; else PRINT M; fi"


def serve(script, shells=AGREED, translate=lambda printed: printed):
    """Answers every question. `script` reads FILE, and prints V and the value of NAME, or M, or
    what `translate` makes that of."""
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for number, (_, text) in enumerate(asked):
            write(os.path.join(folder, f"{number}.env"), text)
        # Half of the files for each process.
        half = (len(asked) + 1) // 2
        parts = [(shell, part) for shell in shells for part in (range(half), range(half, len(asked)))]
        with ThreadPoolExecutor(max(2, len(shells))) as pool:
            printed = list(pool.map(lambda part: run(*part, script, asked, folder), parts))
    answers = {shell: [] for shell in shells}
    for (shell, _), records in zip(parts, printed):
        answers[shell] += map(translate, records)
    for number in range(len(asked)):
        each = [answers[shell][number] for shell in shells]
        # A syntax error ends dash; bash and zsh go on with what they have.
        if each[0].startswith("E"):
            say({"error": f"{shells[0]} stops"})
        elif len(set(each)) > 1:
            say({"error": f"shells differ: {each}"})
        elif each[0].startswith("V"):
            say({"value": each[0][1:]})
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


def run(shell, numbers, script, asked, folder):
    """One process of the shell reads the files of these numbers; gives what it printed of each."""
    program, *arguments = COMMANDS[shell]
    # mksh has no printf of its own, and there is no other without a PATH.
    write_out, end = ("print -nr --", "print -n '\\0'") if shell == "mksh" else ("printf %s", "printf '\\0'")
    lines = []
    for number in numbers:
        name, _ = asked[number]
        body = script.replace("FILE", f"./{number}.env").replace("NAME", name).replace("PRINT", write_out)
        # Only a subshell that comes to its end exits with 77.
        lines.append(f"( {body}; exit 77 ) </dev/null 2>/dev/null; [ $? = 77 ] || {write_out} E; {end}")
    script_path = os.path.join(folder, f"{shell}-{numbers.start}.script")
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
    if len(records) != len(numbers):
        raise SystemExit(f"{shell} answered {len(records)} of {len(numbers)} files")
    return [record.decode(errors="surrogateescape") for record in records]
