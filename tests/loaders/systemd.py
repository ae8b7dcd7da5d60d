"""systemd's own functions, out of its shared libraries."""

import ctypes
import glob

FOLDERS = ["/usr/lib/*/systemd", "/usr/lib/systemd", "/lib/systemd", "/usr/lib64/systemd"]


def library(name):
    """The library of this name, and its functions for every library that is loaded after it."""
    found = [path for folder in FOLDERS for path in sorted(glob.glob(f"{folder}/lib{name}-*.so"))]
    if not found:
        raise SystemExit(f"lib{name} is missing; on Debian: sudo apt-get install systemd")
    return ctypes.CDLL(found[0], mode=ctypes.RTLD_GLOBAL)
