//! The `env:` of a container in Kubernetes, with the key as a `value:` beside its name.
//!
//! As YAML, `value: 'it''s #1'` is `it's #1`, and what looks like a number or a truth is refused. Then `$(NAME)`
//! is replaced by what a variable above has, and `$$` is `$`, whatever the quotes. `$NAME` is itself, and so is
//! `$(NAME)` where there is none of that name.
//!
//! Modelled from Kubernetes 1.37, `third_party/forked/golang/expansion/expand.go`; its YAML as that of a Secret.
//! The expansion happens on a node of a cluster, which cannot be had here.

use super::{
    Django, Family, FileKind, Form, Loader, Precedence, Tested,
    common::{
        self, Variables,
        yaml::{self, Kind},
    },
};
use crate::{
    line,
    name::VariableName,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "kubernetes-pod-env",
    label: "Kubernetes, env: value:",
    family: Family::Container,
    version: "1.37",
    source: "third_party/forked/golang/expansion/expand.go; sigs.k8s.io/yaml 1.6.0",
    place: "the container in the deployment's YAML",
    form: Form {
        head: "apiVersion: v1\nkind: Pod\nmetadata:\n  name: django\nspec:\n  containers:\n    - name: django\n      image: django\n      env:\n",
        first: "        - name: ",
        further: "        - name: ",
        between: "\n          value: ",
        after: "",
        file: FileKind::Yaml,
    },
    tested: Tested::FromSource,
    quotings: &[line::SINGLE_DOUBLED_DOLLAR, line::DOUBLE_DOUBLED_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: None,
};

fn load<'o>(file: &str, name: &VariableName) -> Result<Loaded<'o>, Stop> {
    let mut all: Vec<(String, yaml::Scalar)> = Vec::new();
    let mut named: Option<String> = None;
    let mut kind = false;
    yaml::walk(file, true, &mut |levels, scalar| {
        kind |= matches!(levels, [level] if level.key == "kind");
        let [.., outer, item, inner] = levels else { return };
        if outer.key != "env" || item.key != "-" {
            return;
        }
        match inner.key {
            "name" => named = Some(scalar.text),
            "value" => all.extend(named.take().map(|name| (name, scalar))),
            _ => {}
        }
    })?;
    if !kind {
        return Err(Stop::unknown(0..file.len(), Reason::Structure));
    }
    let mut values = Variables::new();
    let mut found = None;
    let mut notes = Vec::new();
    let mut left = common::most(file);
    for (key, scalar) in &all {
        let mut text = &scalar.text[..];
        match if scalar.plain { yaml::kind(text, true) } else { Kind::Text } {
            Kind::Text => {}
            Kind::Nothing => text = "",
            Kind::Other => return Err(Stop::refused(scalar.span.clone(), Reason::NotText)),
            Kind::Unsure | Kind::Infinite => return Err(Stop::unknown(scalar.span.clone(), Reason::NotText)),
        }
        let value = expanded(text, &values, left);
        let Some(rest) = left.checked_sub(value.len()) else {
            return Err(Stop::unknown(scalar.span.clone(), Reason::Grows));
        };
        left = rest;
        if key == name.as_str()
            && let Some(earlier) = found.replace(scalar)
        {
            notes.add(earlier.span.clone(), Reason::Overridden);
        }
        values.insert(key, Some(value));
    }
    if let Some(scalar) = found {
        notes.extend(scalar.notes.iter().cloned());
        note_dollars(file, scalar, &values, &mut notes);
    }
    Ok(Loaded { bindings: values.bindings(), end: None, notes }.into_owned())
}

/// What a `$` begins where `text` goes on behind it: how long that is, and the name if it is looked up.
fn reference(text: &str) -> (usize, Option<&str>) {
    if text.starts_with('$') {
        return (1, None);
    }
    let name = text.strip_prefix('(').and_then(|inside| Some(inside.split_once(')')?.0));
    name.map_or((0, None), |name| (name.len() + 2, Some(name)))
}

fn expanded(text: &str, values: &Variables<'_>, most: usize) -> String {
    let mut value = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$').filter(|_| value.len() <= most) {
        value.push_str(before);
        let (length, name) = reference(after);
        match name.map(|name| values.value(name)) {
            Some(Some(set)) => value.push_str(set),
            Some(None) => {
                value.push('$');
                value.push_str(&after[..length]);
            }
            None => value.push('$'),
        }
        rest = &after[length..];
    }
    value + rest
}

/// Notes what becomes of the `$` in what is written.
fn note_dollars(file: &str, scalar: &yaml::Scalar, values: &Variables<'_>, notes: &mut Vec<Note>) {
    let written = &file[scalar.span.clone()];
    let mut at = 0;
    while let Some(dollar) = written[at..].find('$').map(|length| at + length) {
        let (length, name) = reference(&written[dollar + 1..]);
        at = dollar + 1 + length;
        let span = scalar.span.start + dollar..scalar.span.start + at;
        match name {
            Some(name) if values.contains_key(name) => notes.add(span, Reason::Interpolated),
            None if length > 0 => notes.add(span, Reason::Doubled),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        notes, reads,
    };

    const HEAD: &str = "kind: Pod\nspec:\n  containers:\n  - name: web\n    env:\n";

    #[test]
    fn cases() {
        let files = [
            ("    - name: K\n      value: 'it''s #1'\n", Value("it's #1")),
            ("    - name: K\n      value: a$$b$c$\n", Value("a$b$c$")),
            ("    - name: K\n      value: '$(J)$$(J)$(J'\n", Value("$(J)$(J)$(J")),
            ("    - name: J\n      value: '1'\n    - name: K\n      value: \"$(J)$$(J)$$$(J)\"\n", Value("1$(J)$1")),
            ("    - name: K\n      value: $(J)\n    - name: J\n      value: x\n", Value("$(J)")),
            ("    - name: K\n      value: a\n    - name: K\n      value: b\n", Value("b")),
            ("    - name: K\n      value: 12e3\n", Refused),
            ("    - name: K\n      value:\n", Value("")),
            ("    - name: J\n      value: a\n", Missing),
            (
                "    - name: K\n      valueFrom:\n        secretKeyRef:\n          name: django\n          key: K\n",
                Missing,
            ),
            ("    - name: K\n      value: |\n        a\n", Unknown),
        ];
        for (file, expected) in files {
            reads(&LOADER, &[(String::leak(HEAD.to_owned() + file), expected)]);
        }
    }

    #[test]
    fn what_is_noted() {
        let file = HEAD.to_owned() + "    - name: J\n      value: x\n    - name: K\n      value: '$$a$(J)$b'\n";
        notes(
            &LOADER,
            &[(
                file.leak(),
                &[("'$$a$(J)$b'", Reason::Quotes), ("$$", Reason::Doubled), ("$(J)", Reason::Interpolated)],
            )],
        );
    }
}
