//! What `$` and backticks stand for: a variable's value, nothing but themselves, or what a command
//! prints.

use super::{Agreed, Bash, Busybox, Mksh, Shell, Yash, Zsh, name_at};
use crate::{
    loader::common,
    reading::{Notes as _, Reason, Stop},
};

impl Shell<'_, '_> {
    /// What `$` and the following stand for.
    pub(super) fn dollar(&mut self, value: &mut String, quoted: bool, export: bool) -> Result<(), Stop> {
        let start = self.at;
        let rest = &self.file[start + 1..];
        let (braces, inside) = match rest.strip_prefix('{') {
            Some(inside) => (true, inside),
            None => (false, rest),
        };
        let name = name_at(inside);
        let after = &inside[name.len()..];
        if name.is_empty() && !braces {
            if rest.starts_with('(') {
                return Err(self.substitution());
            }
            if !self.is_itself(rest, quoted) {
                return Err(Stop::unknown(start..start + 1, Reason::Interpolated));
            }
            value.push('$');
            self.at += 1;
            return Ok(());
        }
        let end = start + 1 + name.len() + if braces { 2 } else { 0 };
        if braces && (name.is_empty() || !after.starts_with('}')) {
            return Err(self.in_braces(inside));
        }
        let more = match self.dialect {
            // zsh takes a bracket for an index, a colon for a modifier, and any letter for a part of
            // the name.
            Zsh | Agreed => after.starts_with(|c: char| matches!(c, '[' | ':' | '\\') || !c.is_ascii()),
            // A name goes on in the next line.
            _ => after.starts_with("\\\n"),
        };
        if name.starts_with(|c: char| c.is_ascii_digit())
            || self.is_taken(name)
            || (!braces && more)
            // It may become several words.
            || (export && !quoted && matches!(self.dialect, Agreed | Yash))
        {
            return Err(Stop::unknown(start..end, Reason::Interpolated));
        }
        let set = self.lookup(name);
        if self.size + value.len() + set.len() > common::most(self.file) {
            return Err(Stop::unknown(start..end, Reason::Grows));
        }
        value.push_str(set);
        self.loaded.notes.add(start..end, Reason::Interpolated);
        self.at = end;
        Ok(())
    }

    /// Whether a `$` is only that before `rest`.
    fn is_itself(&self, rest: &str, quoted: bool) -> bool {
        let Some(next) = rest.chars().next() else { return !quoted };
        match next {
            ' ' | '\t' | '\n' | '.' | ',' | '/' | ']' | '}' | '%' => true,
            '"' if quoted => true,
            // In every shell; before others it is something, at least in one.
            _ if self.dialect == Agreed => false,
            '*' | '@' | '#' | '?' | '-' | '$' | '!' => false,
            '\'' => quoted || !matches!(self.dialect, Bash | Zsh | Mksh | Busybox),
            '"' => !matches!(self.dialect, Bash | Mksh),
            '[' => !matches!(self.dialect, Bash | Zsh),
            '=' | '^' | '~' | '+' | ':' => self.dialect != Zsh,
            '\\' => !rest.starts_with("\\\n"),
            _ => next.is_ascii() || self.dialect != Zsh,
        }
    }

    /// `$(…)`, which runs what is in it, or reckons if it is `$((…))`.
    fn substitution(&self) -> Stop {
        let end = self.end_of_parentheses(self.at + 1);
        let text = &self.file[self.at..end];
        let reckons = text.starts_with("$((") && text.ends_with("))") && !runs_inside(&text[2..]);
        Stop::unknown(self.at..end, if reckons { Reason::Program } else { Reason::Runs })
    }

    /// `${…}` with more in it than a name. `inside` is what follows the brace.
    fn in_braces(&self, inside: &str) -> Stop {
        let mut depth = 1_usize;
        let closes = |c: char| {
            depth = if c == '{' { depth + 1 } else { depth - usize::from(c == '}') };
            depth == 0
        };
        let length = inside.find(closes).map_or(inside.len(), |length| length + 1);
        let inside = &inside[..length];
        // mksh runs what stands after a blank or a bar.
        let command = self.dialect == Mksh && inside.starts_with([' ', '\t', '\n', '|']);
        let reason = if command || runs_inside(inside) { Reason::Runs } else { Reason::Interpolated };
        Stop::unknown(self.at..self.at + 2 + length, reason)
    }

    /// Backticks, which run what is between them.
    pub(super) fn backticks(&self) -> Stop {
        let mut escaped = false;
        let closes = |c: char| {
            let closes = c == '`' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        };
        let end = self.file[self.at + 1..].find(closes).map_or(self.file.len(), |length| self.at + length + 2);
        Stop::unknown(self.at..end, Reason::Runs)
    }

    /// The end of what is in parentheses from `start` on, if they open there.
    pub(super) fn end_of_parentheses(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for (at, byte) in self.file.bytes().enumerate().skip(start) {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return if at == start { start } else { at + 1 };
            }
        }
        self.file.len()
    }
}

/// Whether a command is run somewhere in `text`.
fn runs_inside(text: &str) -> bool {
    text.contains("$(") || text.contains('`')
}
