//! Repair of settings files: the key is taken out of `settings.py` and read from a variable, in the
//! words of the chosen loader, and a missing variable becomes an error that names it.
//!
//! ```python
//! SECRET_KEY = os.environ.get("SECRET_KEY", "change-me")   # becomes
//! SECRET_KEY = os.environ["SECRET_KEY"]
//! ```
//!
//! What is right already is left as it is, and so is what production cannot come to. Only the
//! expressions change, and lines are put in for what they need. The result is proven by following the
//! file again: without the variable, no way through it ends with a key.
//!
//! Source: Django 5.2, `django/conf/__init__.py` and the deployment checklist.

use crate::{
    line::Destination,
    loader::{Environment, Loader},
    name::VariableName,
    python::{File, Hosts, Statement, among},
    secret::Secret,
};

mod beside;
mod change;
mod development;
mod ends;
mod own;
mod places;
mod plan;
mod proof;
mod refusal;
mod rewrite;
mod snippet;
mod told;

pub use beside::{Beside, reader};
pub use change::{Change, Told};
pub use development::{Development, WAYS};
use places::{Bound, Places};
use plan::{Plan, names};
pub use refusal::Refusal;

/// The key that a file came to.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub enum Held {
    /// None that stood in it.
    None,
    /// This one.
    One(Secret),
    /// One of several; which one counts is decided by something else.
    Several,
    /// One that cannot be told without running the file.
    Unknown,
}

/// A file that was repaired, or needed no repair.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Repaired {
    /// The whole file.
    pub text: Secret,
    /// The variable that it reads the key from.
    pub variable: VariableName,
    /// The key that stood in it.
    pub held: Held,
    /// The old keys that stood in it, each with the variable it is read from now.
    pub fallbacks: Vec<(VariableName, Secret)>,
    /// What was made of each place, in order.
    pub told: Vec<Told>,
    /// What reads the variable now, in the words of the loader.
    pub expression: String,
}

/// What a settings file has already.
#[derive(Debug, Clone, PartialEq)]
pub struct Has {
    /// The loader, going by what is imported.
    pub loader: Option<&'static Loader>,
    /// The variable that the key is read from, if all places read the same.
    pub variable: Option<VariableName>,
    /// Whether more of it than its assignments is Python: no loader reads it as a file of variables.
    pub is_program: bool,
}

/// What `text` has, if it is Python in which the key is bound or named, and not assignments of another
/// kind that could be taken for it.
pub fn has(text: &str) -> Option<Has> {
    let file = File::read(text).ok()?;
    let places = Places::of(&file);
    let (mut is_code, mut is_spaced) = (false, false);
    for (at, Statement { tokens, .. }) in file.statements.iter().enumerate() {
        let first = file.word(tokens.start);
        is_code |= !file.head(at).is_empty() || among(first, "import from");
        is_spaced |=
            file.find(tokens, 0, "=").is_some_and(|sign| text[..file.span(&(sign..sign)).start].ends_with(' '));
        // `[section]` of TOML.
        if first == "[" && file.close(tokens.start) + 1 == tokens.end {
            return None;
        }
    }
    let is_bound = places.all.iter().any(|place| is_spaced || place.bound == Bound::Argument);
    (is_code && names(&file, "SECRET_KEY") || is_bound).then(|| Has {
        loader: loader(text),
        variable: variable(&file),
        is_program: is_code,
    })
}

/// The variable that the key is read from, if it is one.
fn variable(file: &File<'_>) -> Option<VariableName> {
    match &Hosts::of(file).variables[..] {
        [name] => VariableName::parse(name).ok(),
        _ => None,
    }
}

fn loader(text: &str) -> Option<&'static Loader> {
    let known = ["decouple", "environs", "pydantic_settings", "dotenv", "starlette.config", "environ.Env", "dynaconf"];
    let ids = [
        "python-decouple",
        "environs",
        "pydantic-settings",
        "python-dotenv",
        "starlette",
        "django-environ",
        "dynaconf",
    ];
    let at = known.iter().position(|name| text.contains(name))?;
    crate::loader::find(ids[at])
}

/// Whether something may stand in front of the names of variables.
fn has_prefix(file: &File<'_>) -> bool {
    file.has(&file.all(), &["prefix", "prefixed", "env_prefix"])
}

/// `text` with the key read from a variable: its own in its own words, where it reads one, or `name` in the
/// words of `loader`.
pub fn repair(text: &str, loader: &Loader, name: &VariableName) -> Result<Repaired, Refusal> {
    let file = parsed(text).map_err(|at| Refusal::NotPython(text[..at].lines().count().max(1)))?;
    let places = Places::of(&file);
    let hosts = Hosts::of(&file);
    let standing = proof::standing(&file, &hosts);
    let own = self::loader(text);
    let loader = own.unwrap_or(loader);
    // Where the key is read from the environment already, so are old keys.
    let reads = own.is_none() && places.all.iter().any(|place| file.has(&place.value, &["environ", "getenv"]));
    let environ = crate::loader::find("os-environ").filter(|_| reads).unwrap_or(loader);
    let mut refused = Refusal::NotProven;
    // In its own words, with its choices or without, and in the loader's.
    for keeps in [Some(true), Some(false), None] {
        let mut plan = Plan::of(&file, &places, &hosts, standing)?;
        let name = plan.variable().unwrap_or_else(|| name.clone());
        loop {
            let done = plan.carry_out(if keeps.is_some() { environ } else { loader }, &name, keeps)?;
            match plan.is_proven(&done) {
                Ok(true) => return Ok(done),
                Ok(false) => {}
                Err(error) => {
                    refused = error;
                    break;
                }
            }
        }
    }
    Err(refused)
}

/// `text` as Python, with nothing doubled; or the place from which on it is none.
fn parsed(text: &str) -> Result<File<'_>, usize> {
    let file = File::read(text)?;
    match file.doubled() {
        None => Ok(file),
        Some(at) => Err(at),
    }
}

impl Repaired {
    /// Whether anything was written anew.
    pub fn is_changed(&self) -> bool {
        self.told.iter().any(|told| told.change.is_change())
    }

    /// What it came to.
    pub fn title(&self) -> &'static str {
        if self.is_changed() {
            "Repaired"
        } else if self.told.iter().any(|told| told.change == Change::Commented) {
            "Right, but for a comment"
        } else {
            "Nothing to repair"
        }
    }

    /// The lines that carry `key` and the old keys to `loader`, which reads them back.
    pub fn lines(&self, loader: &'static Loader, key: &Secret) -> Result<Secret, Refusal> {
        let destination = Destination::Loader(loader);
        let carried = |name: &VariableName, key: &Secret| destination.write(name, key).map_err(Refusal::CannotCarry);
        let mut lines = carried(&self.variable, key)?.text(loader.form).expose().to_owned();
        for (name, key) in &self.fallbacks {
            lines.push('\n');
            lines.push_str(carried(name, key)?.text(loader.form.further()).expose());
        }
        let lines = Secret::new(lines);
        let file = Secret::new([lines.expose(), "\n"].concat());
        let pairs = self.fallbacks.iter().map(|(name, key)| (name, key)).chain([(&self.variable, key)]);
        for (name, key) in pairs {
            if !loader.read(file.expose(), name, &Environment::EMPTY).is(key) {
                return Err(Refusal::NotProven);
            }
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader;

    type Expected = Result<(&'static str, &'static [Change]), Refusal>;

    #[track_caller]
    fn becomes(loader: &str, cases: &[(&str, Expected)]) {
        let loader = loader::find(loader).expect("a loader");
        let name = VariableName::parse("K").expect("a name");
        for (text, expected) in cases {
            let got = repair(text, loader, &name);
            let changes: Vec<_> = got.iter().flat_map(|got| &got.told).map(|told| told.change).collect();
            let got = got.as_ref().map(|got| (got.text.expose(), &changes[..])).map_err(|error| *error);
            assert_eq!(got, *expected, "{text:?}");
        }
    }

    #[test]
    fn a_scheme_that_another_file_asks_has_no_default() {
        becomes(
            "django-environ",
            &[
                (
                    "import environ\n\nenv = environ.Env(SECRET_KEY=(str, 'a'))\n",
                    Ok(("import environ\n\nenv = environ.Env(SECRET_KEY=str)\n", &[Change::Default])),
                ),
                (
                    "import environ\n\nenv = environ.Env(SECRET_KEY=(str, ''))\n",
                    Ok(("import environ\n\nenv = environ.Env(SECRET_KEY=(str, ''))\n", &[Change::Right])),
                ),
            ],
        );
    }

    // Many more are held against Python and Django: see tests/loaders/repair.rs.
    #[test]
    fn the_key_is_read_from_the_variable() {
        becomes(
            "os-environ",
            &[
                ("SECRET_KEY = 'a'\n", Ok(("import os\n\nSECRET_KEY = os.environ[\"K\"]\n", &[Change::HardCoded]))),
                (
                    "import os\r\nSECRET_KEY = os.environ.get('K', 'a')  # b\r\n",
                    Ok(("import os\r\nSECRET_KEY = os.environ['K']  # b\r\n", &[Change::Default])),
                ),
                (
                    "import os\nSECRET_KEY = os.environ['K']",
                    Ok(("import os\nSECRET_KEY = os.environ['K']", &[Change::Right])),
                ),
                (
                    "SECRET_KEY = SECRET_KEY = 'a'\n",
                    Ok(("import os\n\nSECRET_KEY = SECRET_KEY = os.environ[\"K\"]\n", &[Change::HardCoded])),
                ),
                (
                    "SECRET_KEY = \\\n  SECRET_KEY = 'a'\n",
                    Ok(("import os\n\nSECRET_KEY = \\\n  SECRET_KEY = os.environ[\"K\"]\n", &[Change::HardCoded])),
                ),
                (
                    "KEYS = {'a': 'b'}\nSECRET_KEY = KEYS['a']\nclass A:\n  SECRET_KEY = KEYS['a']\n",
                    Ok((
                        "import os\n\nKEYS = {'a': os.environ[\"K\"]}\nSECRET_KEY = KEYS['a']\nclass A:\n  SECRET_KEY = KEYS['a']\n",
                        &[Change::HardCoded, Change::HardCoded],
                    )),
                ),
                (
                    "SECRET_KEY = (SECRET_KEY := 'a')\n",
                    Ok((
                        "import os\n\nSECRET_KEY = (SECRET_KEY := os.environ[\"K\"])\n",
                        &[Change::Overwritten, Change::HardCoded],
                    )),
                ),
                ("import os\nSECRET_KEY = os.environ['a'] os.environ['a']\n", Err(Refusal::NotPython(2))),
                ("from .base import SECRET_KEY\n", Err(Refusal::Elsewhere)),
                ("DEBUG = True\n", Err(Refusal::NoKey)),
                ("SECRET_KEY = 'a'[::-1]\n", Err(Refusal::Code)),
                ("a = 1\nSECRET_KEY = 'a\n", Err(Refusal::NotPython(2))),
            ],
        );
    }

    #[test]
    fn the_variable_is_the_key_s() {
        let name = |text| has(text).and_then(|has| has.variable).map(|name| name.to_string());
        assert_eq!(name("SECRET_KEY = env('K')\nSECRET_KEY_FALLBACKS = [env('OLD')]\n").as_deref(), Some("K"));
        assert_eq!(name("SECRET_KEY = 'a'\nSECRET_KEY_FALLBACKS = [os.environ.get('OLD', '')]\n"), None);
    }

    #[test]
    fn what_is_a_settings_file() {
        for text in [
            "SECRET_KEY = 'a'\n",
            "SECRET_KEY: str = 'a'\n",
            "import os\nSECRET_KEY = os.environ.get('K', '')\n",
            "globals()['SECRET_KEY'] = 'a'\n",
            "import sys\nsetattr(sys, 'SECRET_KEY', 'a')\n",
        ] {
            assert!(has(text).is_some(), "{text:?}");
        }
        for text in [
            "SECRET_KEY='a'\nDEBUG=1\n",
            "export SECRET_KEY='a'\n",
            "{\"SECRET_KEY\": \"a\"}\n",
            "SECRET_KEY: 'a'\n",
            "[django]\nSECRET_KEY = 'a'\n",
            "const SECRET_KEY = 'a';\n",
            "DEBUG = True\n",
            "SECRET_KEY = a#b\n",
            "abc\n",
        ] {
            assert!(has(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn lines_carry_the_key_and_the_old_keys() {
        let text = "SECRET_KEY = 'a$b'\nSECRET_KEY_FALLBACKS = ['c', 'd e']\n";
        let name = VariableName::usual();
        for (id, expected) in [
            (
                "python-decouple",
                "DJANGO_SECRET_KEY=a$b\nDJANGO_SECRET_KEY_FALLBACK=c\nDJANGO_SECRET_KEY_FALLBACK_2=d e",
            ),
            (
                "kubernetes-secret-stringdata",
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: django\nstringData:\n  DJANGO_SECRET_KEY: 'a$b'\n  DJANGO_SECRET_KEY_FALLBACK: 'c'\n  DJANGO_SECRET_KEY_FALLBACK_2: 'd e'",
            ),
        ] {
            let loader = loader::find(id).expect("a loader");
            let repaired = repair(text, loader, &name).expect("repaired");
            let Held::One(key) = &repaired.held else { panic!("one key") };
            assert_eq!(repaired.lines(loader, key).as_ref().map(Secret::expose), Ok(expected));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_repaired_or_refused(
            text in "(SECRET_KEY|SECRET_KEY_FALLBACKS|DEBUG|os.environ|.get|\\[|\\]|\\(|\\)|'a'|\"b\"|f'\\{a\\}'| = |:=|,| if | else | or | not |:\n|\n|  |;|try:|except:|class A|def f|import |from a |\t|é|#|\\{|\\}|\\.){0,24}",
        ) {
            let name = VariableName::usual();
            for id in ["python-dotenv", "pydantic-settings"] {
                let Some(loader) = loader::find(id) else { continue };
                if let Ok(repaired) = repair(&text, loader, &name) {
                    for told in &repaired.told {
                        proptest::prop_assert!(text.get(told.span.clone()).is_some());
                    }
                }
            }
        }
    }

    #[test]
    fn deep_and_long_files_are_read() {
        let name = VariableName::usual();
        let loader = loader::find("python-decouple").expect("a loader");
        for (before, middle, after) in [
            ("SECRET_KEY = ", "(", "'a'"),
            ("SECRET_KEY = 'a' if ", "not ", "b else 'c'"),
            ("SECRET_KEY = ", "'a' if DEBUG else ", "'a'"),
            ("SECRET_KEY = ", "'a' + ", "'a'"),
            ("a = 'a'\nSECRET_KEY = ", "f'{a}' ", ""),
            ("SECRET_KEY = ", "a.b", ""),
            ("", "SECRET_KEY = 'a'\n", ""),
            ("", "if a: SECRET_KEY = 'a'\n", ""),
        ] {
            let close = if middle == "(" { ")".repeat(20_000) } else { String::new() };
            let _ = repair(&[before, &middle.repeat(20_000), after, &close].concat(), loader, &name);
        }
    }
}
