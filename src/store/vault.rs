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
    replaced: "Each change is a version with a number, of which ten are kept unless told otherwise. To go back: vault kv rollback -mount {scope} -version 1 {name}",
    read_back: Step::Runs("vault kv get -mount {scope} -field {var} {name}"),
    starts: None,
    settings: "import hvac\n\n# Read once per process, from VAULT_ADDR with VAULT_TOKEN; Django does not start if it cannot be.\nSECRET_KEY = hvac.Client().secrets.kv.v2.read_secret_version(\n    mount_point=\"{scope}\", path=\"{name}\", raise_on_deleted_version=True\n)[\"data\"][\"data\"][\"{var}\"]\n",
    pitfalls: "\
        On the command line, a value that begins with @ is the name of a file, and - alone is standard input: a key such as @4x… is looked for on the disk. From standard input none of this is read into it.\n\
        Standard input and files are taken to the last byte, a newline at the end too.\n\
        vault kv put replaces all that the secret holds; patch leaves the other fields.\n\
        Without -mount, or with plain HTTP, the path has data/ in it (secret/data/django). hvac puts it there itself.",
    windows: true,
    proof: Proof::Documentation("kv-builder’s source and hvac 2.4.0, 2026-11"),
    source: "https://developer.hashicorp.com/vault/docs/commands/kv",
};
