"""A Secret's manifest as the real kubectl reads it, and its base64 as the cluster decodes it."""

import base64
import re

from manifest import serve

BASE64 = re.compile(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


def read(secret, name):
    data = secret.get("data") or {}
    if not isinstance(data, dict):
        return {"error": "data is no mapping"}
    if name not in data:
        return {"missing": True}
    value = "" if data[name] is None else data[name]
    if not isinstance(value, str):
        return {"error": f"{value!r} is not a text"}
    # Go's decoder skips line breaks, and is stricter with padding than Python's.
    value = re.sub(r"[\r\n]", "", value)
    if not BASE64.fullmatch(value):
        return {"error": "illegal base64 data"}
    try:
        return {"value": base64.b64decode(value).decode()}
    except ValueError as error:
        return {"error": str(error)}


serve(read)
