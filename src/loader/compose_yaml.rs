//! A key in a Compose project's own file, under a service's `environment:`.
//!
//! YAML is read first, and then every text has its variables replaced, in any quotes: `$$` is one
//! `$`, `$b` and `${b:-c}` are looked up, and a `${` that is no such thing stops Compose.
//!
//! Modelled from Docker Compose 2.40.3, that is compose-go 2.9.1, `template/template.go` and
//! `types/mapping.go`, and go-yaml 3.0.4, and held against 5.6.1.

use std::borrow::Cow;

use super::{
    Django, Environment, Family, FileKind, Form, Loader, Precedence, Tested,
    common::yaml::{self, Kind},
    compose_env_file,
};
use crate::{
    line,
    name::VariableName,
    reading::{Bound, Loaded, Note, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "compose-yaml",
    label: "compose.yaml",
    family: Family::Container,
    version: "5.6.1",
    source: "compose-go 2.9.1, template/template.go and types/mapping.go",
    place: "compose.yaml, which is seldom kept secret",
    form: Form {
        head: "services:\n  web:\n    environment:\n",
        first: "      ",
        further: "      ",
        between: ": ",
        after: "",
        file: FileKind::Yaml,
    },
    tested: Tested::Real,
    quotings: &[line::SINGLE_DOUBLED_DOLLAR, line::DOUBLE_DOUBLED_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: None,
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut stopped = None;
    let mut loaded = Loaded::default();
    let mut any = false;
    let walked = yaml::walk(file, false, &mut |levels, mut scalar| {
        let mut kind = if scalar.plain { yaml::kind(&scalar.text, false) } else { Kind::Text };
        if kind == Kind::Text {
            match compose_env_file::substitute(&scalar.text, &|name| environment.get(name), 0) {
                Some(text) if text != scalar.text => {
                    let (span, notes) = (scalar.span.clone(), &mut scalar.notes);
                    compose_env_file::note_substituted(file, span, &scalar.text, &text, notes);
                    scalar.text = text;
                }
                Some(_) => {}
                None => {
                    stopped.get_or_insert(Stop::refused(scalar.span.clone(), Reason::Syntax));
                }
            }
        }
        let inside = levels.len() > 3 && levels[0].key == "services" && levels[2].key == "environment";
        any |= inside;
        if inside && levels.len() > 4 && stopped.is_none() {
            stopped = Some(Stop::refused(scalar.span.clone(), Reason::Nested));
        }
        // A date, for one, stops the whole project, whatever its name.
        if matches!(kind, Kind::Unsure | Kind::Infinite) && stopped.is_none() {
            stopped = Some(Stop::unknown(scalar.span.clone(), Reason::NotText));
        }
        let [services, _, under, inner] = levels else { return };
        if services.key != "services" || under.key != "environment" {
            return;
        }
        let key = if inner.key == "-" {
            // A list of texts, `NAME=value`, or a name alone.
            let length = scalar.text.find('=').unwrap_or(scalar.text.len());
            // Go looks at the last byte alone.
            let blank = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ' | 0x85 | 0xa0);
            if kind != Kind::Text {
                stopped.get_or_insert(Stop::refused(scalar.span.clone(), Reason::NotText));
            } else if scalar.text.as_bytes()[..length].last().is_some_and(blank) {
                stopped.get_or_insert(Stop::refused(scalar.span.clone(), Reason::BlankAfterName));
            }
            let key = scalar.text[..length].to_owned();
            if length == scalar.text.len() {
                kind = Kind::Nothing;
            } else {
                scalar.text.drain(..=length);
            }
            Cow::Owned(key)
        } else {
            Cow::Borrowed(inner.key)
        };
        let mut notes = Vec::new();
        let value = match kind {
            Kind::Text => {
                notes = scalar.notes;
                Bound::Text(scalar.text.into())
            }
            // Without a value it is that of Compose's own environment.
            Kind::Nothing => environment.get(&key).map_or_else(
                || {
                    notes = vec![Note::new(scalar.span, Reason::Host)];
                    Bound::Unset
                },
                |value| Bound::Text(value.to_owned().into()),
            ),
            Kind::Other | Kind::Infinite | Kind::Unsure => Bound::Stops(Stop::unknown(scalar.span, Reason::NotText)),
        };
        // In a list the last one counts; of several services, none is more right than another.
        if key == name.as_str() {
            loaded.notes = notes;
        }
        loaded.bind(key, value);
    });
    walked?;
    if let Some(stopped) = stopped {
        return Err(stopped);
    }
    if any { Ok(loaded) } else { Err(Stop::unknown(0..file.len(), Reason::Structure)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("services:\n  web:\n    image: i\n    environment:\n      K: 'it''s $$a #1'\n", Value("it's $a #1")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: 'a$b$*$1'\n", Value("a$*$1")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: a #b\n", Value("a")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: '${'\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      K: yes\n", Value("yes")),
                ("services:\n  web:\n    image: i\n    environment:\n      K:\n", Missing),
                ("services:\n  web:\n    image: i\n    environment:\n      K: 017\n", Unknown),
                ("services:\n  web:\n    image: i\n    environment:\n      K: a\n      K: b\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n    - K=a\n    - J=$$b\n", Value("a")),
                (
                    "services:\n  web:\n    image: i\n    environment:\n      - J=a\n      - \"K='a'$$ #b\"\n",
                    Value("'a'$ #b"),
                ),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=\n", Value("")),
                ("services:\n  web:\n    image: i\n    environment:\n      - K\n", Missing),
                // Each item of a list is a text. It may be there twice, where Compose 2.40.3 stops.
                ("services:\n  web:\n    image: i\n    environment:\n      - K: a\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      - J: a\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      - 5\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      -\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      - 'K=a'\n", Value("a")),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      - K=b\n", Value("b")),
                ("services:\n  web:\n    image: i\n    environment:\n      - K =a\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K= a\n", Value(" a")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: a\n      J:\n        H: b\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      K: ${J:-a{b}c}\n", Value("a{b}c")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: \"\\/\"\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      J: a\n", Missing),
                // github.com/getsentry/self-hosted/issues/23, and 26: a key is no template. Compose
                // stopped there in 2017; it now loses what looks like a name.
                (
                    "services:\n  base:\n    image: i\n    environment:\n      K: 'l=xyhk%r%9$)8ute)6jk#u=fkek!@*1&2jw0w!(qfnq&@s^94i'\n",
                    Value("l=xyhk%r%9$)8ute)6jk#u=fkek!@*1&2jw0w!(qfnq&@s^94i"),
                ),
                (
                    "services:\n  base:\n    image: i\n    environment:\n      K: '1&2k$%w@kgi53#%ay$mgp=+c$0&_w^*9=r-ao5@59m5$6-lcm#'\n",
                    Value("1&2k$%w@kgi53#%ay=+c$0&_w^*9=r-ao5@59m5$6-lcm#"),
                ),
            ],
        );
    }
}
