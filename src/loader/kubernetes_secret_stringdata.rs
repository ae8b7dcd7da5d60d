//! A Secret's manifest for Kubernetes, with the key as a text under `stringData:`.
//!
//! `K: 'it''s #1'` is `it's #1`. Without quotes ` #` begins a comment, `: ` is an error, and what looks
//! like a number, a truth or nothing is no text: `K: 12e3` is refused by the cluster, and so is
//! `K: yes`.
//!
//! Modelled from kubectl 1.36.4, which reads YAML by sigs.k8s.io/yaml 1.6.0, that is go-yaml 2.4.

use super::{
    Environment, FROM_ENVIRON, Family, FileKind, Form, Load, Loader, Snippet, Tested,
    common::yaml::{self, Kind},
    kubectl_env_file,
};
use crate::{
    line,
    name::VariableName,
    reading::{Notes as _, Reading, Reason},
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
    quotings: &[line::SINGLE_DOUBLED, line::DOUBLE_BACKSLASH],
    cannot_carry: &[],
    with: None,
    load: Load::One(|file, name, _: &Environment<'_>| match text(file, name, "stringData") {
        Ok(scalar) => Reading::Value { text: scalar.text.as_str().into(), notes: scalar.notes },
        Err(stopped) => stopped,
    }),
    settings: FROM_ENVIRON,
    starts: Some(Snippet { place: "the container in the deployment's YAML", text: kubectl_env_file::container!() }),
};

/// The variable's text under this key of the manifest.
pub(super) fn text(file: &str, name: &VariableName, under: &str) -> Result<yaml::Scalar, Reading> {
    let mut found: Option<yaml::Scalar> = None;
    let mut notes = Vec::new();
    let mut kind = false;
    let mut stopped = None;
    let walked = yaml::walk(file, true, &mut |levels, scalar| {
        if scalar.plain && yaml::kind(&scalar.text, true) == Kind::Infinite {
            stopped = Some(Reading::unknown(scalar.span.clone(), Reason::NotText));
        }
        // A mapping where a text has to be.
        if let [outer, inner, _, ..] = levels
            && outer.key == under
            && inner.key == name.as_str()
        {
            stopped = Some(Reading::unknown(scalar.span.clone(), Reason::Structure));
        }
        kind |= matches!(levels, [level] if level.key == "kind");
        if let [outer, inner] = levels
            && outer.key == under
            && inner.key == name.as_str()
            && let Some(earlier) = found.replace(scalar)
        {
            notes.add(earlier.span, Reason::Overridden);
        }
    });
    if let Some(stopped) = walked.err().or(stopped) {
        return Err(stopped);
    }
    if !kind {
        return Err(Reading::unknown(0..file.len(), Reason::Structure));
    }
    let Some(mut scalar) = found else { return Err(Reading::Missing { notes }) };
    match if scalar.plain { yaml::kind(&scalar.text, true) } else { Kind::Text } {
        Kind::Text => {}
        Kind::Nothing => scalar.text.clear(),
        Kind::Other => return Err(Reading::refused(scalar.span, Reason::NotText)),
        Kind::Unsure | Kind::Infinite => return Err(Reading::unknown(scalar.span, Reason::NotText)),
    }
    notes.append(&mut scalar.notes);
    Ok(yaml::Scalar { notes, ..scalar })
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
            ("stringData:\n  K: &a\n", Unknown),
            ("stringData:\n  K: !a b\n", Unknown),
            ("stringData:\n  K: a\n   b\n", Unknown),
            ("stringData:\n  K: |\n    b\n", Unknown),
            ("stringData: {K: a}\n", Unknown),
            ("stringData:\n  K: 'a' b\n", Refused),
            ("stringData:\n  K: \"\\q\"\n", Refused),
            ("stringData:\n  J: a\nother:\n  K: a\n", Missing),
            ("data:\n  K: YQ==\n", Missing),
        ];
        let files = files.map(|(file, expected)| (&*format!("{HEAD}{file}").leak(), expected));
        reads(&LOADER, &files);
    }
}
