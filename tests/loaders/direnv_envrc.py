"""direnv reading `.envrc`, and a program that is started in its folder.

One `.envrc` is read for many files: it sources each, by direnv's own `source_env`, in a subshell.
What is left out, for speed, is that direnv looks at each of them again when it has changed.
"""
# Started for some files at a time.

import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from oracle import pick, requests, say, write
from shell import limit, records

CONFIG = '[global]\nbash_path = "{bash}"\n[whitelist]\nprefix = ["{folder}"]\n'
# Before the dot stands what direnv says itself.
HEAD = "printf '\\0.\\0' >&2; exec 4>&2 2>/dev/null </dev/null\nwatch_file() { :; }\n"
EACH = "( source_env {number}.envrc; {shown} exit 77 ); [ $? = 77 ] || printf 'E\\0' >&4; printf '.\\0' >&4\n"
# What a program that is started would have, an array never; to ask one takes longer than all else.
SHOWN = (
    '[ "${{{name}+x}}" ] && [[ ${{{name}@a}} == *x* && ${{{name}@a}} != *[aA]* ]] && '
    "printf '%s\\0' \"{name}=${name}\" >&4;"
)


def main():
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        os.mkdir(os.path.join(folder, "direnv"))
        config = CONFIG.format(bash=shutil.which("bash"), folder=folder)
        write(os.path.join(folder, "direnv/direnv.toml"), config)
        for number, (_, text) in enumerate(asked):
            write(os.path.join(folder, f"{number}.envrc"), text)
        half = (len(asked) + 1) // 2
        with ThreadPoolExecutor(2) as pool:
            parts = pool.map(lambda numbers: run(numbers, asked, folder), (range(half), range(half, len(asked))))
        for (names, _), variables in zip(asked, chain(*parts)):
            say([{"error": "direnv stops"}] * len(names) if variables is None else pick(names, variables))


def run(numbers, asked, folder):
    """One process of direnv for the files of these numbers; gives what was printed of each."""
    place = os.path.join(folder, f"from-{numbers.start}")
    os.mkdir(place)
    shown = [" ".join(SHOWN.format(name=name) for name in asked[number][0]) for number in numbers]
    lines = [EACH.format(number=f"../{number}", shown=its) for number, its in zip(numbers, shown)]
    write(os.path.join(place, ".envrc"), HEAD + "".join(lines))
    printed = subprocess.run(
        [shutil.which("direnv"), "exec", place, "/usr/bin/true"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={"PATH": "", "LC_ALL": "C.UTF-8", "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder},
        preexec_fn=limit,
        check=False,
    ).stderr
    _, *found = records(printed)
    if len(found) != len(numbers):
        raise SystemExit(f"direnv answered {len(found)} of {len(numbers)} files: {printed[-300:]}")
    return found


main()
