//! What arrives of a key: the loader that reads the file it stands in may decode it, undouble a sign, or
//! cut it.

use super::signs::Signs as _;
use super::{Found, Kind, Role, value};
use crate::{
    line::Destination,
    loader::{self, Environment, Loader},
    name::VariableName,
    reading::{Reading, Reason},
    secret::Secret,
};

/// What hands a value on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    /// It is not known what.
    Plain,
    /// A mapping of compose.yaml, and a list there.
    Compose,
    ComposeList,
    /// `data:` of a Secret.
    SecretData,
    /// YAML, and nothing after it.
    Yaml,
    Dockerfile,
    Systemd,
    Supervisord,
    Uwsgi,
    Decouple,
    Shell,
    Fish,
    PowerShell,
    /// Texts with escapes of JSON: TOML's and those of many languages, too.
    Json,
    /// The same in a text of the same.
    JsonInJson,
    Xml,
}

/// The loaders whose models tell, and what stands before a name in a file of theirs.
const MODELS: &[(Carrier, &str, &str)] = &[
    (Carrier::Compose, "compose-yaml", "services:\n  web:\n    environment:\n      "),
    (Carrier::ComposeList, "compose-yaml", "services:\n  web:\n    environment:\n      - "),
    (Carrier::SecretData, "kubernetes-secret-data", "apiVersion: v1\nkind: Secret\ndata:\n  "),
    (Carrier::Yaml, "kubernetes-secret-stringdata", "apiVersion: v1\nkind: Secret\nstringData:\n  "),
    (Carrier::Dockerfile, "dockerfile-env", "ENV "),
    (Carrier::Systemd, "systemd-environment", "[Service]\nEnvironment="),
    (Carrier::Supervisord, "supervisord", "[program:django]\nenvironment="),
    (Carrier::Uwsgi, "uwsgi-ini", "[uwsgi]\nenv = "),
    (Carrier::Decouple, "python-decouple-ini", "[settings]\n"),
    (Carrier::Shell, "bash", "export "),
    (Carrier::Fish, "fish", "set -x "),
];

impl Carrier {
    /// Who reads a section of an INI file that is called so.
    pub(super) fn of_section(section: &str) -> Option<Self> {
        Some(match section {
            "Service" => Self::Systemd,
            "settings" => Self::Decouple,
            "uwsgi" => Self::Uwsgi,
            "supervisord" => Self::Supervisord,
            _ if section.starts_with("program:") => Self::Supervisord,
            _ => return None,
        })
    }
}

/// What a loader makes of a key as it is written.
pub(crate) enum Arrives {
    /// What is written.
    Same,
    /// This key, as it was meant.
    Key(Secret),
    /// Something else than is written, by this loader: what, if anything.
    Changed(Changed),
    /// A command stands there, which nothing has run.
    Command,
}

/// A key that is changed on its way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changed {
    /// The loader that does so.
    pub(crate) by: &'static str,
    /// How many characters of it arrive, if it arrives.
    pub(crate) length: Option<usize>,
    /// No line brings it to that loader as it is written.
    pub(crate) is_lost: bool,
}

/// What arrives of `found`, which stands in `text`.
pub(crate) fn arrives(text: &str, found: &Found) -> Arrives {
    let written = &text[found.span.clone()];
    if value::is_command(written.trim()) && found.kind != Kind::Settings {
        return Arrives::Command;
    }
    if found.role != Role::Key || found.span.is_empty() {
        return Arrives::Same;
    }
    let decoded = match found.carrier {
        Carrier::Plain => return Arrives::Same,
        Carrier::Json => from_json(written),
        Carrier::JsonInJson => from_json(&from_json(written)),
        Carrier::Xml => from_xml(written),
        Carrier::PowerShell => {
            let is_double = text[found.whole.clone()].ends_with('"');
            let is_changed = is_double && (written.contains('`') || looks_up(written));
            return if is_changed {
                Arrives::Changed(Changed { by: "PowerShell", length: None, is_lost: false })
            } else {
                Arrives::Same
            };
        }
        _ => return by_model(text, found),
    };
    if decoded == written { Arrives::Same } else { Arrives::Key(Secret::new(decoded)) }
}

/// Whether a `$` stands before what may be a name.
fn looks_up(written: &str) -> bool {
    let starts = |byte: &u8| byte.is_ascii_alphanumeric() || b"_{(".contains(byte);
    written.as_bytes().windows(2).any(|pair| pair[0] == b'$' && starts(&pair[1]))
}

/// What the model of the file's loader makes of a file with this key alone, and that file: a reading of all of a
/// long file for each of its keys would take with the square of its length.
fn reading(text: &str, found: &Found) -> Option<(&'static Loader, Reading, String)> {
    let (_, id, before) = MODELS.iter().find(|(of, ..)| *of == found.carrier)?;
    let (loader, name) = (loader::find(id)?, found.name.clone()?);
    let whole = &text[found.whole.clone()];
    // In the quotes that are round both, or round the value.
    let file = if found.whole.contains(&name.start) {
        let (head, rest) = (&text[found.whole.start..name.start], &text[name.end..found.whole.end]);
        // `"NAME": "…"`: the name has quotes of its own.
        let own = text[..name.start].chars().next_back().filter(|last| head.is_empty() && matches!(last, '"' | '\''));
        let rest = own.and_then(|quote| rest.strip_prefix(quote)).unwrap_or(rest);
        match found.carrier {
            // The quotes of an option stand round both, and those of a shell's value behind the sign.
            Carrier::Shell => [before, "K=", head, rest.skip(" ="), "\n"].concat(),
            _ => match rest.split_once('\n') {
                // A scalar of YAML that begins on the next line: below the name, wherever that stood.
                Some((line, below)) => [before, head, "K", line, "\n          ", below.trim_start(), "\n"].concat(),
                None => [before, head, "K", rest, "\n"].concat(),
            },
        }
    } else {
        [before, "K: ", whole, "\n"].concat()
    };
    let reading = loader.read(&file, &VariableName::parse("K").ok()?, &Environment::EMPTY);
    Some((loader, reading, file))
}

fn by_model(text: &str, found: &Found) -> Arrives {
    let written = &text[found.span.clone()];
    let Some((loader, reading, file)) = reading(text, found) else { return Arrives::Same };
    let is_yaml = matches!(found.carrier, Carrier::Compose | Carrier::Yaml | Carrier::SecretData);
    let changed = |length| {
        let is_lost = Destination::Loader(loader).write(&VariableName::usual(), &written.into()).is_err();
        Arrives::Changed(Changed { by: loader.label, length, is_lost })
    };
    match reading {
        Reading::Value { text: value, notes } => {
            // Two signs for one are meant so.
            let is_changed = notes.iter().any(|note| changes(note.reason) && file.get(note.span.clone()) != Some("%%"));
            match (value.expose() == written, is_changed) {
                (true, _) => Arrives::Same,
                (false, true) => changed(Some(value.expose().chars().count())),
                (false, false) => Arrives::Key(value),
            }
        }
        Reading::Unknown(note) if changes(note.reason) => changed(None),
        // A tag of YAML is no part of what stands behind it.
        Reading::Unknown(_) if is_yaml && written.starts_with('!') => changed(None),
        Reading::Refused(_) | Reading::Missing { .. } => changed(None),
        Reading::Unknown(_) => Arrives::Same,
    }
}

/// Of a key that its file's loader changes: what arrives, if anything, and the lines that carry what is written.
pub(crate) fn helps(text: &str, found: &Found) -> Option<(Option<Secret>, Secret)> {
    let Arrives::Changed(_) = arrives(text, found) else { return None };
    let (loader, reading, _) = reading(text, found)?;
    let name =
        VariableName::parse(&text[found.name.clone()?]).ok().or_else(|| VariableName::parse("SECRET_KEY").ok())?;
    let line = Destination::Loader(loader).write(&name, &text[found.span.clone()].into()).ok()?;
    let value = match reading {
        Reading::Value { text, .. } => Some(text),
        _ => None,
    };
    Some((value, line.text(loader.form)))
}

/// A text of JSON without its escapes.
fn from_json(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let letter = after.chars().next().unwrap_or('\\');
        let digits = after.get(1..5).filter(|_| letter == 'u').and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let (real, length) = match (letter, digits.and_then(char::from_u32)) {
            (_, Some(real)) => (real, 5),
            ('n', _) => ('\n', 1),
            ('t', _) => ('\t', 1),
            ('"' | '\\' | '/' | '\'' | '$', _) => (letter, letter.len_utf8()),
            _ => ('\\', 0),
        };
        text.push(real);
        rest = after.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// A text of XML without its entities.
fn from_xml(written: &str) -> String {
    let mut text = written.to_owned();
    for (entity, real) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(entity, real);
    }
    text
}

/// Whether what was meant is lost so.
const fn changes(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::Interpolated
            | Reason::Template
            | Reason::Cut
            | Reason::Runs
            | Reason::Placeholder
            | Reason::Percent
            | Reason::NotBase64
    )
}

/// A line that carries a key for one loader, as it would be written here, holds the key that this reads.
pub(crate) fn carried(text: &str, found: &Found) -> Option<Secret> {
    let name = VariableName::parse(&text[found.name.clone()?]).ok()?;
    let written = &text[found.span.clone()];
    if text.len() > 4096 || !written.has("\\$%'\"#`") {
        return None;
    }
    let text = text.trim_end();
    let file = [text, "\n"].concat();
    for loader in loader::ALL {
        let Reading::Value { text: value, .. } = loader.read(&file, &name, &Environment::EMPTY) else { continue };
        // What stands behind a blank was no part of it, but a command.
        let is_of_key = written.contains(' ') || !value.expose().contains(' ');
        if value.expose() != written
            && is_of_key
            && let Ok(line) = Destination::Loader(loader).write(&name, &value)
            && line.text(loader.form).expose() == text
        {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn a_key_like_a_command_is_none() {
        for (text, verdict) in [
            ("$(yhbv!y(jv2e3!3jqrp$x_dx1mh#93(t)3u(l#11u)!wumi+)", Verdict::Fit),
            ("$(uuidgen)", Verdict::Broken),
            ("SECRET_KEY=$(openssl rand -hex 32)\n", Verdict::Broken),
            ("LC_ALL=C tr -dc A-Za-z0-9 </dev/urandom | head -c 64; echo", Verdict::Broken),
            ("node -e \"console.log(require('crypto').randomBytes(32).toString('hex'))\"", Verdict::Broken),
            ("SECRET_KEY=$(make-key)\n", Verdict::Broken),
        ] {
            assert_eq!(judge(text)[0].verdict, verdict, "{text}");
        }
    }
}
