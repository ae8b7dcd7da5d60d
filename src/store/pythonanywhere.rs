//! PythonAnywhere, which has no variables for web apps: a private file, read by the WSGI file.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "pythonanywhere",
    label: "PythonAnywhere",
    name: ".django-secret-key",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, PUT),
    replace: Step::Takes(Hand::Plain, PUT),
    replaced: "The previous key is overwritten. Save it until you no longer need it. Then Reload on the Web tab.",
    read_back: Step::Runs("cat ~/{name}"),
    starts: Some((
        "the WSGI file (Web tab), before anything of Django’s",
        "import os\nfrom pathlib import Path\n\nos.environ[\"{var}\"] = Path.home().joinpath(\"{name}\").read_text(encoding=\"utf-8\").removesuffix(\"\\n\")\n",
    )),
    settings: ENVIRON,
    pitfalls: "\
        Run the command in a Bash console there, not on your own machine.\n\
        What .bashrc or postactivate exports is for consoles, not for the web app.\n\
        manage.py in a console and scheduled tasks do not go through the WSGI file: export the variable there, too.",
    windows: false,
    proof: Proof::Proven("dash, bash and zsh"),
    source: "https://help.pythonanywhere.com/pages/environment-variables-for-web-apps/",
};

const PUT: &str = "install -m 600 {in} ~/{name}";
