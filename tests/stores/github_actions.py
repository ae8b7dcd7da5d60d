"""`gh`, with a stand-in for GitHub, which opens what is sealed for it."""

import base64
import os

from nacl.public import PrivateKey, SealedBox
from stand import FOLDER, run, serve, service, settings

private = PrivateKey.generate()
kept = {}


def answer(method, path, body):
    path = path.split("api.github.com")[-1]
    if method == "GET" and path.endswith("/repos/o/r/actions/secrets/public-key"):
        return 200, {"key_id": "1", "key": base64.b64encode(bytes(private.public_key)).decode()}
    if method == "PUT" and path.endswith("/repos/o/r/actions/secrets/DJANGO_SECRET_KEY"):
        kept["value"] = SealedBox(private).decrypt(base64.b64decode(body["encrypted_value"])).decode()
        return 201, {}
    return 404, {"message": path}


service(answer, f"{FOLDER}/socket")
os.makedirs(f"{FOLDER}/gh")
with open(f"{FOLDER}/gh/config.yml", "w", encoding="utf-8") as file:
    file.write(f"http_unix_socket: {FOLDER}/socket\n")
os.environ.update(GH_CONFIG_DIR=f"{FOLDER}/gh", GH_TOKEN="token", GH_REPO="o/r", GH_NO_UPDATE_NOTIFIER="1")


def pair(request, first, second):
    kept.clear()
    run(request["create"], first)
    created = kept.pop("value", None)
    run(request["replace"], second)
    return {
        "created": created,
        "replaced": kept["value"],
        "settings": settings(request["settings"], DJANGO_SECRET_KEY=kept["value"]),
    }


serve(pair, lambda request: settings(request["settings"]))
