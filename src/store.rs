//! The stores: secret managers and platforms that keep the key, each described in a file of its own.
//!
//! A store is a plain [`Store`] in the registry [`ALL`], and adding one is its file and its two lines
//! here. Its texts hold places in braces, which [`Store::piece`] fills in: a name that the user chose
//! is quoted for the place it stands in. No text ever holds the key: a command asks for it without
//! showing it, and hands it over on standard input or in a private file, so that it is neither in the
//! shell's history nor in the list of processes. `tests/stores.rs` runs the texts.

use std::fmt;

use self::text::{fill, posix, powershell};
use crate::name::VariableName;

mod ansible_vault;
mod aws_secrets_manager;
mod aws_ssm;
mod azure_key_vault;
mod digitalocean;
mod docker_secret;
mod doppler;
mod fly;
mod github_actions;
mod gitlab_ci;
mod google_secret_manager;
mod heroku;
mod kubernetes_secret;
mod onepassword;
mod pass;
mod pythonanywhere;
mod railway;
mod render;
mod sops;
mod text;
mod vault;

/// Every store, in the order the page shows them.
pub const ALL: &[Store] = &[
    aws_secrets_manager::STORE,
    aws_ssm::STORE,
    azure_key_vault::STORE,
    vault::STORE,
    google_secret_manager::STORE,
    kubernetes_secret::STORE,
    docker_secret::STORE,
    github_actions::STORE,
    gitlab_ci::STORE,
    heroku::STORE,
    fly::STORE,
    render::STORE,
    railway::STORE,
    digitalocean::STORE,
    pythonanywhere::STORE,
    ansible_vault::STORE,
    sops::STORE,
    onepassword::STORE,
    doppler::STORE,
    pass::STORE,
];

/// A store: what it is called, and the texts that lead the key into it and out again.
///
/// In these, `{name}` is the secret's name, `{next}` the name with `_2`, `{swap}` says that this takes
/// the other's place, `{scope}` is what the secret is in, and `{var}` the variable's name; in commands,
/// `{in}` is the file with the key, `{dash}` and `{at}` are ways of programs to say the same, and what
/// follows `{then}` is done if all went well.
#[derive(Clone, Copy)]
pub struct Store {
    /// How tests, the README and the page's links call it: kebab case.
    pub id: &'static str,
    /// How the page calls it.
    pub label: &'static str,
    /// The usual name of the secret; empty where the variable's name is all there is.
    pub name: &'static str,
    /// What the secret is in: what it is called, and what stands for it while none is named. Empty
    /// where there is none.
    pub scope: (&'static str, &'static str),
    /// Puts the first key there.
    pub create: Step,
    /// Puts another in its place.
    pub replace: Step,
    /// What becomes of the former key, and how to go back.
    pub replaced: &'static str,
    /// Shows the key, or says why nothing does.
    pub read_back: Step,
    /// How the key reaches the process: a file of the user's and what stands in it.
    pub starts: Option<(&'static str, &'static str)>,
    /// The lines of `settings.py`, which fail loudly.
    pub settings: &'static str,
    /// What goes wrong, a line each.
    pub pitfalls: &'static str,
    /// Whether there is a PowerShell for it.
    pub windows: bool,
    /// What its commands were held against.
    pub proof: Proof,
    /// Where its rules stand.
    pub source: &'static str,
}

/// What the commands of a store were held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The real program, of this version, by a test.
    Proven(&'static str),
    /// Documentation or source, as of this month and version.
    Documentation(&'static str),
}

/// What there is to do, as a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A command that takes the key.
    Takes(Hand, &'static str),
    /// A command that needs no key.
    Runs(&'static str),
    /// Something to do by hand, or why nothing can be done.
    Words(&'static str),
}

/// How the key is handed to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// As it is.
    Plain,
    /// As a text in JSON, between these two parts.
    Json(&'static [&'static str; 2]),
    /// As a line `NAME="""value"""`.
    Line,
}

/// A shell, as far as its texts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// bash, zsh, dash.
    Posix,
    /// PowerShell on Windows.
    PowerShell,
}

/// A part of a store that there is a text of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first key.
    Create,
    /// Another key.
    Replace,
    /// What becomes of the former one.
    Replaced,
    /// The key as it is kept.
    ReadBack,
    /// How the process gets it.
    Starts,
    /// `settings.py`.
    Settings,
}

/// A text, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Something to copy.
    Code(String),
    /// Something to read.
    Words(String),
}

/// What the user calls things.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    name: &'a str,
    scope: &'a str,
    variable: &'a VariableName,
}

/// Why a text is no name of a secret. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// Programs would take it for an option.
    Dash,
    /// A quote, a backslash, or a control character, which no store allows.
    Character,
    /// More than 200 bytes.
    TooLong,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dash => "A name cannot begin with “-”: programs would take it for an option.",
            Self::Character => "A name cannot hold quotes, backslashes or control characters.",
            Self::TooLong => "A name can have at most 200 bytes; shorten it.",
        })
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.id).finish()
    }
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// The store with this `id`.
pub fn find(id: &str) -> Option<&'static Store> {
    ALL.iter().find(|store| store.id == id)
}

impl Store {
    /// The names as the user typed them; what is usual for what is left empty.
    pub fn names<'a>(&self, name: &'a str, scope: &'a str, variable: &'a VariableName) -> Result<Names<'a>, NameError> {
        let checked = |typed: &'a str, usual: &'static str| {
            let name = if typed.trim().is_empty() { usual } else { typed.trim() };
            match name {
                _ if name.starts_with('-') => Err(NameError::Dash),
                _ if name.chars().any(|c| c.is_control() || matches!(c, '"' | '\'' | '\\')) => {
                    Err(NameError::Character)
                }
                _ if name.len() > 200 => Err(NameError::TooLong),
                _ => Ok(name),
            }
        };
        Ok(Names { name: checked(name, self.name)?, scope: checked(scope, self.scope.1)?, variable })
    }

    /// Whether there is a command that takes the key.
    pub const fn takes_key(&self) -> bool {
        matches!(self.create, Step::Takes(..))
    }

    /// The text of a part, with the names filled in; none where there is nothing to say.
    pub fn piece(&self, part: Part, names: &Names<'_>, shell: Shell) -> Option<Piece> {
        let step = match part {
            Part::Create => self.create,
            Part::Replace => self.replace,
            Part::Replaced => Step::Words(self.replaced),
            Part::ReadBack => self.read_back,
            Part::Starts => return Some(Piece::Code(fill(self.starts?.1, names, None))),
            Part::Settings => return Some(Piece::Code(fill(self.settings, names, None))),
        };
        Some(match step {
            Step::Words(words) => Piece::Words(fill(words, names, None)),
            _ if shell == Shell::PowerShell && !self.windows => Piece::Words(NO_WINDOWS.to_owned()),
            Step::Runs(line) => Piece::Code(fill(line, names, Some(shell))),
            Step::Takes(hand, line) => Piece::Code(match shell {
                Shell::Posix => posix(hand, line, names),
                Shell::PowerShell => powershell(hand, line, names),
            }),
        })
    }
}

const NO_WINDOWS: &str = "It has no PowerShell of its own: use a POSIX shell, on Windows in WSL.";

/// What many a `settings.py` has.
const ENVIRON: &str = "import os\n\nSECRET_KEY = os.environ[\"{var}\"]\n";

#[cfg(test)]
mod tests {
    use super::*;

    fn variable() -> VariableName {
        VariableName::parse("K").expect("a name")
    }

    #[test]
    fn every_file_is_registered_and_every_id_is_its_own() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store")).expect("the folder");
        // One a store, and `text.rs`.
        assert_eq!(folder.count(), ALL.len() + 1);
        for store in ALL {
            assert_eq!(find(store.id).map(|found| found.label), Some(store.label));
        }
    }

    #[test]
    fn every_place_is_filled_in() {
        let variable = variable();
        for store in ALL {
            let names = store.names("my name", "my scope", &variable).expect("names");
            for part in [Part::Create, Part::Replace, Part::Replaced, Part::ReadBack, Part::Starts, Part::Settings] {
                for shell in [Shell::Posix, Shell::PowerShell] {
                    let Some(Piece::Code(text) | Piece::Words(text)) = store.piece(part, &names, shell) else {
                        continue;
                    };
                    for place in ["{name}", "{next}", "{swap}", "{then}", "{scope}", "{var}", "{in}", "{dash}", "{at}"]
                    {
                        assert!(!text.contains(place), "{place} in {text}");
                    }
                    // It is in the text for one shell what would be a fault in that for the other.
                    let stranger = if shell == Shell::Posix { "$f" } else { "/dev/stdin" };
                    assert!(!text.contains(stranger), "{text}");
                }
            }
        }
    }

    #[test]
    fn the_texts_for_both_shells() {
        let variable = variable();
        let store = find("vault").expect("a store");
        let names = store.names("a b", "", &variable).expect("names");
        let text = |shell| store.piece(Part::Create, &names, shell);
        let posix = "(\ntrap 'stty echo' EXIT; trap exit INT\nprintf 'Key: '; stty -echo\nIFS= read -r key && echo &&\nprintf %s \"$key\" | vault kv put -mount secret 'a b' K=-\n)\n";
        assert_eq!(text(Shell::Posix), Some(Piece::Code(posix.to_owned())));
        let powershell = "& {\n$f = [IO.Path]::GetTempFileName()\ntry {\n$k = [Net.NetworkCredential]::new('', (Read-Host Key -AsSecureString)).Password\n[IO.File]::WriteAllText($f, $k)\nvault kv put -mount secret 'a b' K=@$f\n} finally { Remove-Item $f }\n}\n";
        assert_eq!(text(Shell::PowerShell), Some(Piece::Code(powershell.to_owned())));
        let store = find("1password").expect("a store");
        let names = store.names("a b", "c’s", &variable).expect("names");
        let Some(Piece::Code(text)) = store.piece(Part::Create, &names, Shell::PowerShell) else {
            panic!("no command")
        };
        assert!(text.contains("\n('{\"title\": \"a b\", "), "{text}");
        assert!(
            text.ends_with("\"value\": ' + (ConvertTo-Json $k) + '}]}') | op item create --vault 'c’’s' '-'\n}\n"),
            "{text}"
        );
    }

    #[test]
    fn names_that_would_be_taken_for_something_else_are_refused() {
        let variable = variable();
        let store = find("aws-ssm").expect("a store");
        let error = |name: &str| store.names(name, "", &variable).err();
        assert_eq!(error("-x"), Some(NameError::Dash));
        for name in ["a'b", "a\"b", "a\\b", "a\nb"] {
            assert_eq!(error(name), Some(NameError::Character), "{name:?}");
        }
        assert_eq!(error(&"a".repeat(201)), Some(NameError::TooLong));
        assert_eq!(error(""), None);
        assert_eq!(error("ünder/way"), None);
    }
}
