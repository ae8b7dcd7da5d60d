//! Circus, with the variables of a watcher in an `[env:…]` section of `circus.ini`.
//!
//! `K = a#b "c"` is `a#b "c"`: quotes stay, and `%` means nothing. But `$` and the capitals behind it are
//! replaced by what circusd's own environment has of that name, or by nothing. A `;` after a blank begins a
//! comment, if it is the first `;`. In a section the first of a name holds. `[env:…]` is for the watchers whose
//! name it has, and comes before `[env]`, which is for all; there `$(circus.env.name)` is replaced, too.
//!
//! Modelled from circus 0.19.0, `circus/util.py`, `StrictConfigParser._read`, `replace_gnu_args` and
//! `parse_env_dict`, `circus/config.py`, `get_config`, and `circus/watcher.py`, `load_from_config`.

mod fnmatch;
mod sections;

use std::ops::Range;

use self::{
    fnmatch::fnmatch,
    sections::{Section, sections},
};
use crate::{
    loader::{
        Django, Environment, Family, FileKind, Form, Loader, Precedence, Snippet, Tested,
        common::{self, Variables, python},
    },
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "circus",
    label: "Circus [env:…]",
    family: Family::Service,
    version: "0.19.0",
    source: "circus/util.py, StrictConfigParser and parse_env_dict",
    place: "the watcher’s [env:…] in circus.ini",
    form: Form { head: "[env:django]\n", file: FileKind::Ini, ..Form::ASSIGNMENT },
    tested: Tested::Real,
    quotings: &[quoting::BARE],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    // What circusd has is handed on only where the watcher's `copy_env` says so.
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal: circusd reads the file again", text: "circusctl reloadconfig\n" }),
};

/// Where the variable in question is set, and what is noted there.
type Set = (Range<usize>, Vec<Note>);

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut hidden = Vec::new();
    let sections = sections(file, name, &mut hidden).map_err(Stop::Refused)?;
    let mut reader = Reader { file, environment, sections: &sections, left: common::most(file) };
    let mut loaded = Loaded::default();
    let mut shown: Option<(Bound<'f>, Range<usize>)> = None;
    for (watcher, copies) in watchers(&sections)? {
        let host = environment.get(name.as_str()).filter(|_| copies).map(|value| (name.as_str(), value));
        let (variables, set) = reader.variables(watcher, host)?;
        for (key, value) in variables.all() {
            let key = key.trim_matches(python::is_space);
            let value = replaced(value.unwrap_or_default(), of_host, environment);
            if !key.is_empty() {
                let value = Bound::Text(value.trim_matches(python::is_space).to_owned().into());
                loaded.bind(key.to_owned(), value);
            }
        }
        let Some((span, notes)) = set else { continue };
        loaded.notes = notes;
        if let Some(value) = loaded.get(name.as_str()).cloned()
            && let Some((before, earlier)) = shown.replace((value.clone(), span))
            && before != value
        {
            loaded.notes.add(earlier, Reason::Services);
        }
    }
    loaded.notes.append(&mut hidden);
    Ok(loaded)
}

/// The watchers, and whether each gets what circusd has.
fn watchers<'f>(sections: &[Section<'f>]) -> Result<Vec<(&'f str, bool)>, Stop> {
    let defaults = &sections[0];
    let copies = |section: &Section<'_>| {
        let option = section.options.value("copy_env").or_else(|| defaults.options.value("copy_env"));
        match option.map(str::to_ascii_lowercase).as_deref() {
            None | Some("no" | "false" | "off" | "0") => Ok(false),
            Some("yes" | "true" | "on" | "1") => Ok(true),
            Some(_) => Err(Stop::refused(section.span.clone(), Reason::Syntax)),
        }
    };
    let mut watchers = Vec::new();
    for section in sections {
        // One without options is none.
        let is_set = !section.options.is_empty() || !defaults.options.is_empty();
        if let Some(watcher) = section.name.strip_prefix("watcher:").filter(|_| is_set) {
            watchers.push((watcher, copies(section)?));
        }
    }
    if watchers.is_empty() {
        // A piece of the file is for the watchers that it names.
        let mut named = sections.iter().filter_map(Section::patterns).flatten().peekable();
        let one = named.peek().is_none().then_some("django");
        let copies = copies(defaults)?;
        watchers.extend(named.chain(one).map(|watcher| (watcher, copies)));
    }
    Ok(watchers)
}

struct Reader<'a, 'f> {
    file: &'f str,
    environment: &'a Environment<'a>,
    /// The defaults first.
    sections: &'a [Section<'f>],
    /// How much more may be looked at: each section is for many watchers.
    left: usize,
}

impl<'a> Reader<'a, '_> {
    /// What the file sets for this watcher, which has this of the host.
    fn variables(
        &mut self,
        watcher: &str,
        host: Option<(&'a str, &str)>,
    ) -> Result<(Variables<'a>, Option<Set>), Stop> {
        // It is where it is, whatever is set later: of names that come to the same the last counts.
        let mut variables: Variables<'_> =
            host.map(|(name, value)| (name, Some(value.to_owned()))).into_iter().collect();
        let mut set: Option<Set> = None;
        let shared = self.sections.iter().filter(|section| section.name == SHARED);
        for section in shared.chain(self.sections.iter().filter(|section| section.patterns().is_some())) {
            let mut is_for = section.name == SHARED;
            for pattern in section.patterns().into_iter().flatten() {
                self.spend((watcher.len() + 1) * (pattern.len() + 1), section)?;
                is_for |= fnmatch(watcher, pattern);
            }
            for part in [&self.sections[0], section].into_iter().filter(|_| is_for) {
                for (key, value) in part.options.all() {
                    let value = value.unwrap_or_default();
                    self.spend(key.len() + value.len(), section)?;
                    let value = match section.name {
                        SHARED => replaced(value, in_shared, self.environment),
                        _ => value.to_owned(),
                    };
                    variables.insert(key, Some(value));
                }
                let Some((span, notes)) = &part.found else { continue };
                let mut notes = notes.clone();
                self.interpolated(span, of_host, &mut notes);
                if section.name == SHARED {
                    self.interpolated(span, in_shared, &mut notes);
                }
                notes.extend(set.map(|(earlier, _)| Note::new(earlier, Reason::Overridden)));
                set = Some((span.clone(), notes));
            }
        }
        Ok((variables, set))
    }

    fn spend(&mut self, amount: usize, section: &Section<'_>) -> Result<(), Stop> {
        let grows = || Stop::unknown(section.span.clone(), Reason::Grows);
        self.left = self.left.checked_sub(amount).ok_or_else(grows)?;
        Ok(())
    }

    /// Notes what is replaced within this span.
    fn interpolated(&self, span: &Range<usize>, reference: Reference, notes: &mut Vec<Note>) {
        let mut at = span.start;
        while let Some((found, _)) = reference(&self.file[at..span.end], self.environment) {
            notes.add(at + found.start..at + found.end, Reason::Interpolated);
            at += found.end;
        }
    }
}

/// The section that is for all watchers.
const SHARED: &str = "env";

/// Finds the first reference in a text, and what stands in its place.
type Reference = for<'e> fn(&str, &Environment<'e>) -> Option<(Range<usize>, &'e str)>;

/// The text with all references replaced.
fn replaced(text: &str, reference: Reference, environment: &Environment<'_>) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((found, value)) = reference(rest, environment) {
        done.push_str(&rest[..found.start]);
        done.push_str(value);
        rest = &rest[found.end..];
    }
    done.push_str(rest);
    done
}

/// `$NAME`, which is the host's, or nothing.
fn of_host<'e>(text: &str, environment: &Environment<'e>) -> Option<(Range<usize>, &'e str)> {
    let is_capital = |c: char| c.is_ascii_uppercase();
    let at = text.match_indices('$').map(|(at, _)| at).find(|at| text[at + 1..].starts_with(is_capital))?;
    let name = &text[at + 1..];
    let length = name.find(|c: char| !is_capital(c) && !c.is_ascii_digit() && c != '_').unwrap_or(name.len());
    Some((at..at + 1 + length, environment.get(&name[..length]).unwrap_or_default()))
}

/// `$(circus.env.name)` or `((circus.env.name))`, in capitals or small letters, of what is set on the host.
fn in_shared<'e>(text: &str, environment: &Environment<'e>) -> Option<(Range<usize>, &'e str)> {
    text.match_indices('(').find_map(|(at, _)| {
        let start = at.checked_sub(1)?;
        let close = match text.as_bytes()[start] {
            b'$' => ")",
            b'(' => "))",
            _ => return None,
        };
        let inside = behind("circus.", &text[at + 1..])?;
        let end = inside.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '-'))?;
        let rest = inside[end..].strip_prefix(close)?;
        let name = &inside[..end];
        let name = behind("env.", behind("circus.", name).unwrap_or(name))?;
        Some((start..text.len() - rest.len(), environment.in_any_case(name)?))
    })
}

/// What is behind this prefix, in capitals or small letters.
fn behind<'t>(prefix: &str, text: &'t str) -> Option<&'t str> {
    let begins = text.get(..prefix.len())?.eq_ignore_ascii_case(prefix);
    begins.then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        loader::tests::{
            Expected::{Missing, Refused, Value},
            notes, reads,
        },
        reading::Reading,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("[env:django]\nK=a", Value("a")),
                ("[env:django]\n  K : a = b # c % \\ ' \"d\" \n", Value("a = b # c % \\ ' \"d\"")),
                ("[env:django]\nK = \"\"\n", Value("")),
                ("[env:django]\nK=a ;b\n", Value("a")),
                ("[env:django]\nK=a;b ;c\n", Value("a;b ;c")),
                ("[env:django]\nK= ;a\n", Value(";a")),
                ("[env:django]\nK=;a \n", Value("")),
                ("[env:django]\nK=a$B1_b$c$D\n", Value("ab$c")),
                ("[env:django]\nK=a\nK=b\n c ;d\n\n# e\n #f\n", Value("a\nc ;d\n#f")),
                ("[env:django]\nK=a\n[x]\n b=c\n[env:django]\n K=d\nK=e\n", Value("d")),
                ("[env:django]\nrem K=a\nREM\nremK=b\n", Missing),
                ("[env]\nK=a\n", Value("a")),
                ("[env:django]\nK=a\n[env]\nK=b\n", Value("a")),
                ("[env:a]\nK=a\n[env:b]\nK=b\n", Value("b")),
                ("[DEFAULT]\nK=a\n[env]\nK=b\n[env:django]\nJ=c\n", Value("a")),
                ("[DEFAULT]\nK=a\n", Missing),
                ("[watcher:a]\ncmd=x\n[env:b, a*]\nK=a\n", Value("a")),
                ("[watcher:a]\ncmd=x\n[env:b]\nK=a\n", Missing),
                ("[watcher:a]\n[env:b]\nK=a\n", Value("a")),
                ("[watcher:a]\ncopy_env=maybe\n[env:b]\nK=a\n", Refused),
                ("[DEFAULT]\ncopy_env=\n[env:b]\nK=a\n", Refused),
                ("[env:]\nK=a\n", Value("a")),
                ("[Env:django]\nK=a\n", Missing),
                ("[env:django]\nexport K=a\n", Missing),
                ("[env:django]\n=a\n K=a\n", Value("a")),
                ("[env:django]\nK\n", Refused),
                ("[env:django\nK=a\n", Refused),
                ("K=a\n[env:django]\n", Refused),
                ("\u{feff}[env:django]\nK=a\n", Refused),
                ("[env:django]\r\nK=a\r\n", Value("a")),
            ],
        );
    }

    #[test]
    fn why() {
        notes(
            &LOADER,
            &[
                (
                    "[env:a]\nK=\"a$B\" ;c\n",
                    &[(";c", Reason::Comment), ("\"a$B\"", Reason::QuotesKept), ("$B", Reason::Interpolated)],
                ),
                ("[env:a]\nK=a\n b\nK=c\n", &[("\n", Reason::Continued), ("c", Reason::Earlier)]),
                ("[env]\nK=a\n[env:a]\nK=b\n", &[("a", Reason::Overridden)]),
                ("[env:a]\nK=a\n[env:b]\nK=b\n", &[("a", Reason::Services)]),
                ("[env:a]\nexport K=a\n", &[("export K", Reason::Name)]),
                ("\u{feff}[env:a]\nK=a\n", &[("\u{feff}[env:a]", Reason::ByteOrderMark)]),
                ("K=a\n", &[("K=a", Reason::Section)]),
            ],
        );
    }

    #[test]
    fn on_a_host() {
        let name = VariableName::parse("K").expect("a name");
        let host = Environment::new(&[("H", "h$L"), ("L", "l"), ("K", " k ")]);
        let read = |file: &str| match LOADER.read(file, &name, &host) {
            Reading::Value { text, .. } => text.expose().to_owned(),
            _ => "nothing".to_owned(),
        };
        assert_eq!(read("[env]\nK=$(circus.env.h)((CIRCUS.ENV.L))$((circus.env.l))$H.$L\n"), "hll$lh$L.l");
        assert_eq!(read("[env:a]\nK=$(circus.env.h)\n"), "$(circus.env.h)");
        assert_eq!(read("[env]\nJ=a\n"), "nothing");
        assert_eq!(read("[watcher:a]\ncopy_env = True\n"), "k");
        assert_eq!(read("[watcher:a]\ncopy_env = True\n[env:a]\n K=a\nK=b\n"), "a");
    }
}
