"""hvac, with a stand-in for Vault. There is no `vault` to be had: what it is handed is tested by the
shells, and what it makes of that is in the source that `src/store/vault.rs` names.
"""

import os

from stand import serve, service, settings

kept = {}


def answer(_, path, __):
    if path == "/v1/secret/data/django" and kept:
        return 200, {"data": {"data": {"DJANGO_SECRET_KEY": kept["value"]}, "metadata": {"version": 1}}}
    return 404, {"errors": []}


os.environ.update(VAULT_ADDR=f"http://127.0.0.1:{service(answer)}", VAULT_TOKEN="token")


def pair(request, _, second):
    kept["value"] = second
    return {"settings": settings(request["settings"])}


def missing(request):
    kept.clear()
    settings(request["settings"])


serve(pair, missing)
