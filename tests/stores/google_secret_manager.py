"""`gcloud`, with a stand-in that speaks HTTP, and google-cloud-secret-manager with one that speaks
gRPC.
"""

import base64
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import google_crc32c
import grpc
from google.cloud import secretmanager
from stand import FOLDER, run, serve, service, settings

kept = []
NAME = "projects/my-project/secrets/django-secret-key"


def answer(method, path, body):
    path = path.split("?", maxsplit=1)[0]
    if method == "POST" and path == "/v1/projects/my-project/secrets":
        return 200, {"name": NAME}
    if method == "POST" and path == f"/v1/{NAME}:addVersion":
        data = base64.urlsafe_b64decode(body["payload"]["data"])
        assert google_crc32c.value(data) == int(body["payload"]["dataCrc32c"])
        kept.append(data)
        return 200, {"name": f"{NAME}/versions/{len(kept)}", "clientSpecifiedPayloadChecksum": True}
    if method == "GET" and path == f"/v1/{NAME}/versions/latest:access" and kept:
        data = base64.b64encode(kept[-1]).decode()
        checksum = str(google_crc32c.value(kept[-1]))
        return 200, {"name": f"{NAME}/versions/{len(kept)}", "payload": {"data": data, "dataCrc32c": checksum}}
    return 404, {"error": {"code": 404, "message": path, "status": "NOT_FOUND"}}


class Access(grpc.GenericRpcHandler):
    def service(self, details):
        if details.method != "/google.cloud.secretmanager.v1.SecretManagerService/AccessSecretVersion":
            return None

        def access(request, context):
            if request.name != f"{NAME}/versions/latest" or not kept:
                context.abort(grpc.StatusCode.NOT_FOUND, request.name)
            return secretmanager.AccessSecretVersionResponse(payload={"data": kept[-1]})

        return grpc.unary_unary_rpc_method_handler(
            access,
            secretmanager.AccessSecretVersionRequest.deserialize,
            secretmanager.AccessSecretVersionResponse.serialize,
        )


with open(f"{FOLDER}/token", "w", encoding="utf-8") as file:
    file.write("token")
os.environ.update(
    CLOUDSDK_CONFIG=f"{FOLDER}/gcloud",
    CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER=f"http://127.0.0.1:{service(answer)}/",
    CLOUDSDK_AUTH_ACCESS_TOKEN_FILE=f"{FOLDER}/token",
    CLOUDSDK_CORE_DISABLE_PROMPTS="1",
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING="1",
    CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK="1",
    CLOUDSDK_CORE_CHECK_GCE_METADATA="0",
)
server = grpc.server(ThreadPoolExecutor(2), handlers=[Access()])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
# One client for all, as in a process of Django's.
Transport = secretmanager.SecretManagerServiceClient.get_transport_class("grpc")
client = secretmanager.SecretManagerServiceClient(
    transport=Transport(channel=grpc.insecure_channel(f"127.0.0.1:{port}"))
)
secretmanager.SecretManagerServiceClient = lambda: client


def pair(request, first, second):
    kept.clear()
    if not shutil.which("gcloud"):
        kept.append(second.encode())
        return {"settings": settings(request["settings"])}
    run(request["create"], first)
    created = kept[-1].decode()
    run(request["replace"], second)
    return {
        "created": created,
        "replaced": kept[-1].decode(),
        "read_back": run(request["read_back"] + "; echo"),
        "settings": settings(request["settings"]),
    }


def missing(request):
    kept.clear()
    settings(request["settings"])


serve(pair, missing)
