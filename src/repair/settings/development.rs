//! Keys for development that cannot reach production: what stands in for the variable while `DEBUG` is on.

/// A way to have one.
#[derive(Debug, Clone, Copy)]
pub struct Development {
    /// How the page calls it.
    pub label: &'static str,
    /// What it costs, in a sentence.
    pub about: &'static str,
    /// The lines before the key.
    before: &'static str,
    /// What the key is while `DEBUG` is on.
    value: &'static str,
}

/// The ways, the better one first.
pub const WAYS: [Development; 2] = [
    Development {
        label: "A key of this machine’s own",
        about: "It is made at the first start, in a file that only you can read, so that you stay logged in; list the file in .gitignore.",
        // Written aside and linked: whoever comes first makes it, and nobody reads half a key.
        before: r#"import os
import secrets
import tempfile


def development_key(path):
    if not os.path.exists(path):
        descriptor, draft = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        os.unlink(draft)
    with open(path) as file:
        return file.read()


"#,
        value: "development_key(os.path.join(os.path.dirname(__file__), \".development-key\"))",
    },
    Development {
        label: "A random one each time",
        about: "Nothing is kept, but each start, and each reload after a change, logs you out.",
        before: "from django.core.management.utils import get_random_secret_key\n\n",
        value: "get_random_secret_key()",
    },
];

impl Development {
    /// The lines, with what reads the variable where `DEBUG` is off.
    pub fn text(&self, expression: &str) -> String {
        let parts =
            [self.before, "if DEBUG:\n    SECRET_KEY = ", self.value, "\nelse:\n    SECRET_KEY = ", expression, "\n"];
        parts.concat()
    }
}
