//! What a value is: a key, a default, what says where one is; and who hands it on.

use std::ops::Range;

use super::{BEFORE, Carrier, Found, How, Line, Told, floor};
use crate::document::{
    Kind, Nothing, Role, names,
    signs::Signs as _,
    value::{self, Worth},
};

impl Line<'_> {
    /// What the value at `span` is.
    pub(super) fn tell(
        &self,
        name: &Range<usize>,
        span: Range<usize>,
        whole: Range<usize>,
        how: How,
        is_quoted: bool,
    ) -> Told {
        let text = self.text;
        let inside = &text[span.clone()];
        if span.is_empty() {
            return Told::Keys(vec![self.found(name, span.clone(), Role::Key, how, whole)]);
        }
        let is_plain = self.kind == Some(Kind::Env) || matches!(how, How::Line) && self.kind.is_none();
        let lead = &text[self.at.start.min(name.start)..name.start];
        match value::of(inside, is_quoted, is_plain) {
            // `--set-secrets`, of Cloud Run
            _ if lead.contains("-secrets") || lead.contains("--from-file") => {
                return Told::Nothing(Nothing::Reference, span.end);
            }
            Worth::Default(part) => {
                let part = span.start + part.start..span.start + part.end;
                return Told::Keys(vec![self.found(name, part, Role::Default, how, 0..0)]);
            }
            Worth::Empty => {
                return Told::Keys(vec![self.found(name, span.end - 1..span.end - 1, Role::Key, how, 0..0)]);
            }
            Worth::Nothing(why) => return Told::Nothing(why, span.end),
            // Kustomize's `files:` of a generator.
            _ if how == How::Item && self.parent(name).is_some_and(|parent| &text[parent] == "files") => {
                return Told::Nothing(Nothing::Reference, span.end);
            }
            Worth::Command
                if self.is_shell
                    && !value::is_made(inside)
                    && (inside.contains("cat ") || inside.contains("secret")) =>
            {
                return Told::Nothing(Nothing::Reference, span.end);
            }
            Worth::Command if self.is_shell || self.kind == Some(Kind::Ci) && how == How::Word => {
                return Told::Nothing(Nothing::Command, span.end);
            }
            Worth::Key | Worth::Command => {}
        }
        if !text[name.clone()].ends_with("FALLBACKS") {
            return Told::Keys(vec![self.found(name, span, Role::Key, how, whole)]);
        }
        let mut at = span.start;
        let parts = inside.split(',').map(|part| {
            let span = at..at + part.len();
            at += part.len() + 1;
            self.found(name, span, Role::Fallback, how, 0..0)
        });
        Told::Keys(parts.collect())
    }

    pub(super) fn found(
        &self,
        name: &Range<usize>,
        span: Range<usize>,
        role: Role,
        how: How,
        whole: Range<usize>,
    ) -> Found {
        let lead = self.text[self.at.start..name.start.clamp(self.at.start, self.at.end)].trim();
        let kind = match self.kind {
            Some(kind) if kind != Kind::Settings => kind,
            None if matches!(how, How::Scalar | How::Item) && !lead.has("{\"") => Kind::Compose,
            None if how == How::Line && lead == "$env:" => Kind::Shell,
            None if how == How::Line && matches!(lead, "" | "export" | "set") => Kind::Env,
            _ => Kind::Line,
        };
        Found {
            kind,
            name: Some(name.clone()),
            span,
            role,
            code: None,
            carrier: self.carrier(name, how, &whole),
            whole,
        }
    }

    /// What reads it.
    fn carrier(&self, name: &Range<usize>, how: How, whole: &Range<usize>) -> Carrier {
        let text = self.text;
        let lead = &text[self.at.start..name.start.clamp(self.at.start, self.at.end)];
        let is_double = text[..whole.end].ends_with('"');
        let is_apart = !whole.contains(&name.start);
        match how {
            _ if whole.is_empty() => Carrier::Plain,
            // A list of Markdown's.
            How::Scalar if text[name.end..].starts_with('`') || text[..whole.end].ends_with('`') => Carrier::Plain,
            How::Mark => Carrier::Xml,
            How::Scalar | How::Item if self.compose => {
                if is_apart {
                    Carrier::Yaml
                } else if how == How::Item {
                    Carrier::ComposeList
                } else {
                    Carrier::Compose
                }
            }
            How::Scalar if self.is_secret && self.is_in_data(name) => Carrier::SecretData,
            How::Scalar if is_apart || lead.has("{\"") => {
                if is_double {
                    Carrier::Json
                } else if text[..whole.end].ends_with('\'') {
                    Carrier::Yaml
                } else {
                    Carrier::Plain
                }
            }
            How::Scalar => Carrier::Yaml,
            _ if self.carrier.is_some() => self.carrier.unwrap_or(Carrier::Plain),
            How::Word if ["set -x", "set -gx", "set -Ux"].iter().any(|end| lead.trim_end().ends_with(end)) => {
                Carrier::Fish
            }
            How::Word if self.is_shell || lead.contains("-e ") || lead.contains("--") => Carrier::Shell,
            How::Line if lead.trim().eq_ignore_ascii_case("$env:") => Carrier::PowerShell,
            How::Line | How::Code if is_double && text[name.end..whole.end].contains(" = ") => Carrier::Json,
            How::Code if is_double && text[name.end..].starts_with('\\') => Carrier::JsonInJson,
            How::Code if is_double => Carrier::Json,
            _ => Carrier::Plain,
        }
    }

    /// The key of the mapping that the name stands in, on a line above that is less indented.
    fn parent(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let text = self.text;
        let lead = text.get(self.at.start..name.start)?;
        let mut indent = lead.len() - lead.trim_start().len();
        if indent == 0 || !text[..self.at.start].ends_with('\n') {
            return None;
        }
        let mut end = self.at.start;
        for _ in 0..64 {
            let line = text.get(..end.checked_sub(1)?)?;
            let near = floor(line, line.len().saturating_sub(BEFORE));
            let start = line[near..].rfind('\n').map_or(near, |newline| near + newline + 1);
            if start == near && near > 0 {
                return None;
            }
            let written = &line[start..];
            end = start;
            let own = written.trim_start();
            let depth = written.len() - own.len();
            if own.is_empty() || own.starts_with('#') || depth >= indent {
                continue;
            }
            let own = own.trim_start_matches("- ").trim_end();
            let key = own.split(':').next()?.trim_matches('"');
            if own.contains(':') {
                let from = start + written.find(key)?;
                return Some(from..from + key.len());
            }
            indent = depth;
        }
        None
    }

    /// Whether it stands in the mapping `data:`, of YAML or JSON.
    fn is_in_data(&self, name: &Range<usize>) -> bool {
        let lead = self.text.get(self.at.start..name.start).unwrap_or_default();
        match lead.rsplit_once('{') {
            Some((before, _)) => before.cut(" :").ends_with("\"data\"") || before.trim() == "data:",
            None => self.parent(name).is_some_and(|parent| &self.text[parent] == "data"),
        }
    }

    /// Whether an access key stands beside it: the two are a storage's, `accessKey` and `secretKey`.
    pub(super) fn is_beside_access(&self, name: &Range<usize>) -> bool {
        let text = self.text;
        let own = &text[name.clone()];
        let pairs = [("secretKey", "accessKey"), ("secret_key", "access_key"), ("secret-key", "access-key")];
        let access = pairs.iter().find_map(|(secret, access)| Some([own.strip_suffix(secret)?, access].concat()));
        let Some(access) = access else { return false };
        let from = floor(text, name.start.saturating_sub(BEFORE));
        let near = &text[from..floor(text, (name.end + BEFORE).min(text.len()))];
        let (before, behind) = near.split_at(name.start - from);
        // On the same line, or the one before or behind.
        let mut before = before.rsplit('\n');
        let before = [before.next(), before.next()];
        let mut behind = behind.split('\n');
        let behind = [behind.next(), behind.next()];
        before.iter().chain(&behind).flatten().any(|line| line.contains(&access))
    }

    /// Whether the mapping that the name stands in is another service's.
    pub(super) fn is_below_others(&self, name: &Range<usize>) -> bool {
        let text = self.text;
        if !text[name.clone()].bytes().any(|byte| byte.is_ascii_lowercase()) {
            return false;
        }
        let start = floor(text, name.start.saturating_sub(BEFORE)).max(self.at.start);
        if let Some((before, _)) = text[start..name.start].rsplit_once('{') {
            let before = before.cut(" :\"'=");
            let parent = before.rsplit(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').next();
            return parent.is_some_and(names::is_of_other);
        }
        self.parent(name).is_some_and(|parent| names::is_of_other(&text[parent]))
    }
}
