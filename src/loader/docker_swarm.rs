//! Docker Swarm, with `env_file:` in the file that `docker stack deploy` is given.
//!
//! The file is read as `docker run --env-file` reads it: all behind the first `=`, to the letter. But on the node
//! each value is a template of Go's: `{{.Node.Hostname}}` is replaced, and a `{{` that begins nothing Go knows
//! keeps the task from starting, whichever variable it is in. A `{{"{"}}` stands for a `{`.
//!
//! Modelled from Docker CLI 29.7.2, `cli/compose/loader/loader.go`, `resolveEnvironment`, and SwarmKit 2.1.3 as Moby
//! has it, `template/expand.go`, `expandEnv`, with Go's `text/template/parse/lex.go`.

use std::borrow::Cow;

use crate::{
    loader::{Environment, Loader, Snippet, Tested, common, docker_env_file},
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "docker-swarm",
    label: "Docker Swarm env_file:",
    version: "29.7.2, SwarmKit 2.1.3",
    source: "cli/compose/loader/loader.go, resolveEnvironment; SwarmKit: template/expand.go",
    tested: Tested::FromSource,
    quotings: &[quoting::BARE, quoting::BARE_TEMPLATE],
    load,
    starts: Some(Snippet { place: "the stack’s file", text: "services:\n  web:\n    env_file: .env\n" }),
    ..docker_env_file::LOADER
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let mut loaded = (docker_env_file::LOADER.load)(file, environment, name);
    let mut places: Vec<_> = loaded.last().into_values().collect();
    places.sort_unstable();
    let mut unknown = None;
    for place in places {
        let binding = &mut loaded.bindings[place];
        let Bound::Text(text) = &mut binding.value else { continue };
        // What is empty is the host's, if the host has it.
        if let Some(value) = environment.get(&binding.name).filter(|_| text.is_empty()) {
            *text = value.to_owned().into();
        }
        // What is the host's has no place in the file.
        let span = if let Cow::Borrowed(text) = text { Some(common::span_of(text, file)) } else { None };
        let at =
            |found: usize| span.as_ref().map_or(0..0, |span| span.start + found..span.start + found + BEGINS.len());
        match template(text) {
            Template::Text(None) => {}
            Template::Text(Some(value)) => {
                if binding.name == name.as_str()
                    && let Some(found) = text.find(BEGINS)
                {
                    loaded.notes.add(at(found), Reason::Template);
                }
                *text = value.into();
            }
            Template::Known(found) => binding.value = Bound::Stops(Stop::unknown(at(found), Reason::Template)),
            Template::Open(found) => unknown = unknown.or_else(|| Some(Stop::unknown(at(found), Reason::Template))),
            // That stops the task, whatever the others are.
            Template::Refused(found) => return Stop::refused(at(found), Reason::Template).into(),
        }
    }
    // A file that is not read at all says so.
    loaded.end = loaded.end.or(unknown);
    loaded
}

const BEGINS: &str = "{{";
const ENDS: &str = "}}";

/// What of a task or a node can stand in a value, and is there always.
const FIELDS: &str = ".Service.ID .Service.Name .Node.ID .Node.Hostname .Node.Platform.Architecture .Node.Platform.OS .Task.ID .Task.Name .Task.Slot";

/// What becomes of a value.
enum Template {
    /// This, if it is not as it was.
    Text(Option<String>),
    /// From here on something else that is always there.
    Known(usize),
    /// From here on something that is not followed, which may be an error.
    Open(usize),
    /// An error here.
    Refused(usize),
}

fn template(text: &str) -> Template {
    let mut done = String::new();
    let mut known = None;
    let mut open = None;
    let mut at = 0;
    while let Some(length) = text[at..].find(BEGINS) {
        let begin = at + length;
        let inside = &text[begin + BEGINS.len()..];
        done.push_str(&text[at..begin]);
        let Some((field, behind)) = inside.split_once(ENDS) else { return Template::Refused(begin) };
        let is_field = FIELDS.split(' ').any(|known| known == field.trim_matches(BLANKS));
        let rest = if let Some((constant, rest)) = constant(inside) {
            done.push_str(constant);
            rest
        } else {
            let other = if is_field { &mut known } else { &mut open };
            other.get_or_insert(begin);
            behind
        };
        at = text.len() - rest.len();
    }
    match (open, known) {
        (Some(open), _) => Template::Open(open),
        (None, Some(known)) => Template::Known(known),
        (None, None) if at == 0 => Template::Text(None),
        (None, None) => Template::Text(Some(done + &text[at..])),
    }
}

const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// The text in double quotes that is all of a template, and what is behind its end.
fn constant(inside: &str) -> Option<(&str, &str)> {
    let (text, rest) = inside.trim_start_matches(BLANKS).strip_prefix('"')?.split_once('"')?;
    let rest = rest.trim_start_matches(BLANKS).strip_prefix(ENDS)?;
    (!text.contains(['\\', '\n'])).then_some((text, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a' #b $c }} {\n", Value("'a' #b $c }} {")),
                ("K=a{{b\n", Refused),
                ("K=a{{b}\n", Refused),
                ("K=a{{b}}\n", Unknown),
                ("K=a{{\"{\"}}{{ \"{{\" }}}}{b\n", Value("a{{{}}{b")),
                ("K={{\"}}\"}}\n", Value("}}")),
                ("K={{\"\\x41\"}}\n", Unknown),
                ("K={{.Node.Hostname}}-{{ .Task.Slot }}\n", Unknown),
                ("K={{.Node.Hostname}}{{\n", Refused),
                ("J={{.Node.Hostname}}\nK=a\n", Value("a")),
                ("J={{.Node.Labels}}\nK=a\n", Unknown),
                ("J={{\nK=a\n", Refused),
                ("J={{\nJ=b\nK=a\n", Value("a")),
                ("{{.J}}=b\nK=a\n", Value("a")),
                ("J={{/* c */}}\nK=a\n", Unknown),
                ("K\n", Missing),
                ("export K=a\n", Refused),
            ],
        );
    }

    #[test]
    fn why() {
        notes(
            &LOADER,
            &[
                ("K=a{{b\n", &[("{{", Reason::Template)]),
                ("J=a\nK=a{{\"{\"}}\n", &[("{{", Reason::Template)]),
                ("K=\"a\"\n", &[("\"a\"", Reason::QuotesKept)]),
            ],
        );
    }

    #[test]
    fn on_a_host() {
        let name = VariableName::parse("K").expect("a name");
        let host = Environment::new(&[("K", "a"), ("J", "{{")]);
        let reads = |file: &str| LOADER.read(file, &name, &host).is(&"a".into());
        assert!(reads("K\n") && reads("K=\n"));
        assert!(!reads("K=b\n") && !reads("J\nK\n"));
    }
}
