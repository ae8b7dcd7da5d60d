//! HashiCorp Vault, its key-value engine version 2: `vault kv`, and hvac in `settings.py`.
//!
//! What `@` and `-` before or as a value do: `kv-builder/builder.go` of hashicorp/go-secure-stdlib,
//! through which the CLI reads its arguments.

use super::{Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "vault",
    label: "HashiCorp Vault (KV 2)",
    name: "django",
    scope: ("Mount", "secret"),
    create: Step::Takes(Hand::Plain, "vault kv put -mount {scope} {name} {var}={at}"),
    replace: Step::Takes(Hand::Plain, "vault kv patch -mount {scope} {name} {var}={at}"),
    replaced: "Ten versions are kept. To go back, vault kv rollback makes a former one the newest.",
    read_back: Step::Runs("vault kv get -mount {scope} -field {var} {name}"),
    starts: None,
    settings: "import hvac\n\n# Read once per process, from VAULT_ADDR with VAULT_TOKEN; Django does not start if it cannot be.\nSECRET_KEY = hvac.Client().secrets.kv.v2.read_secret_version(\n    mount_point=\"{scope}\", path=\"{name}\", raise_on_deleted_version=True\n)[\"data\"][\"data\"][\"{var}\"]\n",
    pitfalls: "\
        On the command line, a key that begins with @ is taken for the name of a file, and - for standard input.\n\
        All of a file is taken, a newline at its end too.\n\
        put replaces all fields of the secret, patch one.\n\
        By HTTP and in policies the path is secret/data/…; hvac adds data/ itself.",
    windows: true,
    proof: Proof::Documentation("kv-builder’s source and hvac 2.4.0, 2026-11"),
    source: "https://developer.hashicorp.com/vault/docs/commands/kv",
};
