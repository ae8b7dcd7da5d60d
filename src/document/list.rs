//! Keys and nothing else: one in each line, or what a command that makes one has written.

use super::{Found, Kind, MOST, bare, signs::Signs as _};
use crate::{listed::Listed as _, loader::span_of};

/// Whether a line was typed at a prompt: `$ `, `(venv) $ `, `user@host:~/app$ `, `root@host:/app# `, `>>> `, `In [1]: `.
pub(super) fn is_typed(line: &str) -> bool {
    let line = line.trim_start();
    is_typed_in_python(line)
        || line.split_once("$ ").is_some_and(|(prompt, _)| {
            prompt.is_empty() || prompt.starts_with('(') && prompt.ends_with(") ") || is_of_host(prompt)
        })
        || line.split_once("# ").is_some_and(|(prompt, _)| is_of_host(prompt) && !prompt.contains(' '))
}

/// Whether a line was typed into Python, or IPython.
fn is_typed_in_python(line: &str) -> bool {
    line.starts_with(">>> ") || line.trim_end() == ">>>" || line.starts_with("In [")
}

/// What Python answers, which is a text in quotes or what was printed, without its quotes.
pub(super) fn answered(text: &str) -> Option<Found> {
    let is_python = text.lines().next().is_some_and(is_typed_in_python);
    let mut answers = text.lines().filter(|line| is_python && !line.trim().is_empty() && !is_typed_in_python(line));
    let (answer, None) = (answers.next()?, answers.next()) else { return None };
    let answer =
        answer.split_once("]: ").filter(|(begin, _)| begin.starts_with("Out[")).map_or(answer, |(_, rest)| rest);
    let answer = answer.trim_end();
    let inside = ['\'', '"'].iter().find_map(|quote| answer.strip_prefix(*quote)?.strip_suffix(*quote));
    let key = inside.unwrap_or(answer);
    is_long_word(key).then(|| bare(span_of(key, text)))
}

/// The key in a text that tells of it: a long word with a digit among others of letters.
pub(super) fn told(text: &str) -> Option<Found> {
    let is_key = |word: &str| {
        word.len() >= 32
            && is_long_word(word)
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && !word.contains("://")
    };
    let is_word = |word: &str| {
        let letters = word.trim_matches(|sign: char| ".,:;!?()\"'`".contains(sign));
        let is_of_word = |letter: char| letter.is_alphabetic() || matches!(letter, '\'' | '’');
        // Not an option of a command.
        letters.len() < 20 && letters.chars().all(is_of_word) || matches!(word, "-" | "–")
    };
    // Neither a mapping nor a list.
    let is_of_file = |line: &str| {
        line.starts_with([' ', '\t', '-']) || line.split_once(": ").is_some_and(|(name, _)| !name.contains(' '))
    };
    if text.len() > 2000 || text.lines().any(is_of_file) {
        return None;
    }
    let mut words = text.split_ascii_whitespace();
    let begins = words.clone().take(2).filter(|word| is_word(word) && word.len() > 1).count() == 2;
    let (key, None) = (words.clone().find(|word| is_key(word))?, words.clone().filter(|word| is_key(word)).nth(1))
    else {
        return None;
    };
    let is_told = begins && words.all(|word| word == key || is_word(word));
    let inside = ['`', '"', '\'']
        .iter()
        .find_map(|quote| key.trim_end_matches(['.', ',']).strip_prefix(*quote)?.strip_suffix(*quote));
    is_told.then(|| bare(span_of(inside.unwrap_or(key), text)))
}

/// Whether a prompt names a user and a host, behind the name of an environment or a bracket.
fn is_of_host(prompt: &str) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    let names = prompt.rsplit(['(', '[', ' ']).find_map(|part| part.split_once('@'));
    names.is_some_and(|(user, rest)| {
        let host = rest.split([':', ' ', ']']).next().unwrap_or_default();
        !user.is_empty()
            && user.bytes().all(is_of_name)
            && !host.is_empty()
            && host.bytes().all(|byte| is_of_name(byte) || byte.is_ascii_uppercase())
    })
}

/// Whether a text is one word, as long as keys are.
pub(super) fn is_long_word(text: &str) -> bool {
    text.len() > 19 && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a line may be what a command answers: it is blank, or such a word.
pub(super) fn is_answer(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || is_long_word(line)
}

/// The lines of `text`, if they are several keys and not one that was wrapped.
pub(super) fn list(text: &str) -> Option<Vec<Found>> {
    let lines: Vec<_> = text.lines().filter(|line| is_of_list(line)).listed();
    let longest = lines.iter().map(|line| line.trim().len()).max()?;
    let words = lines.iter().any(|line| line.trim().contains(' '));
    let others_left_out = text.lines().any(|line| !line.trim().is_empty() && !is_of_list(line));
    if lines.len() < 2 && !others_left_out || longest > 400 {
        return None;
    }
    let (last, others) = lines.split_last()?;
    let length = lines[0].trim().len();
    // What was wrapped has lines of one length, but for the last, and is a key's usual length in all.
    let even = others.iter().all(|line| line.trim().len() == length);
    let all: usize = lines.iter().map(|line| line.trim().len()).sum();
    let usual = matches!(all, 32 | 40 | 43 | 44 | 50 | 56 | 64 | 66 | 86 | 88 | 128);
    let wrapped = even
        && last.trim().len() <= length
        && (usual && length < all.min(50) || matches!(length, 64 | 76) && last.trim().len() < length);
    if wrapped || words && lines.len() < 3 {
        return None;
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.cut("\r\n");
        if is_of_list(trimmed) && found.len() < MOST {
            let kind = if lines.len() > 1 { Kind::List } else { Kind::Key };
            found.push(Found { kind, ..bare(start..start + trimmed.len()) });
        }
        start += line.len();
    }
    Some(found)
}

/// Whether a line is not blank, and neither a fence of Markdown, nor what was typed into Python, nor a name
/// alone.
pub(super) fn is_of_list(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("```") && !is_typed(line) && line != "SECRET_KEY"
}
