//! Repair: the same file with one value rewritten, so that all chosen loaders read the intended key.
//!
//! Nothing else changes, to the byte, but for what belongs to the value in some loader's eyes and
//! keeps it from being read: a comment behind it, a carriage return at the end of its line, and blanks round
//! the `=`. The result is proven by reading it again: each loader reads the key, and every other value that it could read
//! is unchanged.

use std::fmt;

pub mod settings;

use crate::{
    assignment::{Assignment, assignments},
    line::{Destination, Several},
    listed::Listed,
    loader::{self, Environment, Loader},
    name::VariableName,
    reading::Bound,
    secret::Secret,
};

/// Why a file is not rewritten. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotRepair {
    /// No line sets the variable.
    NotThere,
    /// The text says only where the value is.
    Elsewhere,
    /// No way of writing this key suits all of the loaders.
    NoQuoting,
    /// With the value rewritten, this loader still does not read the key from this file.
    StillDifferent(&'static str),
    /// With the value rewritten, this loader would read another variable differently.
    OthersChange(&'static str),
}

impl fmt::Display for CannotRepair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotThere => f.write_str("Choose another variable. No line of the text sets this one."),
            Self::Elsewhere => f.write_str("Change the value in .env or on the server. This text only refers to it."),
            Self::NoQuoting => f.write_str(
                "Use another key, or fewer loaders. No way of writing this key is read unchanged by all of these.",
            ),
            Self::StillDifferent(loader) => write!(
                f,
                "See what is marked, or leave {loader} out. Something else in the file keeps it from reading the key."
            ),
            Self::OthersChange(loader) => write!(
                f,
                "Fix that variable’s line first. Rewriting this value would change how {loader} reads another variable."
            ),
        }
    }
}

impl std::error::Error for CannotRepair {}

/// `text` with the value of `name` rewritten so that each of `loaders` reads `key`.
///
/// Every line that sets the variable gets the new value, since some loaders take the first and some
/// the last.
pub fn rewrite(text: &str, name: &VariableName, key: &Secret, loaders: Several) -> Result<Secret, CannotRepair> {
    if let Some(mended) = loaders.loaders().find_map(|loader| in_yaml(text, name, key, loader, loaders)) {
        return mended;
    }
    let places: Vec<Assignment> = assignments(text).filter(|found| text[found.name.clone()] == *name.as_str()).listed();
    if places.is_empty() {
        return Err(CannotRepair::NotThere);
    }
    let line = Destination::Several(loaders).write(name, key).map_err(|_| CannotRepair::NoQuoting)?;
    let mut refused = CannotRepair::NoQuoting;
    for keeps in KEEPS {
        let mended = with_value(text, &places, &line.value, keeps);
        match proven(text, mended.expose(), name, key, loaders) {
            Ok(()) => return Ok(mended),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

/// The same in YAML, if that is what `loader` reads: each scalar that sets the variable is rewritten.
fn in_yaml(
    text: &str,
    name: &VariableName,
    key: &Secret,
    loader: &'static Loader,
    loaders: Several,
) -> Option<Result<Secret, CannotRepair>> {
    let places = match loader::places(loader, text, name)? {
        Err(_) => return Some(Err(CannotRepair::StillDifferent(loader.label))),
        Ok(places) if places.is_empty() => return Some(Err(CannotRepair::NotThere)),
        Ok(places) if places.iter().any(|place| place.is_of_host) => return Some(Err(CannotRepair::Elsewhere)),
        Ok(places) => places,
    };
    let is_alone = loaders == [loader].into_iter().collect();
    let destination = if is_alone { Destination::Loader(loader) } else { Destination::Several(loaders) };
    let Ok(line) = destination.write(name, key) else { return Some(Err(CannotRepair::NoQuoting)) };
    let item = Secret::new([name.as_str(), "=", key.expose()].concat());
    let item = line.quoting.apply(&item);
    let mut mended = String::with_capacity(text.len() + places.len() * item.expose().len());
    let mut done = 0;
    for place in places {
        mended.push_str(&text[done..place.span.start]);
        if mended.ends_with(':') {
            mended.push(' ');
        }
        mended.push_str(if place.is_item { item.expose() } else { line.value.expose() });
        done = place.span.end;
    }
    mended.push_str(&text[done..]);
    let mended = Secret::new(mended);
    let load = |text| (loader.load)(text, &Environment::EMPTY, name);
    let is_kept = load(text).keeps_each(&load(mended.expose()), name.as_str());
    Some(match proven(text, mended.expose(), name, key, loaders) {
        Ok(()) if !is_kept => Err(CannotRepair::OthersChange(loader.label)),
        Ok(()) => Ok(mended),
        Err(error) => Err(error),
    })
}

/// What is left as it is behind the value.
#[derive(Clone, Copy)]
struct Keeps {
    comment: bool,
    carriage_return: bool,
    /// Blanks round the `=`.
    blanks: bool,
}

/// What is tried, the smallest change first.
const KEEPS: [Keeps; 5] = [
    Keeps { comment: true, carriage_return: true, blanks: true },
    Keeps { comment: false, carriage_return: true, blanks: true },
    Keeps { comment: true, carriage_return: false, blanks: true },
    Keeps { comment: false, carriage_return: false, blanks: true },
    Keeps { comment: false, carriage_return: false, blanks: false },
];

fn with_value(text: &str, places: &[Assignment], value: &Secret, keeps: Keeps) -> Secret {
    let mut mended = String::with_capacity(text.len() + places.len() * value.expose().len());
    let mut done = 0;
    for place in places {
        let round = &text[place.name.end..place.value.start];
        mended.push_str(&text[done..place.name.end]);
        mended.push_str(if keeps.blanks { round } else { "=" });
        mended.push_str(value.expose());
        done = place.value.end;
        if keeps.comment {
            done -= comment(&text[place.value.clone()]).len();
        }
        if !keeps.carriage_return && text[place.value.end..].trim_start_matches([' ', '\t']).starts_with("\r\n") {
            mended.push_str(&text[done..place.value.end]);
            done = place.value.end + text[place.value.end..].find('\n').unwrap_or(0);
        }
    }
    mended.push_str(&text[done..]);
    Secret::new(mended)
}

/// The comment at the end of a value as it is written, with the blanks before it.
pub(crate) fn comment(written: &str) -> &str {
    let from = match written.chars().next().filter(|first| matches!(first, '\'' | '"' | '`')) {
        Some(quote) => written[1..].rfind(quote).map_or(0, |length| length + 2),
        None => 0,
    };
    let rest = &written[from..];
    match rest.find(" #").into_iter().chain(rest.find("\t#")).min() {
        Some(at) => &rest[rest[..at].trim_end().len()..],
        None => "",
    }
}

/// Whether each loader reads the key from `mended`, and every other value that it reads from `text`.
fn proven(text: &str, mended: &str, name: &VariableName, key: &Secret, loaders: Several) -> Result<(), CannotRepair> {
    for loader in loaders.loaders() {
        let after = (loader.load)(mended, &Environment::EMPTY, name);
        if after.end.is_some()
            || !matches!(after.get(name.as_str()), Some(Bound::Text(read)) if **read == *key.expose())
        {
            return Err(CannotRepair::StillDifferent(loader.label));
        }
        // What kept the whole file from being read is mended.
        let before = (loader.load)(text, &Environment::EMPTY, name);
        if before.end.is_none() && !before.keeps(&after, name.as_str()) {
            return Err(CannotRepair::OthersChange(loader.label));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;

    #[track_caller]
    fn mends(text: &str, loaders: &str, key: &str, expected: Result<&str, CannotRepair>) {
        let loaders = Several::parse(loaders).expect("loaders");
        let name = VariableName::parse("K").expect("a name");
        let mended = rewrite(text, &name, &key.into(), loaders);
        assert_eq!(mended.as_ref().map(Secret::expose).map_err(|error| *error), expected, "{text:?}");
    }

    #[test]
    fn one_value_is_rewritten_and_nothing_else() {
        let python = "python-decouple+python-dotenv+django-environ";
        mends("A=1\nK=a#b\nB=2", python, "a#b", Ok("A=1\nK=a#b\nB=2"));
        mends("A=1\r\nK=x\r\nB='2'\r\n", python, "a$b", Ok("A=1\r\nK=a$b\r\nB='2'\r\n"));
        mends("K=x\r\nB=2", "posix-shell+python-decouple", "a$b", Ok("K='a$b'\nB=2"));
        mends("K = x\nA=1", "python-decouple+python-dotenv", "y", Ok("K = y\nA=1"));
        mends("K = x\nA=1", python, "y", Ok("K=y\nA=1"));
        mends("K=x\nK=y\n", python, "z", Ok("K=z\nK=z\n"));
        mends("K=x # why\n", "python-dotenv+compose-env-file", "z", Ok("K=z # why\n"));
        mends("K='x' # why\n", "python-dotenv+python-decouple", "z", Ok("K=z\n"));
        mends("K='x\nA=1\n", "python-dotenv+posix-shell", "a b", Ok("K='a b'\nA=1\n"));
        mends("\u{feff}K=x", python, "y", Err(CannotRepair::StillDifferent("python-decouple")));
        mends("A=1", python, "y", Err(CannotRepair::NotThere));
        mends("K=x", "docker-env-file+posix-shell", "a$b", Err(CannotRepair::NoQuoting));
        mends("K=x\nA=${K}\n", "python-dotenv+compose-env-file", "y", Err(CannotRepair::OthersChange("python-dotenv")));
        for other in ["PATH", "A.B", "A-B", "é", "export A", "'A'"] {
            let text = format!("K=x\n{other}=${{K}}\n");
            let refused = Err(CannotRepair::OthersChange("python-dotenv"));
            mends(&text, "python-dotenv", "y", refused);
        }
    }

    #[test]
    fn in_yaml_the_scalar_that_sets_it_is_rewritten() {
        let compose = |text: &str, key: &str, expected: Result<&str, CannotRepair>| {
            let file = |text: &str| ["services:\n  web:\n    environment:\n", text].concat();
            mends(&file(text), "compose-yaml", key, expected.map(file).as_deref().map_err(|error| *error));
        };
        compose("      J: a # b\n      K: x # c\n", "a$'b", Ok("      J: a # b\n      K: 'a$$''b' # c\n"));
        compose("      - J=a\n      - K=x # c\n", "a$b", Ok("      - J=a\n      - 'K=a$$b' # c\n"));
        compose("      K: >-\n        x\n        y\n      J: a\n", "b", Ok("      K: 'b'\n      J: a\n"));
        compose("      {J: a, K: 'x\n       y'}\n", "b", Ok("      {J: a, K: 'b'}\n"));
        compose(
            "      \"K\": &k x\n  db:\n    environment:\n      K: *k\n",
            "b",
            Ok("      \"K\": &k 'b'\n  db:\n    environment:\n      K: 'b'\n"),
        );
        compose("      K: &k x\n      J: *k\n", "b", Err(CannotRepair::OthersChange("compose.yaml")));
        // Only the last service's is told of a name: the others count, too.
        compose(
            "      J: &k x\n      K: *k\n  db:\n    environment:\n      J: a\n",
            "b",
            Ok("      J: &k x\n      K: 'b'\n  db:\n    environment:\n      J: a\n"),
        );
        compose("      J: a\n", "b", Err(CannotRepair::NotThere));
        compose("      K: ${K:-x}\n", "b", Err(CannotRepair::Elsewhere));
        compose("      - K\n", "b", Err(CannotRepair::Elsewhere));
        compose("      K: x\n      J: 'a\n", "b", Err(CannotRepair::StillDifferent("compose.yaml")));
        let merged =
            "x-env: &env\n  K: x\nservices:\n  web:\n    environment:\n      <<: *env\n  db:\n    environment: *env\n";
        mends(merged, "compose-yaml", "b", Ok(&merged.replace("K: x", "K: 'b'")));
        let secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  J: a\n  K:\n";
        mends(secret, "kubernetes-secret-stringdata", "b", Ok(&secret.replace("K:", "K: 'b'")));
        let pod = "kind: Pod\nspec:\n  containers:\n  - env:\n    - value: x # c\n      name: K\n";
        mends(pod, "kubernetes-pod-env", "b$c", Ok(&pod.replace("x #", "'b$$c' #")));
    }

    /// Each helper is twice the one before: followed to the end, they fill no memory there is.
    #[test]
    fn helpers_that_grow_are_refused() {
        let helper = |number: u32| format!("A{number}=${{A{0}}}${{A{0}}}\n", number - 1);
        let text = format!("A0={}\nK=x\n", "y".repeat(3000)) + &(1..60).map(helper).collect::<String>();
        mends(&text, "python-dotenv", "k", Err(CannotRepair::StillDifferent("python-dotenv")));
    }

    proptest::proptest! {
        /// Asked one by one, each loader reads each other variable of the file as before, if it could read it.
        #[test]
        fn any_other_variable_stays(
            pieces in proptest::collection::vec(
                proptest::sample::select(&["K=", "K=", "J=", "J=", "PATH=", "A.B=", "export J=", "$K", "${K}", "${J}", "${K:-", "}",
                    "K=a\nJ=b\n", "J=${K}\n", "K=x\n", "'", "\"", "#", " #", " ", "\n", "\n", "\\", "a", "$", "\r\n", ": ", "H"][..]),
                0..20,
            ),
            key in "[!-~]{1,6}",
            chosen in proptest::collection::vec(0..loader::ALL.len(), 1..5),
        ) {
            let (text, name) = (pieces.concat(), VariableName::parse("K").expect("a name"));
            let loaders: Several = chosen.iter().map(|at| &loader::ALL[*at]).collect();
            let Ok(mended) = rewrite(&text, &name, &key[..].into(), loaders) else { return Ok(()) };
            for loader in loaders.loaders() {
                let bindings = (loader.load)(&text, &Environment::EMPTY, &name).bindings;
                for other in bindings.iter().filter(|binding| binding.name != "K").map(|binding| VariableName::of_file(&binding.name)) {
                    if let Reading::Value { text: before, .. } = loader.read(&text, &other, &Environment::EMPTY) {
                        let after = loader.read(mended.expose(), &other, &Environment::EMPTY);
                        proptest::prop_assert!(after.is(&before), "{}: {other} of {text:?}", loader.id);
                    }
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_mended_or_not(text in "(A=|K=|'|\"|#| |\r|\n|\\$|\\\\|[a-c]|\u{feff}|é){0,24}", key in "[!-~]{1,8}") {
            let name = VariableName::parse("K").expect("a name");
            let loaders = Several::parse("python-dotenv+posix-shell+compose-env-file").expect("loaders");
            if let Ok(mended) = rewrite(&text, &name, &key[..].into(), loaders) {
                for loader in loaders.loaders() {
                    let read = loader.read(mended.expose(), &name, &Environment::EMPTY);
                    proptest::prop_assert!(read.is(&key[..].into()), "{}: {text:?}", loader.id);
                }
            }
        }
    }
}
