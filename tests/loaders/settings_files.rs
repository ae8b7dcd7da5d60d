//! Settings files, made up: what people write round a key, in many mixtures, some of it on purpose
//! hard to read.

mod literal;

use fastrand::Rng;

/// What `DEBUG` is, in the words of those who have it off until somebody turns it on, and of those who
/// only think so.
const DEBUG: &[&str] = &[
    "DEBUG = True\n",
    "DEBUG = False\n",
    "DEBUG = os.environ.get('DEBUG') == '1'\n",
    "DEBUG = os.environ.get('DEBUG', 'True') == 'True'\n",
    "DEBUG = os.getenv(\"DEBUG\", \"no\").lower() in (\"1\", \"yes\")\n",
    "DEBUG = config('DEBUG', default=False, cast=bool)\n",
    "DEBUG = config('DEBUG', default='False')\n",
    "DEBUG = bool(os.environ.get('DEBUG', 'False'))\n",
    "DEBUG = bool(int(os.environ.get('DEBUG', '0')))\n",
    "DEBUG = os.environ.get('DEBUG', 'False')\n",
    "DEBUG = os.environ.get('STAGE', 'dev').startswith('dev')\n",
    "DEBUG = os.environ.get('STAGE') in (None, 'dev')\n",
    "DEBUG = os.environ.get('STAGE', '') in 'dev'\n",
    "DEBUG = os.environ.get('STAGE', 'dev')[0] == 'd'\n",
    "DEBUG = False\nTEMPLATE_DEBUG = DEBUG = True\n",
    "DEBUG = False\nDEBUG, STAGE = True, 1\n",
    "os.environ.setdefault('DEBUG', '1')\nDEBUG = os.environ.get('DEBUG') == '1'\n",
    "DEBUG = bool(0)\n",
];

/// A file in the making.
struct Maker<'a> {
    random: &'a mut Rng,
    imports: Vec<&'static str>,
    indent: &'static str,
    variable: &'static str,
}

/// A settings file, which Python can read.
pub(crate) fn file(random: &mut Rng) -> String {
    let indent = ["    ", "  ", "\t", "        "][random.usize(..4)];
    let variable = ["'SECRET_KEY'", "\"DJANGO_SECRET_KEY\"", "'APP_SECRET_KEY'"][random.usize(..3)];
    let mut maker = Maker { random, imports: Vec::new(), indent, variable };
    let mut body = String::new();
    for _ in 0..maker.random.usize(..3) {
        body += &maker.noise();
    }
    body += &maker.base_dir();
    body += &maker.debug();
    for _ in 0..maker.random.usize(..3) {
        body += &maker.noise();
    }
    if maker.one_in(2) {
        body += "# SECURITY WARNING: keep the secret key used in production secret!\n";
    }
    body += &maker.key();
    if maker.one_in(5) {
        body += &maker.fallbacks();
    }
    for _ in 0..maker.random.usize(..3) {
        body += &maker.noise();
    }
    let text = maker.head() + &body;
    let text = if random.usize(..6) == 0 { text.trim_end().to_owned() } else { text };
    let text = if random.usize(..6) == 0 { text.replace('\n', "\r\n") } else { text };
    if random.usize(..12) == 0 { "\u{feff}".to_owned() + &text } else { text }
}

impl Maker<'_> {
    fn one_in(&mut self, many: usize) -> bool {
        self.random.usize(..many) == 0
    }

    fn of<T: Copy>(&mut self, these: &[T]) -> T {
        these[self.random.usize(..these.len())]
    }

    fn needs(&mut self, import: &'static str) {
        if !self.imports.contains(&import) {
            self.imports.push(import);
        }
    }

    fn head(&mut self) -> String {
        let mut text = String::new();
        if self.one_in(8) {
            text += "#!/usr/bin/env python\n";
        }
        if self.one_in(8) {
            text += "# -*- coding: utf-8 -*-\n";
        }
        if self.one_in(3) {
            text += self.of(&[
                "\"\"\"Settings.\"\"\"\n",
                "'''\nSECRET_KEY = \"of the docstring\"\n'''\n\n",
                "# Settings of the project\n\n",
                "\"\"\"A 'quoted' \\\"docstring\\\" \\\n\"\"\"\n",
            ]);
        }
        if self.one_in(8) {
            text += "from __future__ import annotations\n";
        }
        if self.one_in(3) {
            self.needs(self.random_import());
        }
        if self.one_in(4) {
            text += "\n# imports\n";
        }
        let mut imports = self.imports.clone();
        self.random.shuffle(&mut imports);
        for import in imports {
            text += import;
            text += self.of(&["\n", "\n", "  # noqa\n", "\n\n", ";\n"]);
        }
        text + self.of(&["", "\n", "\n\n"])
    }

    fn random_import(&self) -> &'static str {
        const SOME: [&str; 6] = [
            "import sys, json",
            "from pathlib import Path",
            "import os.path as path",
            "from os import environ",
            "from django.utils.translation import (\n    gettext_lazy as _,\n)",
            "import re",
        ];
        SOME[self.imports.len() * 5 % 6]
    }

    fn base_dir(&mut self) -> String {
        match self.random.usize(..4) {
            0 => {
                self.needs("from pathlib import Path");
                "BASE_DIR = Path(__file__).resolve().parent.parent\n".to_owned()
            }
            1 => {
                self.needs("import os");
                "BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\n\n".to_owned()
            }
            _ => String::new(),
        }
    }

    fn debug(&mut self) -> String {
        let text = self.of(&["", "", "", DEBUG[0], DEBUG[1], DEBUG[2]]);
        let text = if text.is_empty() { text } else { self.of(DEBUG) };
        self.of_text(text)
    }

    /// The text, with the import that it needs.
    fn of_text(&mut self, text: &str) -> String {
        if text.contains("os.") {
            self.needs("import os");
        }
        if text.contains("config(") {
            self.needs("from decouple import config");
        }
        text.to_owned()
    }

    fn noise(&mut self) -> String {
        let indent = self.indent;
        let text = self.of(&[
            "# SECRET_KEY = 'in a comment'\n",
            "ALLOWED_HOSTS = []\n",
            "NOTE = \"SECRET_KEY = 'in a text'\"\n",
            "NOTE = '''\nSECRET_KEY = \"in a long text\"\n# no comment\n'''\n",
            "DATABASES = {\n    'default': {'NAME': 'db', 'OPTIONS': {\"x\": [1, 2, (3,)]}},\n}  # }\n",
            "RECAPTCHA = {\"SECRET_KEY\": \"of another service\"}\n",
            "A = 1; B = 2\n",
            "LONG = 'a' \\\n    'b'\n",
            "square = lambda x: x * x\n",
            "OTHER_SECRET_KEY = 'another'\n",
            "X = f\"{1 + 1}{'a'!r:>{4}}{{}}\"\n",
            "\n\n",
            "Y: int = 3\n",
            "@staticmethod\ndef f(SECRET_KEY=None, *, x={'a': 1}):\n>SECRET_KEY = 'of a function'\n>return SECRET_KEY\n",
            "class Other:\n>\"\"\"SECRET_KEY\"\"\"\n>x = 1\n\n>def y(self): return self.x\n",
            "if True:\n>Z = 1\nelse:\n>Z = 2\n",
            "for i in range(2): pass\n",
            "try:\n>import nothing_like_this\nexcept ImportError:\n>nothing = None\n",
            "RAW = r'\\\\'\n",
            "B = b'\\xff\\'' ; C = u\"\\u00e9\\\"\"\n",
            "with open(__file__ + '', 'a') if False else __import__('io').StringIO() as f:\n>pass\n",
            "ünï = 'cödé'\n",
            "D = [x for x in (1, 2) if x]\n",
            "E = 3 if True else 4\nF = not E\n",
        ]);
        text.replace('>', if text.contains("{4}") { ">" } else { indent })
    }

    /// An expression that gives a key, or none.
    fn expression(&mut self) -> String {
        let variable = self.variable;
        let literal = self.literal();
        let text = match self.random.usize(..22) {
            0 => format!("os.environ.get({variable}, {literal})"),
            1 => format!("os.getenv({variable}, {literal})"),
            2 => format!("os.environ.get({variable}) or {literal}"),
            3 => format!("os.environ.get({variable})"),
            4 => format!("os.environ[{variable}]"),
            5 => format!("config({variable}, default={literal})"),
            6 => format!("config({variable})"),
            7 => format!("config(\n    {variable},\n    default={literal},  # why\n    cast=str,\n)"),
            8 => format!("os.environ.get(\n    {variable}, {literal}\n)"),
            9 => format!("{literal} if DEBUG else os.environ[{variable}]"),
            10 => format!("os.environ[{variable}] if {variable} in os.environ else {literal}"),
            11 => format!("os.environ.get({variable}, {literal}).strip()"),
            12 => format!("str(os.environ.get({variable}, {literal}))"),
            13 => {
                self.needs("import secrets");
                self.of(&["secrets.token_hex(32)", "secrets.token_urlsafe()"]).to_owned()
            }
            _ => literal,
        };
        // What is read of a variable, whatever stands in the literal.
        if text.contains("os.environ") || text.contains("os.getenv") {
            self.needs("import os");
        }
        if text.starts_with("config(") {
            self.needs("from decouple import config");
        }
        text
    }

    fn condition(&mut self) -> String {
        let text = self.of(&[
            "DEBUG",
            "not DEBUG",
            "os.environ.get('STAGE') == 'production'",
            "True",
            "1 > 2",
            "DEBUG and True",
        ]);
        self.of_text(text)
    }

    /// The statements that bind the key.
    fn key(&mut self) -> String {
        let indent = self.indent;
        let end = self.of(&["\n", "  # noqa: S105\n", "\n\n", ";\n"]);
        let a = self.expression();
        let text = match self.random.usize(..27) {
            18 => format!("def bind():\n{indent}global SECRET_KEY\n{indent}SECRET_KEY = {a}\nbind(){end}"),
            19 => {
                let b = self.expression();
                format!(
                    "match 1:\n{indent}case 1: SECRET_KEY = {a}\n{indent}case _:\n{indent}{indent}SECRET_KEY = {b}{end}"
                )
            }
            20 => {
                let b = self.expression();
                self.needs("import contextlib");
                format!("SECRET_KEY = {a}\nwith contextlib.suppress(Exception):\n{indent}SECRET_KEY = {b}{end}")
            }
            0 => format!("SECRET_KEY: str = {a}{end}"),
            1 => format!("SECRET_KEY = SIGNING_KEY = {a}{end}"),
            2 if !a.contains(" if ") => format!("SITE_ID, SECRET_KEY = 1, {a}{end}"),
            3 => {
                let (condition, b) = (self.condition(), self.expression());
                format!("if {condition}:\n{indent}SECRET_KEY = {a}\nelse:\n{indent}SECRET_KEY = {b}{end}")
            }
            4 => {
                let (condition, b) = (self.condition(), self.expression());
                format!("if {condition}: SECRET_KEY = {a}\nelse: SECRET_KEY = {b}{end}")
            }
            5 => {
                self.needs("import os");
                let variable = self.variable;
                let handler = self.of(&["except KeyError", "except Exception as error", "except"]);
                format!("try:\n{indent}SECRET_KEY = os.environ[{variable}]\n{handler}:\n{indent}SECRET_KEY = {a}{end}")
            }
            6 => {
                let b = self.expression();
                format!("SECRET_KEY = {a}\nif not SECRET_KEY:\n{indent}# none\n{indent}SECRET_KEY = {b}{end}")
            }
            7 => {
                let message = self.variable;
                format!(
                    "SECRET_KEY = {a}\nif not SECRET_KEY:\n{indent}raise RuntimeError({message} + ' is not set'){end}"
                )
            }
            8 => format!("the_key = {a}\nSECRET_KEY = the_key{end}"),
            9 => format!("globals()['SECRET_KEY'] = {a}{end}"),
            10 => {
                let b = self.expression();
                format!("SECRET_KEY = {a}\nX = 1\nSECRET_KEY = {b}{end}")
            }
            11 => format!("if True:\n{indent}if 1:\n{indent}{indent}SECRET_KEY = {a}{end}"),
            12 => {
                let (condition, b) = (self.condition(), self.expression());
                format!("SECRET_KEY = {a}\nif {condition}:\n{indent}SECRET_KEY = {b}{end}")
            }
            13 => format!("if not (SECRET_KEY := ({a})):\n{indent}raise RuntimeError('no ' + {}){end}", self.variable),
            14 => format!("SECRET_KEY = \\\n{indent}{a}{end}"),
            15 => format!("SECRET_KEY = ({a}){end}"),
            16 => {
                format!("KEYS = {{\n    'DEBUG': 1,\n    'SECRET_KEY': {a},\n}}\nSECRET_KEY = KEYS['SECRET_KEY']{end}")
            }
            17 => {
                let (condition, b) = (self.condition(), self.expression());
                let c = self.expression();
                format!(
                    "if {condition}:\n{indent}SECRET_KEY = {a}\nelif X_ENV:\n{indent}SECRET_KEY = {b}\nelse:\n{indent}SECRET_KEY = {c}{end}"
                )
            }
            _ => format!("SECRET_KEY = {a}{end}"),
        };
        let staged = if text.contains("X_ENV") { "X_ENV = ''\n" } else { "" };
        // A file that asks for `DEBUG` has it.
        let debug = if text.contains("DEBUG") { self.of(DEBUG) } else { "" };
        let debug = self.of_text(debug);
        [staged, &debug, &text].concat()
    }

    fn fallbacks(&mut self) -> String {
        match self.random.usize(..8) {
            5 => {
                self.needs("import os");
                "SECRET_KEY_FALLBACKS = [key.strip() for key in os.environ.get('OLD_KEYS', '').split(',')]\n".to_owned()
            }
            6 => format!("SECRET_KEY_FALLBACKS = []\nSECRET_KEY_FALLBACKS.append({})\n", self.literal()),
            7 => format!("SECRET_KEY_FALLBACKS = []\nSECRET_KEY_FALLBACKS += [{}]\n", self.literal()),
            0 => {
                self.needs("import os");
                "SECRET_KEY_FALLBACKS = os.environ.get('OLD_KEYS', '').split(',')\n".to_owned()
            }
            1 => "SECRET_KEY_FALLBACKS = []\n".to_owned(),
            kind => {
                let (a, b) = (self.literal(), self.literal());
                match kind {
                    2 => format!("SECRET_KEY_FALLBACKS = [{a}]\n"),
                    3 => format!("SECRET_KEY_FALLBACKS = (\n    {a},  # old\n    {b},\n)\n"),
                    _ => format!("SECRET_KEY_FALLBACKS: list = [{a}, {b}]\n"),
                }
            }
        }
    }
}
