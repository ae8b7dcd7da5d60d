"""`podman create --env-file`, the real client, with an engine that only writes down what it is sent.

The client puts the variables of all its files together."""
# Started for each file.

import http.server
import json
import os
import socketserver
import subprocess
import tempfile
import threading

import batches
from oracle import GO, HOST, pick, questions, say, write

PODMAN = os.environ["KEYPROOF_PODMAN"]


class Engine(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """As much of the engine's API as `podman create` asks for."""

    daemon_threads = True
    request_queue_size = 64
    created = {}


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Libpod-API-Version", "5.4.2")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(data)
            except BrokenPipeError:
                # The client does not always wait for an answer.
                pass

    def do_GET(self):
        self.answer(200, {})

    do_HEAD = do_GET

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "/containers/create" in self.path:
            body = json.loads(body)
            self.server.created[body["name"]] = body.get("env") or {}
            self.answer(201, {"Id": "0", "Warnings": []})
        else:
            self.answer(200, {"images": ["0"], "id": "0"})

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

        def call(numbers):
            paths = [os.path.join(folder, f"{number}.env") for number in numbers]
            for number, path in zip(numbers, paths):
                write(path, asked[number]["text"])
            name = f"c{numbers[0]}x{len(numbers)}"
            done = subprocess.run(
                [PODMAN, "--remote", f"--url=unix://{socket}", "create", "--pull=never", f"--name={name}"]
                + [f"--env-file={path}" for path in paths]
                + ["image"],
                env={**GO, "HOME": folder, **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            for path in paths:
                os.remove(path)
            if done.returncode:
                return done.stderr.decode().strip()
            env = engine.created.pop(name)
            return {number: pick(asked[number]["names"], env) for number in numbers}

        for answers in batches.ask(call, asked, 100, 4, apart=True):
            say(answers)
        engine.shutdown()


main()
