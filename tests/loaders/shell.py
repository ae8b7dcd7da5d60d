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

from oracle import environment, pick, requests, say, write

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
# Sources the file with all variables exported.
SOURCE = "set -a; . FILE >/dev/null"


def variables(names, put):
    """Prints those of these variables that are set in the shell, each by `put`."""
    return "; ".join(f'if [ "${{{name}+x}}" ]; then {put} "{name}=${name}"; fi' for name in names)


def exported(*_):
    """Has a program print what it gets."""
    return "/usr/bin/env -0 || :"


def serve(script, shells=AGREED, show=variables):
    """Answers every question. `script` reads FILE, and what `show` gives prints `NAME=value` for the names that are set."""
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for number, (_, text) in enumerate(asked):
            write(os.path.join(folder, f"{number}.env"), text)
        # Half of the files for each process.
        half = (len(asked) + 1) // 2
        parts = [(shell, part) for shell in shells for part in (range(half), range(half, len(asked)))]
        with ThreadPoolExecutor(max(2, len(shells))) as pool:
            printed = list(pool.map(lambda part: run(*part, script, show, asked, folder), parts))
    found = {shell: [] for shell in shells}
    for (shell, _), its in zip(parts, printed):
        found[shell] += its
    for (names, _), *each in zip(asked, *found.values()):
        # A syntax error ends dash; bash and zsh go on with what they have.
        if each[0] is None:
            say([{"error": f"{shells[0]} stops"}] * len(names))
        else:
            say([answer(name, each) for name in names])


def answer(name, each):
    """What all shells have for this name, or that they differ."""
    answers = [{"error": "it stops"} if its is None else pick([name], its)[0] for its in each]
    same = all(one == answers[0] for one in answers)
    return answers[0] if same else {"error": f"shells differ: {answers}"}


def records(printed):
    """What was printed of each file, of which a dot is the end: the variables, or None where the shell stopped."""
    files = [[]]
    for piece in printed.split(b"\0"):
        if piece == b".":
            files.append([])
        else:
            files[-1].append(piece)
    return [None if b"E" in pieces else environment(pieces) for pieces in files[:-1]]


def limit():
    """In the child, before the shell."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def run(shell, numbers, script, show, asked, folder):
    """One process of the shell reads the files of these numbers; gives what it printed of each."""
    program, *arguments = COMMANDS[shell]
    # mksh has no printf of its own, and there is no other without a PATH.
    put = "print -Nr --" if shell == "mksh" else "printf '%s\\0'"
    lines = []
    for number in numbers:
        body = script.replace("FILE", f"./{number}.env") + "; " + show(asked[number][0], put)
        # Only a subshell that comes to its end exits with 77.
        lines.append(f"( {body}; exit 77 ) </dev/null 2>/dev/null; [ $? = 77 ] || {put} E; {put} .")
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
    found = records(printed)
    if len(found) != len(numbers):
        raise SystemExit(f"{shell} answered {len(found)} of {len(numbers)} files")
    return found
