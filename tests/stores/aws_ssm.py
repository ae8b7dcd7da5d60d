"""`aws ssm` and boto3, with moto."""

from aws import client, main

parameters = client("ssm")
main(
    lambda: parameters.get_parameter(Name="/django/secret-key", WithDecryption=True)["Parameter"]["Value"],
    lambda: parameters.delete_parameter(Name="/django/secret-key"),
)
