//! X-ray: what each loader would really read of a pasted text, and why.
//!
//! Nobody knows here which reading is meant, so none is called right: loaders are grouped by what
//! they read. Places are of the text as it was pasted.

mod asked;
mod excerpt;
mod remedy;

use std::ops::Range;

pub use asked::{Asked, Fixed, Headline, Standing, Why};
pub use excerpt::{Excerpt, visible};
pub use remedy::{Also, Remedy, followed, intended};

use crate::{
    listed::Listed,
    loader::{self, Environment, FileKind, Loader},
    name::VariableName,
    reading::{Note, Reading, Reason},
};

/// The loaders that read files of the kind that `text` is.
///
/// A loader with a form of its own is asked where the text has that form's first words; the others
/// where no such loader is.
pub fn readers(text: &str) -> impl Iterator<Item = &'static Loader> {
    let own = |loader: &Loader| {
        let form = loader.form;
        let first = form.first.trim();
        // Where nothing stands before a name, it is the head's last line.
        let mark = if first.is_empty() { form.head.trim_end().rsplit('\n').next().unwrap_or_default() } else { first };
        let mark = mark.trim().trim_end_matches(['"', '\'']);
        let stands = |line: &str| line.trim_start().starts_with(mark);
        loader.form.file != FileKind::Env && !mark.is_empty() && text.lines().take(1000).any(stands)
    };
    let any = loader::ALL.iter().any(own);
    loader::ALL.iter().filter(move |loader| if any { own(loader) } else { loader.form.file == FileKind::Env })
}

/// What one loader reads.
#[allow(missing_debug_implementations, reason = "a value read may be a secret")]
pub struct Ray {
    /// The loader.
    pub loader: &'static Loader,
    /// What it makes of the text.
    pub reading: Reading,
}

impl Ray {
    /// What `loader` makes of `text` for the variable `name`, on a host where no variable is set. Where that
    /// is nothing because all of it would come from the host, what is read cannot be told.
    pub fn of(loader: &'static Loader, text: &str, name: &VariableName) -> Self {
        let mut reading = loader.read(text, name, &Environment::EMPTY);
        // It stops for want of what only the host has: what it reads where all others are set.
        if let Reading::Refused(note) = &reading
            && note.reason == Reason::Host
        {
            let note = note.clone();
            reading = match loader.read(text, name, &Environment::all_but(name.as_str(), "1")) {
                Reading::Value { text, mut notes } if notes.iter().all(|note| note.reason != Reason::Interpolated) => {
                    notes.push(note);
                    Reading::Value { text, notes }
                }
                Reading::Missing { notes } => Reading::Missing { notes },
                _ => Reading::Unknown(note),
            };
        }
        match &mut reading {
            Reading::Value { text: value, notes } => {
                let looked_up = notes.iter_mut().find(|note| note.reason == Reason::Interpolated);
                // Only in YAML is what is looked up never in the file itself.
                if let Some(note) =
                    looked_up.filter(|_| value.expose().is_empty() || loader.form.file == FileKind::Yaml)
                    && (refers_to(&text[note.span.clone()], name)
                        || !loader.read(text, name, &Environment::all_but(name.as_str(), "1")).is(value))
                {
                    note.reason = Reason::Host;
                    if value.expose().is_empty() {
                        reading = Reading::Unknown(note.clone());
                    }
                }
            }
            Reading::Missing { notes } => {
                if let Some(note) = notes.iter().find(|note| note.reason == Reason::Host) {
                    reading = Reading::Unknown(note.clone());
                }
            }
            Reading::Refused(_) | Reading::Unknown(_) => {}
        }
        Self { loader, reading }
    }

    /// Whether what is read is for the host to say.
    pub fn hangs_on_the_host(&self) -> bool {
        matches!(&self.reading, Reading::Unknown(note) if note.reason == Reason::Host)
    }

    /// What happened on the way.
    pub fn notes(&self) -> &[Note] {
        match &self.reading {
            Reading::Value { notes, .. } | Reading::Missing { notes } => notes,
            Reading::Refused(note) | Reading::Unknown(note) => std::slice::from_ref(note),
        }
    }

    /// Whether the loader would run a part of the text as a command: the worst there is.
    pub fn runs(&self) -> bool {
        self.notes().iter().any(|note| note.reason == Reason::Runs)
    }

    /// Whether two loaders make the same of the text.
    pub fn agrees(&self, other: &Self) -> bool {
        match (&self.reading, &other.reading) {
            (Reading::Value { text, .. }, reading) => reading.is(text),
            (Reading::Missing { .. }, Reading::Missing { .. }) | (Reading::Refused(_), Reading::Refused(_)) => true,
            (Reading::Unknown(_), Reading::Unknown(_)) => self.hangs_on_the_host() == other.hangs_on_the_host(),
            _ => false,
        }
    }
}

/// Whether `$name` or `${name` stands in `text`.
fn refers_to(text: &str, name: &VariableName) -> bool {
    text.split('$').skip(1).any(|after| {
        let after = after.strip_prefix('{').unwrap_or(after).strip_prefix(name.as_str());
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}

/// Puts together those that agree: the places in `rays` of each group, as [`groups_of`] sorts them.
pub fn groups(rays: &[Ray]) -> Vec<Vec<usize>> {
    groups_of(rays.len(), |one, other| rays[one].agrees(&rays[other]))
}

/// Puts together those of the first `count` places that are alike: largest group first, groups of one size in the
/// order of their first places.
pub fn groups_of(count: usize, alike: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for place in 0..count {
        match groups.iter_mut().find(|group| alike(group[0], place)) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    let mut sorted: Vec<Vec<usize>> = Vec::new();
    for group in groups {
        let at = sorted.iter().position(|other| other.len() < group.len()).unwrap_or(sorted.len());
        sorted.insert(at, group);
    }
    sorted
}

/// Where two texts differ: the bytes of `text` that are not in common at the beginning or the end.
pub fn difference(text: &str, other: &str) -> Range<usize> {
    let start = text.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
    let start = start.unwrap_or_else(|| text.len().min(other.len()));
    let rest = |text: &str| text[start..].chars().rev().listed();
    let same: usize = rest(text).iter().zip(&rest(other)).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    start..text.len() - same
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_variable_wants_of_the_host_hides_no_key() {
        let name = VariableName::parse("K").expect("a name");
        let ray = |value: &str| {
            let text = "services:\n  web:\n    environment:\n      J: ${J:?}\n      K: ".to_owned() + value;
            Ray::of(loader::find("compose-yaml").expect("a loader"), &text, &name)
        };
        assert!(ray("a").reading.is(&"a".into()));
        assert!(ray("${K:?}").hangs_on_the_host());
        assert!(ray("a${H}").hangs_on_the_host());
        assert!(matches!(ray("'${'").reading, Reading::Refused(_) | Reading::Unknown(_)));
    }

    #[test]
    fn differences() {
        assert_eq!(difference("abcd", "abd"), 2..3);
        assert_eq!(difference("abd", "abcd"), 2..2);
        assert_eq!(difference("abc", "abc"), 3..3);
        assert_eq!(difference("aé", "aè"), 1..3);
        assert_eq!(difference("aaa", "aa"), 2..3);
    }

    #[test]
    fn loaders_are_grouped_by_what_they_read() {
        let name = VariableName::parse("K").expect("a name");
        let text = "K='a#b'\n";
        let rays: Vec<_> = readers(text).map(|loader| Ray::of(loader, text, &name)).collect();
        let groups = groups(&rays);
        let reads = |group: &[usize]| match &rays[group[0]].reading {
            Reading::Value { text, .. } => text.expose().to_owned(),
            _ => String::new(),
        };
        assert_eq!(reads(&groups[0]), "a#b");
        let docker = groups.iter().find(|group| reads(group) == "'a#b'").expect("Docker keeps quotes");
        assert!(docker.iter().any(|place| rays[*place].loader.id == "docker-env-file"));
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), rays.len());
    }

    proptest::proptest! {
        #[test]
        fn a_difference_is_within_the_text(text in "[abé]{0,6}", other in "[abé]{0,6}") {
            let span = difference(&text, &other);
            let reverse = difference(&other, &text);
            proptest::prop_assert_eq!(&text[..span.start], &other[..reverse.start]);
            proptest::prop_assert_eq!(&text[span.end..], &other[reverse.end..]);
        }
    }
}
