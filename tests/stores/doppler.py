"""`doppler`, with a stand-in for its service."""

import os

from stand import FOLDER, run, serve, service, settings

kept = {}


def answer(method, path, body):
    if method == "POST" and path.startswith("/v3/configs/config/secrets"):
        for change in body["change_requests"]:
            kept[change["name"]] = change["value"]
    if not kept:
        return 404, {"messages": ["nothing is kept"], "success": False}
    both = {name: {"raw": value, "computed": value} for name, value in kept.items()}
    return 200, {"secrets": both, "success": True}


os.environ.update(
    DOPPLER_API_HOST=f"http://127.0.0.1:{service(answer)}",
    DOPPLER_TOKEN="token",
    DOPPLER_PROJECT="p",
    DOPPLER_CONFIG="c",
    DOPPLER_CONFIG_DIR=f"{FOLDER}/doppler",
    DOPPLER_ENABLE_VERSION_CHECK="false",
)


def pair(request, first, second):
    kept.clear()
    run(request["create"], first)
    created = kept.pop("DJANGO_SECRET_KEY", None)
    run(request["replace"], second)
    replaced = kept["DJANGO_SECRET_KEY"]
    return {
        "created": created,
        "replaced": replaced,
        "read_back": run(request["read_back"]),
        "settings": settings(request["settings"], DJANGO_SECRET_KEY=replaced),
    }


serve(pair, lambda request: settings(request["settings"]))
