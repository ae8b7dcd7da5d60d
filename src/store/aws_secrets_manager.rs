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
    replaced: "The former key stays as the version AWSPREVIOUS, where SECRET_KEY_FALLBACKS can take it from with VersionStage=\"AWSPREVIOUS\". To go back, put the former key again.",
    read_back: Step::Runs("aws secretsmanager get-secret-value --secret-id {name} --query SecretString --output text"),
    starts: None,
    settings: "import boto3\n\n# Read once per process; Django does not start if it cannot be.\nSECRET_KEY = boto3.client(\"secretsmanager\").get_secret_value(SecretId=\"{name}\")[\"SecretString\"]\n",
    pitfalls: "\
        file:// takes the file to its last byte: the newline that an editor or echo ends it with becomes a part of the key.\n\
        The console makes a JSON text of names and values unless Plaintext is chosen, and Django then gets the whole text as its key.\n\
        A deleted secret keeps its name for 7 to 30 days, unless it is deleted without recovery.",
    windows: true,
    proof: Proof::Proven("aws-cli 1.46.3, boto3 1.44.8, moto 5.2.5"),
    source: "https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/",
};
