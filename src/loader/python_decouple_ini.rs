//! python-decouple reading `settings.ini`, which it looks for before it looks for `.env`.
//!
//! Under `[settings]`, `K = a#b "c"` is `a#b "c"`: quotes stay, and a comment has a line of its own.
//! `%%` is `%`, `%(name)s` is the value of `name`, and any other `%` is an error. Names are the same
//! in capitals and small letters, and one that stands there twice fails the whole file.
//!
//! Modelled from python-decouple 3.8, `decouple.py`, `RepositoryIni`, and CPython 3.11,
//! `Lib/configparser.py`, `RawConfigParser._read` and `BasicInterpolation`.

use std::ops::Range;

use crate::{
    loader::{
        Environment, FileKind, Form, Loader, Precedence,
        common::{self, Variables, python},
        python_decouple,
    },
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "python-decouple-ini",
    label: "python-decouple, settings.ini",
    version: "3.8, Python 3.11",
    source: "decouple.py, RepositoryIni; Lib/configparser.py",
    place: "settings.ini",
    form: Form { head: "[settings]\n", file: FileKind::Ini, ..Form::ASSIGNMENT },
    quotings: &[quoting::BARE, quoting::BARE_PERCENT],
    load,
    precedence: Precedence::Host,
    ..python_decouple::LOADER
};

/// Names within names are not followed deeper than this.
const DEEPEST: usize = 10;

fn load<'f>(file: &'f str, _: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    variables(file, name).unwrap_or_else(Loaded::from)
}

fn variables<'f>(file: &'f str, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let options = options(file).map_err(Stop::Refused)?;
    let mut values = Variables::new();
    for option in &options.found {
        if values.insert(&options.names[option.name.clone()], Some(option.value.clone())).is_some() {
            return Err(Stop::refused(option.span.clone(), Reason::Twice));
        }
    }
    let get = |name: &str| {
        let of = |section: &str| values.value(&[section, name].concat());
        of("settings\n").or_else(|| of("DEFAULT\n"))
    };
    let mut loaded = Loaded::default();
    if !values.contains_key("settings\n") {
        return Ok(loaded);
    }
    let asked = name.as_str().to_ascii_lowercase();
    // What looking into all of them may come to is bounded, but not for the one that is asked for.
    let mut others = common::most(file);
    for option in &options.found {
        let Some((section, key)) = options.names[option.name.clone()].split_once('\n') else { continue };
        // What the section has comes before what the defaults have.
        let counts =
            section == "settings" || section == "DEFAULT" && !values.contains_key(&["settings\n", key].concat());
        let Some(value) = get(key).filter(|_| counts && !key.is_empty()) else { continue };
        let ours = key == asked;
        let mut text = String::new();
        let mut own = common::most(file);
        let left = if ours { &mut own } else { &mut others };
        let value = match interpolate(value, &get, 1, &mut text, left) {
            Some(()) => Bound::Text(text.into()),
            None if *left == 0 => Bound::Stops(Stop::unknown(option.span.clone(), Reason::Grows)),
            None => Bound::Stops(Stop::refused(option.span.clone(), Reason::Percent)),
        };
        let name = if ours { name.as_str() } else { key };
        loaded.bind(name.to_owned(), value);
    }
    let of = |section: &str| {
        let name = [section, &asked].concat();
        options.found.iter().find(|option| options.names[option.name.clone()] == name)
    };
    if let (Some(value), Some(found)) = (get(&asked), of("settings\n").or_else(|| of("DEFAULT\n"))) {
        note(file, found.span.clone(), value, &mut loaded.notes);
    }
    Ok(loaded)
}

/// Notes what happens to `value`, which stands at `span`.
fn note(file: &str, span: Range<usize>, value: &str, notes: &mut Vec<Note>) {
    if value.contains('\n') {
        notes.add(span.clone(), Reason::Continued);
    }
    if value.contains("%(") {
        notes.add(span, Reason::Interpolated);
    } else {
        let percents = file[span.clone()].match_indices("%%");
        notes.extend(percents.map(|(at, _)| Note::new(span.start + at..span.start + at + 2, Reason::Escape)));
    }
}

/// The options of a file.
#[derive(Default)]
struct Options {
    /// Their names in small letters, each after its section's name and a newline.
    names: String,
    found: Vec<Found>,
}

/// An option, or with an empty name a section.
struct Found {
    /// Its place in `names`.
    name: Range<usize>,
    value: String,
    /// Where its value stands.
    span: Range<usize>,
}

fn options(file: &str) -> Result<Options, Note> {
    let mut options = Options::default();
    let mut section: Option<&str> = None;
    // Whether a line that is indented deeper than `indent` goes on with the last value.
    let mut open = false;
    let mut indent = 0;
    for line in python::lines(file) {
        let stripped = python::strip(file, line.clone());
        let text = &file[stripped.clone()];
        let deeper = file[line.start..stripped.start].chars().count();
        if text.starts_with(['#', ';']) {
            continue;
        }
        if let Some(last) = options.found.last_mut().filter(|_| open && (text.is_empty() || deeper > indent)) {
            last.value.push('\n');
            last.value.push_str(text);
            last.span.end = stripped.end.max(last.span.end);
            continue;
        }
        if text.is_empty() {
            continue;
        }
        indent = deeper;
        if let Some(header) =
            text.strip_prefix('[').and_then(|text| text.rsplit_once(']')).filter(|it| !it.0.is_empty())
        {
            section = Some(header.0);
            open = false;
            // That of the defaults may stand there twice.
            if header.0 != "DEFAULT" {
                options.push(header.0, "", String::new(), stripped);
            }
            continue;
        }
        let Some(section) = section else {
            let mark = file.starts_with(common::BYTE_ORDER_MARK) && stripped.start == 0;
            return Err(Note::new(stripped, if mark { Reason::ByteOrderMark } else { Reason::Section }));
        };
        match text.find(['=', ':']) {
            Some(length) if length > 0 => {
                let value = python::strip(file, stripped.start + length + 1..stripped.end);
                let text = text[..length].trim_end_matches(python::is_space);
                options.push(section, text, file[value.clone()].to_owned(), value);
                open = true;
            }
            _ => return Err(Note::new(stripped, Reason::Syntax)),
        }
    }
    for option in &mut options.found {
        option.value.truncate(option.value.trim_end_matches(python::is_space).len());
    }
    Ok(options)
}

/// Python's `lower()` of ASCII, Latin-1, Greek and Cyrillic, and of the one other letter that becomes
/// an ASCII letter. Letters of other scripts stay as they are: all of Unicode weighs seven kilobytes in
/// the page, and matters only where a file has two names that differ in the case of such a letter.
fn lower(name: &str) -> String {
    let lower = |letter: char| match letter {
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => {
            char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter)
        }
        'Ѐ'..='Џ' => char::from_u32(u32::from(letter) + 0x50).unwrap_or(letter),
        '\u{212a}' => 'k',
        _ => letter.to_ascii_lowercase(),
    };
    name.chars().map(lower).collect()
}

impl Options {
    fn push(&mut self, section: &str, name: &str, value: String, span: Range<usize>) {
        let start = self.names.len();
        self.names.push_str(section);
        self.names.push('\n');
        self.names.push_str(&lower(name));
        self.found.push(Found { name: start..self.names.len(), value, span });
    }
}

/// Adds `value` to `text`, with `%%` and `%(name)s` replaced; none where that is an error, or where no
/// bytes are left to be looked at.
fn interpolate<'a>(
    value: &str,
    get: &dyn Fn(&str) -> Option<&'a str>,
    depth: usize,
    text: &mut String,
    left: &mut usize,
) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    *left = left.saturating_sub(value.len() + 1);
    if *left == 0 {
        return None;
    }
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            text.push('%');
            rest = after;
            continue;
        }
        let (name, after) = after.strip_prefix('(')?.split_once(')')?;
        rest = after.strip_prefix('s').filter(|_| !name.is_empty())?;
        interpolate(get(&lower(name))?, get, depth + 1, text, left)?;
    }
    text.push_str(rest);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("[settings]\nK=a", Value("a")),
                ("[settings]\n k : a = b # c ; d \n", Value("a = b # c ; d")),
                ("[settings]\nK='a' \"\n", Value("'a' \"")),
                ("[settings]\nK=a%%b\n", Value("a%b")),
                ("[settings]\nK=a%b\n", Refused),
                // The sign for kelvin is a K, too.
                ("[settings]\n\u{212a}=a\n", Value("a")),
                ("[settings]\nK=a\nÄ=b\nä=c\n", Refused),
                ("[settings]\nK=a\nЏ=b\nџ=c\n", Refused),
                ("[settings]\nK=a\nΣ=b\nσ=c\n", Refused),
                ("[settings]\nJ=a%b\nK=c\n", Value("c")),
                ("[settings]\nK=%(j)s%(J)s\nJ=x%%\n", Value("x%x%")),
                ("[settings]\nK=%(j)\nJ=x\n", Refused),
                ("[settings]\nK=%(h)s\n", Refused),
                ("[settings]\nK=%(k)s\n", Refused),
                ("[DEFAULT]\nK=a\n[settings]\n", Value("a")),
                ("[DEFAULT]\nK=a\n", Missing),
                ("[DEFAULT]\nK=a\n[DEFAULT]\nJ=x\n[settings]\nK=%(J)sb\n", Value("xb")),
                ("[Settings]\nK=a\n", Missing),
                ("[settings]\nJ=a\n", Missing),
                ("K=a\n[settings]\n", Refused),
                ("\u{feff}[settings]\nK=a\n", Refused),
                ("[settings]\nK=a\nk=b\n", Refused),
                ("[settings]\nK=a\n[settings]\nJ=b\n", Refused),
                ("[settings]\nK=a\n b\n\n  c\n# d\n\n", Value("a\nb\n\nc")),
                ("[settings]\n  K=a\n b=c\n", Value("a")),
                ("[settings]\nK=\n", Value("")),
                ("[settings]\nK\n", Refused),
                ("[settings]\n=a\n", Refused),
                ("[settings]]x\nK=a\n", Missing),
                ("[a\n", Refused),
                ("; c\n\n[settings]\r\nK=a\r\n", Value("a")),
                ("", Missing),
            ],
        );
    }

    #[test]
    fn noted() {
        notes(
            &LOADER,
            &[
                ("[settings]\nK=a%%b\n", &[("%%", Reason::Escape)]),
                ("[settings]\nK=a%b\n", &[("a%b", Reason::Percent)]),
                ("[settings]\nJ=x\nK=%(J)s\n", &[("%(J)s", Reason::Interpolated)]),
                ("[settings]\nK=a\n  b\n", &[("a\n  b", Reason::Continued)]),
                ("[settings]\nK=a\nk=b\n", &[("b", Reason::Twice)]),
                ("K=a\n", &[("K=a", Reason::Section)]),
            ],
        );
    }
}
