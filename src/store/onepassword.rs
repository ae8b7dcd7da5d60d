//! 1Password: `op`, and references that it replaces when Django is started.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "1password",
    label: "1Password CLI",
    name: "django-secret-key",
    scope: ("Vault", "Production"),
    create: Step::Takes(
        Hand::Json(&[
            "{\"title\": \"{name}\", \"category\": \"PASSWORD\", \"fields\": [{\"id\": \"password\", \"type\": \"CONCEALED\", \"purpose\": \"PASSWORD\", \"label\": \"password\", \"value\": ",
            "}]}",
        ]),
        "op item create --vault {scope} '-'",
    ),
    replace: Step::Words("In the app: edit {name}, paste the new key as its password, and save."),
    replaced: "The item’s history in the app keeps the previous key.",
    read_back: Step::Runs("op item get {name} --vault {scope} --fields label=password --reveal"),
    starts: Some((
        ".env, and where Django is started",
        "{var}='op://{scope}/{name}/password'\n\nop run --env-file .env -- gunicorn project.wsgi\n",
    )),
    settings: ENVIRON,
    pitfalls: "\
        op item create password=key shows the key in the shell’s history and the list of processes.\n\
        For an item with / in its name, use its ID.\n\
        A process that is not started by op run has the reference itself as its key, without an error.\n\
        op run hides the key in what the program prints, but not its base64.",
    windows: true,
    proof: Proof::Documentation("2026-11"),
    source: "https://developer.1password.com/docs/cli/item-create/",
};
