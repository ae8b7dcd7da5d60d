//! AWS Systems Manager Parameter Store: `aws ssm`, and boto3 in `settings.py`.

use super::{Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "aws-ssm",
    label: "AWS SSM Parameter Store",
    name: "/django/secret-key",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, "aws ssm put-parameter --name {name} --type SecureString --value file://{in}"),
    replace: Step::Takes(
        Hand::Plain,
        "aws ssm put-parameter --name {name} --type SecureString --overwrite --value file://{in}",
    ),
    replaced: "Each change is a version with a number, of which the last hundred are kept: {name}:1 is the first. To go back, put the former key again.",
    read_back: Step::Runs(
        "aws ssm get-parameter --name {name} --with-decryption --query Parameter.Value --output text",
    ),
    starts: None,
    settings: "import boto3\n\n# Read once per process; Django does not start if it cannot be.\nSECRET_KEY = boto3.client(\"ssm\").get_parameter(Name=\"{name}\", WithDecryption=True)[\"Parameter\"][\"Value\"]\n",
    pitfalls: "\
        Without WithDecryption=True the answer is the encrypted text, without an error, and Django takes it for its key.\n\
        A value with {{ and }} is refused: Parameter Store keeps these for references.\n\
        Version 1 of the CLI fetches what a value on the command line names if it begins with http:// or https://. From a file it does not.",
    windows: true,
    proof: Proof::Proven("aws-cli 1.46.3, boto3 1.44.8, moto 5.2.5"),
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html",
};
