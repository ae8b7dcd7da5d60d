"""`ansible-vault`, and a play that takes the variable."""

import itertools
import json
import os

import yaml
from stand import FOLDER, mostly_within, put, run, serve, settings

os.makedirs(f"{FOLDER}/group_vars/all")
with open(f"{FOLDER}/password", "w", encoding="utf-8") as file:
    file.write("password")
os.environ.update(ANSIBLE_VAULT_PASSWORD_FILE=f"{FOLDER}/password", ANSIBLE_NOCOLOR="1", ANSIBLE_LOCALHOST_WARNING="0")
FILE = f"{FOLDER}/group_vars/all/secret_key.yml"

# It reads the environment when it is imported.
# pylint: disable=wrong-import-position
from ansible.cli.vault import VaultCLI
from ansible.parsing.vault import VaultLib, VaultSecret

yaml.SafeLoader.add_constructor("!vault", lambda _, node: node.value)
vault = mostly_within("ansible-vault", lambda arguments: VaultCLI(["ansible-vault", *arguments]).run(), 6)
number = itertools.count()


def value():
    with open(FILE, encoding="utf-8") as file:
        sealed = yaml.safe_load(file)["DJANGO_SECRET_KEY"]
    return VaultLib([("default", VaultSecret(b"password"))]).decrypt(sealed).decode()


def pair(request, first, second):
    found, shown = put(request, first, second, value, vault), None
    # A process that takes two seconds.
    if next(number) < 3:
        said = run(request["read_back"])
        shown = json.loads(said[said.index("{") :])["DJANGO_SECRET_KEY"]
    os.remove(FILE)
    return {
        **found,
        "read_back": shown,
        "settings": settings(request["settings"], DJANGO_SECRET_KEY=found["replaced"]),
    }


serve(pair, lambda request: settings(request["settings"]))
