"""`docker secret`, the real client, with an engine that only writes down what it is sent."""

import base64
import os
import pathlib
import shutil

from stand import FOLDER, program, run, serve, service, settings

DOCKER = shutil.which("docker")
# It would wait for containers, which there are none of.
program("docker", f"""[ "$1" = secret ] || {{ shift 2; set -- service update --detach "$@"; }}
exec '{DOCKER}' "$@\"""")
kept, updated = {}, []


def answer(method, path, body):
    if method == "POST" and path.endswith("/secrets/create"):
        kept[body["Name"]] = base64.b64decode(body["Data"]).decode()
        return 201, {"ID": "1"}
    if "/services/web/update" in path:
        updated.append(body["TaskTemplate"]["ContainerSpec"]["Secrets"])
        return 200, {"Warnings": []}
    if "/services/" in path:
        secrets = [{"SecretName": "django_secret_key", "SecretID": "1", "File": {"Name": "django_secret_key"}}]
        spec = {"Name": "web", "Mode": {"Global": {}}, "TaskTemplate": {"ContainerSpec": {"Image": "i", "Secrets": secrets}}}
        return 200, {"ID": "web", "Version": {"Index": 1}, "Spec": spec}
    if "/secrets?" in path or path.endswith("/secrets"):
        return 200, [{"ID": name, "Spec": {"Name": name}} for name in ("django_secret_key", "django_secret_key_2")]
    if "/tasks" in path or "/nodes" in path:
        return 200, []
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
    [[secret]] = updated
    assert secret["SecretName"] == "django_secret_key_2" and secret["File"]["Name"] == "django_secret_key", secret
    updated.clear()
    answer = {"created": created, "replaced": replaced, "settings": from_file(request, replaced)}
    os.remove(f"{FOLDER}/secret")
    return answer


serve(pair, lambda request: from_file(request, None))
