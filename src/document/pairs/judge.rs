//! What stands behind a name, by the signs round it: an assignment, a scalar, a cell, an option, a use.

use std::ops::Range;

use super::{BEFORE, BEHIND, How, Line, Told, floor};
use crate::{
    assignment::assignments,
    document::{Kind, Nothing, Role, line::closing, list::is_long_word, signs::Signs as _},
};

impl Line<'_> {
    pub(super) fn judge(&self, name: &Range<usize>) -> Told {
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
        if quote == Some('"') && before.ends_with('\\') && rest.starts_with("\\\"") {
            return self.escaped(name);
        }
        if let Some(put) = substituted(lead, rest, &text[name.clone()]) {
            let start = self.at.end - put.len();
            let end = start + put.find(char::from(lead.as_bytes()[lead.cut("^").len() - 1])).unwrap_or(put.len());
            return self.tell(name, start..end, 0..0, How::Word, false);
        }
        if is_pattern(lead) || before.strip_suffix('^').is_some_and(|rest| rest.ends("'\"/ ")) {
            return Told::Nothing(Nothing::Name, self.at.end);
        }
        if ["secrets.", "Values.", "var.", "process.", "data.", "module."]
            .iter()
            .any(|of| text[name.clone()].starts_with(of))
            && !rest.trim_start().strip_prefix('=').is_some_and(|value| value.trim_start().begins("'\"`"))
        {
            return Told::Nothing(Nothing::Reference, name.end);
        }
        // `"Name": "/prod/SECRET_KEY"`: the path of a parameter.
        let fields = match quote {
            None if before.ends_with('/') => before.trim_end_matches(is_of_path).cut("'\""),
            _ => before,
        };
        let is_value = fields.trim_end().ends(":=");
        let field = fields.trim_end().cut(":= \"");
        if is_value
            && ["name", "Name", "key", "Key"].iter().any(|end| field.ends_with(end))
            && !field.ends_with("secretKey")
        {
            // `<env name="SECRET_KEY">value</env>`
            if is_closed && rest[1..].starts_with('>') && before.contains('<') {
                return self.value(name, name.end + 2, How::Mark, None);
            }
            return self.fields(name, self.at.start + fields.len(), &["value", "Value"]);
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
                    // `"NAME"=value`, without quotes round the value.
                    () if is_closed
                        && lead.is_empty()
                        && quote == Some('"')
                        && is_plain(value)
                        && !value.contains(['(', '"', '\'']) =>
                    {
                        How::Line
                    }
                    () if is_closed || is_indexed || self.kind == Some(Kind::Settings) => How::Code,
                    () if lead == "-" && !self.is_shell && (self.compose || !sets_more(value)) => How::Item,
                    () if self.lone && is_before_command(value) => How::Word,
                    () if is_first && !self.is_shell && self.kind != Some(Kind::Dockerfile) && outer.is_none() => {
                        How::Line
                    }
                    () => How::Word,
                };
                // `sh -c "NAME=value command"`
                if outer.is_some()
                    && [" -c", "-c\",", "-c',"].iter().any(|end| word.ends_with(end))
                    && !value.begins("'\"$`")
                {
                    let end = value.place(" \t\"'").unwrap_or(value.len());
                    return self.tell(name, start..start + end, 0..0, How::Word, false);
                }
                // `--set-env-vars="A=b,SECRET_KEY=…"`: the quote is round several.
                let round = outer.or_else(|| self.opened(name.start, value).filter(|_| how == How::Word));
                self.value(name, start, how, round)
            }
            // `NAME -> value`, as people write it.
            Some('-' | '→') if arrow(signs).is_some_and(is_plain) => {
                let value = arrow(signs).unwrap_or_default();
                self.value(name, self.at.end - value.len(), How::Word, None)
            }
            // `NAME: type` of Python, `NAME: type = value`, `NAME: type = Field(default=value)`.
            Some(':') if !is_closed && (self.kind == Some(Kind::Settings) || is_annotated(signs)) => {
                match signs.split_once(" = ") {
                    Some((_, value)) => {
                        let of_field = value.strip_prefix("Field(").or_else(|| value.strip_prefix("SecretStr("));
                        let value =
                            of_field.map_or(value, |inside| inside.split_once("default=").unwrap_or(("", inside)).1);
                        self.value(name, self.at.end - value.len(), How::Code, None)
                    }
                    None => Told::Nothing(Nothing::Reference, self.at.end),
                }
            }
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
            Some(_) if let Some(value) = in_column(word, &after[..after.len() - signs.len()], signs) => {
                let start = self.at.end - signs.trim_start_matches(BETWEEN_COLUMNS).len();
                self.tell(name, start..start + value.len(), 0..0, How::Cell, false)
            }
            // A sentence: “the SECRET_KEY is …”.
            Some('i') if signs.strip_prefix("is ").is_some_and(|rest| is_plain(first_word(rest))) => {
                let value = first_word(&signs[3..]);
                self.tell(name, start + 3..start + 3 + value.len(), 0..0, How::Word, false)
            }
            Some('|') if is_closed || word.trim_start().starts_with('|') || self.table.is_some() => {
                self.cell(name, start + 1)
            }
            Some(',') if is_closed => self.value(name, start + 1, How::Code, None),
            // `NAME,value` of a table with commas.
            Some(',') if word.is_empty() && self.kind.is_none() && is_plain(first_cell(signs)) => {
                let start = self.at.end - signs.trim_start_matches(',').len();
                self.tell(name, start..start + first_cell(signs).len(), 0..0, How::Cell, false)
            }
            // A name alone in its line, and the key alone in the next, as two fields of a page are copied.
            None if word.trim_matches('*').is_empty()
                && self.kind.is_none()
                && let Some(below) = self.line_below().filter(|below| is_key_alone(&text[below.clone()])) =>
            {
                self.tell(name, below, 0..0, How::Cell, false)
            }
            Some('<') if before.ends_with('>') && signs.starts_with("</") => self.next_element(name, start),
            // `<your-secret-key>` alone is no element.
            Some('>') if before.ends_with('<') && signs.len() > 1 => self.value(name, start + 1, How::Mark, None),
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

    /// The line below this one, without what is blank round it.
    fn line_below(&self) -> Option<Range<usize>> {
        let (_, rest) = self.text[self.at.end..].split_once('\n')?;
        let line = rest.lines().next()?;
        let start = self.text.len() - rest.len() + (line.len() - line.trim_start().len());
        let line = line.trim();
        Some(start..start + line.len())
    }

    /// `\"NAME\": \"value\"`, in a text of JSON that holds JSON, as AWS shows a secret.
    fn escaped(&self, name: &Range<usize>) -> Told {
        let rest = &self.text[name.end + 2..self.at.end];
        let value = rest.trim_start().strip_prefix(':').and_then(|rest| rest.trim_start().strip_prefix("\\\""));
        let Some(value) = value else { return Told::Nothing(Nothing::Name, name.end) };
        // A quote of the value's own has three backslashes before it, and one of its backslashes is four.
        let ends = |at: usize| value[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 4 == 1;
        let end = value.match_indices('"').map(|(at, _)| at).find(|at| ends(*at)).map_or(value.len(), |at| at - 1);
        let start = self.at.end - value.len();
        self.tell(name, start..start + end, name.start..(start + end + 2).min(self.at.end), How::Code, true)
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

/// Whether it stands in the path of a parameter.
fn is_of_path(character: char) -> bool {
    character.is_ascii_alphanumeric() || "/_-.".contains(character)
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
    "config set",
    "config set --secret",
];

/// Whether a text is one word, as long as keys are, and of more than letters.
pub(super) fn is_plain(text: &str) -> bool {
    is_long_word(text.trim()) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// What an arrow points to.
fn arrow(signs: &str) -> Option<&str> {
    signs.strip_prefix("-> ").or_else(|| signs.strip_prefix("→ ")).map(str::trim_start)
}

/// Whether a type stands behind a colon, and a text of Python or a call behind that: `: str = "…"`.
fn is_annotated(signs: &str) -> bool {
    let Some((kind, value)) = signs.strip_prefix(": ").and_then(|rest| rest.split_once(" = ")) else { return false };
    let is_of_type = |byte: u8| byte.is_ascii_alphanumeric() || b"_.[]| ".contains(&byte);
    kind.bytes().all(is_of_type)
        && (value.begins("'\"") || value.starts_with("Field(") || value.starts_with("SecretStr("))
}

/// What is often run with a key before it.
const PROGRAMS: &[&str] =
    &["python", "python3", "gunicorn", "uvicorn", "celery", "django-admin", "uv", "poetry", "docker"];

/// Whether a command stands behind a text in quotes, or a known one behind a word: `'…' ./manage.py check`. A loader of
/// files reads no such line, or all of it.
fn is_before_command(value: &str) -> bool {
    let Some(quote) = value.chars().next().filter(|first| matches!(first, '\'' | '"')) else {
        let (key, command) = value.split_once(' ').unwrap_or_default();
        let program = command.split([' ', '/']).next().unwrap_or_default();
        return is_plain(key) && (matches!(program, "" | ".") && command.contains('/') || PROGRAMS.contains(&program));
    };
    let rest = closing(value, quote).map_or("", |end| &value[end + 1..]);
    let command = rest.trim_start();
    let is_of_command = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./=".contains(&byte);
    let first = command.split(' ').next().unwrap_or_default();
    command.len() < rest.len()
        && (first == "&&" || first.len() > 1 && first.bytes().all(is_of_command) && !first.begins("-="))
        || rest.starts_with("; ")
}

/// The first word of a sentence's rest, without the sign that ends it.
fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default().trim_end_matches(['.', ',', ';'])
}

/// Whether a line is a plain word that neither sets a variable nor is an address; a key may end with `=`.
fn is_key_alone(line: &str) -> bool {
    let sets = assignments(line).any(|found| !line[found.value].trim_matches('=').is_empty());
    is_plain(line) && !sets && !line.contains("://")
}

/// The first cell behind a comma that is not empty.
fn first_cell(signs: &str) -> &str {
    signs.trim_start_matches(',').split(',').next().unwrap_or_default()
}

/// What stands between the columns of a table that a program prints.
const BETWEEN_COLUMNS: [char; 3] = ['│', ' ', '\t'];

/// What stands beside a name in such a table, whose columns are told by blanks or lines:
/// `NAME    value`, `│ NAME │ value │`.
fn in_column<'a>(before: &str, gap: &str, signs: &'a str) -> Option<&'a str> {
    let is_apart = gap.len() > 1 || gap == "\t" || signs.starts_with('│');
    let value = signs.trim_matches(BETWEEN_COLUMNS);
    (matches!(before.trim(), "" | "│") && is_apart && is_plain(value)).then_some(value)
}

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

/// What `sed` puts there, of `s/^NAME=.*/NAME=value/`, with all that follows.
fn substituted<'a>(lead: &str, rest: &'a str, name: &str) -> Option<&'a str> {
    let lead = lead.cut("^");
    let sign = lead.chars().next_back().filter(|sign| "/|#,@".contains(*sign) && is_pattern(lead))?;
    lead.strip_suffix(sign)?.strip_suffix('s')?;
    let (_, put) = rest.split_once(sign)?;
    put.strip_prefix(name)?.strip_prefix('=').filter(|put| !put.is_empty() && !put.begins("$\"'\\&"))
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
