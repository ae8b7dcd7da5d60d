//! What belongs beside a repaired file, to be copied.

use super::{Has, Repaired, WAYS};
use crate::{
    line::Destination,
    loader::{self, Loader},
};

/// A piece that is to be copied to somewhere else, and holds no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// For `.env.example`: the variables' names.
    Example,
    /// For `.gitignore`: the file with the key.
    Ignored,
    /// Commands that tell whether git has a key. They do not name it: it would stand in the shell's history.
    History,
    /// The way at this place of [`WAYS`].
    Development(usize),
}

impl Beside {
    /// The piece for a file that was repaired so, whose key this loader reads.
    pub fn text(self, done: &Repaired, loader: &Loader) -> String {
        let file = if loader.place == "settings.ini" { loader.place } else { ".env" };
        match self {
            Self::Example => {
                let names = std::iter::once(&done.variable).chain(done.fallbacks.iter().map(|(name, _)| name));
                let mut lines = String::new();
                for name in names {
                    lines.push_str(name.as_str());
                    lines.push_str("=\n");
                }
                lines
            }
            Self::Ignored => [file, "\n"].concat(),
            Self::History => ["git log --all --oneline -G SECRET_KEY\ngit ls-files ", file, "\n"].concat(),
            Self::Development(at) => WAYS.get(at).map(|way| way.text(&done.expression)).unwrap_or_default(),
        }
    }
}

/// Who is to read the variable: the loader that was asked for, else the file's own, else the one of the set-up, else
/// the most used.
pub fn reader(asked: Option<&'static Loader>, has: &Has, destination: Destination) -> Option<&'static Loader> {
    asked.or(has.loader).or_else(|| destination.library()).or_else(|| loader::find("python-dotenv"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{name::VariableName, repair::settings};

    #[test]
    fn what_belongs_beside_a_file() {
        let loader = loader::find("python-decouple").expect("a loader");
        let text = "SECRET_KEY = 'x'\nSECRET_KEY_FALLBACKS = ['y']\nimport os\n";
        let done = settings::repair(text, loader, &VariableName::usual()).expect("it is repaired");
        let piece = |piece: Beside| piece.text(&done, loader);
        assert_eq!(piece(Beside::Example), "DJANGO_SECRET_KEY=\nDJANGO_SECRET_KEY_FALLBACK=\n");
        assert_eq!(piece(Beside::Ignored), ".env\n");
        assert!(piece(Beside::History).ends_with("git ls-files .env\n"));
        assert!(piece(Beside::Development(0)).contains(&done.expression));
        let ini = loader::find("python-decouple-ini").expect("a loader");
        assert_eq!(Beside::Ignored.text(&done, ini), "settings.ini\n");
    }

    #[test]
    fn who_reads_it() {
        let id = |asked: Option<&str>, text: &str, destination: &str| {
            let destination = Destination::find(destination).expect("a destination");
            let has = settings::has(text).expect("settings");
            reader(asked.and_then(loader::find), &has, destination).expect("a reader").id
        };
        let (plain, own) = ("import os\nSECRET_KEY = 'x'\n", "import environs\nSECRET_KEY = 'x'\n");
        assert_eq!(id(Some("starlette"), own, "honcho"), "starlette");
        assert_eq!(id(None, own, "python-decouple"), "environs");
        assert_eq!(id(None, plain, "django-environ"), "django-environ");
        assert_eq!(id(None, plain, "anywhere"), "python-dotenv");
    }
}
