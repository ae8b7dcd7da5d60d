//! The keys of a settings file: the texts that its key comes to on some host, by following it as Repair
//! does. What a guard compares with, and what nothing uses, is none.

use std::ops::Range;

use super::{
    Found, MOST, Role,
    names::{is_own_secret, is_secret},
};
use crate::{
    listed::Listed,
    python::{self, End, FRESH, File, Host, Hosts, Outcome, Part, among, inside},
};

/// Longer files are not followed.
const LONGEST: usize = 1 << 16;

/// The keys in `text`, in order, if it is a settings file that can be followed.
pub(super) fn find(text: &str) -> Option<Vec<Found>> {
    let file =
        Some(text).filter(|text| text.len() <= LONGEST).and_then(|text| File::read(text).ok()).filter(is_code)?;
    let hosts = Hosts::of(&file);
    let mut keys = Keys { file: &file, found: Vec::new() };
    let (mut is_followed, mut is_random) = (false, false);
    for value in [Some(FRESH), None, Some("")] {
        for setting in &hosts.settings {
            let outcome = Outcome::of(&file, &hosts.host(setting, value));
            for end in outcome.ends {
                is_followed |= !matches!(end, End::Lost | End::Unbound);
                let role = if value == Some(FRESH) { Role::Key } else { Role::Default };
                match end {
                    End::Key(_, Some(from)) => keys.add(&from, role),
                    End::Empty(Some(from)) if role == Role::Key => keys.add(&from, role),
                    End::Random => is_random = true,
                    End::Lost => return None,
                    _ => {}
                }
            }
        }
    }
    if !is_followed {
        return None;
    }
    let setting = hosts.settings.first()?;
    let outcome = Outcome::of(&file, &hosts.host(setting, Some(FRESH)));
    // What stands in for a variable is not there where that is set.
    let every = |name: &String| (name.clone(), FRESH.to_owned());
    let all = Host { variables: outcome.asked.iter().map(every).listed(), ..Host::default() };
    let set = Outcome::of(&file, &all);
    for (from, is_empty) in outcome.fallbacks {
        let stays = set.fallbacks.iter().any(|(other, _)| *other == from);
        if stays || set.ends.iter().any(|end| !matches!(end, End::Key(..))) {
            keys.add(&from, Role::Fallback);
        } else if is_empty || !keys.found.iter().any(|one| one.role == Role::FallbackDefault) {
            keys.add(&from, Role::FallbackDefault);
        }
    }
    for (name, from) in outcome.others {
        if is_own_secret(&name) && name.contains("SECRET") && !name.ends_with("FALLBACKS") {
            keys.add(&from, Role::Key);
        }
    }
    if is_random {
        keys.made();
    }
    keys.lines();
    keys.found.truncate(MOST);
    Some(keys.found)
}

/// Whether it is Python, and nothing of another kind that could be taken for it.
fn is_code(file: &File<'_>) -> bool {
    let mut is_code = false;
    for (at, statement) in file.statements.iter().enumerate() {
        let tokens = &statement.tokens;
        let first = file.word(tokens.start);
        // `[section]`
        if first == "[" && file.close(tokens.start) + 1 == tokens.end {
            return false;
        }
        is_code |= among(first, "import from") || !file.head(at).is_empty();
        if let Some(sign) = file.find(tokens, 0, "=")
            && !file.is(tokens.end - 1, "=")
            && is_secret(first)
        {
            let spaced = file.text[..file.tokens[sign].span.start].ends_with(' ');
            let value = sign + 1..tokens.end;
            let is_written = file.evaluate(&value).is_some() || among(file.word(value.start), "[ (");
            is_code |= spaced && (is_written || among(file.word(tokens.end - 1), ") ]"));
        }
    }
    is_code && file.doubled().is_none()
}

struct Keys<'a, 'b> {
    file: &'a File<'b>,
    found: Vec<Found>,
}

impl Keys<'_, '_> {
    fn add(&mut self, from: &Part, role: Role) {
        let file = self.file;
        let texts = from.clone().filter(|at| file.tokens[*at].kind == python::Kind::Text);
        let texts: Vec<_> = texts.map(|at| inside(file.text, file.tokens[at].span.clone()).1).listed();
        let (Some(first), Some(last)) = (texts.first(), texts.last()) else { return };
        let span = first.start..last.end.max(first.start);
        if !self.found.iter().any(|one| one.span == span) {
            let name = self.name(from.start);
            let is_written = file.evaluate(from).is_some_and(|text| text.text.expose() == &file.text[span.clone()]);
            // With the brackets round it, in which it may go over several lines.
            let mut whole = from.clone();
            while whole.start > 0 && file.is(whole.start - 1, "(") && file.close(whole.start - 1) == whole.end {
                whole = whole.start - 1..whole.end + 1;
            }
            let code = (!is_written).then(|| file.span(&whole));
            self.put(Found { name, code, ..Found::python(span, role) });
        }
    }

    /// Puts it in its place.
    fn put(&mut self, one: Found) {
        let at = self.found.iter().take_while(|other| other.span.start <= one.span.start).count();
        self.found.insert(at, one);
    }

    /// The name that the statement binds which holds this token.
    fn name(&self, token: usize) -> Option<Range<usize>> {
        let file = self.file;
        let statement = file.statements.iter().find(|one| one.tokens.contains(&token))?;
        let is_key = |at: &usize| file.is_name(*at) && file.word(*at).contains("SECRET_KEY");
        let name = statement.tokens.clone().find(is_key).unwrap_or(statement.tokens.start);
        file.is_name(name).then(|| file.tokens[name].span.clone())
    }

    /// Code that makes a key at each start.
    fn made(&mut self) {
        let file = self.file;
        // What is written into a file is the same at the next start.
        if file.has(&file.all(), &["write", "write_text", "write_bytes"]) {
            return;
        }
        for statement in &file.statements {
            let tokens = &statement.tokens;
            let Some(sign) = file.find(tokens, 0, "=") else { continue };
            if file.is(tokens.start, "SECRET_KEY") && file.has(tokens, super::line::MAKES) {
                let span = file.span(&(sign + 1..tokens.end));
                let name = Some(file.tokens[tokens.start].span.clone());
                self.put(Found { name, ..Found::python(span, Role::Made) });
            }
        }
    }

    /// `"SECRET_KEY=…"`, as a list of variables for other programs has it.
    fn lines(&mut self) {
        let file = self.file;
        for token in file.tokens.iter().filter(|token| token.kind == python::Kind::Text && token.depth > 0) {
            let inside = inside(file.text, token.span.clone()).1;
            if let Some((name, value)) = file.text[inside.clone()].split_once('=')
                && is_secret(name)
                && !value.is_empty()
            {
                let span = inside.end - value.len()..inside.end;
                let name = Some(inside.start..inside.start + name.len());
                self.put(Found { name, ..Found::python(span, Role::Key) });
            }
        }
    }
}
