//! A Secret's manifest for Kubernetes, with the key in base64 under `data:`.
//!
//! `K: YSRi` is `a$b`. Line breaks within are dropped; what else is no base64 is refused by the
//! cluster. (A newline that went into the base64 by mistake, as with `echo`, stays in the key.)
//!
//! Modelled from kubectl 1.36.4, as `kubernetes_secret_stringdata.rs`, and from Go's
//! `encoding/base64`, `StdEncoding`.

use super::{
    FileKind, Form, Loader, Precedence,
    kubernetes_secret_stringdata::{self, load},
};
use crate::{quoting, reading::Loaded};

pub(super) const LOADER: Loader = Loader {
    id: "kubernetes-secret-data",
    label: "Secret, data",
    form: Form {
        head: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: django\ndata:\n",
        first: "  ",
        further: "  ",
        between: ": ",
        after: "",
        file: FileKind::Yaml,
    },
    quotings: &[quoting::BASE64],
    load: |file, _, name| load(file, name, "data", Some(decoded)).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    ..kubernetes_secret_stringdata::LOADER
};

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut symbols, mut padding) = (0_u32, 0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' if symbols % 4 > 1 => {
                padding += 1;
                symbols += 1;
                continue;
            }
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        symbols += 1;
        bits = bits << 6 | u32::from(value);
        if symbols % 4 != 1 {
            // The bits beyond this byte's.
            let beyond = 6 - 2 * ((symbols + 3) % 4);
            bytes.push(u8::try_from(bits >> beyond & 255).ok()?);
        }
    }
    String::from_utf8(bytes).ok().filter(|_| symbols % 4 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        reads,
    };

    #[test]
    fn cases() {
        let files = [
            ("data:\n  K: YSRi\n", Value("a$b")),
            ("data:\n  K: 'YSQ=' # c\n", Value("a$")),
            ("data:\n  K: YQ==\n", Value("a")),
            ("data:\n  K: YR==\n", Value("a")),
            ("data:\n  K: YQo=\n", Value("a\n")),
            ("data:\n  K: \"YS\\nRi\"\n", Value("a$b")),
            ("data:\n  K:\n", Value("")),
            ("data:\n  K: YQ\n", Refused),
            ("data:\n  K: YQ=\n", Refused),
            ("data:\n  K: YQ==YQ==\n", Refused),
            ("data:\n  K: =\n", Refused),
            ("data:\n  K: a$b\n", Refused),
            ("data:\n  K: /w==\n", Refused),
            ("data:\n  K: 1234\n", Refused),
            ("data:\n  K: |\n    YQ==\n", Value("a")),
            ("stringData:\n  K: YQ==\n", Missing),
        ];
        let head = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: django\n";
        reads(&LOADER, &files.map(|(file, expected)| (&*format!("{head}{file}").leak(), expected)));
    }
}
