"""`docker create --env-file`, the real client, with an engine that only writes down what it is sent.

The files of many questions go into one call, each after a file that sets a separator. When a call
fails, each half is tried by itself.
"""

import http.server
import json
import os
import re
import shutil
import socketserver
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

from oracle import GO, HOST, requests, say, write

DOCKER = shutil.which("docker")
BATCH = 200
SEPARATOR = "KEYPROOF_SEPARATOR"


class Engine(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """As much of the engine's API as `docker create` asks for."""

    daemon_threads = True
    created = {}


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Api-Version", "1.47")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_GET(self):
        self.answer(200, {})

    do_HEAD = do_GET

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = re.search(r"name=(\w+)", self.path).group(1)
        self.server.created[name] = body.get("Env") or []
        self.answer(201, {"Id": name, "Warnings": []})

    def log_message(self, *_):
        pass

    def address_string(self):
        return "client"


def main():
    asked = list(requests())
    answers = [None] * len(asked)
    with tempfile.TemporaryDirectory() as folder:
        socket = os.path.join(folder, "socket")
        engine = Engine(socket, Handler)
        threading.Thread(target=engine.serve_forever, daemon=True).start()
        for number, (_, text) in enumerate(asked):
            write(os.path.join(folder, f"{number}.env"), text)
            write(os.path.join(folder, f"{number}.sep"), f"{SEPARATOR}={number}\n")

        def create(numbers):
            """The variables of each file, or none if the call fails."""
            name = f"c{numbers[0]}x{len(numbers)}"
            files = [f"--env-file={folder}/{n}.{kind}" for n in numbers for kind in ("sep", "env")]
            done = subprocess.run(
                [DOCKER, "create", f"--name={name}", *files, "image"],
                env={**GO, "DOCKER_HOST": f"unix://{socket}", "DOCKER_CONFIG": folder, "HOME": folder, **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            return engine.created.pop(name) if done.returncode == 0 else done.stderr.decode()

        def ask(numbers):
            sent = create(numbers)
            if isinstance(sent, str):
                if len(numbers) == 1:
                    answers[numbers[0]] = {"error": sent.strip().splitlines()[0]}
                else:
                    ask(numbers[: len(numbers) // 2])
                    ask(numbers[len(numbers) // 2 :])
                return
            for number in numbers:
                answers[number] = {"missing": True}
            number = None
            for variable in sent:
                key, _, value = variable.partition("=")
                if key == SEPARATOR:
                    number = int(value)
                elif key == asked[number][0]:
                    answers[number] = {"value": value}

        # Files that look as if they fail go alone, so that the others need no halving.
        likely = [n for n, (_, text) in enumerate(asked) if fails(text)]
        alone = set(likely)
        rest = [n for n in range(len(asked)) if n not in alone]
        batches = [rest[at : at + BATCH] for at in range(0, len(rest), BATCH)] + [[n] for n in likely]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(ask, batches))
        engine.shutdown()
    for answer in answers:
        say(answer)


def fails(text):
    """A guess, only for speed: whether the client will refuse the file."""
    for line in text.split("\n"):
        key, equals, _ = line.lstrip(" \t\ufeff").rstrip("\r").partition("=")
        if key[:1] != "#" and (key != "" or equals) and (key == "" or re.search(r"\s", key)):
            return True
    return False


main()
