"""`aws secretsmanager` and boto3, with moto."""

from aws import client, main

secrets = client("secretsmanager")
main(
    lambda: secrets.get_secret_value(SecretId="django/secret-key")["SecretString"],
    lambda: secrets.delete_secret(SecretId="django/secret-key", ForceDeleteWithoutRecovery=True),
)
