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
    replaced: "The last hundred versions are kept: {name}:1 is the first. To go back, put the previous key again.",
    read_back: Step::Runs(
        "aws ssm get-parameter --name {name} --with-decryption --query Parameter.Value --output text",
    ),
    starts: None,
    settings: "import boto3\n\n# Once per process; without it Django does not start.\nSECRET_KEY = boto3.client(\"ssm\").get_parameter(Name=\"{name}\", WithDecryption=True)[\"Parameter\"][\"Value\"]\n",
    pitfalls: "\
        Without WithDecryption=True Django gets the encrypted text as its key, without an error.\n\
        A key with {{ and }} is refused.\n\
        A value on the command line that begins with file://, in version 1 also http://, is fetched from there.",
    windows: true,
    proof: Proof::Proven("aws-cli 1.46.3, boto3 1.44.8, moto 5.2.5"),
    source: "https://docs.aws.amazon.com/cli/latest/reference/ssm/put-parameter.html",
};
