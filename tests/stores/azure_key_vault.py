"""`az` and azure-keyvault-secrets, both as they are but for the sign-in and the wire: what they send
goes to a stand-in.
"""

import os
import re
import sys
import time

from azure.core.credentials import AccessToken, AccessTokenInfo
from requests.adapters import HTTPAdapter
from stand import FOLDER, mostly_within, program, serve, service, settings

VAULT = "https://my-vault.vault.azure.net/"


def redirect(port):
    """Sends what is meant for the vault to the stand-in, which knows nothing of TLS."""
    real = HTTPAdapter.send

    def send(self, request, **options):
        if not request.url.startswith(VAULT):
            raise ConnectionError(f"a request to {request.url}")
        request.url = request.url.replace(VAULT, f"http://127.0.0.1:{port}/")
        response = real(self, request, **options)
        response.url = response.url.replace(f"http://127.0.0.1:{port}/", VAULT)
        if "Authorization" not in request.headers:
            response.status_code = 401
            response.headers["WWW-Authenticate"] = (
                'Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"'
            )
        return response

    HTTPAdapter.send = send


class SignedIn:
    def get_token(self, *_, **__):
        return AccessToken("token", int(time.time()) + 3600)

    def get_token_info(self, *_, **__):
        return AccessTokenInfo("token", int(time.time()) + 3600)


def az(arguments):
    """The program, within this process."""
    from azure.cli.core import _profile, get_default_cli

    _profile.Profile.get_login_credentials = lambda *_, **__: (SignedIn(), "subscription", "t")
    _profile.Profile.get_subscription = lambda *_, **__: {"tenantId": "t", "id": "subscription"}
    return get_default_cli().invoke(arguments)


def main():
    kept = {}

    def answer(method, path, body):
        if path.startswith("/secrets/django-secret-key"):
            if method == "PUT" and body:
                kept["value"] = body["value"]
            if "value" in kept:
                name = f"{VAULT}secrets/django-secret-key/1"
                return 200, {"value": kept["value"], "id": name, "attributes": {"enabled": True}}
        return 404, {"error": {"code": "SecretNotFound", "message": path}}

    port = service(answer)
    program("az", f"exec '{sys.executable}' '{os.path.abspath(__file__)}' {port} \"$@\"")
    os.environ.update(AZURE_CONFIG_DIR=f"{FOLDER}/azure", AZURE_CORE_COLLECT_TELEMETRY="no", AZURE_CORE_ONLY_SHOW_ERRORS="1")
    redirect(port)
    import azure.identity

    # Loaded once for all of this process's copies.
    import azure.cli.command_modules.keyvault
    import azure.keyvault.secrets
    import azure.mgmt.keyvault

    azure.identity.DefaultAzureCredential = SignedIn
    run = mostly_within("az", az, 6)

    def pair(request, first, second):
        kept.clear()
        run(request["create"], first)
        created = kept.pop("value", None)
        run(request["replace"], second)
        return {
            "created": created,
            "replaced": kept["value"],
            "read_back": run(request["read_back"]),
            "settings": settings(request["settings"]),
        }

    def missing(request):
        kept.clear()
        settings(request["settings"])

    serve(pair, missing)


if len(sys.argv) > 1 and re.fullmatch(r"\d+", sys.argv[1]):
    redirect(sys.argv[1])
    sys.exit(az(sys.argv[2:]))
main()
