//! Whole files of Compose, with what real ones have: anchors and what is merged, extensions, blocks, collections in
//! brackets over several lines, tags, comments, several services, and services that extend others.

use fastrand::Rng;
use keyproof::loader::Loader;

use super::{REFERENCES, choose, manifests};

/// What is put together so far.
struct File<'r> {
    random: &'r mut Rng,
    loader: &'r Loader,
    text: String,
    /// Anchors of mappings and of scalars.
    mappings: Vec<String>,
    scalars: Vec<String>,
}

/// A project.
pub(super) fn project(random: &mut Rng, loader: &Loader) -> String {
    let mut file = File { random, loader, text: String::new(), mappings: Vec::new(), scalars: Vec::new() };
    file.one_of(&["", "", "", "# c\n\n", "---\n", "---\n# c\n"]);
    if file.rarely(40) {
        file.text.insert_str(0, "%YAML 1.1\n---\n");
    }
    file.one_of(&["", "", "version: '3.8'\n", "name: p\n", "name: \"p\" # c\n"]);
    for number in 0..file.random.u8(..3) {
        let anchor = format!("m{number}");
        file.add(format!("x-{number}: &{anchor}"));
        file.variables(2, true);
        file.mappings.push(anchor);
    }
    file.one_of(&["", "", "x-list: [a,\n  'b', {c: d, e: },\n ]\n", "x-more: >-\n  a\n\n  b\n", "\n"]);
    file.text.push_str("services:\n");
    let names = ["web", "worker", "\"db\""];
    let count = file.random.usize(1..=3);
    for at in 0..count {
        file.service(&names[..=at]);
    }
    file.one_of(&[
        "",
        "",
        "volumes:\n  data:\n",
        "configs:\n  c:\n    content: |\n      K=a\n",
        "secrets: {s: {file: ./s}}\n",
    ]);
    file.one_of(&["", "", "", "", "", "...\n", "# c", "\n\n"]);
    if file.rarely(60) {
        file.text.push_str("---\nservices: {}\n");
    }
    let text = file.text;
    if random.u8(..8) == 0 { text.replace('\n', "\r\n") } else { text }
}

impl File<'_> {
    fn one_of(&mut self, from: &[&str]) {
        let chosen = *choose(self.random, from);
        self.text.push_str(chosen);
    }

    fn add(&mut self, text: impl AsRef<str>) {
        self.text.push_str(text.as_ref());
    }

    fn rarely(&mut self, one_in: u8) -> bool {
        self.random.u8(..one_in) == 0
    }

    /// The last of these services.
    fn service(&mut self, names: &[&str]) {
        let (name, before) = names.split_last().expect("a name");
        self.add(format!("  {name}:"));
        self.one_of(&["\n", "\n", " # c\n", "\n    # c\n", "\n\n"]);
        self.one_of(&["    image: i\n", "    image: i\n", "    image: \"i\" # c\n", "    image:\n      i\n"]);
        self.one_of(&[
            "",
            "",
            "",
            "    command: >\n      a $$b\n      c: d\n",
            "    command: [\"a\",\n      'b', c]\n",
            "    command: |-\n      K=a\n\n       b\n\n",
            "    command: a 'b'\n      c # d\n",
            "    profiles: [a]\n",
            "    labels:\n    - \"a=b\"\n",
            "    env_file:\n      - path: none\n        required: false\n",
            "    secrets:\n      - s\n",
            "    tty: true\n",
        ]);
        if !before.is_empty() && self.rarely(5) {
            let base = before[self.random.usize(..before.len())];
            let form = self.random.u8(..3);
            self.add(match form {
                0 => format!("    extends: {base}\n"),
                1 => format!("    extends:\n      service: {base}\n"),
                _ => format!("    extends: {{service: {base}}}\n"),
            });
        }
        if self.rarely(10) {
            return;
        }
        self.text.push_str("    environment:");
        match self.random.u8(..14) {
            0 => self.one_of(&["\n", " {}\n", " []\n", " !reset null\n", " ~\n", " K\n"]),
            1 if !self.mappings.is_empty() => {
                let anchor = self.mapping();
                self.add(format!(" *{anchor}\n"));
            }
            2 => {
                let anchor = format!("e{}", names.len());
                self.add(format!(" &{anchor}"));
                self.variables(6, true);
                self.mappings.push(anchor);
            }
            3 => {
                self.text.push_str(" !override");
                self.variables(6, true);
            }
            4..=7 => {
                let indent = *choose(self.random, &[4, 6, 6]);
                self.text.push('\n');
                self.list(indent);
            }
            _ => self.variables(6, false),
        }
    }

    fn mapping(&mut self) -> String {
        choose(self.random, &self.mappings).clone()
    }

    /// Items of a list.
    fn list(&mut self, indent: usize) {
        for _ in 0..self.random.usize(1..=4) {
            self.comment(indent);
            let name = *choose(self.random, &["K", "K", "J", "H", "K2"]);
            let value = self.tame().replace('"', "");
            let item = match self.random.u8(..10) {
                0 => name.to_owned(),
                1 => format!("'{name}={}'", value.replace('\'', "''")),
                2 => format!("\"{name}={}\"", value.replace('\\', "")),
                3 => format!("|-\n{:indent$}  {name}={value}", ""),
                4 => format!("&i{} {name}=a", self.text.len()),
                5 => format!(">\n{:indent$}  {name}={value}\n{:indent$}   b\n", "", ""),
                _ => format!("{name}={value}"),
            };
            self.add(format!("{:indent$}- {item}", ""));
            self.end_of_line();
        }
    }

    /// A mapping of variables, behind what it is the value of.
    fn variables(&mut self, indent: usize, plain: bool) {
        if self.rarely(6) {
            return self.in_brackets(indent);
        }
        self.text.push('\n');
        if !self.mappings.is_empty() && self.rarely(if plain { 4 } else { 2 }) {
            let (one, other) = (self.mapping(), self.mapping());
            let merged = match self.random.u8(..6) {
                0 => format!("[*{one}, *{other}]"),
                1 => format!("\n{:indent$}  - *{one}\n{:indent$}  - *{other}", "", ""),
                2 => "{J: m}".to_owned(),
                _ => format!("*{one}"),
            };
            self.add(format!("{:indent$}<<: {merged}\n", ""));
        }
        let mut names = vec!["K", "K", "J", "H", "K2", "k", "a.b"];
        for number in 0..self.random.usize(1..=4) {
            self.comment(indent);
            let at = self.random.usize(..names.len());
            let name = names[at];
            // Twice stops the project: seldom.
            if !self.rarely(60) {
                names.retain(|other| *other != name);
            }
            let key = match self.random.u8(..12) {
                0 => format!("\"{name}\":"),
                1 => format!("'{name}' :"),
                2 => format!("? {name}\n{:indent$}:", ""),
                3 => format!("&k{}{number} {name}:", self.text.len()),
                _ => format!("{name}:"),
            };
            self.add(format!("{:indent$}{key}", ""));
            let value = self.value(indent);
            self.text.push_str(&value);
            self.end_of_line();
        }
    }

    /// The same in brackets, which may go over several lines.
    fn in_brackets(&mut self, indent: usize) {
        let space = *choose(self.random, &[" ", " ", "\n"]);
        let gap = if space == " " { " ".to_owned() } else { format!("\n{:indent$}  ", "") };
        let mut names = vec!["K", "J", "H", "K2"];
        let mut parts = Vec::new();
        for _ in 0..self.random.usize(1..=3) {
            let name = names.swap_remove(self.random.usize(..names.len()));
            let value = match self.random.u8(..8) {
                0 => String::new(),
                1 => " \"a\\\"b\"".to_owned(),
                2 => format!("{gap}'a{gap}b'"),
                3 => format!(" a{gap}b"),
                4 => " http://a?b=c#d".to_owned(),
                _ => format!(" {}", choose::<&str>(self.random, &["a", "5", "a-b", "'#'", "*m0", "$$b", "a:b"])),
            };
            let name = if self.rarely(4) { format!("\"{name}\"") } else { name.to_owned() };
            parts.push(format!("{name}:{value}"));
        }
        let end = *choose(self.random, &["", "", ",", " # c\n      "]);
        self.add(format!(" {{{}{end}}}\n", parts.join(&format!(",{gap}"))));
    }

    /// A value with the blank or the line break before it.
    fn value(&mut self, indent: usize) -> String {
        let inner = format!("{:indent$}  ", "");
        let word = self.tame();
        let quoted = word.replace('\'', "''");
        match self.random.u8(..24) {
            0 => String::new(),
            1 => {
                let anchor = format!("s{}", self.text.len());
                self.scalars.push(anchor.clone());
                format!(" &{anchor} {word}")
            }
            2 | 3 if !self.scalars.is_empty() => format!(" *{}", choose(self.random, &self.scalars)),
            4 => format!(" {word}\n{inner}b\n\n{inner} c"),
            5 => format!("\n{inner}{word}"),
            6 => format!(" '{quoted}\n{inner}b\n\n{inner}c '"),
            7 => format!(" \"a \\\n{inner}b\n{inner} c\\x41\""),
            8 | 9 => {
                let sign = *choose(self.random, &["|", "|-", "|+", ">", ">-", ">+", "|2", "|2-", ">-2", "| # c"]);
                let more = *choose(self.random, &["", "", "\n", "\n\n"]);
                let second = match self.random.u8(..4) {
                    0 => format!("\n{inner}b #c"),
                    1 => format!("\n{inner}  b\n{inner}c"),
                    2 => format!("\n\n{inner}b: 'c"),
                    _ => String::new(),
                };
                format!(" {sign}\n{inner}{word}{second}{more}")
            }
            10 => format!(
                " {}",
                choose::<&str>(self.random, &["!!str 5", "! 5", "!!str", "!a b", "!reset null", "!!int 5"])
            ),
            11 => format!(
                " {}",
                choose::<&str>(
                    self.random,
                    &[
                        "5", "0", "-7", "017", "0x1F", "1.50", "true", "False", "1_000", "+5", "0.5", "1e3", "08",
                        "yes", "-0"
                    ]
                )
            ),
            12 => format!(" {}", manifests::value(self.random, self.loader)),
            13 => format!(" {}", choose::<&str>(self.random, REFERENCES)),
            14 => format!(" \"{}\"", word.replace(['"', '\\'], "")),
            15..=17 => format!(" '{quoted}'"),
            _ => format!(" {word}"),
        }
    }

    /// A text that can stand without quotes.
    fn tame(&mut self) -> String {
        let words = [
            "a",
            "a b",
            "a-b_c",
            "a$$b",
            "ab#c",
            "http://a:1/b?c=d",
            "é",
            "a,b",
            "a  b",
            "(a)",
            "1.2.3",
            "a'b",
            "a\"b",
            "50%",
            "a=b",
            "${J:-x}",
            "${H}y",
        ];
        (*choose(self.random, &words)).to_owned()
    }

    fn comment(&mut self, indent: usize) {
        let indent = *choose(self.random, &[0, indent, indent + 2]);
        match self.random.u8(..12) {
            0 => self.add(format!("{:indent$}# K: c\n", "")),
            1 => self.text.push('\n'),
            _ => {}
        }
    }

    fn end_of_line(&mut self) {
        self.one_of(&["\n", "\n", "\n", "\n", " \n", " # c\n", "\t# c\n"]);
    }
}
