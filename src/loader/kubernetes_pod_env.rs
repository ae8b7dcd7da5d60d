//! The `env:` of a container in Kubernetes, with the key as a `value:` beside its name.
//!
//! As YAML, `value: 'it''s #1'` is `it's #1`, and what looks like a number or a truth is refused. Then `$(NAME)`
//! is replaced by what a variable above has, and `$$` is `$`, whatever the quotes. `$NAME` is itself, and so is
//! `$(NAME)` where there is none of that name.
//!
//! Modelled from Kubernetes 1.37, `third_party/forked/golang/expansion/expand.go`; its YAML as that of a Secret.
//! The expansion happens on a node of a cluster, which cannot be had here.

use std::ops::Range;

use super::{
    Django, Family, FileKind, Form, Loader, Precedence, Tested,
    common::{
        self, Variables,
        yaml::{Kind, Node, Place, Tree, Value, Version},
    },
};
use crate::{
    name::VariableName,
    quoting,
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
    quotings: &[quoting::SINGLE_DOUBLED_DOLLAR, quoting::DOUBLE_DOUBLED_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: None,
};

fn load<'o>(file: &str, name: &VariableName) -> Result<Loaded<'o>, Stop> {
    let tree = Tree::of(file, Version::Two)?;
    let mut loaded = Loaded::default();
    let mut left = common::most(file);
    let mut told: Option<(Range<usize>, String)> = None;
    for container in containers(&tree, file)? {
        // Each container has its own.
        let mut values = Variables::new();
        let mut found: Option<&Node<'_>> = None;
        for (key, at) in container {
            let node = tree.node(at);
            let span = || node.span.clone();
            let Value::Scalar(scalar) = &node.value else { return Err(Stop::refused(span(), Reason::Nested)) };
            let text = match tree.kind(node) {
                Kind::Text => &scalar.text[..],
                Kind::Nothing => "",
                Kind::Other => return Err(Stop::refused(span(), Reason::NotText)),
                Kind::Unsure | Kind::Infinite => return Err(Stop::unknown(span(), Reason::NotText)),
            };
            let value = expanded(text, &values, left);
            left = left.checked_sub(value.len()).ok_or_else(|| Stop::unknown(span(), Reason::Grows))?;
            if key == name.as_str()
                && let Some(earlier) = found.replace(node)
            {
                loaded.notes.add(earlier.span.clone(), Reason::Overridden);
            }
            values.insert(key, Some(value));
        }
        if let Some(node) = found {
            let value = values.value(name.as_str()).unwrap_or_default().to_owned();
            if let Some((earlier, before)) = told.take()
                && before != value
            {
                loaded.notes.add(earlier, Reason::Services);
            }
            told = Some((node.span.clone(), value));
            loaded.notes.extend(node.notes(file));
            note_dollars(file, &node.span, &values, &mut loaded.notes);
        }
        let container = Loaded { bindings: values.bindings(), end: None, notes: Vec::new() };
        loaded.bindings.extend(container.into_owned().bindings);
    }
    Ok(loaded)
}

/// The places where containers set `name`.
pub(super) fn places(file: &str, name: &VariableName) -> Result<Vec<Place>, Stop> {
    let tree = Tree::of(file, Version::Two)?;
    let mut places = Vec::new();
    for (key, value) in containers(&tree, file)?.into_iter().flatten() {
        if key == name.as_str() {
            places.push(tree.place(value));
        }
    }
    Ok(places)
}

/// The variables of each container that have a value, with its number.
fn containers<'t>(tree: &'t Tree<'_>, file: &str) -> Result<Vec<Vec<(&'t str, usize)>>, Stop> {
    tree.manifests(file.len())?;
    let mut containers = Vec::new();
    // A list may be referred to often.
    let mut left = common::most(file);
    for node in tree.nodes() {
        let Value::Mapping(pairs) = &node.value else { continue };
        for &(key, items) in pairs {
            let is_env = matches!(&tree.node(key).value, Value::Scalar(key) if key.text == "env");
            let Value::Sequence(items) = &tree.node(items).value else { continue };
            let mut variables = Vec::new();
            for &item in items.iter().filter(|_| is_env) {
                left = left.checked_sub(1).ok_or_else(|| Stop::unknown(node.span.clone(), Reason::Structure))?;
                let name = tree.get(item, "name")?.map(|name| &tree.node(name).value);
                if let (Some(Value::Scalar(name)), Some(value)) = (name, tree.get(item, "value")?) {
                    variables.push((&*name.text, value));
                }
            }
            containers.push(variables);
        }
    }
    Ok(containers)
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
fn note_dollars(file: &str, place: &Range<usize>, values: &Variables<'_>, notes: &mut Vec<Note>) {
    let written = &file[place.clone()];
    let mut at = 0;
    while let Some(dollar) = written[at..].find('$').map(|length| at + length) {
        let (length, name) = reference(&written[dollar + 1..]);
        at = dollar + 1 + length;
        let span = place.start + dollar..place.start + at;
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
            ("    - value: a\n      name: K\n", Value("a")),
            ("    - {name: K, value: a}\n", Value("a")),
            ("    - name: K\n      value: {}\n", Refused),
            ("    - name: K\n      value: a\n  - name: db\n    env:\n    - name: J\n      value: $(K)\n", Value("a")),
            ("    - name: K\n      value: .inf\n", Unknown),
            ("    - name: K\n      value: a\n---\nkind:\n", Unknown),
            (
                "    - name: K\n      valueFrom:\n        secretKeyRef:\n          name: django\n          key: K\n",
                Missing,
            ),
            ("    - name: K\n      value: |\n        a\n", Value("a\n")),
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
