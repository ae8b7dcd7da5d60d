//! What is said of Django's own warnings, against Django's own check: for keys, and for settings modules
//! as a whole.

use fastrand::Rng;
use keyproof::{check, document::Role};
use libtest_mimic::Failed;

use crate::oracle::{self, Answer};

/// Keys of about the lengths, the variety and the prefixes that Django asks for.
fn key(random: &mut Rng) -> String {
    let symbols: Vec<char> = match random.usize(..6) {
        0 => "abcd".chars().collect(),
        1 => "abcde".chars().collect(),
        2 => "a😀é\u{200b} \u{301}".chars().collect(),
        3 => (' '..='~').collect(),
        4 => "django-insecure-".chars().collect(),
        _ => "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)".chars().collect(),
    };
    let length = match random.usize(..4) {
        0 => random.usize(..80),
        1 => 34,
        _ => random.usize(46..54),
    };
    let text: String = (0..length).map(|_| symbols[random.usize(..symbols.len())]).collect();
    match random.usize(..8) {
        0 | 1 => format!("django-insecure-{text}"),
        2 => format!(" django-insecure-{text}"),
        3 => format!("Django-Insecure-{text}"),
        _ => text,
    }
}

/// Our W009 and W025 are Django's, for 100,000 keys.
pub(crate) fn keys(seed: u64) -> Result<(), Failed> {
    let mut random = Rng::with_seed(seed);
    let keys: Vec<_> = (0..100_000).map(|_| key(&mut random)).collect();
    let answers = oracle::ask("django-check", "KEY", &keys);
    for (key, answer) in keys.iter().zip(&answers) {
        let ours = if check::django_conditions(key).is_empty() { "" } else { "W009 W0250" };
        // Django's settings refuse an empty key, and its check tells W009 of that.
        if *answer != Answer::Value(ours.to_owned()) {
            return Err(format!("we say {ours:?} of {key:?}, Django says {answer:?}").into());
        }
    }
    let warned = answers.iter().filter(|answer| **answer != Answer::Value(String::new())).count();
    println!("django: {} keys, 0 disagreements; Django warns of {warned}", keys.len());
    Ok(())
}

/// A settings module, more or less as people write them.
fn module(random: &mut Rng) -> String {
    let literal = |random: &mut Rng| {
        let text: String = key(random).chars().filter(|c| !matches!(c, '\\' | '\'' | '"' | '\n')).collect();
        match random.usize(..4) {
            0 => format!("\"{text}\""),
            1 => format!("\"\"\"{text}\"\"\""),
            2 => format!("r'{text}'"),
            _ => format!("'{text}'"),
        }
    };
    let mut text = String::from("from pathlib import Path\n\nBASE_DIR = Path(__file__).parent\n");
    if random.usize(..10) > 0 {
        let note = ["", "  # keep it secret", "\n# SECRET_KEY = 'old'"][random.usize(..3)];
        let kind = ["", ": str"][random.usize(..2)];
        text = [&text, "SECRET_KEY", kind, " = ", &literal(random), note, "\n"].concat();
    }
    text += "DEBUG = False\nALLOWED_HOSTS = ['example.com']\n";
    if random.bool() {
        let fallbacks: Vec<_> = (0..random.usize(..4)).map(|_| literal(random)).collect();
        let (open, close) = [("[", "]"), ("(", ",)"), ("[\n    ", ",\n]")][random.usize(..3)];
        if !fallbacks.is_empty() {
            text = [&text, "SECRET_KEY_FALLBACKS = ", open, &fallbacks.join(", "), close, "\n"].concat();
        }
    }
    text + "SECURE_HSTS_SECONDS = 3600\n"
}

/// Our W009 and W025 are Django's, for 200 settings modules.
pub(crate) fn settings(seed: u64) -> Result<(), Failed> {
    let mut random = Rng::with_seed(seed);
    let modules: Vec<_> = (0..200).map(|_| module(&mut random)).collect();
    let answers = oracle::ask("django-check", "SETTINGS", &modules);
    for (module, answer) in modules.iter().zip(&answers) {
        let judged = check::judge(module);
        let mut ours = Vec::new();
        if judged.iter().all(|one| one.role != Role::Key || !one.django.is_empty()) {
            ours.push("W009".to_owned());
        }
        let fallbacks = judged.iter().filter(|one| one.role == Role::Fallback).enumerate();
        ours.extend(fallbacks.filter(|(_, one)| !one.django.is_empty()).map(|(at, _)| format!("W025{at}")));
        ours.sort();
        if *answer != Answer::Value(ours.join(" ")) {
            return Err(format!("we say {ours:?} of {module:?}, Django says {answer:?}").into());
        }
    }
    println!("django: {} settings modules, 0 disagreements", modules.len());
    Ok(())
}
