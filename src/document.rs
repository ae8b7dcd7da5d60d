//! What was pasted: a bare key, several keys, or a file in which keys stand; and where in it the
//! secrets are. Places, not copies.

use std::ops::Range;

use crate::{listed::Listed, python::File, secret::Secret};

mod arrives;
mod bytes;
#[cfg(test)]
mod kinds;
mod line;
mod names;
mod pairs;
mod prose;
mod settings;
mod signs;
mod value;

pub(crate) use arrives::{Arrives, Changed, arrives, carried, helps};
pub use bytes::decode;

use arrives::Carrier;
use signs::Signs as _;

/// What a text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A key and nothing else.
    Key,
    /// Keys, one in each line.
    List,
    /// `NAME=value` lines.
    Env,
    /// Python, such as `settings.py`.
    Settings,
    /// A compose file, or another of YAML.
    Compose,
    /// A Dockerfile.
    Dockerfile,
    /// A file that tells a service what to run: GitHub's or GitLab's.
    Ci,
    /// Lines of a shell: a script, or what was typed.
    Shell,
    /// Something else in which a key stands behind its name.
    Line,
}

impl Kind {
    /// Its name in the probe's answers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::List => "list",
            Self::Env => "env",
            Self::Settings => "settings",
            Self::Compose => "compose",
            Self::Dockerfile => "dockerfile",
            Self::Ci => "ci",
            Self::Shell => "shell",
            Self::Line => "line",
        }
    }

    /// What it was taken for, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Key => "a key",
            Self::List => "a list of keys",
            Self::Env => "a line of a .env file",
            Self::Settings => "a line of settings.py",
            Self::Compose => "a line of a YAML file",
            Self::Dockerfile => "a line of a Dockerfile",
            Self::Ci => "a line of a CI file",
            Self::Shell => "a line of a shell",
            Self::Line => "a key behind its name",
        }
    }
}

/// What a secret is for in the place where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is the key.
    Key,
    /// It is one of `SECRET_KEY_FALLBACKS`.
    Fallback,
    /// It is taken when a variable is not set.
    Default,
    /// It is what the fallbacks are split from when a variable is not set.
    FallbackDefault,
    /// It is no secret, but code that makes a key at each start.
    Made,
}

/// What stands in a text that holds no key: what says most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nothing {
    /// A key that was encrypted.
    Encrypted,
    /// A command or a template that makes one.
    Command,
    /// What says where the key is.
    Reference,
    /// A name with nothing behind it.
    Empty,
    /// A key that is commented out.
    Commented,
    /// A key's name, in a text about it.
    Name,
    /// Secrets of other services.
    Other,
    /// A file in which none is named.
    File,
    /// A text of a kind that is not known.
    Unknown,
}

impl Nothing {
    /// Its name in the tests' tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::Command => "command",
            Self::Reference => "reference",
            Self::Empty => "empty",
            Self::Commented => "commented",
            Self::Name => "name",
            Self::Other => "other",
            Self::File => "file",
            Self::Unknown => "unknown",
        }
    }

    /// What stands there, and what follows.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Encrypted => "it is encrypted. Decrypt it, and paste what comes out.",
            Self::Command => {
                "a command or a template makes one when it runs. See that what it makes is kept: a new key at each start ends all sessions."
            }
            Self::Reference => "a reference stands there, which says where the key is. Check the key in that place.",
            Self::Empty => "its name stands there with nothing behind it. Django does not start without a key.",
            Self::Commented => "it is commented out. Nothing reads it, but whoever has the text has it.",
            Self::Name => "only its name stands there. Paste the key, or the line that sets it.",
            Self::Other => "only secrets of other services stand there, and Django’s is a key of its own.",
            Self::File => "nothing in this file is called a secret key.",
            Self::Unknown => "this is no kind of text that is known here. Paste a key, a line or a file.",
        }
    }
}

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What the text round it was taken for.
    pub kind: Kind,
    /// The bytes of its name, if it has one.
    pub name: Option<Range<usize>>,
    /// The bytes of the secret, without the quotes that its file wants round it.
    pub span: Range<usize>,
    /// What it is for.
    pub role: Role,
    /// The Python that gives the secret, where that is not just what stands there.
    code: Option<Range<usize>>,
    /// What hands it on, and name and value with the quotes round them.
    carrier: Carrier,
    whole: Range<usize>,
}

impl Found {
    const fn python(span: Range<usize>, role: Role) -> Self {
        Self { kind: Kind::Settings, name: None, span, role, code: None, carrier: Carrier::Plain, whole: 0..0 }
    }

    /// The secret, where it is not what stands at its place: escapes are read, and literals side by side
    /// are one.
    pub(crate) fn secret(&self, text: &str) -> Option<Secret> {
        let file = File::expression(&text[self.code.clone()?])?;
        Some(file.evaluate(&(0..file.tokens.len()))?.text)
    }
}

/// More secrets than this are not looked for.
const MOST: usize = 200;

/// The secrets in `text`, in order. Where no line names one, the whole text is taken for a key, or
/// its lines for keys; blank text holds none.
///
/// A key may itself hold `=`, so that a line is one only if what it assigns to is called a key or a
/// secret, in capitals.
pub fn read(text: &str) -> Vec<Found> {
    understand(text).unwrap_or_default()
}

/// What stands in `text`, in which [`read`] finds nothing.
pub fn nothing(text: &str) -> Nothing {
    understand(text).err().unwrap_or(Nothing::Unknown)
}

fn understand(text: &str) -> Result<Vec<Found>, Nothing> {
    let some = |found: Vec<Found>, or| if found.is_empty() { Err(or) } else { Ok(found) };
    let trimmed = text.trim();
    if trimmed.starts_with("-----BEGIN PGP MESSAGE") || trimmed.starts_with("-----BEGIN AGE ENCRYPTED FILE") {
        return Err(Nothing::Encrypted);
    }
    if trimmed.starts_with("-----BEGIN ") {
        return Ok(vec![bare(0..text.len())]);
    }
    let mut look = Look::at(text);
    if text.contains("kind: SealedSecret") || text.starts_with("$ANSIBLE_VAULT") {
        return Err(Nothing::Encrypted);
    }
    if let Some(mut found) = settings::find(text) {
        commented(text, &mut found);
        return some(found, Nothing::Reference);
    }
    let is_section = |line: &str| line.starts_with('[') && line.trim_end().ends_with(']') && !line.has("'\",");
    // `DEBUG = True` stands in other files, too.
    let of_python = |line: &str| line.starts_with("import ") || line.starts_with("from ") || line.has("'\"(");
    if look.kind == Some(Kind::Settings) && (text.lines().any(is_section) || !text.lines().any(of_python)) {
        look.kind = None;
    }
    let is_python = look.kind == Some(Kind::Settings);
    let mut found = Vec::new();
    if is_python || look.kind.is_none() {
        let mut is_inside = false;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.cut("\r\n").len();
            is_inside |= is_section(line) && !is_python;
            if found.len() < MOST && !line.trim_start().starts_with('#') && !is_inside {
                line::of_line(text, start..end, is_python, &mut found);
            }
            start += line.len();
        }
        found.truncate(MOST);
    }
    if is_python {
        commented(text, &mut found);
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let pairs = pairs::find(text, look.kind);
    if !pairs.found.is_empty() {
        return Ok(pairs.found);
    }
    if trimmed.is_empty() || crate::messages::answer(text).is_some() {
        return Err(Nothing::Unknown);
    }
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let is_long = trimmed.contains('\n');
    // What stands alone was put in the key's place, as `${SECRET_KEY}` or a word in small letters.
    let is_alone = !is_long && (!trimmed.has("=:") || trimmed.starts_with('{') || trimmed.starts_with("${"));
    match pairs.nothing {
        Some(Nothing::Name) if is_alone && (trimmed.begins("{<%_") || !trimmed.contains(' ') && !is_name(trimmed)) => {}
        Some(Nothing::Reference) if is_alone => {}
        Some(nothing) => {
            return Err(if nothing == Nothing::Name && prose::is(text) { Nothing::Unknown } else { nothing });
        }
        None => {}
    }
    if text.lines().any(|line| line.trim_start().trim_start_matches("- ").starts_with("secure: ")) {
        return Err(Nothing::Encrypted);
    }
    if prose::is(text) {
        return Err(Nothing::Unknown);
    }
    let is_told = text.lines().any(|line| is_typed(line) && value::is_making(line));
    if is_long && (look.kind.is_some() && !is_told || assigns(text) || is_structured(text)) || is_python {
        return Err(Nothing::File);
    }
    // A line copied from a terminal ends in a line break, which is none of the key's.
    let whole = text.cut("\r\n");
    let end = if whole.contains('\n') { text.len() } else { whole.len() };
    Ok(list(text).unwrap_or_else(|| vec![bare(0..end)]))
}

/// Whether some line is one of a file that is no list of keys: of YAML, JSON, XML or a program.
fn is_structured(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        let name = line.split([':', '=']).next().unwrap_or_default();
        let is_name =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.- ".contains(&byte));
        line == "---"
            || line == "{"
            || line == "["
            || line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(|section| {
                section.len() > 2
                    && section.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_.:[]- ".contains(&byte))
            })
            || line.starts_with("# ")
            || line.starts_with('<') && line.ends_with('>')
            || is_name
                && (line.ends_with(':')
                    || line[name.len()..].starts_with(": ")
                    || line[name.len()..].starts_with(" = "))
    })
}

/// Adds the keys in `settings.py` that are commented out: whoever has the file has them. What stands in
/// the file as well is told once.
fn commented(text: &str, found: &mut Vec<Found>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_start().skip("# \t");
        let from = start + line.len() - written.len();
        start += line.len();
        if found.len() >= MOST || !line.trim_start().starts_with('#') || !written.starts_with("SECRET_KEY") {
            continue;
        }
        let mut here = Vec::new();
        line::of_line(text, from..from + written.trim_end().len(), true, &mut here);
        for one in here {
            let is_there = |other: &Found| text[other.span.clone()] == text[one.span.clone()];
            if one.role != Role::Made && !one.span.is_empty() && !found.iter().any(is_there) {
                let at = found.iter().take_while(|other| other.span.start < one.span.start).count();
                found.insert(at, one);
            }
        }
    }
}

/// A key that stands by itself.
pub(crate) fn bare(span: Range<usize>) -> Found {
    Found { kind: Kind::Key, ..Found::python(span, Role::Key) }
}

/// Whether a line was typed at a prompt: `$ `, `(venv) $ `, `user@host:~/app$ `.
fn is_typed(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(">>> ")
        || line.split_once("$ ").is_some_and(|(prompt, _)| {
            prompt.is_empty() || prompt.starts_with('(') && prompt.ends_with(") ") || prompt.contains('@')
        })
}

/// The lines of `text`, if they are several keys and not one that was wrapped.
fn list(text: &str) -> Option<Vec<Found>> {
    let lines: Vec<_> = text.lines().filter(|line| is_of_list(line)).listed();
    let longest = lines.iter().map(|line| line.trim().len()).max()?;
    let words = lines.iter().any(|line| line.trim().contains(' '));
    let others_left_out = text.lines().any(|line| !line.trim().is_empty() && !is_of_list(line));
    if lines.len() < 2 && !others_left_out || longest > 400 {
        return None;
    }
    let (last, others) = lines.split_last()?;
    let length = lines[0].trim().len();
    // What was wrapped has lines of one length, but for the last, and is a key's usual length in all.
    let even = others.iter().all(|line| line.trim().len() == length);
    let all: usize = lines.iter().map(|line| line.trim().len()).sum();
    let usual = matches!(all, 32 | 40 | 43 | 44 | 50 | 56 | 64 | 66 | 86 | 88 | 128);
    let wrapped = even
        && last.trim().len() <= length
        && (usual && length < all.min(50) || matches!(length, 64 | 76) && last.trim().len() < length);
    if wrapped || words && lines.len() < 3 {
        return None;
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.cut("\r\n");
        if is_of_list(trimmed) && found.len() < MOST {
            let kind = if lines.len() > 1 { Kind::List } else { Kind::Key };
            found.push(Found { kind, ..bare(start..start + trimmed.len()) });
        }
        start += line.len();
    }
    Some(found)
}

/// Whether a line is not blank, and neither a fence of Markdown, nor what was typed into Python, nor a name
/// alone.
fn is_of_list(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("```") && !is_typed(line) && line != "SECRET_KEY"
}

/// Whether `text` assigns something in each line.
fn assigns(text: &str) -> bool {
    let assigns = |line: &str| {
        let line = line.trim();
        let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=').unwrap_or_default();
        let is_of_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        line.starts_with('#') || !name.is_empty() && !value.is_empty() && name.bytes().all(is_of_name)
    };
    text.lines().filter(|line| is_of_list(line)).all(assigns)
}

/// What a text looks like as a whole.
#[derive(Debug, Clone, Copy)]
struct Look {
    kind: Option<Kind>,
}

impl Look {
    fn at(text: &str) -> Self {
        let mut kind = None;
        let mut docker = false;
        for line in text.lines().take(2000) {
            let indented = line.starts_with(' ') || line.starts_with('\t');
            let line = line.trim();
            let begins = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
            docker |= begins(&["FROM "]);
            let is = if docker && begins(&["FROM ", "RUN ", "ENV ", "ARG ", "CMD "]) || begins(&["ENV ", "ARG "]) {
                Kind::Dockerfile
            } else if begins(&["services:", "environment:"]) {
                Kind::Compose
            } else if begins(&[
                "jobs:",
                "stages:",
                "runs-on:",
                "before_script:",
                "script:",
                "steps:",
                "- uses:",
                "variables:",
            ]) || !indented && (begins(&["on:", "env:"]) || begins(&["image: "]))
            {
                Kind::Ci
            } else if begins(&[
                "import ",
                "from ",
                "INSTALLED_APPS",
                "MIDDLEWARE",
                "ALLOWED_HOSTS = ",
                "DEBUG = ",
                "BASE_DIR = ",
            ]) {
                Kind::Settings
            } else if begins(&[
                "#!/bin/",
                "#!/usr/bin/env",
                ": 1",
                "$ ",
                "cd ",
                "git ",
                "sudo ",
                "docker ",
                "podman ",
                "python ",
                "python3 ",
                "pip ",
                "heroku ",
                "fly ",
                "flyctl ",
                "kubectl ",
                "ls ",
                "source ",
                "curl ",
                "echo ",
                "./manage.py",
            ]) || line
                .split_once("  ")
                .is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
                || line.contains(" python manage.py")
            {
                Kind::Shell
            } else {
                continue;
            };
            // A compose file may hold `image:`, and a CI file `services:`.
            let beats = |old: Kind| matches!((old, is), (Kind::Compose, Kind::Ci)) && !line.starts_with("image:");
            if kind.is_none_or(beats) || matches!((kind, is), (Some(Kind::Ci), Kind::Compose)) && line == "environment:"
            {
                kind = Some(is);
            }
        }
        Self { kind }
    }
}

/// Whether the text turns Django's debug pages on.
pub(crate) fn is_debug_on(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches("export ").trim_start_matches("ENV ");
        let Some(end) = line.place("=: ") else { return false };
        let value = line[end..].skip(" =:").trim_matches(['\'', '"', ' ']).to_ascii_lowercase();
        matches!(line[..end].trim(), "DEBUG" | "DJANGO_DEBUG") && matches!(&value[..], "true" | "1" | "yes" | "on")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(text: &str, expected: &[(Kind, &str, &str)]) {
        let found = read(text);
        let found: Vec<_> = found
            .iter()
            .map(|found| (found.kind, found.name.clone().map_or("", |name| &text[name]), &text[found.span.clone()]))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[track_caller]
    fn roles(text: &str, expected: &[(Role, &str)]) {
        let found = read(text);
        let found: Vec<_> = found.iter().map(|found| (found.role, &text[found.span.clone()])).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn what_is_a_line_and_what_is_a_key() {
        holds("abc=def", &[(Kind::Key, "", "abc=def")]);
        holds("ABC=def", &[(Kind::Key, "", "ABC=def")]);
        holds(" abc\n", &[(Kind::Key, "", " abc")]);
        holds(" \n", &[]);
        holds("SECRET_KEY=abc", &[(Kind::Env, "SECRET_KEY", "abc")]);
        holds("export DJANGO_SECRET_KEY='a b'\r\n", &[(Kind::Env, "DJANGO_SECRET_KEY", "a b")]);
        holds("SECRET_KEY='a' # b", &[(Kind::Env, "SECRET_KEY", "a")]);
        holds("SECRET_KEY='a'#b", &[(Kind::Env, "SECRET_KEY", "'a'#b")]);
        holds("SECRET_KEY='a' b", &[(Kind::Env, "SECRET_KEY", "'a' b")]);
        holds("SECRET_KEY='a\\' # b", &[(Kind::Env, "SECRET_KEY", "a\\")]);
        holds(r#"SECRET_KEY="a\"b\\" "#, &[(Kind::Env, "SECRET_KEY", r#"a\"b\\"#)]);
        holds("SECRET_KEY='a';", &[(Kind::Env, "SECRET_KEY", "a")]);
        holds("SECRET_KEY=a # b", &[(Kind::Env, "SECRET_KEY", "a")]);
        holds("SECRET_KEY=a#b", &[(Kind::Env, "SECRET_KEY", "a#b")]);
        holds("SECRET_KEY = \"a=b\"  # c", &[(Kind::Settings, "SECRET_KEY", "a=b")]);
        holds("DEBUG=1\nSECRET_KEY=a\nAPI_KEY=b\n", &[(Kind::Env, "SECRET_KEY", "a")]);
        holds("A_KEY=a\nB_KEY=b\n", &[(Kind::Env, "A_KEY", "a"), (Kind::Env, "B_KEY", "b")]);
        for empty in ["SECRET_KEY=", "SECRET_KEY= ", "SECRET_KEY= # b", "SECRET_KEY='' # b"] {
            holds(empty, &[(Kind::Env, "SECRET_KEY", "")]);
        }
        holds("from .base import SECRET_KEY", &[]);
        holds("SECRET_KEY = os.environ[\"SECRET_KEY\"]", &[]);
    }

    #[test]
    fn files() {
        let django = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        holds(
            &format!("from pathlib import Path\n\nSECRET_KEY = '{django}'\nDEBUG = True\n"),
            &[(Kind::Settings, "SECRET_KEY", django)],
        );
        holds(
            "services:\n  web:\n    environment:\n      SECRET_KEY: abc # d\n",
            &[(Kind::Compose, "SECRET_KEY", "abc")],
        );
        holds(
            "services:\n  web:\n    environment:\n      - SECRET_KEY=abc def\n      - \"B_KEY=x y\"\n",
            &[(Kind::Compose, "SECRET_KEY", "abc def")],
        );
        holds("FROM python:3\nENV SECRET_KEY=abc DEBUG=1\n", &[(Kind::Dockerfile, "SECRET_KEY", "abc")]);
        holds("FROM python:3\nENV SECRET_KEY abc\n", &[(Kind::Dockerfile, "SECRET_KEY", "abc")]);
        holds(
            "jobs:\n  test:\n    env:\n      SECRET_KEY: 'a b'\n      OTHER_KEY: ${{ secrets.KEY }}\n",
            &[(Kind::Ci, "SECRET_KEY", "a b")],
        );
        holds("cd app\nexport SECRET_KEY='abc'\nls -a\n", &[(Kind::Shell, "SECRET_KEY", "abc")]);
        holds("SECRET_KEY=abc python manage.py check\n", &[(Kind::Shell, "SECRET_KEY", "abc")]);
        holds("  501  heroku config:set SECRET_KEY=abc\n", &[(Kind::Shell, "SECRET_KEY", "abc")]);
        holds("aaa\nbbb\nccc\n", &[(Kind::List, "", "aaa"), (Kind::List, "", "bbb"), (Kind::List, "", "ccc")]);
        holds("```\naaa\n```\n", &[(Kind::Key, "", "aaa")]);
        holds(">>> f()\n'aaa'\n", &[(Kind::Key, "", "'aaa'")]);
        for none in ["A=b\nexport C_2='d'\n", "# A\nB=c\n\n# D=\n", "A_b: 1\nmy_secret_key\n"] {
            holds(none, &[]);
        }
        holds("AAA=\nBBB=\n", &[(Kind::List, "", "AAA="), (Kind::List, "", "BBB=")]);
        let wrapped = format!("{}\n{}\n", &django[..30], &django[30..]);
        holds(&wrapped, &[(Kind::Key, "", &wrapped)]);
    }

    #[test]
    fn what_is_commented_out() {
        let settings = Kind::Settings;
        holds(
            "import os\n# SECRET_KEY = 'old'\n  ##SECRET_KEY = os.environ.get('K', 'older')\n# SECRET_KEY = env('K')\nSECRET_KEY = 'new'\n",
            &[(settings, "SECRET_KEY", "old"), (settings, "SECRET_KEY", "older"), (settings, "SECRET_KEY", "new")],
        );
        holds("import os\n# SECRET_KEY = 'a'\nSECRET_KEY = 'a'\n# A_KEY = 'b'\n", &[(settings, "SECRET_KEY", "a")]);
        holds("import os\n# SECRET_KEY = 'a'\nSECRET_KEY = env('K')\n", &[(settings, "SECRET_KEY", "a")]);
        holds("A_KEY=b\n# SECRET_KEY=c\n", &[(Kind::Env, "A_KEY", "b")]);
    }

    #[test]
    fn what_a_secret_is_for() {
        roles("import os\nSECRET_KEY = os.environ.get('SECRET_KEY', 'abc')\n", &[(Role::Default, "abc")]);
        roles("SECRET_KEY = config('SECRET_KEY', default=\"abc\", cast=str)\n", &[(Role::Default, "abc")]);
        roles("SECRET_KEY = os.getenv('SECRET_KEY') or 'abc'\n", &[(Role::Default, "abc")]);
        roles("SECRET_KEY = env('SECRET_KEY')\n", &[]);
        roles("SECRET_KEY: str = 'abc'\n", &[(Role::Key, "abc")]);
        roles(
            "SECRET_KEY = 'abc'\nSECRET_KEY_FALLBACKS = [\n    '''def''',  # old's\n    \"\",\n]\nX = 'y'\n",
            &[(Role::Key, "abc"), (Role::Fallback, "def"), (Role::Fallback, "")],
        );
        roles(
            "import os\nSECRET_KEY_FALLBACKS = os.environ.get('OLD', '').split(',')\n",
            &[(Role::FallbackDefault, "")],
        );
        roles("import secrets\nSECRET_KEY = secrets.token_hex(32)  # b\n", &[(Role::Made, "secrets.token_hex(32)")]);
        roles("SECRET_KEY_FALLBACKS=a,b\n", &[(Role::Fallback, "a"), (Role::Fallback, "b")]);
        roles("services:\n  a:\n    environment:\n      SECRET_KEY: ${SECRET_KEY:-abc}\n", &[(Role::Default, "abc")]);
    }

    #[test]
    fn what_literals_come_to() {
        for (text, expected) in [
            ("SECRET_KEY = 'ab'", None),
            (r"SECRET_KEY = 'a\'b\\'", Some("a'b\\")),
            (r"SECRET_KEY = r'a\b'", None),
            ("SECRET_KEY = 'a' \"b\"  # c", Some("ab")),
            ("SECRET_KEY = (\n    'a'  # b\n    'c'\n)\nA = 'd'\n", Some("ac")),
            ("SECRET_KEY = 'a' + 'b'", Some("ab")),
            ("SECRET_KEY = \\\n    'a' 'b'", Some("ab")),
            (r#"import os\nSECRET_KEY = os.environ.get("K", "a\"b")"#, Some("a\"b")),
        ] {
            let text = text.replace("os\\n", "os\n");
            let found = read(&text);
            assert_eq!(found.len(), 1, "{text:?}");
            assert_eq!(found[0].secret(&text).as_ref().map(Secret::expose), expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            for found in read(&text) {
                found.secret(&text);
                proptest::prop_assert!(text.get(found.span).is_some());
            }
        }

        #[test]
        fn any_shapes_side_by_side_are_read(from in 0_usize..2000, many in 1_usize..6, cut in 0_usize..400, is_one_line: bool) {
            let shapes = kinds::all();
            let text: String = (0..many).map(|at| &shapes[(from + at * 37) % shapes.len()][..]).collect();
            let mut at = cut.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let text = if is_one_line { text[at..].replace('\n', " ") } else { text[at..].to_owned() };
            for found in read(&text) {
                found.secret(&text);
                arrives(&text, &found);
                proptest::prop_assert!(text.get(found.span).is_some());
            }
        }

        #[test]
        fn any_lines_are_read(text in "((SECRET_KEY|A_KEY|SECRET_KEY_FALLBACKS|DEBUG|services:|jobs:|FROM |import x|[a-zé]{0,3})[ =:'\"\\[\\](),$\\-\n\\\\{}#]{0,4}){0,8}") {
            for found in read(&text) {
                found.secret(&text);
                proptest::prop_assert!(text.get(found.span).is_some());
            }
        }
    }
}
