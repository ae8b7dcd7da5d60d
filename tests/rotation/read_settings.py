"""Runs lines of settings.py over a `.env` or `settings.ini`, in an empty environment but for what is given.

Reads JSON lines, {"settings": the lines, "file": its name, "text": what it holds, "environ": {}}, and
answers {"key": SECRET_KEY, "fallbacks": SECRET_KEY_FALLBACKS} or {"error": why not}.
"""

import json
import os
import pathlib
import sys
import tempfile

import decouple

compiled = {}
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for line in sys.stdin:
        ask = json.loads(line)
        for old in folder.iterdir():
            old.unlink()
        if ask["file"]:
            (folder / ask["file"]).write_bytes(ask["text"].encode())
        os.environ.clear()
        os.environ.update(ask["environ"])
        # python-decouple looks for its file once.
        decouple.config.config = None
        code = ask["settings"]
        if code not in compiled:
            compiled[code] = compile(code, str(folder / "settings.py"), "exec")
        names = {"BASE_DIR": folder}
        try:
            exec(compiled[code], names)
            answer = {"key": names["SECRET_KEY"], "fallbacks": names["SECRET_KEY_FALLBACKS"]}
        except Exception as error:  # noqa: BLE001, any error is the answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer))
