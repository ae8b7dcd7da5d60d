//! How shells read a file of assignments: each by itself, and the part of the grammar on which dash,
//! bash and zsh agree.
//!
//! A file that a shell reads is a program. This follows plain assignments and `export`; where a
//! line runs a command, or does more than set a variable, the reading is unknown, and says where.
//!
//! Source: POSIX.1-2024, XCU 2.2 (quoting), 2.6 (expansions) and 2.10 (grammar), and what the shells
//! do beyond it: bash(1), zshmisc(1) and zshexpn(1), mksh(1), yash(1); held against each of them.

mod expansion;
mod word;

use std::ops::Range;

use crate::{
    loader::{
        Environment,
        common::{self, BYTE_ORDER_MARK, Variables},
    },
    name::{self, VariableName},
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

/// Whose rules hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::loader) enum Dialect {
    /// Those on which dash, bash and zsh agree.
    Agreed,
    Bash,
    Dash,
    Zsh,
    Mksh,
    Yash,
    Busybox,
}

use Dialect::{Agreed, Bash, Busybox, Dash, Mksh, Yash, Zsh};

/// What a shell that reads `file` makes of it, and what the programs that it starts get of that: all
/// variables with `set -a` before (`all_exported`), else only those exported.
pub(in crate::loader) fn load<'f>(
    dialect: Dialect,
    file: &'f str,
    environment: &Environment<'_>,
    name: &VariableName,
    all_exported: bool,
) -> Loaded<'f> {
    let mut shell = Shell {
        dialect,
        file,
        at: 0,
        environment,
        variables: Variables::new(),
        all_exported,
        exported: Variables::new(),
        name: name.as_str(),
        found: None,
        loaded: Loaded::default(),
        line: Line::default(),
        size: 0,
    };
    match shell.run() {
        // What was done so far holds, but for the line itself.
        Err(Stop::Refused(note)) if matches!(dialect, Bash | Zsh | Mksh) => {
            shell.found = shell.line.found;
            shell.loaded.bindings.truncate(shell.line.bindings);
            shell.loaded.notes.truncate(shell.line.notes);
            shell.loaded.notes.push(note);
        }
        Err(stop) => return stop.into(),
        Ok(()) => {}
    }
    let Shell { mut loaded, found, .. } = shell;
    if let Some(found) = found.filter(|_| loaded.get(name.as_str()).is_none()) {
        loaded.notes.add(found, Reason::NotExported);
    }
    loaded
}

struct Shell<'f, 'e> {
    dialect: Dialect,
    file: &'f str,
    at: usize,
    environment: &'e Environment<'e>,
    variables: Variables<'f>,
    all_exported: bool,
    /// Those that a line exports.
    exported: Variables<'f>,
    /// The variable in question, and where it was set last.
    name: &'e str,
    found: Option<Range<usize>>,
    /// What programs get.
    loaded: Loaded<'f>,
    line: Line,
    /// The length of all values.
    size: usize,
}

/// What was known where the line begins: a line is read as a whole, and one with an error in it does nothing.
#[derive(Default)]
struct Line {
    found: Option<Range<usize>>,
    bindings: usize,
    notes: usize,
}

impl<'f> Shell<'f, '_> {
    /// Command by command, to the end of the file.
    fn run(&mut self) -> Result<(), Stop> {
        if self.file.starts_with(BYTE_ORDER_MARK) {
            self.marked_command()?;
        }
        loop {
            self.blanks();
            match self.peek() {
                None => return Ok(()),
                Some('\n') => {
                    self.at += 1;
                    self.line_starts();
                }
                Some('#') => self.at = self.end_of_line(),
                Some(_) => self.command()?,
            }
        }
    }

    fn line_starts(&mut self) {
        let Loaded { bindings, notes, .. } = &self.loaded;
        self.line = Line { found: self.found.clone(), bindings: bindings.len(), notes: notes.len() };
    }

    /// Assignments, or `export` and its words, to the end of the command.
    fn command(&mut self) -> Result<(), Stop> {
        let begin = self.at;
        let export = self.rest().strip_prefix("export").is_some_and(|rest| {
            rest.is_empty() || rest.starts_with("\\\n") || rest.starts_with(|c| self.is_blank(c) || ";\n".contains(c))
        });
        if export {
            self.at += "export".len();
        }
        let mut any = export;
        loop {
            self.blanks();
            if any && self.command_ends()? {
                break;
            }
            if self.peek() == Some('#') {
                // Of a value that ends in the comment, this is where it ends.
                let end = self.end_of_line();
                if self.found.as_ref().is_some_and(|found| found.end > begin) {
                    self.loaded.notes.add(self.at..end, Reason::Comment);
                }
                self.at = end;
                continue;
            }
            self.word(export)?;
            any = true;
        }
        Ok(())
    }

    /// Whether the command ends here, and goes behind its end but for that of the line.
    fn command_ends(&mut self) -> Result<bool, Stop> {
        match self.peek() {
            None | Some('\n') => Ok(true),
            Some(';') => {
                self.at += 1;
                // `;;` ends a case of `case`, and nothing else.
                if self.peek() == Some(';') {
                    return Err(Stop::refused(self.at - 1..self.at + 1, Reason::Syntax));
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// One assignment, or with `export` also a name alone.
    fn word(&mut self, export: bool) -> Result<(), Stop> {
        let start = self.at;
        self.operator()?;
        let name = name_at(self.rest());
        let after = &self.rest()[name.len()..];
        let appends = after.starts_with("+=") && matches!(self.dialect, Bash | Zsh | Mksh);
        let assigns = after.starts_with('=') || appends;
        let more = || Err(Stop::unknown(start..self.end_of_line(), Reason::Program));
        let usual = !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit());
        if !usual || !assigns || self.is_taken(name) {
            let alone = after.is_empty() || after.starts_with(|c| self.is_blank(c) || c == '\n' || c == ';');
            if export && alone && usual && !self.is_taken(name) {
                let set = self.variables.contains_key(name) || self.environment.get(name).is_some();
                match self.dialect {
                    Agreed if !set => return more(),
                    _ => self.export(name),
                }
                // zsh sets it to nothing.
                if self.dialect == Zsh && !set {
                    self.set(name, String::new());
                }
                self.at += name.len();
                return Ok(());
            }
            let array = after.starts_with('[') && matches!(self.dialect, Bash | Zsh | Mksh);
            let continued = after.starts_with("\\\n");
            let function = after.trim_start_matches([' ', '\t']).starts_with('(');
            if export || usual && (assigns || array || continued || function) {
                return more();
            }
            return Err(Stop::unknown(start..self.end_of_line(), Reason::Runs));
        }
        self.at += name.len() + if appends { 2 } else { 1 };
        let begin = self.at;
        let notes = self.loaded.notes.len();
        let mut value = self.value(export)?;
        if appends {
            value.insert_str(0, self.lookup(name));
        }
        self.size += value.len();
        if self.size > common::most(self.file) {
            return Err(Stop::unknown(begin..self.at, Reason::Grows));
        }
        if export {
            self.export(name);
        }
        if name == self.name {
            if let Some(earlier) = self.found.replace(begin..self.at) {
                let reason = if appends { Reason::Continued } else { Reason::Overridden };
                self.loaded.notes.insert(notes, Note::new(earlier, reason));
            }
        } else {
            // What happens to other variables is of no interest.
            self.loaded.notes.truncate(notes);
        }
        self.set(name, value);
        Ok(())
    }

    fn set(&mut self, name: &'f str, value: String) {
        if self.all_exported || self.exported.contains_key(name) || self.environment.get(name).is_some() {
            self.loaded.bind(name, Bound::Text(value.clone().into()));
        }
        self.variables.insert(name, Some(value));
    }

    fn export(&mut self, name: &'f str) {
        let before = self.all_exported || self.exported.insert(name, None).is_some();
        if let Some(value) = self.variables.value(name).filter(|_| !before) {
            self.loaded.bind(name, Bound::Text(value.to_owned().into()));
        }
    }

    /// An operator, if one stands here: a part of a program, in any case.
    fn operator(&mut self) -> Result<(), Stop> {
        let Some(operator @ ('&' | '|' | '<' | '>' | '(' | ')' | ';')) = self.peek() else { return Ok(()) };
        let (at, end) = (self.at, self.end_of_line());
        let line = &self.file[at..end];
        if matches!(operator, '(' | ')') {
            return Err(Stop::refused(at..at + 1, Reason::Syntax));
        }
        let after = line.trim_start_matches(['&', '|', '<', '>', ';', ' ', '\t']);
        let command = match operator {
            // A file's name stands between, or what a command prints.
            '<' | '>' if !after.starts_with('(') => {
                let name = after.find([' ', '\t', ';', '&', '|']).unwrap_or(after.len());
                after[name..].trim_start_matches(['&', '|', ';', ' ', '\t'])
            }
            // What comes after it is done only if the assignment fails.
            '|' if line.starts_with("||") => "",
            _ => after,
        };
        let name = name_at(command);
        let runs = !(command.is_empty() || command.starts_with('#') || command[name.len()..].starts_with('='));
        Err(Stop::unknown(at..end, if runs { Reason::Runs } else { Reason::Program }))
    }

    /// The command that a byte order mark begins: no program has such a name, so nothing is done.
    fn marked_command(&mut self) -> Result<(), Stop> {
        let mark = 0..BYTE_ORDER_MARK.len_utf8();
        let line = &self.file[mark.end..self.end_of_line()];
        let assignment = line.strip_prefix("export ").unwrap_or(line);
        // zsh stops where a pattern matches no file, or a brace closes nothing.
        let stops = |command: &str| command.contains(['*', '?', '[', '^', '~', '#', '}']);
        let is_zsh = matches!(self.dialect, Zsh | Agreed);
        if is_zsh && stops(assignment.split_once('=').map_or(assignment, |(_, value)| value)) {
            return Err(Stop::unknown(mark, Reason::ByteOrderMark));
        }
        while !self.command_ends()? {
            if self.peek() == Some('#') {
                self.at = self.end_of_line();
            } else {
                self.operator()?;
                self.value(false)?;
            }
            self.blanks();
        }
        // The line goes on behind a backslash.
        if is_zsh && self.file[mark.end..self.at].split_once('\n').is_some_and(|(_, more)| stops(more)) {
            return Err(Stop::unknown(mark, Reason::ByteOrderMark));
        }
        self.loaded.notes.clear();
        if assignment.strip_prefix(self.name).is_some_and(|rest| rest.starts_with('=')) {
            self.loaded.notes.add(mark, Reason::ByteOrderMark);
        }
        Ok(())
    }

    /// Goes on over blanks and continued lines.
    fn blanks(&mut self) {
        loop {
            if self.rest().starts_with("\\\n") {
                self.at += 2;
            } else if let Some(blank) = self.peek().filter(|c| self.is_blank(*c)) {
                self.at += blank.len_utf8();
            } else {
                return;
            }
        }
    }

    /// Whether words end at this character. yash asks the locale.
    fn is_blank(&self, character: char) -> bool {
        let wide =
            |c| matches!(c, '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}');
        matches!(character, ' ' | '\t') || self.dialect == Yash && wide(character)
    }

    /// Whether a variable of this name is more than its value.
    fn is_taken(&self, name: &str) -> bool {
        name::is_taken(name) || self.dialect == Zsh && name == "status"
    }

    /// What a variable holds that was set before.
    fn lookup(&self, name: &str) -> &str {
        let set = self.variables.value(name);
        set.or_else(|| self.environment.get(name)).unwrap_or_default()
    }

    fn end_of_line(&self) -> usize {
        self.rest().find('\n').map_or(self.file.len(), |length| self.at + length)
    }

    fn rest(&self) -> &'f str {
        &self.file[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }
}

/// The letters, digits and `_` with which `text` begins.
fn name_at(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())]
}
