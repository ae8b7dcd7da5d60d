//! A key in a Compose project's own file, under a service's `environment:`.
//!
//! YAML is read first, and then every text has its variables replaced, in any quotes: `$$` is one
//! `$`, `$b` and `${b:-c}` are looked up, and a `${` that is no such thing stops Compose.
//!
//! Modelled from Docker Compose 2.40.3, that is compose-go 2.9.1, `template/template.go` and
//! `types/mapping.go`, and go-yaml 3.0.4, and held against 5.6.1.

mod project;

use std::{borrow::Cow, collections::HashMap};

use self::project::{Far, Project};
use super::{
    Django, Environment, Family, FileKind, Form, Loader, Precedence, Tested,
    common::{
        self,
        yaml::{self, Entry, Place, Tree, Version},
    },
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "compose-yaml",
    label: "compose.yaml",
    family: Family::Container,
    version: "5.6.1",
    source: "compose-go 2.9.1, template/template.go and types/mapping.go",
    place: "compose.yaml, which is seldom kept secret",
    form: Form {
        head: "services:\n  web:\n    environment:\n",
        first: "      ",
        further: "      ",
        between: ": ",
        after: "",
        file: FileKind::Yaml,
    },
    tested: Tested::Real,
    quotings: &[quoting::SINGLE_DOUBLED_DOLLAR, quoting::DOUBLE_DOUBLED_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: None,
};

/// A variable that a service sets.
struct Setting<'f> {
    name: Cow<'f, str>,
    place: Place,
    value: Bound<'f>,
    notes: Vec<Note>,
}

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let (settings, elsewhere) = settings(file, environment)?;
    let mut loaded = Loaded::default();
    let mut notes = elsewhere;
    let mut last: Option<(Place, Bound<'_>)> = None;
    for setting in settings {
        if setting.name == name.as_str() {
            // Of several services, none is more right than another: the last one's is told.
            if let Some((earlier, value)) = last.replace((setting.place, setting.value.clone()))
                && value != setting.value
            {
                loaded.notes.add(earlier.span, Reason::Services);
            }
            notes = setting.notes;
        }
        loaded.bind(setting.name, setting.value);
    }
    loaded.notes.append(&mut notes);
    Ok(loaded)
}

/// The places where services set `name`.
pub(super) fn places(file: &str, name: &VariableName) -> Result<Vec<Place>, Stop> {
    let mut places: Vec<Place> = Vec::new();
    for setting in settings(file, &Environment::EMPTY)?.0 {
        if setting.name == name.as_str() {
            places.push(setting.place);
        }
    }
    places.sort_unstable_by_key(|place| place.span.start);
    places.dedup();
    Ok(places)
}

/// A service, and what it is given.
#[allow(missing_debug_implementations, reason = "a value read may be a secret")]
pub(crate) struct Service<'f> {
    /// What it is called.
    pub(crate) name: String,
    /// The files of `env_file:`, in the order in which they are read.
    pub(crate) files: Vec<EnvFile>,
    /// Whether it extends a service of another file.
    pub(crate) is_extended: bool,
    /// What stands under `environment:`.
    pub(crate) given: Vec<Variable<'f>>,
}

/// A file of `env_file:`.
#[derive(Debug)]
pub(crate) struct EnvFile {
    /// Its path, where that is written and no more is said of how it is read.
    pub(crate) path: Option<String>,
}

/// A variable under `environment:`.
#[allow(missing_debug_implementations, reason = "a value read may be a secret")]
pub(crate) struct Variable<'f> {
    /// Its name.
    pub(crate) name: String,
    /// What it is set to.
    pub(crate) value: Bound<'f>,
    /// Where that stands.
    pub(crate) span: std::ops::Range<usize>,
    /// Whether other variables are put into it, or it is handed on as Compose has it.
    pub(crate) is_of_host: bool,
}

/// What each service is given, and whether the project includes others; `environment` is what Compose has, with that of
/// the project's `.env`.
pub(crate) fn services<'f>(file: &'f str, environment: &Environment<'_>) -> Result<(Vec<Service<'f>>, bool), Stop> {
    let mut all = Vec::new();
    let (_, elsewhere, includes) = followed(file, environment, &mut |service| all.push(service))?;
    drop(elsewhere);
    Ok((all, includes))
}

/// What a project consists of, beside what begins with `x-`.
const PARTS: &[&str] =
    &["services", "version", "name", "include", "networks", "volumes", "secrets", "configs", "models"];

/// All that the services set, in their order, and where it is said that more stands in other files.
fn settings<'f>(file: &'f str, environment: &Environment<'_>) -> Result<(Vec<Setting<'f>>, Vec<Note>), Stop> {
    followed(file, environment, &mut |_| {}).map(|(settings, elsewhere, _)| (settings, elsewhere))
}

/// The same with each service told by itself, and whether the project includes others.
fn followed<'f>(
    file: &'f str,
    environment: &Environment<'_>,
    each: &mut dyn FnMut(Service<'f>),
) -> Result<(Vec<Setting<'f>>, Vec<Note>, bool), Stop> {
    let tree = Tree::of(file, Version::Four)?;
    let project = Project { file, environment, tree: &tree };
    project.check()?;
    let unknown = || Stop::unknown(0..file.len(), Reason::Structure);
    let root = match tree.documents[..] {
        [root] => root,
        // Compose puts one over the other.
        [_, second, ..] => return Err(Stop::unknown(tree.node(second).span.clone(), Reason::Structure)),
        [] => return Err(unknown()),
    };
    let mut left = file.len() + yaml::MOST_MERGED;
    let parts = tree.entries(root, &mut left)?;
    let part = |name: &str| parts.iter().find(|part| part.name == name);
    let is_known = |part: &&Entry<'_>| PARTS.contains(&part.name) || part.name.starts_with("x-");
    if let Some(part) = parts.iter().find(|part| !is_known(part)) {
        return Err(Stop::refused(tree.node(part.key).span.clone(), Reason::Syntax));
    }
    let services = tree.entries(part("services").ok_or_else(unknown)?.value, &mut left)?;
    let mut far = Far { left, size: common::most(file), elsewhere: Vec::new(), files: Vec::new(), is_extended: false };
    let includes = part("include").is_some();
    if let Some(include) = part("include") {
        far.elsewhere.add(tree.node(include.key).span.clone(), Reason::Host);
    }
    let mut settings = Vec::new();
    let mut named: HashMap<&str, usize> = HashMap::new();
    for service in &services {
        named.insert(service.name, service.value);
    }
    for service in &services {
        let own = project.service(service.value, &named, 0, &mut far)?;
        let given = own.iter().map(|setting| Variable {
            name: setting.name.to_string(),
            value: setting.value.clone(),
            span: setting.place.span.clone(),
            is_of_host: setting.place.is_of_host,
        });
        let given = given.collect();
        let files = std::mem::take(&mut far.files);
        let is_extended = std::mem::take(&mut far.is_extended);
        each(Service { name: service.name.to_owned(), files, is_extended, given });
        settings.extend(own);
    }
    Ok((settings, far.elsewhere, includes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        notes, reads,
    };
    use crate::reading::Reading;

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("services:\n  web:\n    image: i\n    environment:\n      K: 'it''s $$a #1'\n", Value("it's $a #1")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: 'a$b$*$1'\n", Value("a$*$1")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: a #b\n", Value("a")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: '${'\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      K: yes\n", Value("yes")),
                ("services:\n  web:\n    image: i\n    environment:\n      K:\n", Missing),
                // What Go prints of a number or a truth.
                ("services:\n  web:\n    image: i\n    environment:\n      K: 017\n", Value("15")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: True\n", Value("true")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: +0x1F\n", Value("31")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: -5\n", Value("-5")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: 1e99\n", Unknown),
                ("services:\n  web:\n    image: i\n    environment:\n      K: a\n      K: b\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n    - K=a\n    - J=$$b\n", Value("a")),
                (
                    "services:\n  web:\n    image: i\n    environment:\n      - J=a\n      - \"K='a'$$ #b\"\n",
                    Value("'a'$ #b"),
                ),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=\n", Value("")),
                ("services:\n  web:\n    image: i\n    environment:\n      - K\n", Missing),
                // Each item of a list is a text. It may be there twice, where Compose 2.40.3 stops.
                ("services:\n  web:\n    image: i\n    environment:\n      - K: a\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      - J: a\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      - 5\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      -\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      - 'K=a'\n", Value("a")),
                ("services:\n  web:\n    image: i\n    environment:\n      - K=a\n      - K=b\n", Value("b")),
                ("services:\n  web:\n    image: i\n    environment:\n      - K =a\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      - K= a\n", Value(" a")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: a\n      J:\n        H: b\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      K: ${J:-a{b}c}\n", Value("a{b}c")),
                ("services:\n  web:\n    image: i\n    environment:\n      K: \"\\/\"\n", Refused),
                ("services:\n  web:\n    image: i\n    environment:\n      J: a\n", Missing),
                // github.com/getsentry/self-hosted/issues/23, and 26: a key is no template. Compose
                // stopped there in 2017; it now loses what looks like a name.
                (
                    "services:\n  base:\n    image: i\n    environment:\n      K: 'l=xyhk%r%9$)8ute)6jk#u=fkek!@*1&2jw0w!(qfnq&@s^94i'\n",
                    Value("l=xyhk%r%9$)8ute)6jk#u=fkek!@*1&2jw0w!(qfnq&@s^94i"),
                ),
                (
                    "services:\n  base:\n    image: i\n    environment:\n      K: '1&2k$%w@kgi53#%ay$mgp=+c$0&_w^*9=r-ao5@59m5$6-lcm#'\n",
                    Value("1&2k$%w@kgi53#%ay=+c$0&_w^*9=r-ao5@59m5$6-lcm#"),
                ),
            ],
        );
    }

    /// A project with these lines; `_` stands for the beginning of one service's.
    fn project(text: &str) -> &'static str {
        String::leak(text.replace("_\n", "services:\n  web:\n    image: i\n    environment:\n"))
    }

    #[test]
    fn what_real_files_have() {
        let files = [
            ("_\n", Refused),
            ("_\n      {}\n", Missing),
            ("_\n      {J: a,\n       # c\n       \"K\": 'b\n c'}\n", Value("b c")),
            ("_\n      K: |\n        a\n         b\n", Value("a\n b\n")),
            ("_\n      K: >-\n        a\n        b\n\n        c\n", Value("a b\nc")),
            ("_\n      K: a\n        b # c\n", Value("a b")),
            ("_\n      K: \"a \\\n        b\"\n", Value("a b")),
            ("_\n      K:\n        a\n", Value("a")),
            ("_\n      ? K\n      : a\n", Value("a")),
            ("_\n      J: &j a\n      K: *j\n", Value("a")),
            ("_\n      K: *j\n", Refused),
            ("_\n      K: !!str 5\n", Value("5")),
            ("_\n      K: !reset a\n", Missing),
            (
                "services:\n  a:\n    environment: {K: a}\n  b:\n    environment: {K: b}\n  c:\n    extends: a\n    environment: !reset x\n",
                Value("b"),
            ),
            (
                "services:\n  a:\n    environment: {K: a}\n  b:\n    environment: {K: b}\n  c:\n    extends: a\n    environment: {K: !reset x}\n",
                Value("b"),
            ),
            ("_\n      K: !!int 5\n", Unknown),
            ("_\n      - |-\n        K=a\n", Value("a")),
            ("_\n      5: a\n      K: a\n", Refused),
            ("x-e: &e\n  K: a\n_\n      <<: *e\n", Value("a")),
            ("x-e: &e\n  K: a\n_\n      <<: *e\n      K: b\n", Value("b")),
            ("x-e: &e {K: a}\nx-f: &f {K: b, J: c}\n_\n      <<: [*e, *f]\n", Value("a")),
            ("x-e: &e {K: a}\nx-f: &f {<<: *e, K: b}\n_\n      <<: *f\n", Value("b")),
            ("x-e: &e [a]\n_\n      <<: *e\n", Refused),
            ("x-e: '${'\n_\n      K: a\n", Refused),
            ("e: a\n_\n      K: a\n", Refused),
            ("_\n      K: a\n...\n", Value("a")),
            ("---\n_\n      K: a\n---\nservices: {}\n", Unknown),
            ("%YAML 1.1\n---\n_\n      K: a\n", Unknown),
            // Of several services the last one's.
            ("_\n      K: a\n  db:\n    image: i\n    environment: [K=b]\n", Value("b")),
            ("_\n      K: a\n  db:\n    image: i\n    extends: web\n    environment: [J=b]\n", Value("a")),
            (
                "_\n      K: a\n  db:\n    image: i\n    extends: {service: web}\n    environment:\n      K: b\n",
                Value("b"),
            ),
            ("_\n      K: a\n  db:\n    image: i\n    extends: web\n    environment: !override {J: b}\n", Value("a")),
            ("_\n      K: a\n  db:\n    image: i\n    extends: no\n", Refused),
            ("services:\n  web: {image: i, extends: web, environment: {K: a}}\n", Refused),
            ("services:\n  web: {image: i}\n", Missing),
            ("services:\n  web:\n", Refused),
        ];
        reads(&LOADER, &files.map(|(text, expected)| (project(text), expected)));
    }

    #[test]
    fn what_is_noted() {
        let own = "_\n      K: 'a' # c\n  db:\n    image: i\n    environment:\n      - K=b\n";
        let elsewhere = "services:\n  web:\n    env_file: .env\n    environment: [J=a]\n";
        let again = "_\n      - K=a\n      - K=b\n";
        notes(
            &LOADER,
            &[
                (project(own), &[("'a'", Reason::Services)]),
                (project(elsewhere), &[("env_file", Reason::Host)]),
                (project(again), &[("K=a", Reason::Overridden)]),
                (project("_\n      K: ${J:?}\n"), &[("${J:?}", Reason::Host)]),
                (project("_\n      K: >\n        a\n"), &[(">\n        a", Reason::Continued)]),
            ],
        );
    }

    /// What grows with each line, or leads back to itself, ends in a reading.
    #[test]
    fn no_end_of_merges_and_aliases() {
        let merges = |line: &dyn Fn(usize) -> String| (1..60).map(line).collect::<String>();
        let wide = merges(&|at| format!("x-{at}: &e{at} {{a{at}: b, <<: [*e{0}, *e{0}, *e{0}]}}\n", at - 1));
        let wide = format!("x-0: &e0 {{K: a}}\n{wide}services: {{web: {{image: i, environment: *e59}}}}\n");
        let deeper = |at: usize| format!("x-{at}: &e{at} {{<<: *e{}}}\n", at - 1);
        let deep: String = (1..3000).map(deeper).collect();
        let deep = format!("x-0: &e0 {{K: a}}\n{deep}services: {{web: {{image: i, environment: *e2999}}}}\n");
        let long = format!("x-0: &k {}\nservices:\n", "a".repeat(100_000));
        let service = |at| format!("  s{at}: {{image: i, environment: {{K: *k}}}}\n");
        let long = long + &(0..1000).map(service).collect::<String>();
        let name = VariableName::parse("K").expect("a name");
        let nested = "services: ".to_owned() + &"[".repeat(100_000);
        for (text, reason) in [
            (wide, Reason::Structure),
            (deep, Reason::Structure),
            (long, Reason::Grows),
            (nested, Reason::Structure),
            ("services: &a {web: *a}\n".to_owned(), Reason::Endless),
        ] {
            match LOADER.read(&text, &name, &Environment::EMPTY) {
                Reading::Unknown(note) | Reading::Refused(note) => assert_eq!(note.reason, reason),
                _ => panic!("it is read"),
            }
        }
    }
}
