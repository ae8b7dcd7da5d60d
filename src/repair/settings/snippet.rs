//! A loader's lines of `settings.py`, fitted into a file: what it has already is used, what it lacks is
//! put in its place, and names that it uses for something else get another.

use std::ops::Range;

use crate::{
    listed::Listed,
    loader::{Loader, Wanted},
    name::VariableName,
    python::{File, Part, among},
};

/// A loader's lines, taken apart.
pub(super) struct Snippet {
    imports: Vec<String>,
    setup: String,
    /// How each variable is read.
    pub(super) expressions: Vec<String>,
}

/// What comes first among imports.
const STANDARD: &str = "import os";

/// Bytes, and the text that takes their place.
pub(super) type Edit = (Range<usize>, String);

impl Snippet {
    /// The lines that read these variables.
    pub(super) fn of(loader: &Loader, names: &[VariableName]) -> Self {
        let django = loader.django;
        let expressions = names.iter().map(|name| django.read(name, Wanted::Text)).listed();
        let variables = names.iter().map(|name| (name, Wanted::Text)).listed();
        let [imports, setup] = django.beginning(&variables);
        let imports = imports.lines().filter(|line| !line.is_empty()).map(str::to_owned).listed();
        Self { imports, setup: setup.trim_end().to_owned(), expressions }
    }

    /// What is to be put into `file` so that the expressions, which may be changed, work from the
    /// statement `first` on.
    pub(super) fn fit(&mut self, file: &File<'_>, first: usize) -> Option<Vec<Edit>> {
        let top = top(file, first);
        self.leave_out(file, top);
        if self.base_dir(file, top) {
            self.imports.insert(0, "from pathlib import Path".to_owned());
        }
        let newline = if file.text.contains("\r\n") {
            "\r\n"
        } else if file.text.contains('\n') || !file.text.contains('\r') {
            "\n"
        } else {
            "\r"
        };
        let mut standard = String::new();
        let mut others = String::new();
        for import in std::mem::take(&mut self.imports) {
            if let Some(line) = self.import(file, top, &import) {
                let to = if import == STANDARD { &mut standard } else { &mut others };
                to.push_str(&line);
                to.push_str(newline);
            }
        }
        let mut insertions = place_imports(file, standard, others, newline)?;
        if !self.setup.is_empty() {
            let blank = if self.setup.starts_with("class ") { [newline, newline].concat() } else { newline.to_owned() };
            let setup = [&self.setup.replace('\n', newline), newline, &blank].concat();
            let before = if self.setup.starts_with("class ") { blank } else { String::new() };
            let at = start(file, top);
            insertions.push((at..at, before + &setup));
        }
        Some(insertions)
    }

    /// Leaves out the parts of the set-up that the file has before `top`.
    fn leave_out(&mut self, file: &File<'_>, top: usize) {
        let text = std::mem::take(&mut self.setup);
        let Ok(setup) = File::read(&text) else { return };
        let mut kept: Vec<&str> = Vec::new();
        let mut renamed = Vec::new();
        let mut imported = Vec::new();
        let has_prefix = super::has_prefix(file);
        for (at, statement) in setup.statements.iter().enumerate().filter(|(_, statement)| statement.parent.is_none()) {
            let tokens = &statement.tokens;
            let first = setup.word(tokens.start);
            let is_class = first == "class";
            let whole = tokens.start..setup.statements[statement.until - 1].tokens.end;
            let is_there = if setup.word(tokens.start + 1) == "=" || is_class {
                let name = if is_class { setup.word(tokens.start + 1) } else { first };
                match binding(file, name, top) {
                    None => false,
                    Some(Binding::Import) if !is_class => {
                        imported.push(name);
                        true
                    }
                    Some(Binding::Before(value))
                        if !is_class && !has_prefix && same_callee(&setup, tokens, file, &value) =>
                    {
                        true
                    }
                    Some(_) => {
                        renamed.push(name.to_owned());
                        false
                    }
                }
            } else {
                // A call: `load_dotenv(…)`, `env.read_env(…)`.
                let open = tokens.clone().find(|at| setup.word(*at) == "(").unwrap_or(tokens.start);
                let function = setup.word(open.saturating_sub(1));
                let calls = |statement: &crate::python::Statement| {
                    let mut tokens = statement.tokens.clone();
                    // Where a setting decides, it may not be called.
                    let condition =
                        statement.parent.map_or("", |head| &file.text[file.span(&file.statements[head].tokens)]);
                    tokens.any(|at| file.word(at) == function && file.is(at + 1, "("))
                        && (!condition.starts_with("if") || condition.contains("exist") || condition.contains("file"))
                };
                // What has another name here reads for itself.
                imported.contains(&first) || renamed.is_empty() && file.statements.iter().take(top).any(calls)
            };
            if !is_there {
                let blank = if is_class && at > 0 { "\n\n" } else { "" };
                kept.extend([blank, &text[setup.span(&whole)], "\n"]);
            }
        }
        kept.concat().trim_end().clone_into(&mut self.setup);
        for name in &renamed {
            self.rename(file, name);
        }
    }

    /// Puts the folder of the `.env` file for `BASE_DIR`, if that is no path of `pathlib`; whether
    /// `pathlib` is needed then.
    fn base_dir(&mut self, file: &File<'_>, top: usize) -> bool {
        let uses = |text: &str| text.contains("BASE_DIR");
        if !uses(&self.setup) && !self.expressions.iter().any(|expression| uses(expression)) {
            return false;
        }
        let path = match binding(file, "BASE_DIR", top) {
            Some(Binding::Before(value)) if file.has(&value, &["Path"]) => return false,
            Some(Binding::Before(_) | Binding::Import) => "Path(BASE_DIR)",
            _ => {
                let relative = |statement: &crate::python::Statement| {
                    file.is(statement.tokens.start, "from") && file.is(statement.tokens.start + 1, ".")
                };
                if file.statements.iter().any(relative) {
                    "Path(__file__).resolve().parent.parent.parent"
                } else {
                    "Path(__file__).resolve().parent.parent"
                }
            }
        };
        self.setup = self.setup.replace("BASE_DIR", path);
        for expression in &mut self.expressions {
            *expression = expression.replace("BASE_DIR", path);
        }
        true
    }

    /// The import as it is to be put in; nothing, if the file has it or nothing needs it.
    fn import(&mut self, file: &File<'_>, top: usize, line: &str) -> Option<String> {
        let import = File::expression(line)?;
        let whole = 0..import.tokens.len();
        let from = import.find(&whole, 0, "import")? + 1;
        let mut wanted = Vec::new();
        for part in import.split(&(from..whole.end), ",") {
            let name = import.word(part.start);
            if !self.names(name) {
                continue;
            }
            let module = (from > 1).then(|| import.word(1));
            // decouple's `config` may be made by hand.
            let by_hand = |value: &Part| file.has(value, &["AutoConfig"]);
            let is_made = matches!(binding(file, name, top), Some(Binding::Before(value)) if by_hand(&value));
            let is_kept = !is_taken_away(file, name);
            if is_kept && imports(file, top, module, name) || is_made && name == "config" {
                continue;
            }
            if name == "os" && !is_taken_away(file, "environ") && imports(file, top, Some("os"), "environ") {
                for expression in &mut self.expressions {
                    *expression = expression.replacen("os.environ", "environ", 1);
                }
                continue;
            }
            // Bound to something else, before or after.
            if binding(file, name, top).is_some() {
                self.rename(file, name);
                wanted.push([name, " as ", &other(file, name)].concat());
            } else {
                wanted.push(name.to_owned());
            }
        }
        (!wanted.is_empty()).then(|| [&line[..import.tokens[from].span.start], &wanted.join(", ")].concat())
    }

    /// Whether the set-up or an expression names this.
    fn names(&self, name: &str) -> bool {
        self.expressions
            .iter()
            .chain([&self.setup])
            .any(|text| File::expression(text).is_some_and(|file| file.has(&file.all(), &[name])))
    }

    /// Gives a name that the file uses for something else another.
    fn rename(&mut self, used: &File<'_>, name: &str) {
        for text in self.expressions.iter_mut().chain([&mut self.setup]) {
            let Some(file) = File::expression(text) else { continue };
            let mut renamed = String::new();
            let mut done = 0;
            for (at, token) in file.tokens.iter().enumerate() {
                if file.word(at) == name && (at == 0 || !file.is(at - 1, ".")) {
                    renamed.push_str(&text[done..token.span.start]);
                    renamed.push_str(&other(used, name));
                    done = token.span.end;
                }
            }
            renamed.push_str(&text[done..]);
            *text = renamed;
        }
    }
}

/// Another name, which the file does not use.
fn other(file: &File<'_>, name: &str) -> String {
    let mut other = ["key_", name].concat();
    while file.has(&file.all(), &[&other]) {
        other.push('_');
    }
    other
}

/// Whether a name is deleted, or is something else within a class.
fn is_taken_away(file: &File<'_>, name: &str) -> bool {
    file.statements.iter().any(|statement| {
        let tokens = &statement.tokens;
        let first = file.word(tokens.start);
        let is_of_class = || statement.parent.is_some_and(|head| file.head(head) == "class");
        first == "del" && file.has(tokens, &[name])
            || first == name && file.word(tokens.start + 1) == "=" && is_of_class()
    })
}

/// What a name is bound to.
enum Binding {
    /// By a statement before the place, under no other.
    Before(Part),
    /// By an import, or one that may be.
    Import,
    /// Somewhere else.
    Otherwise,
}

/// How `file` binds a name, as far as the statement `top` is concerned.
fn binding(file: &File<'_>, name: &str, top: usize) -> Option<Binding> {
    let mut found = None;
    for (at, statement) in file.statements.iter().enumerate() {
        let tokens = &statement.tokens;
        let first = file.word(tokens.start);
        let is_bound = match first {
            "import" | "from" => {
                let from = file.find(tokens, 0, "import").unwrap_or(tokens.start);
                let mut names = from + 1..tokens.end;
                names.any(|at| {
                    file.word(at) == name && !among(file.word_in(tokens, at + 1), "as .") && !file.is(at - 1, ".")
                })
            }
            "del" => file.has(tokens, &[name]),
            "def" | "class" => file.word(tokens.start + 1) == name && statement.parent.is_none(),
            _ => {
                let equals = last_equals(file, tokens).unwrap_or(tokens.start);
                file.has(&(tokens.start..equals), &[name])
                    || tokens.clone().any(|at| file.word(at) == name && file.is_in(tokens, at + 1, ":="))
                    || first == "for" && file.word(tokens.start + 1) == name
            }
        };
        if !is_bound {
            continue;
        }
        let equals = last_equals(file, tokens);
        found = Some(match (first, equals) {
            _ if at >= top => found.unwrap_or(Binding::Otherwise),
            ("import" | "from", _) => Binding::Import,
            (_, Some(equals)) if first == name && statement.parent.is_none() => Binding::Before(equals + 1..tokens.end),
            _ => Binding::Otherwise,
        });
    }
    found
}

/// The last `=` of an assignment.
fn last_equals(file: &File<'_>, statement: &Part) -> Option<usize> {
    let parts = file.split(statement, "=");
    (parts.len() > 1).then(|| parts[parts.len() - 1].start - 1)
}

/// Whether both call a class of the same name.
fn same_callee(setup: &File<'_>, statement: &Part, file: &File<'_>, value: &Part) -> bool {
    let callee = statement.clone().find(|at| setup.word(*at) == "(").map_or("", |open| setup.word(open - 1));
    file.has(value, &[callee])
}

/// Whether a statement before `top`, and under no other, imports this.
fn imports(file: &File<'_>, top: usize, module: Option<&str>, name: &str) -> bool {
    file.statements[..top].iter().any(|statement| {
        let tokens = &statement.tokens;
        let from = match module {
            Some(module) => {
                let is = file.is(tokens.start, "from")
                    && file.word(tokens.start + 1) == module
                    && file.is(tokens.start + 2, "import");
                if is { tokens.start + 3 } else { tokens.end }
            }
            None if file.is(tokens.start, "import") => tokens.start + 1,
            None => tokens.end,
        };
        // `import os.path` binds `os`, and `import os.path as path` does not.
        let is = |at: usize| {
            let mut next = at + 1;
            while file.is(next, ".") {
                next += 2;
            }
            file.word(at) == name && !file.is_in(tokens, next, "as") && !among(file.word(at - 1), ". as")
        };
        statement.parent.is_none() && (from..tokens.end).any(is)
    })
}

/// The statement that is under no other and holds this one; of several that belong together, the first.
fn top(file: &File<'_>, at: usize) -> usize {
    let mut top = at;
    while let Some(head) = file.statements[top].parent {
        top = head;
    }
    loop {
        let before = (0..top).rev().find(|at| file.statements[*at].parent.is_none());
        let goes_on = among(file.head(top), "elif else except finally");
        let decorated = |before: usize| file.is(file.statements[before].tokens.start, "@");
        let on_line = |before: usize| file.statements[before].line == file.statements[top].line;
        match before {
            Some(before) if goes_on || decorated(before) || on_line(before) => top = before,
            _ => return top,
        }
    }
}

/// Where the statement begins, with the comments right above it.
fn start(file: &File<'_>, top: usize) -> usize {
    let text = file.text;
    let mut start = file.statements[top].line;
    // Not within a text that ends above.
    let first = file.statements[top].tokens.start;
    let least = first.checked_sub(1).map_or(0, |before| file.tokens[before].span.end);
    loop {
        let above = text[..start].trim_end_matches(['\r', '\n']).len();
        let line = text[..above].rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
        let breaks = text[above..start].matches('\n').count().max(text[above..start].matches('\r').count());
        let words = text[line..above].trim_start_matches('\u{feff}');
        // What a system or an editor reads in the first two lines stays there.
        let special = text[..line].matches('\n').count() < 2 && (words.starts_with("#!") || words.contains("coding"));
        if breaks != 1 || line < least || !words.trim_start().starts_with('#') || special {
            return if start == 0 && text.starts_with('\u{feff}') { 3 } else { start };
        }
        start = line;
    }
}

/// Puts imports among those at the beginning of the file, or where those would be, if there is such a place.
fn place_imports(file: &File<'_>, standard: String, others: String, newline: &str) -> Option<Vec<Edit>> {
    let mut insertions = Vec::new();
    if standard.is_empty() && others.is_empty() {
        return Some(insertions);
    }
    let is_text =
        |at: usize| file.statements[at].tokens.clone().all(|at| file.tokens[at].kind == crate::python::Kind::Text);
    let is_future = |at: usize| file.is(file.statements[at].tokens.start + 1, "__future__");
    let is_import = |at: usize| among(file.word(file.statements[at].tokens.start), "import from");
    let count = file.statements.len();
    let first = (0..count).find(|at| !(is_future(*at) || *at == 0 && is_text(*at))).unwrap_or(0);
    let end = (first..count).find(|at| !is_import(*at)).unwrap_or(count);
    let line = file.statements[first].line;
    if first < end {
        let front = if line == 0 && file.text.starts_with('\u{feff}') { 3 } else { line };
        let last = file.span(&file.statements[end - 1].tokens).end;
        let next = file.statements.get(end).map_or(file.text.len(), |statement| statement.line);
        let behind = file.text[last..].find('\n').map_or(file.text.len(), |newline| last + newline + 1);
        if behind <= next && file.text[..behind].ends_with('\n') {
            insertions.push((front..front, standard));
            insertions.push((behind..behind, others));
        } else {
            insertions.push((front..front, standard + &others));
        }
    } else {
        let at = start(file, first);
        // On one line with what has to come first, there is no place for them.
        if first > 0 && file.statements[first - 1].line == line {
            return None;
        }
        insertions.push((at..at, [&standard[..], &others, newline].concat()));
    }
    Some(insertions)
}
