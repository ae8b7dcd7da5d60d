"""systemd's `EnvironmentFile=`, by the function that reads it and the one that cleans up after it."""

import ctypes

from oracle import environment, serve, strings
from systemd import library

SHARED = library("systemd-shared")
STRINGS = ctypes.POINTER(ctypes.c_char_p)
SHARED.strv_env_clean_with_callback.restype = STRINGS
SHARED.strv_env_clean_with_callback.argtypes = [STRINGS, ctypes.c_void_p, ctypes.c_void_p]


def read(path):
    found = STRINGS()
    result = SHARED.load_env_file(None, path.encode(), ctypes.byref(found))
    if result < 0:
        raise OSError(-result, "load_env_file")
    variables = environment(strings(SHARED.strv_env_clean_with_callback(found, None, None)))
    SHARED.strv_free(found)
    return variables.get


SHARED.strv_free.argtypes = [STRINGS]
SHARED.strv_free.restype = STRINGS
serve(read)
