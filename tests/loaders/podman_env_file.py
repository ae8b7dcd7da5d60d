"""`podman create --env-file`, the real client, with an engine that only writes down what it is sent.

Each file needs a process: the client puts the variables of all its files together."""

import http.server
import json
import os
import socketserver
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

from oracle import GO, HOST, requests, say, write

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
    with tempfile.TemporaryDirectory() as folder:
        socket = os.path.join(folder, "socket")
        engine = Engine(socket, Handler)
        threading.Thread(target=engine.serve_forever, daemon=True).start()

        def ask(question):
            number, (name, text) = question
            path = os.path.join(folder, f"{number}.env")
            write(path, text)
            done = subprocess.run(
                [PODMAN, "--remote", f"--url=unix://{socket}", "create", "--pull=never", f"--name=c{number}"]
                + [f"--env-file={path}", "image"],
                env={**GO, "HOME": folder, **HOST},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            os.remove(path)
            if done.returncode:
                return {"error": done.stderr.decode().strip() or "it fails"}
            value = engine.created.pop(f"c{number}").get(name)
            return {"missing": True} if value is None else {"value": value}

        with ThreadPoolExecutor(4) as pool:
            for answer in pool.map(ask, enumerate(requests())):
                say(answer)
        engine.shutdown()


main()
