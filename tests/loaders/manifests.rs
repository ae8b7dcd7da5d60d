//! Files of YAML, for the loaders that read these.

use fastrand::Rng;
use keyproof::{
    loader::{FileKind, Loader},
    secret::Secret,
};

use super::{DJANGO, PIECES, PLAIN, choose, pieces, symbols};

/// What YAML takes for something else than a text, or nearly.
const VALUES: &[&str] = &[
    "yes",
    "No",
    "on",
    "y",
    "TRUE",
    "~",
    "null",
    "Null",
    ".inf",
    "-.INF",
    ".nan",
    "+.nan",
    "<<",
    "=",
    "12",
    "-12",
    "+1",
    "0x1F",
    "0xg",
    "-0x1f",
    "017",
    "019",
    "0o17",
    "0b11",
    "0b12",
    "1_000",
    "_1",
    "1__2",
    "12e3",
    "12E+3",
    "1e",
    "1e400",
    ".5",
    ".",
    "-.5",
    "1.",
    "1.5e3",
    "1.5.2",
    "12e3e4",
    "1:30",
    "190:20:30",
    "2001-01-01",
    "2001-12-14t21:59:43.10Z",
    "2001-1",
    "12345678901234567890123",
    "0xffffffffffffffffff",
    "- a",
    "-",
    "-a",
    "? a",
    "?a",
    ": a",
    ":a",
    "a:",
    "a: b",
    "a:b",
    "a :b",
    "a #b",
    "a#b",
    "#",
    "%a",
    "@a",
    "&a b",
    "*a",
    "!a b",
    "|",
    ">",
    "{a: b}",
    "[a]",
    "a]",
    "}",
    "a, b",
    ",",
    "''",
    "'''",
    "''''",
    "\"\"",
    "'a'b",
    "'a' #b",
    "'a'#b",
    "'a': b",
    "\"a\" b",
    "\"\\x41\\u00e9\\U0001F600\"",
    "\"\\q\"",
    "\"\\ud800\"",
    "\"\\x4\"",
    "\"\\N\\_\\L\\P\\e\\0\\/\\'\\ \"",
    "\"\\a\\b\\t\\n\\v\\f\\r\"",
    "'a\\n'",
    "YQ==",
    "YQ",
    "YQ=",
    "'YQ=='",
    "\"YWJj\\n\"",
    "YWJj",
    "YW Jj",
    "YWJj====",
    "/w==",
    "-_-_",
    "+/+/",
    "YR==",
    "=YWJ",
    "AA==",
];

/// What may stand behind a value, on lines of its own.
const MORE: &[&str] = &[
    "\n    b",
    "\n\n    b c",
    "\n  H: |\n    a\n     b\n\n",
    "\n  H: >-\n    a\n    b",
    "\n  H: &a b\n  K2: *a",
    "\n  H: 'a\n    b'",
    "\n  H: \"a \\\n    b\"",
    "\n  \"H\": a",
    "\n  ? H\n  : a",
    "\n  H: !!str 5",
    "\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: s\n",
    "\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: t\nstringData:\n  K: c\n",
];

/// A file for the loader, if it reads YAML.
pub(super) fn file(random: &mut Rng, loader: &Loader) -> Option<String> {
    if loader.form.file != FileKind::Yaml {
        return None;
    }
    if loader.id == "compose-yaml" && random.bool() {
        return Some(super::compose_files::project(random, loader));
    }
    let (head, indent) = (loader.form.head.trim_end(), loader.form.first);
    let mut file = if random.u8(..50) == 0 { "\u{feff}" } else { "" }.to_owned();
    file.push_str(choose::<&str>(random, &["", "", "", "---\n", "# c\n"]));
    file.push_str(head);
    file.push('\n');
    let list = loader.id == "compose-yaml" && random.u8(..4) == 0;
    for _ in 0..random.usize(1..=3) {
        file.push_str(choose::<&str>(random, &["", "", "", "", "", "\n", "# c\n", "   # c\n", " \n"]));
        file.push_str(indent);
        if random.u8(..60) == 0 {
            file.push(' ');
        }
        // A mapping that has a name twice is refused, or not: seldom.
        let name = *choose(random, &["K", "K", "J", "H", "K2", "a.b", "a-b", "_", "k"]);
        let value = value(random, loader);
        if list && random.u8(..12) == 0 {
            let items = [
                "K: a",
                "J: a",
                "5",
                "",
                "null",
                "'K'",
                "K",
                "J=1",
                "K =a",
                "'K\u{a0}=a'",
                "K= a",
                "- K=a",
                "K: {a: b}",
                "~",
            ];
            file.push_str("- ");
            file.push_str(choose::<&str>(random, &items));
        } else if list {
            let item = if random.bool() { format!("\"{name}={value}\"") } else { format!("{name}={value}") };
            file.push_str("- ");
            file.push_str(&item);
        } else {
            file.push_str(name);
            file.push_str(if random.u8(..20) == 0 {
                choose::<&str>(random, &[":  ", ":\t", ":", " : "])
            } else {
                ": "
            });
            file.push_str(&value);
            // It may go on, or be referred to.
            if indent == "  " && random.u8(..8) == 0 {
                file.push_str(choose::<&str>(random, MORE));
            }
        }
        file.push_str(choose::<&str>(random, &["", "", "", "", "", " ", "\t", " # c", "\t#c", "#c"]));
        file.push('\n');
    }
    if random.u8(..25) == 0 {
        let more =
            ["  x: y\n", "x: y\n", "x: y\n", " x: y\n", "x: [\n", "x:\n- a\n- b: c\n  d: e\n", "x:\n  - 'a'\n", " x\n"];
        file.push_str(choose::<&str>(random, &more));
    }
    if random.u8(..8) == 0 {
        file = file.replace('\n', "\r\n");
    }
    Some(file)
}

pub(super) fn value(random: &mut Rng, loader: &Loader) -> String {
    let length = *choose(random, &[1, 2, 3, 8, 20, 50]);
    let key = match random.u8(..4) {
        0 => symbols(random, PLAIN, length),
        1 => symbols(random, DJANGO, length),
        2 => pieces(random, PIECES, 8).replace(['\u{85}', '\u{2028}', '\u{b}', '\u{c}', '\u{1c}', '\u{1f}'], ""),
        _ => (0..length).map(|_| char::from(random.u8(b' '..=b'~'))).collect(),
    };
    match random.u8(..9) {
        8 => {
            let reference = *choose(random, super::REFERENCES);
            if random.bool() { reference.to_owned() } else { format!("'{}'", reference.replace('\'', "''")) }
        }
        0 => key,
        1 => choose::<&str>(random, VALUES).to_string(),
        2 if random.u8(..8) > 0 => format!("'{}'", key.replace('\'', "''")),
        2 => format!("'{key}'"),
        3 => format!("\"{}\"", key.replace('"', "").trim_end_matches('\\')),
        _ => choose(random, loader.quotings).apply(&Secret::new(key)).expose().to_owned(),
    }
}
