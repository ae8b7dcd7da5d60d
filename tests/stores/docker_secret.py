"""`docker secret`, the real client, with an engine that only writes down what it is sent."""

import base64
import os
import pathlib
import shutil

from stand import FOLDER, run, serve, service, settings

assert shutil.which("docker"), "docker is missing"
kept = {}


def answer(method, path, body):
    if method == "POST" and path.endswith("/secrets/create"):
        kept[body["Name"]] = base64.b64decode(body["Data"]).decode()
        return 201, {"ID": "1"}
    return 200, {"ApiVersion": "1.47", "Version": "28"}


service(answer, f"{FOLDER}/socket")
os.environ.update(DOCKER_HOST=f"unix://{FOLDER}/socket", DOCKER_CONFIG=FOLDER)


def from_file(request, value):
    """What settings.py reads of the file in the container."""
    name = "/run/secrets/django_secret_key"
    if value is not None:
        pathlib.Path(FOLDER, "secret").write_text(value, encoding="utf-8")
    assert name in request["settings"]
    return settings(request["settings"].replace(name, f"{FOLDER}/secret"))


def pair(request, first, second):
    kept.clear()
    run(request["create"], first)
    created = kept.pop("django_secret_key", None)
    run(request["replace"], second)
    replaced = kept["django_secret_key_2"]
    answer = {"created": created, "replaced": replaced, "settings": from_file(request, replaced)}
    os.remove(f"{FOLDER}/secret")
    return answer


serve(pair, lambda request: from_file(request, None))
