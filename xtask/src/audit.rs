//! The audit: what the shipped WASM and its script can ask of the browser.
//!
//! All that WASM can do to the world is call its imports, and those stand by name in
//! `allowed-imports.txt`, each with a reason. The script between them and the browser is searched
//! for the objects it makes and for words that would send or keep something.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

/// The allow-list: a name, a colon, a reason on each line.
const ALLOWED: &str = include_str!("../allowed-imports.txt");

/// Words that have no place in the script, whatever they are used for.
const FORBIDDEN: &[&str] = &[
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "RTCPeerConnection",
    "sendBeacon",
    "importScripts",
    "serviceWorker",
    "Worker",
    "BroadcastChannel",
    "postMessage",
    "cookie",
    "indexedDB",
    "sessionStorage",
    "pushState",
    "replaceState",
    "history",
    "console",
    "eval",
    "Math.random",
    "open(",
];

/// Stops the build with a sentence if the WASM imports, or the script has, what is not allowed.
pub(crate) fn check(imports: &[String], script: &str) -> Result<()> {
    let allowed: BTreeSet<_> = allowed().map(|(name, _)| name.to_owned()).collect();
    let found: BTreeSet<_> = counted(imports).chain(made_objects(script)).collect();
    let new: Vec<_> = found.difference(&allowed).map(String::as_str).collect();
    if !new.is_empty() {
        bail!(
            "The page would be able to do something new: {}. If it must, list it with a reason in xtask/allowed-imports.txt.",
            new.join(", ")
        );
    }
    let gone: Vec<_> = allowed.difference(&found).map(String::as_str).collect();
    if !gone.is_empty() {
        bail!(
            "The page no longer does something that it is allowed: {}. Take it out of xtask/allowed-imports.txt.",
            gone.join(", ")
        );
    }
    for word in FORBIDDEN {
        if script.contains(word) {
            bail!(
                "The page's script holds “{word}”, which sends, keeps or runs things. Find out why, and take it out."
            );
        }
    }
    Ok(())
}

/// The names on the allow-list and their reasons.
fn allowed() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALLOWED.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// The plain names of the imports; `set_href x2` is one of two classes. A name does not say of which
/// class it is, and an address to be set is harmless on an anchor, but sends on a location: the
/// count tells that there is another.
fn counted(imports: &[String]) -> impl Iterator<Item = String> {
    let mut counts = BTreeMap::<_, usize>::new();
    for import in imports {
        *counts.entry(plain_name(import)).or_default() += 1;
    }
    counts.into_iter().map(|(name, count)| match count {
        // These number the shapes of closures, not things that the page may do.
        _ if name == "wbindgen_generic" => name,
        1 => name,
        _ => format!("{name} x{count}"),
    })
}

/// The name of an import without what wasm-bindgen adds: `__wbg_focus_0123456789abcdef` is `focus`.
fn plain_name(import: &str) -> String {
    let name = import.trim_start_matches("__wbg_").trim_start_matches("__");
    match name.rsplit_once('_') {
        Some((plain, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            plain.to_owned()
        }
        _ => name.to_owned(),
    }
}

/// The classes of which the script makes objects, as `new Class`.
fn made_objects(script: &str) -> impl Iterator<Item = String> {
    script.split("new ").skip(1).filter_map(|rest| {
        let class: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')).collect();
        class.starts_with(|c: char| c.is_ascii_uppercase()).then(|| format!("new {class}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether an entry is `new Class`, and not the import `new x2`.
    fn is_object(name: &str) -> bool {
        name.strip_prefix("new ").is_some_and(|class| class.starts_with(|c: char| c.is_ascii_uppercase()))
    }

    fn imports() -> Vec<String> {
        let imports = allowed().filter(|(name, _)| !is_object(name));
        let counted = imports.flat_map(|(name, _)| match name.rsplit_once(" x") {
            Some((name, count)) => vec![name; count.parse().expect("a number")],
            None => vec![name],
        });
        counted.map(|name| format!("__wbg_{name}_0123456789abcdef")).collect()
    }

    fn script() -> String {
        let objects: Vec<_> = allowed().map(|(name, _)| name).filter(|name| is_object(name)).collect();
        objects.join("(); ")
    }

    #[test]
    fn what_is_listed_passes() {
        check(&imports(), &script()).expect("all of it is listed");
    }

    #[test]
    fn a_new_import_stops_the_build() {
        let mut imports = imports();
        imports.push("__wbg_fetch_f8a611684c3b5fe5".to_owned());
        let error = check(&imports, &script()).expect_err("fetch is not listed");
        assert!(error.to_string().contains("something new: fetch."), "{error}");
    }

    #[test]
    fn an_allowed_name_on_another_class_stops_the_build() {
        let mut imports = imports();
        imports.push("__wbg_set_href_8f54ab6d6ecab1d7".to_owned());
        let error = check(&imports, &script()).expect_err("an anchor's is listed, a location's is not");
        assert!(error.to_string().contains("something new: set_href x2."), "{error}");
    }

    #[test]
    fn a_new_object_or_word_stops_the_build() {
        for addition in ["new WebSocket(a)", "window.fetch(a)", "document.cookie", "console.log(a)"] {
            assert!(check(&imports(), &format!("{} {addition}", script())).is_err(), "{addition}");
        }
    }

    #[test]
    fn an_entry_that_is_of_no_use_stops_the_build() {
        assert!(check(&imports()[1..], &script()).is_err());
    }

    #[test]
    fn every_entry_has_a_reason() {
        for line in ALLOWED.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let reason = line.split_once(": ").map_or("", |(_, reason)| reason);
            assert!(reason.split_whitespace().count() >= 3, "{line}");
        }
    }
}
