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
    replaced: "The previous versions stay: az keyvault secret list-versions. To go back, put the previous key again.",
    read_back: Step::Runs("az keyvault secret show --vault-name {scope} --name {name} --query value --output tsv"),
    starts: None,
    settings: "from azure.identity import DefaultAzureCredential\nfrom azure.keyvault.secrets import SecretClient\n\n# Once per process; without it Django does not start.\nvault = SecretClient(\"https://{scope}.vault.azure.net\", DefaultAzureCredential())\nSECRET_KEY = vault.get_secret(\"{name}\").value\n",
    pitfalls: "\
        Without --output none, az prints the key that it has set.\n\
        --encoding base64 keeps the base64, and get_secret does not decode it.\n\
        --file takes all of the file, a newline at its end too.\n\
        Names have letters, digits and - only, and are not free again before a deleted secret is purged.",
    windows: true,
    proof: Proof::Proven("azure-cli 2.91.0 up to its request, azure-keyvault-secrets 4.12.0"),
    source: "https://learn.microsoft.com/cli/azure/keyvault/secret",
};

const SET: &str =
    "az keyvault secret set --vault-name {scope} --name {name} --encoding utf-8 --file {in} --output none";
