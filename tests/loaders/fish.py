"""fish sourcing the file, and a program that it starts.

fish has no subshells, so what a file has set is erased after it. A file that ends the process is
found by halves.
"""

import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import pick, requests, say, write
from shell import limit, records

BATCH = 500
# By its full name: a line that is just a folder changes into it.
EACH = """source {folder}/{number}.fish >/dev/null 2>/dev/null; /usr/bin/env -0; printf '.\\0'
set -eg {names} J H K2 k K
"""


def main():
    asked = list(requests())
    answers = [None] * len(asked)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for number, (_, text) in enumerate(asked):
            write(os.path.join(folder, f"{number}.fish"), text)

        def ask(numbers):
            found = run(numbers, asked, folder)
            if len(found) == len(numbers):
                for number, variables in zip(numbers, found):
                    answers[number] = pick(asked[number][0], variables)
            elif len(numbers) == 1:
                answers[numbers[0]] = [{"error": "fish stops"}] * len(asked[numbers[0]][0])
            else:
                half = len(numbers) // 2
                ask(numbers[:half])
                ask(numbers[half:])

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(ask, (range(at, min(at + BATCH, len(asked))) for at in range(0, len(asked), BATCH))))
    for its in answers:
        say(its)


def run(numbers, asked, folder):
    """One process of fish reads the files of these numbers; gives what it printed of each."""
    script = os.path.join(folder, f"from-{numbers.start}-{len(numbers)}")
    each = [EACH.format(folder=folder, number=number, names=" ".join(asked[number][0])) for number in numbers]
    write(script, "".join(each))
    printed = subprocess.run(
        [shutil.which("fish"), "--no-config", script],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PATH": "", "LC_ALL": "C.UTF-8", "HOME": folder},
        preexec_fn=limit,
        check=False,
    ).stdout
    return records(printed)


main()
