//! Remedies: for a loader that reads something else than the key that is meant, the line that carries it.
//!
//! A remedy is not advice but a line, written and proven for that loader: with it in the place of the one that
//! is there, and with what [`Also`] says, the model reads the key from this very file.

use super::Ray;
use crate::{
    assignment::assignments,
    line::Destination,
    loader::{self, Environment, FileKind, Form, Loader},
    name::VariableName,
    reading::{Note, Reading, Reason},
    repair::comment,
    secret::Secret,
};

/// What makes a loader read the key that is meant.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub enum Remedy {
    /// A line in the place of the one that sets the variable.
    Line {
        /// The line, without a newline.
        line: Secret,
        /// What else has to be done.
        also: Also,
        /// The same loader with an option of its own, where it needs that to read the line.
        with: Option<&'static Loader>,
    },
    /// No way of writing this key is read by the loader.
    AnotherKey,
}

/// What has to be done beside putting the line in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Also {
    /// Nothing.
    Nothing,
    /// The byte order mark goes.
    ByteOrderMark,
    /// Windows line endings go, and the byte order mark.
    LineEndings,
    /// The other lines that set the variable go, and the same.
    Once,
    /// All else goes.
    Alone,
}

impl Also {
    /// What to do, in words.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::ByteOrderMark => "Save the file as UTF-8 without a byte order mark, too.",
            Self::LineEndings => "Save the file with Unix line endings and without a byte order mark, too.",
            Self::Once => "Keep this one line for it, in a file with Unix line endings and without a byte order mark.",
            Self::Alone => "Something else in this text keeps it from being read: it is proven in a file of its own.",
        }
    }

    const ALL: [Self; 5] = [Self::Nothing, Self::ByteOrderMark, Self::LineEndings, Self::Once, Self::Alone];
}

impl Remedy {
    /// What makes `loader` read `key` from `text`.
    pub fn of(loader: &'static Loader, text: &str, name: &VariableName, key: &Secret) -> Self {
        let other = || loader.with.and_then(loader::find);
        [Some(loader), other()]
            .into_iter()
            .flatten()
            .find_map(|reader| {
                let written = Destination::Loader(reader).write(name, key).ok()?;
                // In a file that has more, the head stands already.
                let line = written.text(reader.form.by_itself());
                let item = reader.form.file == FileKind::Yaml && item(text, name).is_some();
                let line = if item && reader.form.between == ": " {
                    let pair = Secret::new([name.as_str(), "=", key.expose()].concat());
                    Secret::new(["- ", written.quoting.apply(&pair).expose()].concat())
                } else {
                    line
                };
                let proven = |also: &Also| {
                    let file = match also {
                        Also::Alone => Some(Secret::new([written.text(reader.form).expose(), "\n"].concat())),
                        _ => followed(text, name, reader.form, &line, *also),
                    };
                    file.is_some_and(|file| reader.read(file.expose(), name, &Environment::EMPTY).is(key))
                };
                let also = Also::ALL.into_iter().find(proven)?;
                let line = if also == Also::Alone { written.text(reader.form.by_itself()) } else { line };
                Some(Self::Line { line, also, with: (reader != loader).then_some(reader) })
            })
            .unwrap_or(Self::AnotherKey)
    }
}

/// The key that the text seems to hold; none if that cannot be told.
///
/// That is what is written, less a comment and the quotes round it, if any of `rays` reads that. A backslash
/// may be meant as one or not: then it is what the most of them read. In a file of another kind, which is
/// written for its loader, it is what that reads, unless something happened that nobody wants.
pub fn intended(text: &str, name: &VariableName, rays: &[Ray]) -> Option<Secret> {
    if !rays.is_empty() && rays.iter().all(Ray::hangs_on_the_host) {
        return None;
    }
    let written = written(text, name).map(Secret::from).filter(|key| !key.expose().is_empty());
    let for_all = rays.iter().all(|ray| ray.loader.form.file == FileKind::Env);
    if let Some(key) = &written
        && for_all
        && !key.expose().contains('\\')
        && rays.iter().any(|ray| ray.reading.is(key))
    {
        return written;
    }
    // A template is wanted where all of the value is one.
    let template = written.as_ref().is_some_and(|key| key.expose().starts_with("${") && key.expose().ends_with('}'));
    let as_wanted = |ray: &&Ray| {
        let happened = |note: &Note| {
            use Reason::{Comment, Cut, Host, Interpolated, NotText, QuotesKept, Runs};
            match note.reason {
                Host | Interpolated => !template,
                reason => matches!(reason, Comment | Cut | NotText | QuotesKept | Runs),
            }
        };
        for_all || !ray.notes().iter().any(happened)
    };
    let mut counted: Vec<(&Secret, usize)> = Vec::new();
    for ray in rays.iter().filter(as_wanted) {
        let Reading::Value { text, .. } = &ray.reading else { continue };
        match counted.iter_mut().find(|(other, _)| other.expose() == text.expose()) {
            Some((_, count)) => *count += 1,
            None => counted.push((text, 1)),
        }
    }
    counted.retain(|(value, _)| !value.expose().is_empty());
    let most = counted.iter().map(|(_, count)| *count).max();
    let most = counted.into_iter().find(|(_, count)| Some(*count) == most);
    most.map(|(value, _)| Secret::from(value.expose())).or(written)
}

/// What is written for the variable, less the quotes round it.
fn written<'a>(text: &'a str, name: &VariableName) -> Option<&'a str> {
    let line = assignments(text).filter(|found| text[found.name.clone()] == *name.as_str()).last();
    let value = if let Some(found) = line {
        let value = &text[found.value];
        &value[..value.len() - comment(value).len()]
    } else {
        let line = text.lines().rfind(|line| sets(line, name))?;
        let after = line.split_once(name.as_str())?.1.trim_start();
        after.strip_prefix([':', '='])?.trim()
    };
    let inside = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    inside('\'').or_else(|| inside('"')).or_else(|| inside('`')).or(Some(value))
}

/// Whether `line`, which may be of any kind of file, seems to set the variable.
fn sets(line: &str, name: &VariableName) -> bool {
    line.match_indices(name.as_str()).any(|(at, _)| {
        let after = line[at + name.as_str().len()..].trim_start();
        !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') && after.starts_with(['=', ':', ' '])
    })
}

/// The line that is an item of a list in YAML and sets the variable.
fn item<'a>(text: &'a str, name: &VariableName) -> Option<&'a str> {
    text.lines().rfind(|line| line.trim_start().starts_with("- ") && sets(line, name))
}

/// `text` after the remedy: `line` stands in the place of each that sets the variable. None where there is no
/// such line.
pub fn followed(text: &str, name: &VariableName, form: Form, line: &Secret, also: Also) -> Option<Secret> {
    let mut text = std::borrow::Cow::from(text);
    if also != Also::Nothing {
        text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned().into();
    }
    if matches!(also, Also::LineEndings | Also::Once) {
        text = text.replace("\r\n", "\n").replace('\r', "\n").into();
    }
    let ends = |at: usize| text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
    let mut places = Vec::new();
    if form.file == FileKind::Env {
        let (mut before, mut done) = (0, 0);
        for found in assignments(&text) {
            let start = text[..found.name.start]
                .rfind(['\n', '\r', '\u{feff}'])
                .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
            // It may stand behind a value that ends in its line, and goes with that if it is the same variable's.
            let start = start.max(before);
            before = found.value.end;
            if start >= done && text[found.name.clone()] == *name.as_str() {
                done = ends(found.value.end);
                places.push(start..done);
            }
        }
    } else {
        let mut start = 0;
        while start < text.len() {
            let end = ends(start);
            if sets(&text[start..end], name) {
                let indent = text[start..end].len() - text[start..end].trim_start().len();
                places.push(start + indent..end);
            }
            start = end + 1;
        }
    }
    if places.is_empty() {
        return None;
    }
    let mut file = String::with_capacity(text.len() + places.len() * line.expose().len());
    let mut done = 0;
    for (number, place) in places.iter().enumerate() {
        file.push_str(&text[done..place.start]);
        if number == 0 || also != Also::Once {
            file.push_str(line.expose());
        }
        done = place.end;
    }
    file.push_str(&text[done..]);
    Some(Secret::new(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xray::readers;

    fn name() -> VariableName {
        VariableName::parse("K").expect("a name")
    }

    /// What helps this loader, in words: the line, what else is to be done, and the option.
    #[track_caller]
    fn helps(id: &str, text: &str, expected: &str) {
        let rays: Vec<_> = readers(text).map(|loader| Ray::of(loader, text, &name())).collect();
        let key = intended(text, &name(), &rays).expect("a key");
        let loader = loader::find(id).expect("a loader");
        let got = match Remedy::of(loader, text, &name(), &key) {
            Remedy::Line { line, also, with } => {
                format!("{}|{}|{also:?}", line.expose(), with.map_or("", |with| with.id))
            }
            Remedy::AnotherKey => "another key".to_owned(),
        };
        assert_eq!(got, expected, "{id}: {text:?}");
    }

    /// What people are told to do who have done it already.
    #[test]
    fn single_quotes_are_no_remedy_where_they_stand() {
        helps("django-environ", "K='$abcd'\n", "K=\\$abcd|django-environ-escape-proxy|Nothing");
        for id in ["dotenv-expand-11", "dotenv-expand-12", "next-env", "vite-6", "vite-8"] {
            helps(id, "K='ab$cd'\n", "K='ab\\$cd'||Nothing");
        }
        helps("dotenv-expand-12", "K='$abcd'\n", "K='\\$abcd'||Nothing");
        helps("make-include", "K='ab$cd'\n", "K=ab$$cd||Nothing");
        helps("python-dotenv", "K='ab${cd}e'\n", "K=ab${cd}e|python-dotenv-plain|Nothing");
        for id in ["environs", "pydantic-settings", "compose-1", "podman-compose"] {
            helps(id, "K='ab${cd}e'\n", "another key");
        }
        let text = "services:\n  web:\n    environment:\n      K: 'ab$cd'\n";
        helps("compose-yaml", text, "K: 'ab$$cd'||Nothing");
        let text = "services:\n  web:\n    environment:\n      - K=ab$cd\n";
        helps("compose-yaml", text, "- 'K=ab$$cd'||Nothing");
    }

    #[test]
    fn what_else_is_to_be_done() {
        helps("docker-env-file", "K='a#b'\n", "K=a#b||Nothing");
        helps("compose-env-file", "K=a #b\n", "K=a||Nothing");
        helps("node-env-file", "\u{feff}K=a\n", "K=a||ByteOrderMark");
        helps("posix-shell", "K=a\r\n", "K=a||LineEndings");
        helps("kubectl-env-file", "K=a\nK=a\n", "K=a||Once");
        helps("dotenvy", "J=b c\nK=a\n", "K=a||Alone");
        helps("os-environ", "K=a\n", "export K=a||Nothing");
        helps("python-dotenv", "K=\"a\\\"\n", "K=a\\||Nothing");
    }

    #[test]
    fn the_key_that_is_meant() {
        let key = |text: &str| {
            let rays: Vec<_> = readers(text).map(|loader| Ray::of(loader, text, &name())).collect();
            intended(text, &name(), &rays).map(|key| key.expose().to_owned())
        };
        assert_eq!(key("K='a' # b\n").as_deref(), Some("a"));
        assert_eq!(key("K=a#b\n").as_deref(), Some("a#b"));
        assert_eq!(key("K=\"a\\\"b\"\n").as_deref(), Some("a\"b"));
        assert_eq!(key("K=a$$b\n").as_deref(), Some("a$$b"));
        assert_eq!(key("services:\n  w:\n    environment:\n      K: 'it''s'\n").as_deref(), Some("it's"));
        assert_eq!(key("services:\n  w:\n    environment:\n      K: ${K}\n"), None);
        assert_eq!(key("services:\n  w:\n    environment:\n      K: ${J:-a{b}c}\n").as_deref(), Some("a{b}c"));
        assert_eq!(key("services:\n  w:\n    environment:\n      K: 'ab${c}'\n").as_deref(), Some("ab${c}"));
        assert_eq!(key("J=a\n"), None);
    }

    #[test]
    fn a_line_may_begin_in_a_value() {
        for text in ["K=\"a\n\" K=\"\n", "J='a\nb' K=\"c#d\"\n", "K='a\n' K=b\nK='\n' J=1\n"] {
            for loader in loader::ALL {
                Remedy::of(loader, text, &name(), &"k".into());
            }
        }
    }

    proptest::proptest! {
        /// Following the remedy gives the key, whatever the file and the key, for every loader.
        #[test]
        fn following_a_remedy_gives_the_key(
            pieces in proptest::collection::vec(
                proptest::sample::select(&["K=", "K=", "K=", "J=", "export K=", "K =", "K: ", "'", "\"", "`", "$", "${", "}", "$b",
                    "#", " #", "\\", " ", "\t", "\r\n", "\n", "\n", "\u{feff}", "%", "a", "B1", "(", ")", "=", "é", "!", ";",
                    "\" K=", "\n\"", "K=\""][..]),
                0..16,
            ),
            key in "[!-~]{1,12}",
        ) {
            let (text, key) = (pieces.concat(), Secret::new(key));
            for loader in loader::ALL {
                let Remedy::Line { line, also, with } = Remedy::of(loader, &text, &name(), &key) else { continue };
                let reader = with.unwrap_or(loader);
                let file = match also {
                    Also::Alone => {
                        let first = reader.form.first;
                        let indent = &first[..first.len() - first.trim_start().len()];
                        Secret::new([reader.form.head, indent, line.expose(), "\n"].concat())
                    }
                    _ => followed(&text, &name(), reader.form, &line, also).expect("a line is there"),
                };
                let read = reader.read(file.expose(), &name(), &Environment::EMPTY);
                proptest::prop_assert!(read.is(&key), "{}: {also:?} of {text:?}: {:?}", loader.id, file.expose());
            }
        }
    }
}
