"""systemd's `Environment=`: the service manager's own reading of a unit file, out of its library.

A manager is made as systemd's own tests make it, which touches nothing, and in it a service, for
which each file is parsed.
"""

import ctypes
import os
import sys
import tempfile

from oracle import environment, serve, strings
from systemd import library

FOLDER = tempfile.TemporaryDirectory()
os.environ.update(HOME=FOLDER.name, XDG_RUNTIME_DIR=FOLDER.name, SYSTEMD_LOG_LEVEL="emerg")
# Mistakes are told there, one by one.
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

SHARED = library("systemd-shared")
CORE = library("systemd-core")
STRINGS = ctypes.POINTER(ctypes.c_char_p)
POINTER = ctypes.c_void_p
SYSTEM, USER = 0, 2  # LOOKUP_SCOPE_SYSTEM, LOOKUP_SCOPE_USER
MINIMAL = 1  # MANAGER_TEST_RUN_MINIMAL
SECTIONS = b"Unit\0Service\0Install\0"
MORE_THAN_A_SERVICE = 1 << 16

CORE.manager_new.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.POINTER(POINTER)]
CORE.unit_new_for_name.argtypes = [POINTER, ctypes.c_size_t, ctypes.c_char_p, ctypes.POINTER(POINTER)]
CORE.unit_get_exec_context.argtypes = [POINTER]
# What the service runs with begins with its environment.
CORE.unit_get_exec_context.restype = ctypes.POINTER(STRINGS)
SHARED.config_parse.argtypes = [ctypes.c_char_p, ctypes.c_char_p, POINTER, ctypes.c_char_p, POINTER, POINTER]
SHARED.config_parse.argtypes += [ctypes.c_int, POINTER, POINTER]
SHARED.strv_free.argtypes = [STRINGS]
SHARED.strv_free.restype = STRINGS

manager, unit = POINTER(), POINTER()
scope = SYSTEM if os.getuid() == 0 else USER
if CORE.manager_new(scope, MINIMAL, ctypes.byref(manager)) < 0:
    raise SystemExit("systemd's manager cannot be made")
if CORE.unit_new_for_name(manager, MORE_THAN_A_SERVICE, b"k.service", ctypes.byref(unit)) < 0:
    raise SystemExit("a unit cannot be made")
CONTEXT = CORE.unit_get_exec_context(unit)
LOOKUP = ctypes.cast(SHARED.config_item_perf_lookup, POINTER)
TABLE = ctypes.cast(CORE.load_fragment_gperf_lookup, POINTER)


def read(path):
    result = SHARED.config_parse(b"k.service", path.encode(), None, SECTIONS, LOOKUP, TABLE, 0, unit, None)
    variables = environment(strings(CONTEXT[0]))
    CONTEXT[0] = SHARED.strv_free(CONTEXT[0])
    if result < 0:
        raise OSError(-result, "config_parse")
    return variables.get


serve(read)
FOLDER.cleanup()
sys.stdout.flush()
# Its destructors would look for what a manager at work has.
os._exit(0)
