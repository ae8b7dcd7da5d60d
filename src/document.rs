//! What was pasted: a bare key, several keys, or a file in which keys stand; and where in it the
//! secrets are. Places, not copies.

use std::ops::Range;

use crate::{python::File, secret::Secret};

mod arrives;
mod bytes;
#[cfg(test)]
mod kinds;
mod line;
mod list;
mod look;
mod names;
mod pairs;
mod prose;
mod settings;
mod signs;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use arrives::{Arrives, Changed, arrives, carried, helps};
pub use bytes::decode;
pub(crate) use look::is_debug_on;

use arrives::Carrier;
use list::{is_typed, list};
use look::{assigns, is_structured};
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

/// Whether a variable of this name is Django’s key, by what it is called.
pub(crate) fn is_django_key(name: &str) -> bool {
    names::of(name) == names::Name::Django && !name.contains("FALLBACK") && !name.contains("OLD")
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

/// Whether a text is the base64 of 30 bytes or more, with padding: one of random bytes may end in `KEY=`, and is no name
/// without a value.
fn is_padded(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let has = |of: fn(&u8) -> bool| digits.bytes().any(|byte| of(&byte));
    (1..=2).contains(&(text.len() - digits.len()))
        && text.len() >= 40
        && text.len().is_multiple_of(4)
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
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
    if is_padded(trimmed) {
        return Ok(vec![bare(0..text.trim_end_matches(['\r', '\n']).len())]);
    }
    let mut kind = look::kind(text);
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
    if kind == Some(Kind::Settings) && (text.lines().any(is_section) || !text.lines().any(of_python)) {
        kind = None;
    }
    let is_python = kind == Some(Kind::Settings);
    let mut found = Vec::new();
    if is_python || kind.is_none() {
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
    let pairs = pairs::find(text, kind);
    if !pairs.found.is_empty() {
        return Ok(pairs.found);
    }
    if trimmed.is_empty() || crate::messages::answer(text).is_some() {
        return Err(Nothing::Unknown);
    }
    if let Some(found) = list::answered(text).or_else(|| list::told(text)) {
        return Ok(vec![found]);
    }
    // A command alone, and what one answers.
    if is_typed(trimmed) && !trimmed.contains('\n') {
        return Err(if value::is_making(trimmed) { Nothing::Command } else { Nothing::Unknown });
    }
    if text.lines().next().is_some_and(is_typed)
        && text.lines().skip(1).all(list::is_answer)
        && let Some(found) = list(text).filter(|found| !found.is_empty())
    {
        return Ok(found);
    }
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let is_long = trimmed.contains('\n');
    // What stands alone was put in the key's place, as `${SECRET_KEY}` or a word in small letters.
    let is_alone = !is_long && (!trimmed.has("=:") || trimmed.starts_with('{') || trimmed.starts_with("${"));
    match pairs.nothing {
        Some(Nothing::Name)
            if is_alone
                && (trimmed.begins("{<%_")
                    || !trimmed.contains(' ') && (!is_name(trimmed) || names::is_wanting(trimmed))) => {}
        // A word alone, in small letters, is no name of a variable.
        Some(Nothing::Other) if is_alone && !trimmed.contains(' ') && !is_name(trimmed) => {}
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
    if is_long && (kind.is_some() && !is_told || assigns(text) || is_structured(text)) || is_python {
        return Err(Nothing::File);
    }
    // JSON on one line, in which nothing is called a key.
    let is_json =
        (trimmed.starts_with("{\"") || trimmed.starts_with("[{")) && trimmed.ends("}]") && trimmed.contains("\":");
    if is_json {
        return Err(Nothing::File);
    }
    // A line copied from a terminal ends in a line break, which is none of the key's.
    let whole = text.cut("\r\n");
    let end = if whole.contains('\n') { text.len() } else { whole.len() };
    Ok(list(text).unwrap_or_else(|| vec![bare(0..end)]))
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
