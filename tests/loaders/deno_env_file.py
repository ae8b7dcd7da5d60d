"""Deno's `--env-file`, as the environment of a program that it runs, on a host where HOST is set."""
# Started for each file.

import shutil

from processes import serve

DENO = shutil.which("deno")
PROGRAM = (
    "const all = Object.entries(Deno.env.toObject()).map(([name, value]) => `${name}=${value}\\0`).join('');"
    "Deno.stdout.writeSync(new TextEncoder().encode(all));"
)

OPTIONS = ["--quiet", "--no-config", "--no-lock", "--allow-env"]

serve(
    lambda folder, names: [DENO, "run", *OPTIONS, *(f"--env-file={name}" for name in names), "main.js"],
    lambda names: [("main.js", PROGRAM)],
    {"DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"},
    size=100,
)
