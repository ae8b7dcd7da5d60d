//! What was found out, in words.

use super::Asked;
use crate::{
    listed::Listed,
    loader::Loader,
    reading::Reading,
    secret::Secret,
    xray::{Also, Ray, Remedy},
};

/// So many loaders are named without being asked for.
pub(super) const FEW: usize = 6;

impl Asked {
    /// What makes the loaders of a group read the key that is meant, each line once, after the loaders that it
    /// is for; and those that no line helps.
    pub fn lines(&self, group: usize) -> (Option<Secret>, Vec<usize>) {
        let mut different: Vec<(&Secret, Also, Option<&Loader>, Vec<usize>)> = Vec::new();
        let mut helpless = Vec::new();
        for &place in self.groups.get(group).into_iter().flatten() {
            match self.remedies.get(place) {
                Some(Some(Remedy::Line { line, also, with })) => {
                    let same = |(other, others, option, _): &&mut (&Secret, Also, Option<&Loader>, Vec<usize>)| {
                        other.expose() == line.expose() && others == also && option == with
                    };
                    match different.iter_mut().find(same) {
                        Some((.., places)) => places.push(place),
                        None => different.push((line, *also, *with, vec![place])),
                    }
                }
                Some(Some(Remedy::AnotherKey)) => helpless.push(place),
                Some(None) | None => {}
            }
        }
        let mut text = String::with_capacity(different.iter().map(|(line, ..)| line.expose().len() + 300).sum());
        for (line, also, with, places) in different {
            let labels = self.labels(&places);
            for part in ["# ", with.map_or(&labels, |with| with.label), "\n"] {
                text.push_str(part);
            }
            if also != Also::Nothing {
                for part in ["# ", also.sentence(), "\n"] {
                    text.push_str(part);
                }
            }
            text.push_str(line.expose());
            text.push('\n');
        }
        ((!text.is_empty()).then(|| Secret::new(text)), helpless)
    }

    /// What was found out so far, in a sentence.
    pub fn status(&self) -> String {
        let Some(name) = self.names.get(self.chosen) else { return String::new() };
        let count = self.readers.len();
        let all: Vec<_> = (0..self.rays.len()).listed();
        if self.rays.len() < count {
            return format!("Checking {name} in {count} loaders…");
        }
        match self.groups.len() {
            0 => String::new(),
            1 if self.services_differ() => {
                let words = self.words(0)[usize::from(count > 1)];
                format!("{} {words} another value for some services or containers than for others.", self.labels(&all))
            }
            1 if count <= FEW => {
                let words = self.words(0)[usize::from(count > 1)];
                let what = match (&self.key, self.value(0)) {
                    (_, None) | (None, _) => "",
                    (Some(key), Some(value)) if key.expose() == value.expose() => " the key as it is written",
                    _ => " something other than what is written",
                };
                [&self.labels(&all), " ", words, what, "."].concat()
            }
            1 => format!("All {count} loaders get the same result for {name}."),
            _ if !self.differs() => {
                let plain = self.readers.iter().filter(|loader| self.is_for(loader)).count();
                let others = count - plain;
                format!(
                    "All {plain} loaders that read such lines get the same result for {name}. {others} want another form of line."
                )
            }
            groups if count <= FEW => {
                format!("{} get {groups} different results for {name}.", self.labels(&all))
            }
            groups => format!("{count} loaders get {groups} different results for {name}."),
        }
    }

    /// What is to be feared of the text, if a part of it would run as a command.
    pub fn danger(&self) -> Option<[String; 2]> {
        let runs = self.runs();
        (!runs.is_empty()).then(|| {
            let what = format!("A part of this text would run as a command in {}.", self.labels(&runs));
            [what, "Don’t load it. Use the line shown with them, or a key without $ and backticks.".to_owned()]
        })
    }

    /// Which loaders of a group no line helps, in a sentence.
    pub fn helpless(&self, group: usize) -> Option<String> {
        let helpless = self.lines(group).1;
        (!helpless.is_empty()).then(|| {
            let labels = self.labels(&helpless);
            format!("Use another key for {labels}. No way of writing this one gets it there unchanged.")
        })
    }

    /// Whether a group reads the key that is meant, in a word or two; nothing where none is.
    pub fn is_meant_words(&self, group: usize) -> &'static str {
        match self.is_meant(group) {
            Some(true) => "✓ Your key",
            Some(false) => "✗ Different",
            None => "",
        }
    }

    /// The names of the loaders at these places, of many only the first.
    pub fn labels(&self, places: &[usize]) -> String {
        let shown = if places.len() > FEW + 1 { FEW } else { places.len() };
        let labels: Vec<_> = places[..shown].iter().map(|place| self.rays[*place].loader.label).listed();
        let more = places.len() - shown;
        if more == 0 { labels.join(", ") } else { format!("{} and {more} more", labels.join(", ")) }
    }

    /// Who is in a group and what they do, in words.
    pub fn heading(&self, group: usize) -> String {
        let group = self.groups.get(group).map_or(&[][..], Vec::as_slice);
        let words = self.words(group.first().copied().unwrap_or(usize::MAX));
        let who = if group.len() <= FEW { self.labels(group) } else { format!("{} loaders", group.len()) };
        [&who, " ", words[usize::from(group.len() > 1)]].concat()
    }

    /// What the loader at this place does, and what several do.
    fn words(&self, place: usize) -> [&'static str; 2] {
        let ray = self.rays.get(place);
        match ray.map(|ray| &ray.reading) {
            None => ["", ""],
            Some(Reading::Value { .. }) => ["reads", "read"],
            Some(Reading::Missing { .. }) => ["does not find it", "do not find it"],
            Some(Reading::Refused(_)) => ["stops with an error", "stop with an error"],
            Some(Reading::Unknown(_)) if ray.is_some_and(Ray::hangs_on_the_host) => {
                ["leaves it to .env or the shell", "leave it to .env or the shell"]
            }
            Some(Reading::Unknown(_)) => ["does more than set a variable", "do more than set a variable"],
        }
    }
}
