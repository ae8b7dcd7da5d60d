//! The audit: what the shipped WASM can ask of the browser.
//!
//! All that WASM can do to the world is call its imports. wasm-bindgen writes a function for each, as
//! the Rust that asks for it says; none of these is shipped. Each is looked up here by its body, not by
//! its name, in `imports.txt`, which names the function of `static/boundary.js` that takes its place.
//! One that is not listed stops the build.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};

/// What a program may ask for: a function of the boundary, a colon, and what wasm-bindgen writes for it, on each
/// line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List {
    /// Where it stands.
    name: &'static str,
    text: &'static str,
}

/// What the page may ask for.
pub(crate) const PAGE: List = List { name: "xtask/imports.txt", text: include_str!("../imports.txt") };

/// What the small program that makes the first key may.
pub(crate) const FIRST: List = List { name: "xtask/first.txt", text: include_str!("../first.txt") };

impl List {
    /// Names of functions, and bodies.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
    }
}

/// Whether this is the module that wasm-bindgen itself writes, and not JavaScript that comes with a crate.
fn is_own(module: &str) -> bool {
    module.strip_prefix("./").is_some_and(|name| name.ends_with("_bg.js") && !name.contains('/'))
}

/// What takes the place of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Instead {
    /// A function of the boundary.
    Function(&'static str),
    /// A closure of Rust's, which calls this export.
    Closure { export: String, changes: bool },
    /// Nothing: whoever calls what is so called is refused. There is none in a release.
    Refused(String),
}

/// Finds what takes the place of each import, in their order; what is not listed is refused when it is
/// called.
pub(crate) fn look_up(list: List, imports: &[(String, String)], glue: &str) -> Result<Vec<Instead>> {
    let glue = Glue::read(glue)?;
    let refused = |name: &str| Instead::Refused(plain(name).to_owned());
    let instead =
        imports.iter().map(|(module, name)| glue.instead(list, module, name).unwrap_or_else(|_| refused(name)));
    Ok(instead.collect())
}

/// Finds what takes the place of each import, in their order. Stops the build with a sentence if one
/// asks for what is not listed, or if the list has what nothing asks for.
pub(crate) fn check(list: List, imports: &[(String, String)], glue: &str) -> Result<Vec<Instead>> {
    let glue = Glue::read(glue)?;
    let found: Vec<_> = imports.iter().map(|(module, name)| (name, glue.instead(list, module, name))).collect();
    let new: Vec<_> = found
        .iter()
        .filter_map(|(name, instead)| Some(format!("{}: {}", plain(name), instead.as_ref().err()?)))
        .collect();
    if !new.is_empty() {
        bail!(
            "The page would be able to do something new. If it must, see “Add a function at the boundary” in CONTRIBUTING.md.\n{}",
            new.join("\n")
        );
    }
    let found: Vec<Instead> = found.into_iter().filter_map(|(_, instead)| instead.ok()).collect();
    let bodies: BTreeSet<_> = imports.iter().filter_map(|(_, name)| glue.imports.get(name)).collect();
    let gone: Vec<_> =
        list.entries().filter(|(_, body)| !bodies.iter().any(|found| found == body)).map(|(name, _)| name).collect();
    ensure!(
        gone.is_empty(),
        "The page no longer does something that it is allowed: {}. Take it out of {}.",
        gone.join(", "),
        list.name
    );
    Ok(found)
}

/// What wasm-bindgen wrote.
struct Glue {
    /// What it has beside the imports.
    helpers: String,
    /// The bodies of the imports.
    imports: BTreeMap<String, String>,
}

impl Glue {
    fn read(text: &str) -> Result<Self> {
        let text = normal(text);
        let (before, rest) = text
            .split_once("const import0 = { __proto__: null, ")
            .context("The glue's imports are not where they were")?;
        let (mut rest, after) =
            rest.split_once("}; return { __proto__: null,").context("The glue's imports do not end")?;
        let mut imports = BTreeMap::new();
        while let Some((name, function)) = rest.split_once(": ") {
            let end = length(function).with_context(|| format!("{name} does not end"))?;
            let (body, next) = function.split_at(end);
            imports.insert(name.to_owned(), body.to_owned());
            rest = next.trim_start_matches(',').trim_start();
        }
        ensure!(rest.trim().is_empty(), "The glue has something else among its imports: {rest}");
        Ok(Self { helpers: format!("{before}{after}"), imports })
    }

    /// What takes an import's place; else what it is.
    fn instead(&self, list: List, module: &str, name: &str) -> Result<Instead, String> {
        if !is_own(module) {
            return Err(format!("a function of {module}"));
        }
        let body = self.imports.get(name).ok_or("nothing that wasm-bindgen wrote")?;
        if let Some((function, _)) = list.entries().find(|(_, listed)| listed == body) {
            return Ok(Instead::Function(function));
        }
        self.closure(body).ok_or_else(|| body.clone())
    }

    /// The closure that an import makes, if that is all it does.
    fn closure(&self, body: &str) -> Option<Instead> {
        let rest = body.strip_prefix("function(arg0, arg1) { const ret = make")?;
        let (rest, changes) = match rest.strip_prefix("Mut") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let caller = rest.strip_prefix("Closure(arg0, arg1, ")?.strip_suffix("); return ret; }")?;
        let (_, function) = self.helpers.split_once(&format!("function {caller}("))?;
        let function = function.get(..length(function)?)?;
        let (arguments, does) = function.strip_suffix(" }")?.split_once(") { ")?;
        let known = ["arg0, arg1", "arg0, arg1, arg2"].contains(&arguments);
        let call = format!("wasm.{caller}({arguments});");
        let fails = format!("const ret = {call} if (ret[1]) {{ throw takeFromExternrefTable0(ret[0]); }}");
        (known && (does == call || does == fails)).then(|| Instead::Closure { export: caller.to_owned(), changes })
    }
}

/// The length of what ends with the brace that closes the first one.
fn length(code: &str) -> Option<usize> {
    let mut depth = 0_usize;
    code.char_indices().find_map(|(at, c)| {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        None
    })
}

/// With one blank for each stretch of them, and without comments.
fn normal(code: &str) -> String {
    let lines = code.lines().map(|line| line.split_once("// ").map_or(line, |(code, _)| code));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The name of an import without what wasm-bindgen adds: `__wbg_focus_0123456789abcdef` is `focus`.
fn plain(import: &str) -> &str {
    let name = import.trim_start_matches("__wbg_").trim_start_matches("__");
    match name.rsplit_once('_') {
        Some((plain, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => plain,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What wasm-bindgen would write for these imports.
    fn glue<'a>(bodies: impl Iterator<Item = &'a str>) -> (Vec<(String, String)>, String) {
        let bodies: Vec<_> = bodies.collect();
        let name = |at: usize| format!("__wbg_import{at}_0123456789abcdef");
        let imports = (0..bodies.len()).map(|at| ("./keyproof_bg.js".to_owned(), name(at))).collect();
        let entry = |(at, body): (usize, &&str)| format!("        {}: {body},\n", name(at));
        let entries: String = bodies.iter().enumerate().map(entry).collect();
        let around = (
            "x\n    const import0 = {\n        __proto__: null,\n",
            "};\n    return {\n        __proto__: null,\n};\n",
        );
        (imports, format!("{}{entries}{}", around.0, around.1))
    }

    #[test]
    fn what_is_listed_passes() {
        let (imports, glue) = glue(PAGE.entries().map(|(_, body)| body));
        let found = check(PAGE, &imports, &glue).expect("all of it is listed");
        let expected: Vec<_> = PAGE.entries().map(|(name, _)| Instead::Function(name)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn another_body_stops_the_build() {
        for body in [
            "function(arg0) { arg0.close(); }",
            "function(arg0, arg1, arg2) { arg0.href = getStringFromWasm0(arg1, arg2); }",
            "function(arg0, arg1) { const ret = makeClosure(arg0, arg1, elsewhere); return ret; }",
        ] {
            let (imports, glue) = glue(PAGE.entries().map(|(_, body)| body).chain([body]));
            let error = check(PAGE, &imports, &glue).expect_err(body).to_string();
            assert!(error.contains("something new") && error.contains(body), "{error}");
        }
    }

    /// The small program's list is short, and a body of the large one's that is not in it stops the build, too.
    #[test]
    fn the_small_program_may_do_less() {
        assert!(FIRST.entries().count() < 8);
        let (imports, own) = glue(FIRST.entries().map(|(_, body)| body));
        assert!(check(FIRST, &imports, &own).is_ok());
        let copy = PAGE.entries().find(|(name, _)| *name == "copy").expect("the page copies").1;
        let fetch = "function(arg0, arg1) { const ret = fetch(getStringFromWasm0(arg0, arg1)); return ret; }";
        for body in [copy, fetch] {
            let (imports, glue) = glue(FIRST.entries().map(|(_, body)| body).chain([body]));
            let error = check(FIRST, &imports, &glue).expect_err(body).to_string();
            assert!(error.contains("something new") && error.contains(body), "{error}");
        }
    }

    #[test]
    fn a_function_that_comes_with_a_crate_stops_the_build() {
        let (mut imports, glue) = glue(PAGE.entries().map(|(_, body)| body));
        imports.push(("./snippets/dependency/inline0.js".to_owned(), "send".to_owned()));
        let error = check(PAGE, &imports, &glue).expect_err("it is of another module").to_string();
        assert!(error.contains("./snippets/dependency"), "{error}");
    }

    #[test]
    fn an_entry_that_is_of_no_use_stops_the_build() {
        let (imports, glue) = glue(PAGE.entries().map(|(_, body)| body).skip(1));
        assert!(check(PAGE, &imports, &glue).is_err());
    }

    #[test]
    fn closures_are_known_by_all_that_they_do() {
        let makes = "function(arg0, arg1) { const ret = makeMutClosure(arg0, arg1, c7); return ret; }";
        let (imports, glue) = glue(PAGE.entries().map(|(_, body)| body).chain([makes]));
        let closure = |caller: &str| check(PAGE, &imports, &format!("{glue}{caller}")).map(|mut all| all.pop());
        let good = "function c7(arg0, arg1, arg2) {\n    wasm.c7(arg0, arg1, arg2);\n}\n";
        let found = closure(good).expect("it calls the WASM");
        assert_eq!(found, Some(Instead::Closure { export: "c7".to_owned(), changes: true }));
        let bad = "function c7(arg0, arg1, arg2) {\n    wasm.c7(arg0, arg1, arg2);\n    send(arg2);\n}\n";
        assert!(closure(bad).is_err());
    }

    #[test]
    fn every_function_of_the_boundary_is_of_use() {
        let boundary = include_str!("../../static/boundary.js");
        let (_, functions) = boundary.split_once("const boundary = {").expect("the functions");
        for line in
            functions.lines().filter(|line| line.starts_with("  ") && !line[2..].starts_with([' ', '/', '}', '_']))
        {
            let name = line[2..].split([':', '(', ',']).next().expect("a name");
            assert!(PAGE.entries().chain(FIRST.entries()).any(|(listed, _)| listed == name), "{name}");
        }
    }
}
