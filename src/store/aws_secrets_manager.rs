//! AWS Secrets Manager: `aws secretsmanager`, and boto3 in `settings.py`.

use super::{Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "aws-secrets-manager",
    label: "AWS Secrets Manager",
    name: "django/secret-key",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, "aws secretsmanager create-secret --name {name} --secret-string file://{in}"),
    replace: Step::Takes(
        Hand::Plain,
        "aws secretsmanager put-secret-value --secret-id {name} --secret-string file://{in}",
    ),
    replaced: "The previous key stays as AWSPREVIOUS: SECRET_KEY_FALLBACKS can have it with VersionStage=\"AWSPREVIOUS\". To go back, put it again.",
    read_back: Step::Runs("aws secretsmanager get-secret-value --secret-id {name} --query SecretString --output text"),
    starts: None,
    settings: "import boto3\n\n# Once per process; without it Django does not start.\nSECRET_KEY = boto3.client(\"secretsmanager\").get_secret_value(SecretId=\"{name}\")[\"SecretString\"]\n",
    pitfalls: "\
        file:// takes all of the file: a newline at its end, as of an editor or echo, becomes a part of the key.\n\
        The console keeps a JSON text unless Plaintext is chosen, and Django gets all of it as its key.\n\
        A deleted secret keeps its name for 7 to 30 days.",
    windows: true,
    proof: Proof::Proven("aws-cli 1.46.3, boto3 1.44.8, moto 5.2.5"),
    source: "https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/",
};
