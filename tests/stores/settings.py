"""The lines of every settings.py, and of what stands beside it: they compile, they are YAML where they
say so, and where the key is a variable, Django stops without it. The commands for PowerShell are in
its grammar.
"""

import ast
import json
import os
import sys

import tree_sitter_powershell
import yaml
from stand import settings
from tree_sitter import Language, Parser

powershell = Parser(Language(tree_sitter_powershell.language()))

# Messages of a workflow are in it as they are, and so are Jinja's.
for store in json.load(sys.stdin)["stores"]:
    lines, starts, place = store["settings"], store["starts"], store["place"] or ""
    ok = True
    ast.parse(lines)
    if "workflows" in place or place.startswith(("compose", "the container", "a task")):
        ok = isinstance(yaml.safe_load(starts), (dict, list)) and "DJANGO_SECRET_KEY" in starts or "django_secret_key" in starts
    elif "WSGI" in place:
        ast.parse(starts)
    if "os.environ[" in lines:
        os.environ.pop("DJANGO_SECRET_KEY", None)
        try:
            settings(lines)
            ok = False
        except KeyError as error:
            ok = ok and "DJANGO_SECRET_KEY" in str(error)
        ok = ok and settings(lines, DJANGO_SECRET_KEY="a$b ") == "a$b "
    for text in store["powershell"]:
        ok = ok and not powershell.parse(text.encode()).root_node.has_error
    print(json.dumps({"id": store["id"], "ok": ok}))
