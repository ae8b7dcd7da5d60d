"""Deno's `--env-file`, as the environment of a program that it runs: a process for each question, on a host where HOST is set."""

import shutil

from processes import serve

DENO = shutil.which("deno")
PROGRAM = (
    "const all = Object.entries(Deno.env.toObject()).map(([name, value]) => `${name}=${value}\\0`).join('');"
    "Deno.stdout.writeSync(new TextEncoder().encode(all));"
)

serve(
    lambda folder: [DENO, "run", "--quiet", "--no-config", "--no-lock", "--allow-env", "--env-file=.env", "main.js"],
    [("main.js", PROGRAM)],
    {"DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"},
)
