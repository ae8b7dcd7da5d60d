"""`glab`, with a stand-in for GitLab."""

import json
import os
import subprocess

from stand import FOLDER, program, run, serve, service, settings

kept = {}


def answer(method, path, body):
    if method in ("POST", "PUT") and "/variables" in path:
        kept.update(body)
        return 201, kept
    if method == "GET" and "/variables/" in path and kept:
        return 200, kept
    return 404, {"message": path}


port = service(answer)
program("glab", f"exec '{os.environ.get('KEYPROOF_GLAB', 'glab')}' \"$@\"")
os.environ.update(GLAB_CONFIG_DIR=f"{FOLDER}/glab", GLAB_CHECK_UPDATE="false")
os.mkdir(f"{FOLDER}/glab")
host = {"api_host": f"127.0.0.1:{port}", "api_protocol": "http", "token": "token"}
with open(f"{FOLDER}/glab/config.yml", "w", encoding="utf-8", opener=lambda *a: os.open(*a, 0o600)) as file:
    file.write(json.dumps({"host": "gitlab.test", "hosts": {"gitlab.test": host}}))
subprocess.run(["git", "init", "-q", FOLDER], check=True)
subprocess.run(["git", "-C", FOLDER, "remote", "add", "origin", "http://gitlab.test/o/r.git"], check=True)


def pair(request, first, second):
    kept.clear()
    run(request["create"], first)
    assert kept["key"] == "DJANGO_SECRET_KEY" and kept["masked"] and kept["raw"], kept
    created = kept.pop("value")
    run(request["replace"], second)
    return {
        "created": created,
        "replaced": kept["value"],
        "read_back": run(request["read_back"]),
        "settings": settings(request["settings"], DJANGO_SECRET_KEY=kept["value"]),
    }


serve(pair, lambda request: settings(request["settings"]))
