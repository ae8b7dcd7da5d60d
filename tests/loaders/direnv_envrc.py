"""direnv reading `.envrc`, and a program that is started in its folder.

One `.envrc` is read for many files: it sources each, by direnv's own `source_env`, in a subshell.
What is left out, for speed, is that direnv looks at each of them again when it has changed.
"""

import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import requests, say, write
from shell import limit

CONFIG = '[global]\nbash_path = "{bash}"\n[whitelist]\nprefix = ["{folder}"]\n'
HEAD = "printf '\\0' >&2; exec 4>&2 2>/dev/null </dev/null\nwatch_file() { :; }\n"
# What a program that is started would have, an array never; to ask one takes longer than all else.
EACH = """( source_env {number}.envrc; printf V >&4
[ "${{{name}+x}}" ] && [[ ${{{name}@a}} == *x* && ${{{name}@a}} != *[aA]* ]] && printf '%s\\n' "${name}" >&4; exit 77 ); \
[ $? = 77 ] || printf E >&4; printf '\\0' >&4\n"""


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
        for record in (record for part in parts for record in part):
            if record.startswith("E") or not record.startswith("V"):
                say({"error": record})
            elif record.endswith("\n"):
                say({"value": record[1:-1]})
            else:
                say({"missing": True})


def run(numbers, asked, folder):
    """One process of direnv for the files of these numbers; gives what was printed of each."""
    place = os.path.join(folder, f"from-{numbers.start}")
    os.mkdir(place)
    lines = [EACH.format(number=f"../{number}", name=asked[number][0]) for number in numbers]
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
    # Before the first comes what direnv says itself.
    records = printed.split(b"\0")[1:-1]
    if len(records) != len(numbers):
        raise SystemExit(f"direnv answered {len(records)} of {len(numbers)} files: {printed[-300:]}")
    return [record.decode(errors="surrogateescape") for record in records]


main()
