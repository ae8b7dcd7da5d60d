"""pam_env, as what PAM says of the variables once a session is opened."""

import ctypes
import os
import tempfile

from oracle import environment, serve, strings

PAM = ctypes.CDLL("libpam.so.0")
PAM.pam_getenvlist.restype = ctypes.POINTER(ctypes.c_char_p)


class Conversation(ctypes.Structure):
    """Nothing is asked."""

    _fields_ = [("function", ctypes.c_void_p), ("data", ctypes.c_void_p)]


def main():
    with tempfile.TemporaryDirectory() as services:

        def read(path):
            with open(os.path.join(services, "keyproof"), "w") as service:
                service.write(f"session required pam_env.so readenv=1 envfile={path} conffile=/dev/null\n")
            handle, nothing = ctypes.c_void_p(), Conversation()
            started = PAM.pam_start_confdir(
                b"keyproof", b"root", ctypes.byref(nothing), services.encode(), ctypes.byref(handle)
            )
            if started:
                raise OSError("PAM does not start")
            try:
                # What pam_env does not take is no error of the session's.
                PAM.pam_open_session(handle, 0)
                # A copy, which is never given back: these are few and small.
                variables = environment(strings(PAM.pam_getenvlist(handle)))
            finally:
                PAM.pam_end(handle, 0)
            return variables.get

        serve(read)


main()
