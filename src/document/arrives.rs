//! What arrives of a key: the loader that reads the file it stands in may decode it, undouble a sign, or
//! cut it.

use std::ops::Range;

use super::{Found, Kind, Role};
use crate::{
    line::Destination,
    loader::{self, Environment, Loader},
    name::VariableName,
    reading::{Reading, Reason},
    secret::Secret,
};

/// What a loader makes of a key as it is written.
pub(crate) enum Arrives {
    /// What is written.
    Same,
    /// This key, as it was meant.
    Key(Secret),
    /// Something else than is written, by this loader.
    Changed(&'static Loader),
    /// A command stands there, which nothing has run.
    Command,
}

/// What arrives of `found`, which stands in `text`.
pub(crate) fn arrives(text: &str, found: &Found) -> Arrives {
    let written = text[found.span.clone()].trim();
    let begins = ["openssl rand ", "python -c ", "python3 -c ", "pwgen ", "head -c ", "date +", "uuidgen"];
    // A random key may begin and end so, but holds no blank, and is no short word.
    let is_word =
        |text: &str| text.len() < 24 && text.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_./".contains(&byte));
    let inside = written.strip_prefix("$(").and_then(|rest| rest.strip_suffix(')'));
    let is_command = inside.is_some_and(|inside| inside.contains(' ') || is_word(inside))
        || written.len() > 2 && written.starts_with('`') && written.ends_with('`') && written.contains(' ')
        || begins.iter().any(|start| written.starts_with(start));
    if is_command && found.kind != Kind::Settings {
        return Arrives::Command;
    }
    let (Role::Key, Some(name)) = (found.role, &found.name) else { return Arrives::Same };
    let Ok(name) = VariableName::parse(&text[name.clone()]) else { return Arrives::Same };
    // A long file is read for a few keys only, since each reading goes through all of it.
    if matches!(found.kind, Kind::Settings | Kind::Key | Kind::List) || text.len() > 1 << 16 {
        return Arrives::Same;
    }
    let Some(loader) = loader_of(text, found.span.start).and_then(loader::find) else { return Arrives::Same };
    let line = line_of(text, found.span.start);
    match (loader.read)(text, &name, &Environment::EMPTY) {
        Reading::Value { text: value, notes } => {
            let is_changed = notes.iter().any(|note| {
                note.span.start < line.end
                    && line.start < note.span.end.max(note.span.start + 1)
                    && changes(note.reason)
            });
            match (value.expose() == &text[found.span.clone()], is_changed) {
                (true, _) => Arrives::Same,
                (false, true) => Arrives::Changed(loader),
                (false, false) => Arrives::Key(value),
            }
        }
        Reading::Unknown(note) if changes(note.reason) => Arrives::Changed(loader),
        Reading::Refused(note) if note.span.start < line.end && line.start <= note.span.start => {
            Arrives::Changed(loader)
        }
        _ => Arrives::Same,
    }
}

/// Whether what was meant is lost so.
const fn changes(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::Interpolated | Reason::Cut | Reason::Runs | Reason::Placeholder | Reason::Percent | Reason::NotBase64
    )
}

/// A line that carries a key for one loader, as it would be written here, holds the key that this reads.
pub(crate) fn carried(text: &str, found: &Found) -> Option<Secret> {
    let name = VariableName::parse(&text[found.name.clone()?]).ok()?;
    let written = &text[found.span.clone()];
    if text.len() > 4096 || !written.contains(['\\', '$', '%', '\'', '"', '#', '`']) {
        return None;
    }
    let text = text.trim_end();
    let file = [text, "\n"].concat();
    for loader in loader::ALL {
        let Reading::Value { text: value, .. } = (loader.read)(&file, &name, &Environment::EMPTY) else { continue };
        if value.expose() != written
            && let Ok(line) = Destination::Loader(loader).write(&name, &value)
            && line.text(loader.form).expose() == text
        {
            return Some(value);
        }
    }
    None
}

fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    start..text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// The loader that reads such a file, by what stands in it before the key.
fn loader_of(text: &str, at: usize) -> Option<&'static str> {
    let mut of_file = None;
    let (mut is_secret, mut section) = (false, "");
    for line in text[..at].lines() {
        let is_deep = line.starts_with([' ', '\t', '#']);
        match line.trim_end() {
            _ if is_deep => {}
            "services:" => of_file = Some("compose-yaml"),
            "kind: Secret" => is_secret = true,
            "data:" => section = "kubernetes-secret-data",
            "stringData:" => section = "kubernetes-secret-stringdata",
            "[Service]" => of_file = Some("systemd-environment"),
            "[settings]" => of_file = Some("python-decouple-ini"),
            "[uwsgi]" => of_file = Some("uwsgi-ini"),
            line if line.starts_with("[program:") => of_file = Some("supervisord"),
            line if line.starts_with("FROM ") || line.starts_with("ENV ") => of_file = Some("dockerfile-env"),
            line if line.starts_with('[') => of_file = None,
            line if !line.starts_with([' ', '-']) && line.contains(':') && !section.is_empty() => section = "",
            _ => {}
        }
    }
    let is_secret = is_secret || text[at..].lines().any(|line| line.trim_end() == "kind: Secret");
    of_file.or((is_secret && !section.is_empty()).then_some(section))
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
            ("SECRET_KEY=$(make-key)\n", Verdict::Broken),
        ] {
            assert_eq!(judge(text)[0].verdict, verdict, "{text}");
        }
    }
}
