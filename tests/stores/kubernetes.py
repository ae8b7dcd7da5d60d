"""`kubectl`, which makes the Secret by itself in a dry run; there is no cluster. What would be sent to
one is kept here.
"""

import base64
import os
import shutil

import yaml
from stand import BIN, FOLDER, program, put, run, serve, settings

KUBECTL = shutil.which("kubectl")
MANIFEST = os.path.join(FOLDER, "manifest.yaml")
# `create` gets a dry run added; `replace` keeps what it is handed; `get` shows what was kept, with
# the same template.
program(
    "kubectl",
    f"""case "$1 $*" in
*--dry-run=client*) exec '{KUBECTL}' "$@" ;;
create*) exec '{KUBECTL}' "$@" --dry-run=client --output yaml >'{MANIFEST}' ;;
replace*) cat >'{MANIFEST}' ;;
get*) '{KUBECTL}' create secret generic "$3" --from-file DJANGO_SECRET_KEY='{FOLDER}/kept' --dry-run=client "$4" "$5" ;;
*) exit 1 ;;
esac""",
)


def value():
    with open(MANIFEST, encoding="utf-8") as file:
        secret = yaml.safe_load(file)
    assert secret["kind"] == "Secret" and secret["metadata"]["name"] == "django", secret
    os.remove(MANIFEST)
    return base64.b64decode(secret["data"]["DJANGO_SECRET_KEY"]).decode()


def pair(request, first, second):
    found = put(request, first, second, value)
    with open(f"{FOLDER}/kept", "w", encoding="utf-8") as file:
        file.write(found["replaced"])
    return {
        **found,
        "read_back": run(request["read_back"] + "; echo"),
        "settings": settings(request["settings"], DJANGO_SECRET_KEY=found["replaced"]),
    }


serve(pair, lambda request: settings(request["settings"]))
