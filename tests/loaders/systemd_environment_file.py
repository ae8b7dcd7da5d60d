"""systemd's `EnvironmentFile=`, by the function that reads it and the one that cleans up after it."""

import ctypes

from oracle import Missing, serve
from systemd import library, variable

SHARED = library("systemd-shared")
STRINGS = ctypes.POINTER(ctypes.c_char_p)
SHARED.strv_env_clean_with_callback.restype = STRINGS
SHARED.strv_env_clean_with_callback.argtypes = [STRINGS, ctypes.c_void_p, ctypes.c_void_p]


def read(path, name):
    strings = STRINGS()
    result = SHARED.load_env_file(None, path.encode(), ctypes.byref(strings))
    if result < 0:
        raise OSError(-result, "load_env_file")
    value = variable(SHARED.strv_env_clean_with_callback(strings, None, None), name)
    SHARED.strv_free(strings)
    if value is None:
        raise Missing
    return value


SHARED.strv_free.argtypes = [STRINGS]
SHARED.strv_free.restype = STRINGS
serve(read)
