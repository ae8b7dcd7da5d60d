"""Go's godotenv, asked by the program godotenv.go beside this, which Go compiles out of Debian's package."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
GO = os.path.join(os.path.dirname(sys.executable), "go")
GOPATH = os.path.join(os.environ["KEYPROOF_OLDER_LIBRARIES"], "usr/share/gocode")

os.execve(
    GO,
    [GO, "run", os.path.join(HERE, "godotenv.go")],
    {**os.environ, "GOPATH": GOPATH, "GO111MODULE": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0", "GOTMPDIR": "/var/tmp"},
)
