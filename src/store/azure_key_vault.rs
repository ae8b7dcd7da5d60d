//! Azure Key Vault: `az keyvault secret`, and azure-keyvault-secrets in `settings.py`.
//!
//! What `--file` and `--encoding` do: `process_secret_set_namespace` in
//! `azure/cli/command_modules/keyvault/_validators.py` of azure-cli 2.91.0, which the test calls.

use super::{Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "azure-key-vault",
    label: "Azure Key Vault",
    name: "django-secret-key",
    scope: ("Vault", "my-vault"),
    create: Step::Takes(Hand::Plain, SET),
    replace: Step::Takes(Hand::Plain, SET),
    replaced: "Each change is a new version, and the former ones stay: list them with az keyvault secret list-versions. To go back, put the former key again.",
    read_back: Step::Runs("az keyvault secret show --vault-name {scope} --name {name} --query value --output tsv"),
    starts: None,
    settings: "from azure.identity import DefaultAzureCredential\nfrom azure.keyvault.secrets import SecretClient\n\n# Read once per process; Django does not start if it cannot be.\nvault = SecretClient(\"https://{scope}.vault.azure.net\", DefaultAzureCredential())\nSECRET_KEY = vault.get_secret(\"{name}\").value\n",
    pitfalls: "\
        az prints the secret that it has set, value and all: --output none keeps the terminal and the CI’s log clean.\n\
        --encoding base64 keeps the text of the base64 as the value, and get_secret does not decode it.\n\
        --file takes the file to its last byte, a newline at its end too; \\r\\n becomes \\n.\n\
        A secret’s name has letters, digits and - only. A deleted one keeps its name until it is purged.",
    windows: true,
    proof: Proof::Proven("azure-cli 2.91.0 up to its request, azure-keyvault-secrets 4.12.0"),
    source: "https://learn.microsoft.com/cli/azure/keyvault/secret",
};

const SET: &str =
    "az keyvault secret set --vault-name {scope} --name {name} --encoding utf-8 --file {in} --output none";
