"""What the programs that run the stores' commands share: the shells, stand-ins for services, and the
protocol. See `tests/stores/real.rs`.
"""

import atexit
import contextlib
import http.server
import io
import itertools
import json
import os
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading
import traceback

SHELLS = itertools.cycle([["dash"], ["bash", "--norc"], ["zsh", "-f"]])
FOLDER = tempfile.mkdtemp(prefix="keyproof-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
BIN = os.path.join(FOLDER, "bin")
os.mkdir(BIN)
# Programs of this Python's come first, and those made here before them.
os.environ["PATH"] = os.pathsep.join([BIN, os.path.dirname(sys.executable), os.environ["PATH"]])
os.environ["HOME"] = FOLDER
os.chdir(FOLDER)


def serve(pair, missing=None):
    """Answers each pair of keys; `missing` runs settings.py when there is no secret."""
    request = json.load(sys.stdin)
    for first, second in request["pairs"]:
        print(json.dumps(pair(request, first, second)), flush=True)
    if missing:
        try:
            missing(request)
        except Exception:  # Which one is the library's business: Django stops.
            pass
        else:
            raise SystemExit("settings.py goes on without a key")


def run(text, key=None, **environment):
    """Runs a command as it is copied, in one shell after the other, with the key typed in."""
    shell = next(SHELLS)
    done = subprocess.run(
        [*shell, "-c", text],
        input=None if key is None else f"{key}\n".encode(),
        stdin=subprocess.DEVNULL if key is None else None,
        capture_output=True,
        env={**os.environ, **environment},
        cwd=FOLDER,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{shell[0]}: {text}\n{done.stdout.decode()}\n{done.stderr.decode()}")
    if key is not None and len(key) > 8 and key.encode() in done.stdout + done.stderr:
        raise SystemExit(f"the key is printed: {text}\n{done.stdout.decode()}\n{done.stderr.decode()}")
    return done.stdout.decode().removesuffix("\n")


def put(request, first, second, value, do=run):
    """What the store has when a key is created and when another is put in its place, as `value` finds it."""
    do(request["create"], first)
    created = value()
    do(request["replace"], second)
    return {"created": created, "replaced": value()}


def mostly_within(name, main, started=12):
    """As `run`, for a program of Python's that takes a second to start: after some commands that start
    it, its entry `main` runs in copies of this process, with the arguments and the input that the shell gives
    a program in its place.
    """
    number = itertools.count()

    def one(text, key=None):
        if next(number) < started:
            return run(text, key)
        path = os.path.join(BIN, name)
        aside = path + ".aside"
        if os.path.exists(path):
            os.rename(path, aside)
        program(name, f"printf '%s\\0' \"$@\" >{FOLDER}/arguments; cat >{FOLDER}/input")
        try:
            run(text, key)
        finally:
            os.remove(path)
            if os.path.exists(aside):
                os.rename(aside, path)
        with open(f"{FOLDER}/arguments", encoding="utf-8") as file:
            return within(main, file.read().split("\0")[:-1])

    return one


def within(main, arguments):
    """What the program prints, in a copy of this process, which has loaded it already."""
    sys.stdout.flush()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, open(f"{FOLDER}/input", "rb") as given:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.dup2(given.fileno(), 0)
                os.dup2(output.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                code = main(arguments) or 0
                sys.stdout.flush()
            except BaseException:  # pylint: disable=broad-exception-caught
                traceback.print_exc(file=sys.__stderr__)
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        output.seek(0)
        printed = output.read().decode()
        errors.seek(0)
        if status:
            raise SystemExit(f"{arguments}: {printed}{errors.read().decode()}")
    return printed.removesuffix("\n")


def program(name, script):
    """Puts a program on the path."""
    path = os.path.join(BIN, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\n{script}\n")
    os.chmod(path, 0o755)


def settings(code, **environment):
    """SECRET_KEY of a settings.py, which must not print anything."""
    names = {"__file__": os.path.join(FOLDER, "settings.py")}
    printed = io.StringIO()
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            exec(compile(code, "settings.py", "exec"), names)  # pylint: disable=exec-used
    finally:
        os.environ.clear()
        os.environ.update(before)
    if printed.getvalue():
        raise SystemExit(f"settings.py prints {printed.getvalue()!r}")
    return names["SECRET_KEY"]


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


def service(answer, socket=None):
    """A service that answers `answer(method, path, body)` with a status and a JSON; its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_any(self):
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            body = json.loads(body) if body else None
            status, result = answer(self.command, self.path, body)
            data = json.dumps(result).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Api-Version", "1.47")  # Docker's client asks for it.
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_PATCH = do_HEAD = do_LIST = handle_any

        def log_message(self, *_):
            pass

        def address_string(self):
            return "client"

    server = UnixServer(socket, Handler) if socket else Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return None if socket else server.server_port

