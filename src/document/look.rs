//! What a text looks like as a whole, by what its lines begin with.

use super::{Kind, list::is_of_list, signs::Signs as _};

/// What a text looks like as a whole.
pub(super) fn kind(text: &str) -> Option<Kind> {
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
        if kind.is_none_or(beats) || matches!((kind, is), (Some(Kind::Ci), Kind::Compose)) && line == "environment:" {
            kind = Some(is);
        }
    }
    kind
}

/// Whether some line is one of a file that is no list of keys: of YAML, JSON, XML or a program.
pub(super) fn is_structured(text: &str) -> bool {
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

/// Whether `text` assigns something in each line.
pub(super) fn assigns(text: &str) -> bool {
    let assigns = |line: &str| {
        let line = line.trim();
        let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=').unwrap_or_default();
        let is_of_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        line.starts_with('#') || !name.is_empty() && !value.is_empty() && name.bytes().all(is_of_name)
    };
    text.lines().filter(|line| is_of_list(line)).all(assigns)
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
