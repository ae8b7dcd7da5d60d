"""Apache, as the environment of a request: a folder with a file `.htaccess` for each question. What is no directive
is left out, for the files have more in them than these."""

import html
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time

from oracle import requests, say, write

# Where Debian has them, and others.
MODULES = next(filter(os.path.isdir, ["/usr/lib/apache2/modules", "/usr/libexec/apache2", "/usr/lib64/httpd/modules"]))
CONFIGURATION = """
ServerRoot "{folder}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{folder}/pid"
ErrorLog "{folder}/error"
LogLevel crit
User nobody
Group nogroup
KeepAlive On
MaxKeepAliveRequests 0
StartServers 1
{modules}
DocumentRoot "{folder}/files"
<Directory "{folder}/files">
    AllowOverride FileInfo Nonfatal=Unknown
    Options +Includes
    Require all granted
    SetOutputFilter INCLUDES
</Directory>
"""
# No file has it in.
SEPARATOR = "\ue000"


def main():
    asked = list(requests())
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for number, (names, text) in enumerate(asked):
            os.makedirs(f"{folder}/files/{number}")
            write(f"{folder}/files/{number}/.htaccess", text)
            echoes = [f'<!--#echo var="{name}" -->' for name in names]
            write(f"{folder}/files/{number}/all", SEPARATOR.join(["<!--#printenv -->", *echoes]))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        names = ["mpm_event", "authz_core", "env", "include", "unixd"]
        found = [(name, f"{MODULES}/mod_{name}.so") for name in names]
        modules = "\n".join(f"LoadModule {name}_module {path}" for name, path in found if os.path.exists(path))
        write(f"{folder}/apache.conf", CONFIGURATION.format(folder=folder, port=port, modules=modules))
        program = [shutil.which("apache2") or "/usr/sbin/apache2", "-f", f"{folder}/apache.conf", "-DFOREGROUND"]
        with subprocess.Popen(program, env={"PATH": "", "LC_ALL": "C.UTF-8"}) as apache:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port)
                for _ in range(200):
                    try:
                        connection.connect()
                        break
                    except OSError:
                        time.sleep(0.05)
                for number, (names, _) in enumerate(asked):
                    say(answers(connection, number, names))
            finally:
                apache.terminate()


def answers(connection, number, names):
    connection.request("GET", f"/{number}/all")
    response = connection.getresponse()
    body = response.read().decode(errors="replace")
    if response.status != 200:
        return [{"error": str(response.status)}] * len(names)
    # `printenv` does not say where a name ends that has `=` in it, and `echo` does not tell cases apart.
    all_of_them, *values = map(html.unescape, body.split(SEPARATOR))
    lines = all_of_them.split("\n")
    found = [f"{name}={value}" in lines for name, value in zip(names, values)]
    return [{"value": value} if is_there else {"missing": True} for value, is_there in zip(values, found)]


main()
