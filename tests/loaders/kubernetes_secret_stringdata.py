"""A Secret's manifest as the real kubectl reads it."""

from manifest import serve


def read(secret, name):
    data = secret.get("stringData") or {}
    if not isinstance(data, dict):
        return {"error": "stringData is no mapping"}
    if name not in data:
        return {"missing": True}
    # The cluster takes texts only, and nothing for an empty one.
    value = "" if data[name] is None else data[name]
    return {"value": value} if isinstance(value, str) else {"error": f"{value!r} is not a text"}


serve(read)
