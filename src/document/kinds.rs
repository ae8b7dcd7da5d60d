//! Shapes of files that people paste, and what is right of each: half of them, `tuning.txt`, were looked at while the
//! rules were written, the others were written before and tried after. `real_tuning.txt` and `real_held.txt` are
//! shorter shapes of files that are public, half and half in the same way.
//!
//! A shape begins with `%% kind`; a key stands between `«` and `»`, to the letter. Behind the kind may stand
//! `: class` where none is in it, `=> key` where another arrives, or `! loader` where that changes it. `§1` and
//! the like stand for keys.

use super::{Arrives, arrives, nothing, read};

const TUNING: &str = concat!(include_str!("kinds/tuning.txt"), include_str!("kinds/real_tuning.txt"));
const HELD: &str = concat!(include_str!("kinds/held.txt"), include_str!("kinds/real_held.txt"));

const KEYS: &[(&str, &str)] = &[
    ("§1", "q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz"),
    ("§2", "Hs83kd9QpLz0vYtB5nXcW7eRu2JmAf6GiKoT1yNb"),
    ("§d", "3kw9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d4"),
    ("§$$", "3k$$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d"),
    ("§$", "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d"),
    ("§%%", "3k%%w9(q!z3p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d5"),
    ("§%", "3k%w9(q!z3p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d5"),
];

/// A shape, with what is right.
pub(crate) struct Shape {
    pub(crate) head: String,
    pub(crate) text: String,
    keys: Vec<std::ops::Range<usize>>,
}

pub(crate) fn shapes(file: &str) -> Vec<Shape> {
    let keys = |text: &str| KEYS.iter().fold(text.to_owned(), |text, (sign, key)| text.replace(sign, key));
    let mut shapes = Vec::new();
    for shape in file.split("%% ").skip(1).collect::<Vec<_>>() {
        let (head, text) = shape.split_once('\n').expect("a head");
        let mut plain = String::new();
        let mut spans = Vec::new();
        for (at, part) in keys(text).split('«').enumerate() {
            let Some((key, rest)) = part.split_once('»').filter(|_| at > 0) else {
                plain.push_str(part);
                continue;
            };
            spans.push(plain.len()..plain.len() + key.len());
            plain.push_str(key);
            plain.push_str(rest);
        }
        shapes.push(Shape { head: keys(head), text: plain, keys: spans });
    }
    shapes
}

/// The texts of all shapes.
pub(crate) fn all() -> Vec<String> {
    shapes(&[TUNING, HELD].concat()).into_iter().map(|shape| shape.text).collect()
}

impl Shape {
    fn kind(&self) -> &str {
        self.head.split([' ', ':']).next().unwrap_or_default()
    }

    /// What is wrong of it, if anything, and how.
    fn wrong(&self) -> Option<(&'static str, String)> {
        let found = read(&self.text);
        let spans: Vec<_> = found.iter().map(|found| found.span.clone()).collect();
        let written = |spans: &[std::ops::Range<usize>]| {
            spans.iter().map(|span| &self.text[span.clone()]).collect::<Vec<_>>().join(" | ")
        };
        if let Some((_, class)) = self.head.split_once(": ") {
            let is_command = |found| matches!(arrives(&self.text, found), Arrives::Command);
            let is = match class {
                "command" if !found.is_empty() => found.iter().all(is_command),
                "empty" if !found.is_empty() => spans.iter().all(std::ops::Range::is_empty),
                _ => found.is_empty() && nothing(&self.text).id() == class,
            };
            let why = if found.is_empty() { nothing(&self.text).id().to_owned() } else { written(&spans) };
            return (!is).then_some((if found.is_empty() { "class" } else { "false" }, why));
        }
        if spans != self.keys {
            let is_missed = self.keys.iter().any(|key| !spans.contains(key));
            let why = if found.is_empty() { nothing(&self.text).id().to_owned() } else { written(&spans) };
            return Some((if is_missed { "missed" } else { "false" }, why));
        }
        let (changed, expected) = match (self.head.split_once(" ! "), self.head.split_once(" => ")) {
            (Some((_, loader)), _) => (Some(loader), None),
            (_, Some((_, key))) => (None, Some(key)),
            _ => (None, None),
        };
        found.iter().find_map(|found| {
            let written = &self.text[found.span.clone()];
            match (arrives(&self.text, found), changed) {
                (Arrives::Changed(by), Some(loader)) if by.by.contains(loader) => None,
                (Arrives::Same, None) if expected.is_none_or(|key| key == written) => None,
                (Arrives::Key(key), None) if Some(key.expose()) == expected => None,
                (Arrives::Key(key), _) => Some(("arrives", key.expose().to_owned())),
                (Arrives::Changed(by), _) => Some(("arrives", by.by.to_owned())),
                (Arrives::Command, _) => Some(("arrives", "command".to_owned())),
                (Arrives::Same, _) => Some(("arrives", "same".to_owned())),
            }
        })
    }
}

/// Prints, of each kind, how many shapes there are and what is wrong of them.
fn count(file: &str) -> Vec<String> {
    let mut table = std::collections::BTreeMap::<String, [usize; 4]>::new();
    let mut wrong = Vec::new();
    for shape in shapes(file) {
        let row = table.entry(shape.kind().to_owned()).or_default();
        row[0] += 1;
        if let Some((how, why)) = shape.wrong() {
            row[match how {
                "missed" => 1,
                "false" => 2,
                _ => 3,
            }] += 1;
            wrong.push(format!("%% {}: {how}: {why}\n{}", shape.head, shape.text));
        }
    }
    for (kind, [shapes, missed, more, others]) in &table {
        println!("{kind}: {shapes} shapes, {missed} missed, {more} false, {others} otherwise wrong");
    }
    wrong
}

#[test]
fn shapes_to_tune_on() {
    let wrong = count(TUNING);
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn shapes_held_back() {
    let wrong = count(HELD);
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// A megabyte of each kind, in lines and in one: what grows with the square of the text would be at it for hours.
#[test]
fn a_megabyte_of_each_kind() {
    let mut last = String::new();
    for shape in shapes(TUNING) {
        if std::mem::replace(&mut last, shape.kind().to_owned()) == last {
            continue;
        }
        for shape in [shape.text.replace('\n', " "), shape.text] {
            let text = shape.repeat((1 << 20) / shape.len());
            for found in read(&text) {
                arrives(&text, &found);
                assert!(text.get(found.span).is_some());
            }
        }
    }
}
