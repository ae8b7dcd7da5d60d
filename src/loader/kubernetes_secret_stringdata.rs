//! A Secret's manifest for Kubernetes, with the key as a text under `stringData:`.
//!
//! `K: 'it''s #1'` is `it's #1`. Without quotes ` #` begins a comment, `: ` is an error, and what looks
//! like a number, a truth or nothing is no text: `K: 12e3` is refused by the cluster, and so is
//! `K: yes`.
//!
//! Modelled from kubectl 1.36.4, which reads YAML by sigs.k8s.io/yaml 1.6.0, that is go-yaml 2.4.

use std::{borrow::Cow, ops::Range};

use super::{
    Django, Family, FileKind, Form, Loader, Precedence, Snippet, Tested,
    common::yaml::{Kind, Manifest, Place, Tree, Value, Version},
    kubectl_env_file,
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "kubernetes-secret-stringdata",
    label: "Secret, stringData",
    family: Family::Container,
    version: "1.37.1",
    source: "sigs.k8s.io/yaml 1.6.0, goyaml.v2/scannerc.go and resolve.go",
    place: "secret.yaml, for kubectl apply -f",
    form: Form {
        head: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: django\nstringData:\n",
        first: "  ",
        further: "  ",
        between: ": ",
        after: "",
        file: FileKind::Yaml,
    },
    tested: Tested::Real,
    quotings: &[quoting::SINGLE_DOUBLED, quoting::DOUBLE_BACKSLASH],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name, "stringData", None).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet { place: "the container in the deployment's YAML", text: kubectl_env_file::container!() }),
};

/// How a text is written; none if this is not written so.
type Decode = fn(&str) -> Option<String>;

/// What this key of the manifest has, where texts are in base64 if there is something that decodes it.
pub(super) fn load<'f>(
    file: &'f str,
    name: &VariableName,
    under: &str,
    base64: Option<Decode>,
) -> Result<Loaded<'f>, Stop> {
    let tree = Tree::of(file, Version::Two)?;
    let mut loaded = Loaded::default();
    let mut found: Option<(Range<usize>, Vec<Note>)> = None;
    for (key, value) in pairs(&tree, file, under)? {
        let (Value::Scalar(text), node) = (&tree.node(key).value, tree.node(value)) else { continue };
        if text.text == "<<" {
            return Err(Stop::unknown(tree.node(key).span.clone(), Reason::Structure));
        }
        let (key, span) = (text, node.span.clone());
        // A mapping where a text has to be.
        let Value::Scalar(scalar) = &node.value else {
            loaded.bind(key.text.clone(), Bound::Stops(Stop::unknown(span, Reason::Structure)));
            continue;
        };
        if key.text == name.as_str() {
            let mut notes = node.notes(file);
            if base64.is_some() {
                notes.add(span.clone(), Reason::Base64);
            }
            if let Some((earlier, _)) = found.replace((span.clone(), notes)) {
                loaded.notes.add(earlier, Reason::Overridden);
            }
        }
        let kind = tree.kind(node);
        let text = if kind == Kind::Nothing { Cow::Borrowed("") } else { scalar.text.clone() };
        let value = match kind {
            Kind::Text | Kind::Nothing => match base64 {
                None => Bound::Text(text),
                Some(decode) => match decode(&text) {
                    Some(text) => Bound::Text(text.into()),
                    None => Bound::Stops(Stop::refused(span, Reason::NotBase64)),
                },
            },
            Kind::Other => Bound::Stops(Stop::refused(span, Reason::NotText)),
            Kind::Unsure | Kind::Infinite => Bound::Stops(Stop::unknown(span, Reason::NotText)),
        };
        loaded.bind(key.text.clone(), value);
    }
    if let Some((_, notes)) = found {
        loaded.notes.extend(notes);
    }
    Ok(loaded)
}

/// The places where the manifest sets `name`.
pub(super) fn places(file: &str, name: &VariableName, under: &str) -> Result<Vec<Place>, Stop> {
    let tree = Tree::of(file, Version::Two)?;
    let mut places = Vec::new();
    for (key, value) in pairs(&tree, file, under)? {
        if matches!(&tree.node(key).value, Value::Scalar(key) if key.text == name.as_str()) {
            places.push(tree.place(value));
        }
    }
    Ok(places)
}

/// The keys and values that stand `under` this key of a manifest; of several manifests, of the Secrets.
fn pairs(tree: &Tree<'_>, file: &str, under: &str) -> Result<Vec<(usize, usize)>, Stop> {
    if let Some(node) = tree.nodes().iter().find(|node| tree.kind(node) == Kind::Infinite) {
        return Err(Stop::unknown(node.span.clone(), Reason::NotText));
    }
    let mut all = Vec::new();
    for Manifest { document, kind, span } in tree.manifests(file.len())? {
        match kind {
            "Secret" => {}
            // Of several, those of other kinds are passed over.
            _ if kind != "List" && tree.documents.len() > 1 => continue,
            _ => return Err(Stop::unknown(span, Reason::Structure)),
        }
        let Some(at) = tree.get(document, under)? else { continue };
        let node = tree.node(at);
        match &node.value {
            Value::Mapping(pairs) => all.extend_from_slice(pairs),
            _ if tree.kind(node) == Kind::Nothing => {}
            _ => return Err(Stop::refused(node.span.clone(), Reason::Syntax)),
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        reads,
    };

    const HEAD: &str = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: django\n";

    #[test]
    fn cases() {
        let files = [
            ("stringData:\n  K: 'it''s #1'\n", Value("it's #1")),
            ("stringData:\n  J: b\n  # c\n\n  K: a#b #c\ntype: Opaque\n", Value("a#b")),
            ("stringData:\n  K: \"a\\\"\\x41\\u00e9\\\\\"\n", Value("a\"A\u{e9}\\")),
            ("stringData:\r\n  K: a\r\n", Value("a")),
            ("stringData:\n  K: a\n  K: b\n", Value("b")),
            ("stringData:\n  K: a: b\n", Refused),
            ("stringData:\n  K: -a:b?c,d]e{f$g%h&i*j\n", Value("-a:b?c,d]e{f$g%h&i*j")),
            ("stringData:\n  K: '12e3'\n", Value("12e3")),
            ("stringData:\n  K: 12e3\n", Refused),
            ("stringData:\n  K: 0x1F\n", Refused),
            ("stringData:\n  K: 1_000\n", Refused),
            ("stringData:\n  K: 017\n", Refused),
            ("stringData:\n  K: 1:30\n", Value("1:30")),
            ("stringData:\n  K: yes\n", Refused),
            ("stringData:\n  K: 2001-01-01\n", Value("2001-01-01")),
            ("stringData:\n  K: ~\n", Value("")),
            ("stringData:\n  K: # c\n  J: a\n", Value("")),
            ("stringData:\n  K: a\n  J: .nan\n", Unknown),
            ("stringData:\n  K: @a\n", Refused),
            ("stringData:\n  K: &a\n", Value("")),
            ("stringData:\n  K: !a b\n", Unknown),
            ("b: ![\nstringData:\n  K: a\n", Value("a")),
            ("b: [!a,c d]\nstringData:\n  K: a\n", Value("a")),
            ("stringData:\n  K: !! b\n", Unknown),
            ("stringData:\n  K: a\nkind:\n", Unknown),
            ("stringData:\n  K: a\nkind: ConfigMap\n", Unknown),
            ("stringData:\n  K: a\n   b\n", Value("a b")),
            ("stringData:\n  K: |\n    b\n", Value("b\n")),
            ("stringData:\n  J: &a >-\n    b\n    c\n\n  K: *a\n", Value("b c")),
            ("stringData: {K: a}\n", Value("a")),
            ("stringData: {J: b, \"K\":\n  'a\n   b' }\n", Value("a b")),
            ("stringData:\n  <<: {K: a}\n", Unknown),
            ("stringData:\n  K: *a\n", Refused),
            ("stringData:\n  K: 'a\n", Refused),
            ("stringData:\n  K: 'a' b\n", Refused),
            ("stringData:\n  K: \"\\q\"\n", Refused),
            ("stringData:\n  J: a\nother:\n  K: a\n", Missing),
            ("data:\n  K: YQ==\n", Missing),
        ];
        let files = files.map(|(file, expected)| (&*format!("{HEAD}{file}").leak(), expected));
        reads(&LOADER, &files);
    }
}
