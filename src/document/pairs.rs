//! Names and what they are given, in a file of any kind but Python.
//!
//! A name tells, whatever stands round it: a random key holds `SECRET_KEY` less than once in 10^15. How far
//! its value goes is told by the rules of the format round the name: a scalar of YAML, a word of a shell, a
//! text of JSON, an attribute of XML, a cell of a table, the rest of a line.

mod extent;
mod fields;
mod scalar;
mod table;
mod told;

use super::signs::Signs as _;
use std::ops::Range;

use super::{
    Found, Kind, MOST, Nothing, Role,
    arrives::Carrier,
    names::{self, Name},
};

/// What was found in a text.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) found: Vec<Found>,
    /// What stands in a key's place where none was found.
    pub(super) nothing: Option<Nothing>,
}

/// A line in its file.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about the file")]
struct Line<'a> {
    text: &'a str,
    at: Range<usize>,
    kind: Option<Kind>,
    /// The whole text is one line.
    lone: bool,
    /// Who reads the file, or the section.
    carrier: Option<Carrier>,
    /// It is Compose's own file.
    compose: bool,
    /// The document of YAML is a Secret of Kubernetes.
    is_secret: bool,
    /// A shell reads it.
    is_shell: bool,
    /// It goes on with the line before, or the next does with it.
    goes_on: bool,
    /// The first row of the table that it is a row of.
    table: Option<&'a str>,
}

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// A scalar of YAML, or a text of JSON.
    Scalar,
    /// An item of a list of YAML, `- NAME=value`.
    Item,
    /// A word of a shell, or of a program's options.
    Word,
    /// The rest of a line.
    Line,
    /// A text of a program.
    Code,
    /// An attribute of XML, or what stands between two marks.
    Mark,
    /// A cell of a table.
    Cell,
}

/// What is told of a name.
enum Told {
    Keys(Vec<Found>),
    /// None, for this reason; what stands before that place has been looked at.
    Nothing(Nothing, usize),
    /// It is no name there.
    More,
}

/// The keys that stand behind a name in `text`, which looks like `kind` as a whole.
pub(super) fn find(text: &str, kind: Option<Kind>) -> Pairs {
    let is_lone = !text.trim().contains('\n');
    // A mark before the name is a fault of the key.
    if text.starts_with('\u{feff}') && is_lone {
        return Pairs::default();
    }
    let compose = text.lines().any(|line| line.trim_end() == "services:") && !text.contains("envVars:");
    let mut line = Line {
        text,
        at: 0..0,
        kind,
        lone: is_lone,
        carrier: None,
        compose,
        is_secret: false,
        is_shell: false,
        goes_on: false,
        table: None,
    };
    let mut last = "";
    let mut found: Vec<(Found, Name)> = Vec::new();
    let mut nothing = None;
    let mut note = |new: Nothing| {
        if nothing.is_none_or(|old| new < old) {
            nothing = Some(new);
        }
    };
    let (mut document_end, mut is_others, mut instruction, mut goes_on) = (0, false, "", false);
    let mut start = 0;
    for written in text.split_inclusive('\n') {
        line.at = start..start + written.trim_end().len();
        start += written.len();
        let trimmed = written.trim();
        if line.at.start >= document_end {
            let from = line.at.start + 1;
            let end = text.get(from..).and_then(|rest| rest.find("\n---"));
            document_end = end.map_or(text.len(), |end| from + end + 1);
            let mut lines = text[line.at.start..document_end].lines();
            line.is_secret =
                lines.any(|line| line.trim_end_matches(',').trim_end().skip(" -\"").replace('"', "") == "kind: Secret");
        }
        if let Some(section) = written.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            line.carrier = Carrier::of_section(section);
            is_others = names::is_of_other(section);
        }
        if kind == Some(Kind::Dockerfile) {
            let first = trimmed.split([' ', '\t']).next().unwrap_or_default();
            if !goes_on && first.len() > 1 && first.bytes().all(|byte| byte.is_ascii_uppercase()) {
                instruction = first;
            }
            goes_on = trimmed.ends_with('\\');
            line.carrier = matches!(instruction, "ENV" | "ARG").then_some(Carrier::Dockerfile);
        }
        line.goes_on = last.ends_with('\\') || trimmed.ends_with('\\');
        line.is_shell = kind == Some(Kind::Shell)
            || instruction == "RUN"
            || line.goes_on && line.carrier.is_none() && kind != Some(Kind::Settings);
        line.table = table::first_row(last, trimmed).or(line.table).filter(|_| trimmed.contains('|'));
        last = trimmed;
        let is_comment = ["#", ";", "//", "<!--", "REM ", "rem "].iter().any(|sign| trimmed.starts_with(sign));
        let mut at = line.at.start;
        while let Some((name, is)) = names::next(text, at..line.at.end).filter(|_| found.len() < MOST) {
            at = name.end;
            if is_comment && !is_lone {
                let behind = text[name.end..line.at.end].trim_start();
                let assigns = behind.begins("=:") || behind.skip("\"'").trim_start().starts_with("value=");
                if is == Name::Django {
                    note(if assigns { Nothing::Commented } else { Nothing::Name });
                }
                continue;
            }
            let is_others = is == Name::Other
                || is_others
                || is == Name::Django && (line.is_below_others(&name) || line.is_beside_access(&name));
            let is = if is_others { Name::Other } else { is };
            match is {
                Name::Other => note(Nothing::Other),
                Name::Where => note(Nothing::Reference),
                _ => {}
            }
            match line.judge(&name) {
                Told::Keys(keys) => {
                    at = keys.last().map_or(at, |key| at.max(key.span.end)).min(line.at.end);
                    if is != Name::Where {
                        found.extend(keys.into_iter().map(|key| (key, is)));
                    }
                }
                Told::Nothing(why, end) => {
                    at = at.max(end).min(line.at.end);
                    if is == Name::Django {
                        note(why);
                    }
                }
                Told::More => {}
            }
        }
    }
    let of = |is: Name| found.iter().any(|(_, other)| *other == is);
    let wanted = if of(Name::Django) { Name::Django } else { Name::Some };
    // Another service's secret that is the same is one more place where the key stands.
    let keys: Vec<&str> =
        found.iter().filter(|(_, is)| *is == Name::Django).map(|(key, _)| &text[key.span.clone()]).collect();
    let is_kept = |(key, is): &(Found, Name)| {
        let assigned = matches!(key.kind, Kind::Env | Kind::Shell | Kind::Line);
        match wanted {
            Name::Django => *is == wanted || !key.span.is_empty() && keys.contains(&&text[key.span.clone()]),
            _ => *is == wanted && assigned,
        }
    };
    let found = found.iter().filter(|one| is_kept(one)).map(|(key, _)| key.clone()).collect();
    Pairs { found, nothing }
}

/// No more of a line is looked at before a name and behind it: a line may be a megabyte long, and full of names.
const BEFORE: usize = 512;
const BEHIND: usize = 8192;

impl Line<'_> {
    fn judge(&self, name: &Range<usize>) -> Told {
        let start = floor(self.text, name.start.saturating_sub(BEFORE)).max(self.at.start);
        let end = floor(self.text, (name.end + BEHIND).min(self.at.end));
        Line { at: start..end, ..*self }.judge_near(name)
    }

    fn judge_near(&self, name: &Range<usize>) -> Told {
        let text = self.text;
        let (lead, rest) = (&text[self.at.start..name.start], &text[name.end..self.at.end]);
        let quote = lead.chars().next_back().filter(|last| matches!(last, '\'' | '"' | '`'));
        let before = lead.cut("'\"`");
        let is_closed = quote.is_some_and(|quote| rest.starts_with(quote));
        let outer = quote.filter(|_| !is_closed);
        if quote.is_none() && (before.ends("$%!") || before.ends_with("${")) {
            return self.used(name);
        }
        if is_pattern(lead) || before.strip_suffix('^').is_some_and(|rest| rest.ends("'\"/ ")) {
            return Told::Nothing(Nothing::Name, self.at.end);
        }
        if ["secrets.", "Values.", "var.", "process.", "data.", "module."]
            .iter()
            .any(|of| text[name.clone()].starts_with(of))
        {
            return Told::Nothing(Nothing::Reference, name.end);
        }
        let is_value = before.trim_end().ends(":=");
        let field = before.trim_end().cut(":= \"");
        if is_value
            && ["name", "Name", "key", "Key"].iter().any(|end| field.ends_with(end))
            && !field.ends_with("secretKey")
        {
            // `<env name="SECRET_KEY">value</env>`
            if is_closed && rest[1..].starts_with('>') && before.contains('<') {
                return self.value(name, name.end + 2, How::Mark, None);
            }
            return self.fields(name, self.at.start + before.len(), &["value", "Value"]);
        }
        let after = if is_closed { &rest[1..] } else { rest };
        // `**NAME**: …` of Markdown.
        let after = after.strip_prefix("**").filter(|_| before.ends_with("**")).unwrap_or(after);
        let signs = after.trim_start();
        let start = self.at.end - signs.len();
        // `"SECRET_KEY": {`, `variable "secret_key" {`
        if signs.skip(": ").starts_with('{') && (signs.starts_with(':') || is_closed) {
            if signs.contains("{{") {
                return self.scalar(name, start + 1, before);
            }
            if before.contains("random_") {
                return Told::Nothing(Nothing::Command, self.at.end);
            }
            return self.fields(name, start, &["value", "default"]);
        }
        // Quotes round the whole line: it was put in the key's place.
        if outer.is_some() && self.lone && lead.len() == 1 {
            return Told::More;
        }
        let is_indexed = is_closed && signs.begins("])");
        let signs = if is_indexed { signs.skip("]) ") } else { signs };
        let start = self.at.end - signs.len();
        let word = before.trim_end();
        match signs.chars().next() {
            // A comparison has blanks round it; a key may begin with the sign.
            Some('=') if signs.starts_with("== ") && start > name.end => Told::More,
            Some('=') if lead.trim().eq_ignore_ascii_case("set /p") => Told::Nothing(Nothing::Reference, self.at.end),
            Some('=') => {
                let value = signs[1..].strip_prefix('>').unwrap_or(&signs[1..]);
                let start = self.at.end - value.len();
                let lead = word.trim_start().skip("#> ");
                let is_first = matches!(lead, "" | "export" | "set" | "SET" | "D:" | "R:" | "declare -x")
                    || lead.eq_ignore_ascii_case("$env:");
                // TOML's `NAME = { … }`.
                if value.trim_start().starts_with("{ ") || value.trim_start().starts_with('{') && value.contains(" = ")
                {
                    return self.fields(name, start, &["value", "default"]);
                }
                let is_first = is_first && !self.goes_on;
                let is_marked = before.ends_with('>') && value.contains("</");
                let how = match () {
                    () if is_marked => How::Mark,
                    // Without quotes, PowerShell runs it.
                    () if is_first && lead.eq_ignore_ascii_case("$env:") && !value.trim_start().begins("'\"$") => {
                        How::Code
                    }
                    () if is_closed || is_indexed || self.kind == Some(Kind::Settings) => How::Code,
                    () if lead == "-" && !self.is_shell && (self.compose || !sets_more(value)) => How::Item,
                    () if is_first && !self.is_shell && self.kind != Some(Kind::Dockerfile) && outer.is_none() => {
                        How::Line
                    }
                    () => How::Word,
                };
                // `sh -c "NAME=value command"`
                if outer.is_some() && word.ends_with(" -c") && !value.begins("'\"$`") {
                    let end = value.place(" \t\"'").unwrap_or(value.len());
                    return self.tell(name, start..start + end, 0..0, How::Word, false);
                }
                // `--set-env-vars="A=b,SECRET_KEY=…"`: the quote is round several.
                let round = outer.or_else(|| self.opened(name.start, value).filter(|_| how == How::Word));
                self.value(name, start, how, round)
            }
            // `NAME: type` of Python, `NAME: type = value`.
            Some(':') if self.kind == Some(Kind::Settings) && !is_closed => match signs.split_once(" = ") {
                Some((_, value)) => self.value(name, self.at.end - value.len(), How::Code, None),
                None => Told::Nothing(Nothing::Reference, self.at.end),
            },
            // `NAME := value` and `NAME ?= value` of make.
            Some(':' | '?') if signs[1..].starts_with('=') && matches!(lead.trim(), "" | "export" | "override") => {
                self.value(name, start + 2, How::Line, None)
            }
            // `SetCredential=NAME:value` of systemd.
            Some(':') if before.trim_start() == "SetCredential=" => {
                self.tell(name, start + 1..self.at.end, 0..0, How::Line, false)
            }
            // `[E=NAME:value]` of Apache's RewriteRule.
            Some(':') if before.ends_with("[E=") || before.ends_with(",E=") => {
                let span = start + 1..start + signs.place(",]").unwrap_or(signs.len()).max(1);
                self.tell(name, span, 0..0, How::Word, false)
            }
            Some(':') => self.scalar(name, start + 1, before),
            Some(_) if apart(before, signs).is_some() => {
                let value = apart(before, signs).unwrap_or_default();
                self.value(name, self.at.end - value.len(), How::Word, None)
            }
            Some('|') if is_closed || word.trim_start().starts_with('|') || self.table.is_some() => {
                self.cell(name, start + 1)
            }
            Some(',') if is_closed => self.value(name, start + 1, How::Code, None),
            Some('<') if before.ends_with('>') && signs.starts_with("</") => self.next_element(name, start),
            Some('>') if before.ends_with('<') => self.value(name, start + 1, How::Mark, None),
            None if is_value
                || word.ends_with('-')
                || ["-e", "--env", "ARG", "PassEnv"].iter().any(|end| word.ends_with(end)) =>
            {
                Told::Nothing(Nothing::Reference, name.end)
            }
            _ if ["-e", "--env"].iter().any(|end| word.ends_with(end)) => Told::Nothing(Nothing::Reference, name.end),
            Some(_)
                if start > name.end
                    && (COMMANDS.iter().any(|end| word.ends_with(end))
                        || self.lone && word.is_empty() && !signs.contains(' ')) =>
            {
                self.value(name, start, How::Word, None)
            }
            _ => Told::Nothing(if is_value { Nothing::Reference } else { Nothing::Name }, name.end),
        }
    }

    /// `${NAME}` or `$NAME`: what is used, and not set. `${NAME:-default}` holds one.
    fn used(&self, name: &Range<usize>) -> Told {
        let rest = &self.text[name.end..self.at.end];
        let sign = rest.trim_start_matches(':');
        let is_opened = self.text[..name.start].ends_with("${");
        let inside = sign.strip_prefix(['-', '=']).filter(|_| is_opened).and_then(|inside| inside.split('}').next());
        // `$NAME = "…"` of PowerShell and PHP, `$env.NAME = "…"` of nushell.
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start).filter(|value| value.begins("'\""));
        if let Some(value) = value.filter(|_| !is_opened) {
            return self.value(name, self.at.end - value.len(), How::Code, None);
        }
        match inside {
            Some(inside) if !inside.is_empty() && !inside.begins("$\"'") => {
                let start = self.at.end - sign.len() + 1;
                Told::Keys(vec![self.found(name, start..start + inside.len(), Role::Default, How::Word, 0..0)])
            }
            _ => Told::Nothing(Nothing::Reference, name.end),
        }
    }
}

/// What sets the variable whose name follows, without a sign.
const COMMANDS: &[&str] = &[
    "set -x",
    "set -gx",
    "set -Ux",
    "set -xU",
    "set -xg",
    "SetEnv",
    "Define",
    "setx",
    "ENV",
    "fastcgi_param",
    "uwsgi_param",
    "setenv",
    "set-env",
    "env",
];

/// Options behind a name that give its value.
const OPTIONS: &[&str] =
    &["--body ", "--value ", "--secret-string ", "--body=", "--value=", "--secret-string=", "-Value "];

/// The value that stands a few words behind its name: `gh secret set NAME --body "…"`, `Set-Item Env:NAME -Value
/// "…"` of PowerShell, `param name string = '…'` of Bicep.
fn apart<'a>(before: &str, signs: &'a str) -> Option<&'a str> {
    if before.trim() == "param" {
        return Some(signs.split_once(" = ")?.1);
    }
    if before.contains(" kv put ") && !signs.starts_with('-') {
        return Some(signs);
    }
    OPTIONS.iter().find_map(|option| Some(signs.split_once(option)?.1))
}

/// Whether what follows is looked for, or replaced: `grep "^NAME=" .env`, `sed -i "s/NAME=.*/…/" .env`.
fn is_pattern(lead: &str) -> bool {
    let at = ["grep ", "sed ", "awk "].iter().filter_map(|command| lead.rfind(command)).max();
    at.is_some_and(|at| {
        !lead[..at].ends_with(|last: char| last.is_ascii_alphanumeric() || "-_./".contains(last))
            && ![" | ", "; ", " && ", " || "].iter().any(|end| lead[at..].contains(end))
    })
}

/// Whether another variable is set behind a blank: `a DEBUG=1`.
fn sets_more(value: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    value.split(' ').skip(1).any(|word| word.split_once('=').is_some_and(|(name, _)| is_name(name)))
}

/// The next place at or before `at` where a character begins.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
