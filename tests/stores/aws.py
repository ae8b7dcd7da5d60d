"""`aws`, with moto in the place of AWS."""

import logging
import os

import boto3
from awscli.clidriver import create_clidriver
from moto.server import ThreadedMotoServer
from stand import mostly_within, put, serve, settings

os.environ.update(
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION="eu-west-1",
    AWS_EC2_METADATA_DISABLED="true",
)
logging.getLogger("werkzeug").disabled = True
server = ThreadedMotoServer(port=0, verbose=False)
server.start()
os.environ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:{1}".format(*server.get_host_and_port())
driver = create_clidriver()
for name in ("secretsmanager", "ssm"):
    # Its description is read here, once for all copies of this process.
    driver.session.create_client(name)
aws = mostly_within("aws", driver.main)


def main(value, delete):
    """`value` asks the service, past the CLI, what it has."""

    def pair(request, first, second):
        answer = {
            **put(request, first, second, value, aws),
            "read_back": aws(request["read_back"]),
            "settings": settings(request["settings"]),
        }
        delete()
        return answer

    serve(pair, lambda request: settings(request["settings"]))


def client(service):
    return boto3.client(service)
