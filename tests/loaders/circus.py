"""Circus, as the environment that a watcher hands to its processes. Where the file has no watchers, the main file, which
includes it, has those that it sets variables for."""

import sys

# This file has the name of the package that it asks.
sys.path.append(sys.path.pop(0))

import os  # noqa: E402

from oracle import HOST, serve  # noqa: E402

from circus.config import get_config, read_config  # noqa: E402
from circus.watcher import Watcher  # noqa: E402


def read(path):
    sections = read_config(path)[0].sections()
    own = any(section.startswith("watcher:") for section in sections) and get_config(path)["watchers"]
    if not own:
        sets = [section[len("env:") :] for section in sections if section.startswith("env:")]
        sections = ["watcher:" + name.strip() for names in sets or ["django"] for name in names.split(",")]
        main = os.path.join(os.path.dirname(path), "circus.ini")
        with open(main, "w") as file:
            file.write("[circus]\ninclude=.env\n")
            file.writelines(f"[{section}]\ncmd=true\n" for section in sections)
        own = get_config(main)["watchers"]
    watchers = [Watcher.load_from_config(config) for config in own]
    # What is shown is the last one's in the file.
    watchers.sort(key=lambda watcher: sections.index("watcher:" + watcher.name))
    return {name: value for watcher in watchers for name, value in watcher.env.items()}.get


serve(read, HOST)
