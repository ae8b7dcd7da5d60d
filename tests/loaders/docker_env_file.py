"""`docker create --env-file`, the real client, with an engine that only writes down what it is sent.

The files of many questions go into one call, each after a file that sets a separator.
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

import batches
from oracle import GO, HOST, pick, questions, say, write

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
    asked = list(questions())
    with tempfile.TemporaryDirectory() as folder:
        socket = os.path.join(folder, "socket")
        engine = Engine(socket, Handler)
        threading.Thread(target=engine.serve_forever, daemon=True).start()
        for number, question in enumerate(asked):
            write(os.path.join(folder, f"{number}.env"), question["text"])
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

        def answers(numbers):
            """What became of each file, or the error."""
            sent = create(numbers)
            if isinstance(sent, str):
                return sent.strip().splitlines()[0]
            found = {}
            for variable in sent:
                key, _, value = variable.partition("=")
                if key == SEPARATOR:
                    variables = found[int(value)] = {}
                else:
                    variables[key] = value
            return {number: pick(asked[number]["names"], found[number]) for number in numbers}

        for its in batches.ask(answers, asked, BATCH, 4):
            say(its)
        engine.shutdown()


main()
