//! Names and what they are given, in a file of any kind but Python.
//!
//! A name tells, whatever stands round it: a random key holds `SECRET_KEY` less than once in 10^15. How far
//! its value goes is told by the rules of the format round the name: a scalar of YAML, a word of a shell, a
//! text of JSON, an attribute of XML, a cell of a table, the rest of a line.

use super::signs::Signs as _;
use std::ops::Range;

use super::{
    Found, Kind, MOST, Nothing, Role,
    arrives::Carrier,
    line::{closing, comment_cut},
    names::{self, Name},
    value::{self, Worth},
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
    let mut line =
        Line { text, at: 0..0, kind, lone: is_lone, carrier: None, compose, is_secret: false, is_shell: false };
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
        line.is_shell = kind == Some(Kind::Shell) || instruction == "RUN";
        let is_comment = ["#", ";", "//", "<!--", "REM ", "rem "].iter().any(|sign| trimmed.starts_with(sign));
        let mut at = line.at.start;
        while let Some((name, is)) = names::next(text, at..line.at.end).filter(|_| found.len() < MOST) {
            at = name.end;
            if is_comment && !is_lone {
                let assigns = text[name.end..line.at.end].trim_start().begins("=:");
                if is == Name::Django {
                    note(if assigns { Nothing::Commented } else { Nothing::Name });
                }
                continue;
            }
            let is_others = is == Name::Other || is_others || is == Name::Django && line.is_below_others(&name);
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
            Some('=') => {
                let value = signs[1..].strip_prefix('>').unwrap_or(&signs[1..]);
                let start = self.at.end - value.len();
                let lead = word.trim_start().skip("#> ");
                let is_first = matches!(lead, "" | "export" | "set" | "SET" | "D:" | "R:" | "declare -x")
                    || lead.eq_ignore_ascii_case("$env:");
                let how = match () {
                    () if is_closed || is_indexed || self.kind == Some(Kind::Settings) => How::Code,
                    () if lead == "-" && !self.is_shell && (self.compose || !sets_more(value)) => How::Item,
                    () if is_first && !self.is_shell && self.kind != Some(Kind::Dockerfile) && outer.is_none() => {
                        How::Line
                    }
                    () => How::Word,
                };
                // `--set-env-vars="A=b,SECRET_KEY=…"`: the quote is round several.
                let round = outer.or_else(|| self.opened(name.start, value).filter(|_| how == How::Word));
                self.value(name, start, how, round)
            }
            Some(':') => self.scalar(name, start + 1, before),
            Some('|') if is_closed || word.trim_start().starts_with('|') => {
                self.value(name, start + 1, How::Cell, None)
            }
            Some(',') if is_closed => self.value(name, start + 1, How::Code, None),
            Some('>') if before.ends_with('<') => self.value(name, start + 1, How::Mark, None),
            None if is_value || word.ends_with('-') || ["-e", "--env", "ARG"].iter().any(|end| word.ends_with(end)) => {
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
        match inside {
            Some(inside) if !inside.is_empty() && !inside.begins("$\"'") => {
                let start = self.at.end - sign.len() + 1;
                Told::Keys(vec![self.found(name, start..start + inside.len(), Role::Default, How::Word, 0..0)])
            }
            // `$SECRET_KEY = …`, of PowerShell and PHP.
            _ => Told::Nothing(Nothing::Reference, name.end),
        }
    }

    /// What `key: value` gives.
    fn scalar(&self, name: &Range<usize>, start: usize, before: &str) -> Told {
        let text = self.text;
        let value = &text[start..self.at.end];
        let is_json = text[..start - 1].ends("\"'");
        // A name in a sentence, or in an address.
        if !(value.is_empty() || is_json || self.lone || value.begins(" \t\"'{[")) {
            return Told::Nothing(Nothing::Name, name.end);
        }
        let mut value = value.trim_start();
        // `&anchor value`: any text may be anchored, and only one of a key's length is taken for one.
        if let Some((anchor, rest)) = value.strip_prefix('&').and_then(|rest| rest.split_once(' '))
            && anchor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            value = rest.trim_start();
            if value.len() < 12 {
                return Told::Nothing(Nothing::Name, self.at.end);
            }
        }
        let start = self.at.end - value.len();
        let is_sentence =
            before.ends_with('`') || text[..name.start].ends_with('`') || before.trim_start().starts_with('*');
        if is_sentence && !value.starts_with('`') {
            return Told::Nothing(Nothing::Name, self.at.end);
        }
        // In a sentence, a name in small letters has something else behind it.
        let words = before.split_ascii_whitespace().filter(|word| word.len() > 1).count();
        if words > 1 && !is_json && !before.has("{[(") {
            return Told::Nothing(Nothing::Name, self.at.end);
        }
        if value.is_empty() {
            let indent = |line: &str| line.len() - line.trim_start().len();
            let next = text[self.at.end..].lines().skip(1).find(|line| !line.trim().is_empty());
            let is_map = next.is_some_and(|next| {
                indent(next) > indent(&text[self.at.clone()])
                    || next.trim_start().starts_with('-') && !before.trim().starts_with('-')
            });
            let why = if is_map && !self.lone || self.compose { Nothing::Reference } else { Nothing::Empty };
            return Told::Nothing(why, name.end);
        }
        // `SECRET_KEY: |-`, with the key on the next line.
        if matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+") {
            let below = text[self.at.end..].trim_start();
            let start = text.len() - below.len();
            let line = below.lines().next().unwrap_or_default().trim_end();
            let span = start..start + line.len();
            return self.tell(name, span.clone(), name.start..span.end, How::Scalar, false);
        }
        self.value(name, start, How::Scalar, None)
    }

    /// The value that begins at `start`, in the quotes that are open, or its own.
    fn value(&self, name: &Range<usize>, start: usize, how: How, outer: Option<char>) -> Told {
        let text = self.text;
        let raw = &text[start..self.at.end];
        let value = raw.trim_start();
        let spaced = value.len() < raw.len();
        let start = self.at.end - value.len();
        let quote = value.chars().next().filter(|first| outer.is_none() && matches!(first, '\'' | '"' | '`'));
        let is_mark = matches!(how, How::Mark);
        let closed = quote.filter(|_| !is_mark).and_then(|quote| Some((quote, closing(value, quote)?)));
        if let Some((quote, length)) = closed {
            let rest = &value[length + 1..];
            let ends = match how {
                // Nothing else may follow.
                How::Line => {
                    let rest_trimmed = rest.trim_start();
                    rest_trimmed.is_empty()
                        || rest_trimmed.begins(";,")
                        || rest_trimmed.starts_with('#') && rest != rest_trimmed
                }
                _ => quote != '`' || !value[1..length].contains(' '),
            };
            if ends && !(quote == '`' && how == How::Line) {
                let span = start + 1..start + length;
                return self.tell(name, span, name.start..start + length + 1, how, true);
            }
        }
        let length = match how {
            // A blank and `#` begin a comment.
            How::Line | How::Item | How::Scalar if outer.is_none() && value.starts_with('#') && spaced => 0,
            _ if outer.is_some() => outer
                .and_then(|outer| {
                    let opened = [outer.encode_utf8(&mut [0; 4]), value].concat();
                    closing(&opened, outer).map(|end| end - 1)
                })
                .unwrap_or(value.len()),
            How::Line | How::Item => comment_cut(value),
            How::Scalar => {
                let is_flow = self.is_in_flow(name.start);
                let cut = comment_cut(value);
                if is_flow && !value.starts_with("{{") {
                    value[..cut].place(",}]").map_or(cut, |end| value[..end].trim_end().len())
                } else if value.starts_with('*') || !text[..name.start].ends_with('"') {
                    cut
                } else {
                    value[..cut].trim_end_matches(',').len()
                }
            }
            How::Word => {
                let is_run = value.starts_with("$(") || value.starts_with('`') || value.starts_with("${{");
                let close = if value.starts_with("${{") {
                    "}}"
                } else if value.starts_with("$(") {
                    ")"
                } else {
                    "`"
                };
                if let Some(end) = value.get(1..).and_then(|inside| inside.rfind(close)).filter(|_| is_run) {
                    end + 1 + close.len()
                } else {
                    let end = value.find(char::is_whitespace).unwrap_or(value.len());
                    value[..end].cut(";,").len()
                }
            }
            How::Mark => value.find('<').unwrap_or(value.len()),
            How::Cell => value.find('|').map_or(value.len(), |end| value[..end].trim_end().len()),
            // Without quotes, it is something else.
            How::Code => {
                return Told::Nothing(
                    if value::is_made(value) { Nothing::Command } else { Nothing::Reference },
                    name.end,
                );
            }
        };
        let mut span = start..start + length;
        if matches!(how, How::Word) {
            span.end = start + self.first_of_several(name, &text[span.clone()]);
        }
        if matches!(how, How::Cell) && (span.is_empty() || text[span.clone()].contains(' ')) {
            return Told::Nothing(Nothing::Name, self.at.end);
        }
        let whole = match outer {
            // Round this one alone, and not several.
            Some(outer) if text[..name.start].ends_with(outer) && text[span.end..].starts_with(outer) => {
                name.start - 1..span.end + 1
            }
            Some(_) => 0..0,
            None => name.start..span.end,
        };
        self.tell(name, span, whole, how, outer.is_some())
    }

    /// How long the first is of several values in one option: `A=b,C=d`, or `^##^A=b##C=d`.
    fn first_of_several(&self, name: &Range<usize>, value: &str) -> usize {
        let lead = &self.text[self.at.start..name.start];
        let own = lead
            .rsplit_once('^')
            .and_then(|(before, _)| Some(before.rsplit_once('^')?.1))
            .filter(|own| own.len() < 4 && !own.is_empty());
        let is_several = lead.contains("--") || self.carrier == Some(Carrier::Supervisord);
        let end = match own {
            Some(own) => value.find(own),
            None => value.find(',').filter(|comma| is_several && value[*comma..].contains('=')),
        };
        end.unwrap_or(value.len())
    }

    /// The quote that is open at `at`, and closes in the `rest` of the line.
    fn opened(&self, at: usize, rest: &str) -> Option<char> {
        let mut open = None;
        for letter in self.text[self.at.start..at].chars().filter(|letter| matches!(letter, '"' | '\'')) {
            match open {
                None => open = Some(letter),
                Some(quote) if quote == letter => open = None,
                Some(_) => {}
            }
        }
        open.filter(|quote| !rest.begins("\"'") && rest.contains(*quote))
    }

    fn is_in_flow(&self, at: usize) -> bool {
        let lead = &self.text[self.at.start..at];
        lead.matches(['{', '[']).count() > lead.matches(['}', ']']).count() && !lead.contains("{{")
    }

    /// Where name and value stand apart: the field of the same object that is called so.
    fn fields(&self, name: &Range<usize>, before: usize, called: &[&str]) -> Told {
        let text = self.text;
        let is_object = called[1] == "default";
        let mut nothing = Nothing::Reference;
        // Ahead: the fields up to where the object ends.
        let mut at = name.end;
        let limit = floor(text, (name.end + 2000).min(text.len()));
        let mut is_inside = !is_object;
        for _ in 0..12 {
            let skipped = text[at..limit].skip("\"', \t\r\n:/");
            let skipped = match skipped.strip_prefix('{').filter(|_| !is_inside) {
                Some(rest) => {
                    is_inside = true;
                    rest.skip("\"' \t\r\n")
                }
                None => skipped,
            };
            let start = limit - skipped.len();
            let length = skipped.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
            let field = &skipped[..length];
            if field.is_empty() || text[name.end..start].contains("\n---") {
                break;
            }
            let end = start + length;
            let line_end = text[end..].find('\n').map_or(text.len(), |place| end + place);
            if called.contains(&field) {
                return self.field(name, end, line_end);
            }
            if matches!(field, "generateValue" | "generator") {
                nothing = Nothing::Command;
            }
            let is_next = matches!(field, "name" | "key") && !is_object;
            if is_next || matches!(field, "valueFrom" | "value_from") {
                break;
            }
            // On to the next field: behind a text in quotes, a comma, or the line.
            let after = text[end..line_end].skip("\"' :=");
            let from = line_end - after.len();
            let opened = text[..from].chars().next_back().filter(|quote| matches!(quote, '"' | '\''));
            let skip = match opened {
                Some(quote) => after.find(quote).map(|end| end + 1),
                None => after.place(",}"),
            };
            at = skip.map_or(line_end, |skip| from + skip);
            if text[at..].starts_with('}') || at >= limit {
                break;
            }
        }
        // Behind: `- value: …` and then `name: …`.
        let back = floor(text, before.saturating_sub(600));
        let segment = &text[back..before];
        let opens = [segment.rfind('{'), segment.rfind('<'), segment.rfind("- ")];
        let from = opens.iter().flatten().max().copied();
        if let Some(from) = from.filter(|_| !is_object)
            && let Some(at) = segment[from..].find("value").or_else(|| segment[from..].find("Value"))
            && segment[from + at + 5..].skip("\" ").begins(":=")
        {
            let end = back + from + at + 5;
            let line_end = text[end..].find('\n').map_or(text.len(), |place| end + place);
            return self.field(name, end, line_end);
        }
        Told::Nothing(nothing, name.end)
    }

    /// The value behind a field's name, which ends at `end`.
    fn field(&self, name: &Range<usize>, end: usize, line_end: usize) -> Told {
        let text = self.text;
        let rest = text[end..line_end].trim_end();
        let line_end = end + rest.len();
        let rest = rest.skip("\"'").trim_start();
        let Some(value) = rest.strip_prefix([':', '=']) else { return Told::Nothing(Nothing::Reference, name.end) };
        let start = line_end - value.len();
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let of_code = rest.starts_with('=') && !text[line_start..start].contains('<');
        let at = Line { at: line_start..line_end, carrier: self.carrier, ..*self };
        let how = if of_code {
            How::Code
        } else if rest.starts_with('=') {
            How::Mark
        } else {
            How::Scalar
        };
        // An attribute is in quotes, as a text of JSON is.
        let value = value.trim_start();
        let start = line_end - value.len();
        if how == How::Mark {
            let length = value.chars().next().and_then(|quote| closing(value, quote)).unwrap_or(value.len());
            let span = (start + 1).min(start + length)..start + length;
            return at.tell(name, span.clone(), span, How::Mark, true);
        }
        match at.value_of_field(name, start, how) {
            Told::Nothing(why, _) => Told::Nothing(why, name.end),
            told => told,
        }
    }

    /// As [`Self::value`], where flow is told by the field's own line.
    fn value_of_field(&self, name: &Range<usize>, start: usize, how: How) -> Told {
        let value = &self.text[start..self.at.end];
        let quote = value.chars().next().filter(|first| matches!(first, '\'' | '"'));
        if let Some(length) = quote.and_then(|quote| closing(value, quote)) {
            return self.tell(name, start + 1..start + length, start..start + length + 1, how, true);
        }
        if how == How::Code {
            return Told::Nothing(if value::is_made(value) { Nothing::Command } else { Nothing::Reference }, name.end);
        }
        let cut = comment_cut(value);
        let is_flow = self.is_in_flow(start) && !value.starts_with("{{");
        let length = match value[..cut].place(",}").filter(|_| is_flow) {
            Some(end) => value[..end].trim_end().len(),
            None => cut,
        };
        self.tell(name, start..start + length, start..start + length, how, false)
    }

    /// What the value at `span` is.
    fn tell(&self, name: &Range<usize>, span: Range<usize>, whole: Range<usize>, how: How, is_quoted: bool) -> Told {
        let text = self.text;
        let inside = &text[span.clone()];
        if span.is_empty() {
            return Told::Keys(vec![self.found(name, span.clone(), Role::Key, how, whole)]);
        }
        let is_plain = self.kind == Some(Kind::Env) || matches!(how, How::Line) && self.kind.is_none();
        let lead = &text[self.at.start.min(name.start)..name.start];
        match value::of(inside, is_quoted, is_plain) {
            // `--set-secrets`, of Cloud Run
            _ if lead.contains("-secrets") => return Told::Nothing(Nothing::Reference, span.end),
            Worth::Default(part) => {
                let part = span.start + part.start..span.start + part.end;
                return Told::Keys(vec![self.found(name, part, Role::Default, how, 0..0)]);
            }
            Worth::Empty => {
                return Told::Keys(vec![self.found(name, span.end - 1..span.end - 1, Role::Key, how, 0..0)]);
            }
            Worth::Nothing(why) => return Told::Nothing(why, span.end),
            Worth::Command if self.is_shell && (inside.contains("cat ") || inside.contains("secret")) => {
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

    fn found(&self, name: &Range<usize>, span: Range<usize>, role: Role, how: How, whole: Range<usize>) -> Found {
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
            How::Scalar if is_apart || lead.has("{\"") => {
                if is_double {
                    Carrier::Json
                } else if text[..whole.end].ends_with('\'') {
                    Carrier::Yaml
                } else {
                    Carrier::Plain
                }
            }
            How::Scalar => match self.parent(name).map(|parent| &text[parent]) {
                Some("data") if self.is_secret => Carrier::SecretData,
                _ => Carrier::Yaml,
            },
            _ if self.carrier.is_some() => self.carrier.unwrap_or(Carrier::Plain),
            How::Word if ["set -x", "set -gx", "set -Ux"].iter().any(|end| lead.trim_end().ends_with(end)) => {
                Carrier::Fish
            }
            How::Word if self.is_shell || lead.contains("-e ") || lead.contains("--") => Carrier::Shell,
            How::Line if lead.trim().eq_ignore_ascii_case("$env:") => Carrier::PowerShell,
            How::Line | How::Code if is_double && text[name.end..whole.end].contains(" = ") => Carrier::Json,
            How::Code if is_double => Carrier::Json,
            _ => Carrier::Plain,
        }
    }

    /// The key of the mapping that the name stands in, on a line above that is less indented.
    fn parent(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let text = self.text;
        let lead = &text[self.at.start..name.start];
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

    /// Whether the mapping that the name stands in is another service's.
    fn is_below_others(&self, name: &Range<usize>) -> bool {
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

/// What sets the variable whose name follows, without a sign.
const COMMANDS: &[&str] = &[
    "set -x",
    "set -gx",
    "set -Ux",
    "set -xU",
    "set -xg",
    "SetEnv",
    "setx",
    "ENV",
    "fastcgi_param",
    "uwsgi_param",
    "setenv",
    "env",
];

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
