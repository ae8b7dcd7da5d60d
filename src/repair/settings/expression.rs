//! What an expression comes to on a host where the variable is not set.

use crate::{
    listed::Listed,
    python::{File, Kind, Part, RANDOM, Text, among},
    secret::Secret,
};

/// What an expression comes to.
pub(super) enum Comes {
    /// A text, if it can be told which. It may be what is taken where a variable is not set.
    Text { key: Option<Text>, is_default: bool },
    /// `None` or an empty text; the token that names the variable, if one is asked for.
    Nothing(Option<usize>),
    /// It stops, with the variable's name in the error: the token that names it.
    Fails(Option<usize>),
    /// Something new at each start.
    Random,
    /// What another file or program gives, which stops if it has none.
    Elsewhere,
    /// A file's whole text, with the line break at its end.
    LineBreak,
    /// Nobody knows without running it.
    Unknown,
}

/// How expressions are looked at.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) file: &'a File<'a>,
    /// Whether `DEBUG` is on, if that is known.
    pub(super) debug: Option<bool>,
    /// Whether the variable is set: what reads it then gives what is in it.
    pub(super) is_set: bool,
}

/// A class whose methods draw something random, beside the functions in [`RANDOM`].
const RANDOM_CLASS: &[&str] = &["SystemRandom"];

/// Functions that make something else of what they are given.
const DERIVED: &[&str] =
    &["b64decode", "urlsafe_b64decode", "b64encode", "hexdigest", "digest", "unhexlify", "fromhex", "hex", "chr"];

/// Names that a call of which hands on what it is given.
const SAME: &str = "str force_str smart_str force_text force_bytes bytes SecretStr";

impl Judge<'_> {
    /// All that `part` may come to.
    pub(super) fn comes(self, part: &Part) -> Vec<Comes> {
        let mut all = Vec::new();
        self.collect(part, 12, &mut all);
        all
    }

    fn collect(self, part: &Part, depth: usize, all: &mut Vec<Comes>) {
        let file = self.file;
        let part = &file.bare(part);
        let Some(depth) = depth.checked_sub(1).filter(|_| all.len() < 40 && !part.is_empty()) else {
            return all.push(Comes::Unknown);
        };
        if let Some(at) = file.find(part, 0, "if")
            && let Some(or) = file.find(part, at, "else")
        {
            let is = self.condition(&(at + 1..or), depth);
            if is != Some(false) {
                self.collect(&(part.start..at), depth, all);
            }
            if is != Some(true) {
                self.collect(&(or + 1..part.end), depth, all);
            }
            return;
        }
        let choices = file.split(part, "or");
        if let [first, .., _] = &choices[..] {
            let mut here = Vec::new();
            self.collect(first, depth, &mut here);
            let mut goes_on = false;
            let reads = here.iter().any(|one| matches!(one, Comes::Nothing(Some(_))));
            for one in here {
                goes_on |= matches!(one, Comes::Nothing(_) | Comes::Elsewhere | Comes::Unknown | Comes::LineBreak);
                if !matches!(one, Comes::Nothing(_)) {
                    all.push(one);
                }
            }
            if goes_on {
                let before = all.len();
                self.collect(&(choices[1].start..part.end), depth, all);
                if reads {
                    all[before..].iter_mut().for_each(Comes::by_default);
                }
            }
            return;
        }
        if let Some(at) = file.find(part, 0, "and") {
            let is = self.condition(&(part.start..at), depth);
            if is != Some(true) {
                all.push(Comes::Nothing(None));
            }
            if is != Some(false) {
                self.collect(&(at + 1..part.end), depth, all);
            }
            return;
        }
        if let Some(text) = file.evaluate(part) {
            return all.push(Comes::text(text));
        }
        let terms = file.split(part, "+");
        if terms.len() > 1 {
            let mut here = Vec::new();
            for term in &terms {
                self.collect(term, depth, &mut here);
            }
            // It stops where one of its terms does.
            let place = here.iter().position(|one| matches!(one, Comes::Fails(_)));
            let place = place.or_else(|| here.iter().position(|one| matches!(one, Comes::Random)));
            return all.push(place.map_or(Comes::Unknown, |place| here.swap_remove(place)));
        }
        if part.len() == 1 && file.is(part.start, "None") {
            return all.push(Comes::Nothing(None));
        }
        // `"…".encode()`
        let texts = part.clone().take_while(|at| file.tokens[*at].kind == Kind::Text).count();
        let literals = part.start..part.start + texts;
        if texts > 0
            && file.is_in(part, literals.end, ".")
            && let Some(text) = file.evaluate(&literals).filter(|text| !text.text.expose().is_empty())
        {
            all.push(Comes::text(text));
            let last = all.len() - 1;
            return self.then(literals.end..part.end, &mut all[last..]);
        }
        self.chain(part, depth, all);
    }

    /// Names, calls and subscripts, one behind the other.
    fn chain(self, part: &Part, depth: usize, all: &mut Vec<Comes>) {
        let file = self.file;
        let mut names: Vec<&str> = Vec::new();
        let mut at = part.start;
        while at < part.end {
            match file.word(at) {
                "." => at += 1,
                open @ ("(" | "[") => {
                    let close = file.close(at);
                    let before = all.len();
                    let known = if open == "(" {
                        self.call(&names, at, depth, all)
                    } else {
                        names.last().is_some_and(|last| among(last, "environ env ENV"))
                    };
                    if known {
                        if open == "[" {
                            all.push(Comes::Fails(Some(at + 1)));
                        }
                        return self.then(close + 1..part.end, &mut all[before..]);
                    }
                    at = close + 1;
                }
                word if file.is_name(at) && !among(word, "not in is lambda await if for") => {
                    names.push(word);
                    at += 1;
                }
                // `"".join(…)`
                _ if file.tokens[at].kind == Kind::Text && at == part.start => at += 1,
                _ => break,
            }
        }
        let has = |words: &[&str]| part.clone().any(|at| file.is_name(at) && words.contains(&file.word(at)));
        let is_call = file.is(part.end - 1, ")");
        let body = names.last().filter(|_| is_call && at == part.end).and_then(|last| self.body(last));
        let draws = |body: &Part| file.has(body, RANDOM) || file.has(body, RANDOM_CLASS);
        let comes = if has(RANDOM) || has(RANDOM_CLASS) || body.as_ref().is_some_and(draws) {
            Comes::Random
        } else if has(DERIVED) {
            Comes::Text { key: None, is_default: false }
        } else if at < part.end {
            Comes::Unknown
        } else if has(&["open", "read_text", "read_bytes", "read", "readline"]) {
            let trimmed = has(&["strip", "rstrip", "splitlines", "split", "load", "loads", "safe_load"]);
            if trimmed { Comes::Elsewhere } else { Comes::LineBreak }
        } else if file.tokens[part.start].kind == Kind::Text || part.len() == 1 && !file.is_name(part.start) {
            Comes::Unknown
        } else if names.first().is_some_and(|name| {
            let made = file.constant(name, part.start).map_or("", |value| file.word(value.start));
            is_of_settings(file, name) || is_of_settings(file, made)
        }) {
            // A field that has a default is a place of its own.
            Comes::Fails(None)
        } else if let Some(body) = body {
            let before = all.len();
            for statement in &file.statements {
                let tokens = &statement.tokens;
                if body.contains(&tokens.start) && file.is(tokens.start, "return") {
                    self.collect(&(tokens.start + 1..tokens.end), depth, all);
                }
            }
            if all.len() == before {
                all.push(Comes::Elsewhere);
            }
            if file.has(&body, &["environ"]) {
                all[before..].iter_mut().for_each(Comes::by_default);
            }
            return;
        } else if self.holds(&names, part.start) {
            Comes::Unknown
        } else {
            Comes::Elsewhere
        };
        all.push(comes);
    }

    /// What a call comes to, if it reads a variable or hands on what it is given.
    fn call(self, names: &[&str], open: usize, depth: usize, all: &mut Vec<Comes>) -> bool {
        let file = self.file;
        let Some(&last) = names.last() else { return false };
        let arguments = file.items(open);
        let keyword = |names: &[&str]| {
            let found = arguments
                .iter()
                .find(|one| file.is_in(one, one.start + 1, "=") && names.contains(&file.word(one.start)));
            found.map(|one| one.start + 2..one.end)
        };
        if last == "exit" {
            all.push(Comes::Fails(None));
            return true;
        }
        // `getattr(local_settings, "SECRET_KEY", "…")`
        if let (["getattr"], [_, _, default]) = (names, &arguments[..]) {
            let before = all.len();
            self.collect(default, depth, all);
            all[before..].iter_mut().for_each(Comes::by_default);
            all.push(Comes::Elsewhere);
            return true;
        }
        let of_values = names.contains(&"values") || names.len() == 1;
        if of_values && last == "SecretValue" {
            all.push(Comes::Fails(None));
            return true;
        }
        let is_value = of_values && last == "Value";
        if is_value && self.is_set {
            all.push(Comes::Fails(None));
            return true;
        }
        let first = arguments.first();
        if among(last, SAME) && names.len() == 1 {
            let Some(first) = first else { return false };
            self.collect(first, depth, all);
            return true;
        }
        let variable = first.filter(|first| first.len() == 1 && file.tokens[first.start].kind == Kind::Text);
        let by_keyword = keyword(&["var", "var_name", "name", "key"]).filter(|name| name.len() == 1);
        // `Config(".env")("SECRET_KEY")`
        let is_made = last.ends_with("Config") || last.ends_with("Env");
        let is_called = among(file.word(file.close(open) + 1), "( .") && file.is_name(open - 1);
        if variable.is_none() && by_keyword.is_none() && !is_value || is_made && is_called {
            return false;
        }
        let variable = variable.or(by_keyword.as_ref());
        let token = variable.map(|part| part.start);
        let from_environ = names.iter().any(|name| among(name, "environ getenv"));
        // `env = os.environ.get`
        let is_other = file.constant(last, open).filter(|value| among(file.word(value.end - 1), "get getenv"));
        let is_get = among(last, "get getenv pop setdefault") || names.len() == 1 && is_other.is_some();
        // A name that is taken gets another: see `snippet`.
        let of_env = |name: &str| among(name, "env Env ENV config Config decouple_config");
        let env = names.iter().any(|name| of_env(name.trim_start_matches("key_")));
        let helper = self.helper(last).filter(|_| names.len() == 1);
        // A class in a place of a default is what the value is made into.
        let is_default = |one: &&Part| file.evaluate(one).is_some() || one.len() > 1 && !file.is(one.start + 1, "=");
        // `config.get("django", "secret_key")` names a section and an option.
        let by_section =
            is_get && !from_environ && (0..file.tokens.len()).any(|at| file.word(at).ends_with("ConfigParser"));
        let has_default = (from_environ || is_get || env || helper.is_some() || is_value) && !by_section;
        let default = keyword(&["default", "fallback", "default_value"]).or_else(|| {
            let mut others = arguments.iter().skip(usize::from(!is_value)).filter(|_| has_default);
            others.find(is_default).cloned()
        });
        // `def get_env(name, default="…")`
        let default = default.or_else(|| self.parameter(last).filter(|_| helper.is_some()));
        if by_section && default.is_none() {
            return false;
        }
        if self.is_set && (default.is_some() || helper.is_some() || is_get || env) {
            all.push(Comes::Fails(token));
            return true;
        }
        if let Some(default) = default {
            let before = all.len();
            self.collect(&default, depth, all);
            for one in &mut all[before..] {
                one.by_default();
                if let Comes::Nothing(asked) = one {
                    *asked = token;
                }
            }
            return true;
        }
        all.push(match helper {
            Some(fails) => {
                if fails {
                    Comes::Fails(token)
                } else {
                    Comes::Nothing(token)
                }
            }
            None if is_value || is_get => Comes::Nothing(token),
            None if env => Comes::Fails(token),
            None => return false,
        });
        true
    }

    /// Whether the first of these names is a class, a list or a dictionary with texts in this file.
    fn holds(self, names: &[&str], at: usize) -> bool {
        let file = self.file;
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        let is_text = |at: usize| file.tokens[at].kind == Kind::Text;
        let is_class = |at: usize| {
            let head = file.statements[at].tokens.start;
            // An attribute of this name is a place of its own.
            *last != "SECRET_KEY" && file.head(at) == "class" && file.word(head + 1) == *first
        };
        (0..file.statements.len()).any(is_class)
            || file
                .constant(first, at)
                .is_some_and(|mut value| among(file.word(value.start), "[ {") && value.any(is_text))
    }

    /// What is in a function of the file with this name.
    fn body(self, name: &str) -> Option<Part> {
        let file = self.file;
        let of_name = |at: &usize| file.head(*at) == "def" && file.word(file.statements[*at].tokens.start + 1) == name;
        let head = (0..file.statements.len()).find(of_name)?;
        Some(file.statements[head].tokens.end..file.statements[file.statements[head].until - 1].tokens.end)
    }

    /// The text that a parameter of a function of the file has by default.
    fn parameter(self, name: &str) -> Option<Part> {
        let file = self.file;
        let head = self.body(name)?.start;
        let start = (0..head).rev().find(|at| file.is(*at, "def"))?;
        let at = (start..head).find(|at| file.is(*at, "=") && file.tokens[*at + 1].kind == Kind::Text)?;
        Some(at + 1..at + 2)
    }

    /// Whether a function of the file with this name stops where it finds nothing.
    fn helper(self, name: &str) -> Option<bool> {
        let file = self.file;
        let mut body = self.body(name)?;
        let stops = |at: usize| match file.word(at) {
            "raise" | "exit" => true,
            "environ" => file.is(at + 1, "["),
            "env" | "config" => file.is(at + 1, "("),
            _ => false,
        };
        Some(body.any(stops))
    }

    /// What becomes of what was read, in the calls behind it.
    fn then(self, trailers: Part, all: &mut [Comes]) {
        if trailers.is_empty() {
            return;
        }
        let file = self.file;
        let function = file.word_in(&trailers, trailers.start + 1);
        let empty =
            file.is_in(&trailers, trailers.start + 2, "(") && file.close(trailers.start + 2) + 1 == trailers.end;
        let no_arguments = empty && trailers.len() == 4;
        for one in all {
            if function == "format" {
                *one = Comes::Unknown;
            } else if let Comes::Text { key, .. } = one {
                *key = key.take().and_then(|Text { text, is_bytes }| match function {
                    "strip" if no_arguments => Some(Text { text: Secret::from(text.expose().trim()), is_bytes }),
                    "encode" if empty && !is_bytes => Some(Text { text, is_bytes: true }),
                    "decode" if empty && is_bytes => Some(Text { text, is_bytes: false }),
                    _ => None,
                });
            }
        }
    }

    /// Whether a condition holds where the variable is not set, if that is known.
    pub(super) fn condition(self, part: &Part, depth: usize) -> Option<bool> {
        let file = self.file;
        let depth = depth.checked_sub(1)?;
        let part = &file.bare(part);
        if part.is_empty() {
            return None;
        }
        let each = |word: &str, unless: bool| {
            let parts = file.split(part, word);
            (parts.len() > 1).then(|| {
                let are: Vec<_> = parts.iter().map(|part| self.condition(part, depth)).listed();
                if are.contains(&Some(unless)) {
                    Some(unless)
                } else {
                    are.iter().all(Option::is_some).then_some(!unless)
                }
            })
        };
        if let Some(is) = each("or", true).or_else(|| each("and", false)) {
            return is;
        }
        let first = file.word(part.start);
        if first == "not" {
            return self.condition(&(part.start + 1..part.end), depth).map(|is| !is);
        }
        // `DEBUG`, `settings.DEBUG`, `DEBUG is True`
        match &file.words(part)[..] {
            "True" => return Some(true),
            "False" => return Some(false),
            "DEBUG" | "settings.DEBUG" | "DEBUGisTrue" | "DEBUG==True" => return self.debug,
            "DEBUGisFalse" | "DEBUG==False" => return self.debug.map(|is| !is),
            _ => {}
        }
        // `"SECRET_KEY" in os.environ`, `os.environ.get("SECRET_KEY")`
        let is_key = |at: usize| file.tokens[at].kind == Kind::Text && file.word(at).contains("SECRET");
        if !part.clone().any(is_key) {
            return None;
        }
        if let Some(at) = file.find(part, 0, "in") {
            let environ = file.is(part.end - 1, "environ");
            return environ.then(|| (file.is(at - 1, "not")) != self.is_set);
        }
        let mut all = Vec::new();
        self.collect(part, depth, &mut all);
        match all[..] {
            [Comes::Nothing(_)] => Some(false),
            [Comes::Fails(_)] if self.is_set => Some(true),
            [Comes::Text { is_default: true, .. }] => Some(true),
            _ => None,
        }
    }
}

/// Whether the file has a class of pydantic's settings with this name.
fn is_of_settings(file: &File<'_>, name: &str) -> bool {
    file.statements.iter().any(|statement| {
        let mut tokens = statement.tokens.clone();
        file.is(tokens.start, "class")
            && file.word(tokens.start + 1) == name
            && tokens.any(|at| file.word(at).ends_with("BaseSettings"))
    })
}

impl Comes {
    fn text(text: Text) -> Self {
        if text.text.expose().is_empty() {
            Self::Nothing(None)
        } else {
            Self::Text { key: Some(text), is_default: false }
        }
    }

    /// Says that this is taken where a variable is not set.
    pub(super) const fn by_default(&mut self) {
        if let Self::Text { is_default, .. } = self {
            *is_default = true;
        }
    }

    /// Whether it is new at each start.
    pub(super) const fn is_random(&self) -> bool {
        matches!(self, Self::Random)
    }

    /// Whether Django starts with it, though it is no key of this host.
    pub(super) const fn is_soft(&self) -> bool {
        matches!(self, Self::Text { .. } | Self::Nothing(_) | Self::Random | Self::LineBreak | Self::Unknown)
    }
}
