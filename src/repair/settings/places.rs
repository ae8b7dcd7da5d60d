//! Where a settings file binds the key.

use crate::listed::Listed;
use crate::python::{File, Kind, Part, among};

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// A statement of the module or of a class assigns it.
    Assigned,
    /// It is imported from another module.
    Imported,
    /// It is an argument of a call, such as `settings.configure(SECRET_KEY=…)`.
    Argument,
    /// It is a default of `environ.Env(SECRET_KEY=(str, …))`.
    Scheme,
    /// It is one of `SECRET_KEY_FALLBACKS`.
    Fallback,
    /// They are all of `SECRET_KEY_FALLBACKS`, split from one text.
    Fallbacks,
    /// It is changed in a way that is not known here.
    Otherwise,
}

/// A place.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) bound: Bound,
    /// The statement.
    pub(super) statement: usize,
    /// What it is bound to.
    pub(super) value: Part,
    /// The class in whose body it is.
    pub(super) class: Option<usize>,
}

/// The places of a file, and the names that stand for the key.
pub(super) struct Places<'a> {
    pub(super) all: Vec<Place>,
    pub(super) names: Vec<&'a str>,
}

pub(super) const FALLBACKS: &str = "SECRET_KEY_FALLBACKS";

impl<'a> Places<'a> {
    pub(super) fn of(file: &'a File<'a>) -> Self {
        let mut places = Self { all: Vec::new(), names: vec!["SECRET_KEY"] };
        // `KEY = …`, `SECRET_KEY = KEY`: a few names in a row at most.
        for _ in 0..4 {
            let known = places.names.len();
            places.collect(file);
            if places.names.len() == known {
                break;
            }
        }
        places
    }

    fn collect(&mut self, file: &'a File<'a>) {
        self.all.clear();
        for at in 0..file.statements.len() {
            let (class, function) = scope(file, at);
            let before = self.all.len();
            if function.is_none_or(|function| self.is_global(file, function, at)) {
                self.assigned(file, at, class);
            }
            if function.is_some() {
                // Whether and when it is called is not followed: it may count.
                for place in &mut self.all[before..] {
                    if place.bound == Bound::Assigned {
                        place.bound = Bound::Argument;
                    }
                }
            }
            self.arguments(file, at);
        }
    }

    /// Whether a statement of a function binds names of the module.
    fn is_global(&self, file: &File<'a>, function: usize, at: usize) -> bool {
        let first = |at: usize| file.word(file.statements[at].tokens.start);
        let declares = |at: usize| {
            let tokens = &file.statements[at].tokens;
            first(at) == "global" && (file.has(tokens, &self.names) || file.has(tokens, &[FALLBACKS]))
        };
        first(at) == "globals" || (function..file.statements[function].until).any(declares)
    }

    fn add(&mut self, bound: Bound, statement: usize, value: Part, class: Option<usize>) {
        // `SECRET_KEY = SECRET_KEY = …` is one place.
        if !self.all.iter().rev().take_while(|other| other.statement == statement).any(|other| other.value == value) {
            self.all.push(Place { bound, statement, value, class });
        }
    }

    /// What the statement assigns.
    fn assigned(&mut self, file: &'a File<'a>, at: usize, class: Option<usize>) {
        let tokens = &file.statements[at].tokens;
        let first = file.word(tokens.start);
        if among(first, "from import") {
            // The last name is the one that is bound: `import a as SECRET_KEY`.
            let from = file.find(tokens, 0, "import").unwrap_or(tokens.start);
            let names = from + 1..tokens.end;
            for name in names.clone() {
                if self.names.contains(&file.word(name)) && !file.is_in(&names, name + 1, "as") {
                    self.add(Bound::Imported, at, name..name + 1, class);
                }
            }
            return;
        }
        let fields = class.is_some_and(|class| {
            let mut head = file.statements[class].tokens.clone();
            head.any(|token| file.word(token).ends_with("BaseSettings"))
        });
        let sides = file.sides(tokens);
        if let [targets @ .., value] = &sides[..]
            && file.head(at).is_empty()
        {
            for target in targets {
                let (is_list, names) = self.target(file, target, fields);
                for (place, (fallbacks, _)) in names.iter().enumerate().filter(|(_, (_, is))| *is) {
                    let value = file.bare(value);
                    let parts = if is_list { list(file, &value) } else { vec![value] };
                    match parts.get(place) {
                        Some(value) if parts.len() == names.len() || !is_list => {
                            if !fields {
                                self.bound(file, at, value, class, *fallbacks);
                            } else if let Some(value) = default_of(file, value) {
                                self.bound(file, at, &value, class, *fallbacks);
                            }
                        }
                        _ => self.add(Bound::Otherwise, at, tokens.clone(), class),
                    }
                }
            }
        }
        // `SECRET_KEY += "…"`
        let sign = file.word_in(tokens, tokens.start + 1);
        if self.names.contains(&first) && sign.len() > 1 && sign.ends_with('=') && !among(sign, "== != :=") {
            self.add(Bound::Otherwise, at, tokens.clone(), class);
        }
        // `SECRET_KEY_FALLBACKS += […]`, `SECRET_KEY_FALLBACKS.append(…)`
        if first == FALLBACKS && sign == "+=" {
            self.fallbacks(file, at, &(tokens.start + 2..tokens.end), class);
        } else if first == FALLBACKS
            && sign == "."
            && file.is_in(tokens, tokens.start + 3, "(")
            && let Some(value) = file.items(tokens.start + 3).pop()
        {
            if file.is(tokens.start + 2, "extend") {
                self.fallbacks(file, at, &value, class);
            } else {
                self.add(Bound::Fallback, at, value, class);
            }
        }
        // `(SECRET_KEY := …)`
        for name in tokens.clone().filter(|name| file.is_in(tokens, name + 1, ":=")) {
            if self.names.contains(&file.word(name)) {
                self.bound(file, at, &argument(file, name, tokens), class, false);
            }
        }
    }

    /// The names in a target, if it is a list; each with whether it is that of the fallbacks, and
    /// whether it stands for keys at all.
    fn target(&self, file: &File<'_>, target: &Part, fields: bool) -> (bool, Vec<(bool, bool)>) {
        let target = file.bare(target);
        let names = list(file, &target);
        let is = |part: &Part| {
            let word = file.word(part.start);
            let of_name = |name: &str| {
                let name = if fields { &name.to_ascii_uppercase() } else { name };
                (
                    name == FALLBACKS,
                    name == FALLBACKS || self.names.contains(&name) || fields && name == "DJANGO_SECRET_KEY",
                )
            };
            let annotated = file.is_in(part, part.start + 1, ":");
            if part.len() == 1 || annotated {
                return of_name(word);
            }
            // `globals()["SECRET_KEY"]`
            let words = file.words(part);
            let name = ["globals()[", "locals()[", "vars()["].iter().find_map(|start| words.strip_prefix(start));
            name.and_then(|name| name.strip_suffix(']'))
                .map_or((false, false), |name| of_name(name.trim_matches(['\'', '"'])))
        };
        (names.len() > 1, if names.len() > 1 { names.iter().map(is).listed() } else { vec![is(&target)] })
    }

    fn bound(&mut self, file: &'a File<'a>, at: usize, value: &Part, class: Option<usize>, fallbacks: bool) {
        if fallbacks {
            return self.fallbacks(file, at, value, class);
        }
        let bare = file.bare(value);
        let name = file.word(bare.start);
        if bare.len() == 1 && file.is_name(bare.start) && !among(name, "None True False") {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
            return;
        }
        // `KEYS = {"SECRET_KEY": …}`, `SECRET_KEY = KEYS["SECRET_KEY"]`
        let value = entry(file, &bare).unwrap_or_else(|| value.clone());
        self.add(Bound::Assigned, at, value, class);
    }

    fn fallbacks(&mut self, file: &'a File<'a>, at: usize, value: &Part, class: Option<usize>) {
        let value = file.bare(value);
        let is_list = among(file.word(value.start), "[ (") && file.close(value.start) + 1 == value.end;
        if is_list && !file.has(&value, &["for"]) || file.find(&value, 0, ",").is_some() {
            // What is unpacked is a list of its own.
            for item in list(file, &value).into_iter().filter(|item| !file.is(item.start, "*")) {
                self.add(Bound::Fallback, at, item, class);
            }
        } else {
            self.add(Bound::Fallbacks, at, value, class);
        }
    }

    /// Arguments that are called as the key is.
    fn arguments(&mut self, file: &'a File<'a>, at: usize) {
        let tokens = file.statements[at].tokens.clone();
        for name in tokens.clone().filter(|name| file.tokens[*name].depth > 0) {
            let (written, sign) = (file.word(name), file.word_in(&tokens, name + 1));
            let is_key = match sign {
                "=" => written == "SECRET_KEY",
                ":" => file.plain(name) == "SECRET_KEY" && file.tokens[name].kind == Kind::Text,
                _ => false,
            };
            if !is_key {
                continue;
            }
            let depth = file.tokens[name].depth;
            let value = argument(file, name, &tokens);
            let open = (tokens.start..name).rev().find(|at| file.tokens[*at].depth < depth).unwrap_or(name);
            let caller = open.checked_sub(1).map_or("", |before| file.word(before));
            if sign == "=" && among(caller, "Env FileAwareEnv") {
                self.add(Bound::Scheme, at, value, None);
            } else if sign == "=" && !matches!(caller, "") && file.head(at) != "def" {
                self.add(Bound::Argument, at, value, None);
            } else if sign == ":" {
                // Not every `SECRET_KEY` of a dictionary is Django's.
                if file.has(&(tokens.start..open), &["configure", "update"]) {
                    self.add(Bound::Argument, at, value, None);
                }
            }
        }
    }
}

/// What stands behind a name and its sign, up to the next comma or bracket.
fn argument(file: &File<'_>, name: usize, statement: &Part) -> Part {
    let depth = file.tokens[name].depth;
    let ends = |at: &usize| {
        let here = file.tokens[*at].depth;
        here < depth || here == depth && file.is(*at, ",")
    };
    name + 2..(name..statement.end).find(ends).unwrap_or(statement.end)
}

/// What a field of pydantic's has by default, if anything.
fn default_of(file: &File<'_>, value: &Part) -> Option<Part> {
    let value = file.bare(value);
    if !file.is(value.start, "Field") || !file.is(value.start + 1, "(") {
        return Some(value);
    }
    file.items(value.start + 1).into_iter().find_map(|item| {
        let by_name = file.is_in(&item, item.start + 1, "=");
        match file.word(item.start) {
            "default" if by_name => Some(item.start + 2..item.end),
            // It is made by code.
            "default_factory" if by_name => Some(value.clone()),
            "." => None,
            _ => (!by_name).then_some(item),
        }
    })
}

/// The nearest class and the nearest function round the statement.
fn scope(file: &File<'_>, at: usize) -> (Option<usize>, Option<usize>) {
    let mut parent = file.statements[at].parent;
    let mut class = None;
    while let Some(head) = parent {
        match file.head(head) {
            "def" => return (class, Some(head)),
            "class" => class = class.or(Some(head)),
            _ => {}
        }
        parent = file.statements[head].parent;
    }
    (class, None)
}

/// The parts of `a, b`, `(a, b)` and `[a, b]`, if it is one of these.
pub(super) fn list(file: &File<'_>, part: &Part) -> Vec<Part> {
    let bracket = among(file.word(part.start), "( [") && file.close(part.start) + 1 == part.end;
    if bracket {
        return file.items(part.start);
    }
    let mut parts = file.split(part, ",");
    parts.retain(|part| !part.is_empty());
    parts
}

/// The value in a dictionary of the file that `NAME["KEY"]` or `NAME.get("KEY")` stands for.
fn entry(file: &File<'_>, part: &Part) -> Option<Part> {
    let name = file.word(part.start);
    let key = match (part.len(), file.word(part.start + 1)) {
        (4, "[") => file.plain(part.start + 2),
        (6, ".") if file.is(part.start + 2, "get") => file.plain(part.start + 4),
        _ => return None,
    };
    let dictionary = file.constant(name, part.start).filter(|value| file.is(value.start, "{"))?;
    file.items(dictionary.start).into_iter().find_map(|item| {
        let colon = file.find(&item, 0, ":")?;
        (file.plain(item.start) == key).then_some(colon + 1..item.end)
    })
}
