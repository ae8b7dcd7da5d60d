//! A key in a Compose project's own file, under a service's `environment:`.
//!
//! YAML is read first, and then every text has its variables replaced, in any quotes: `$$` is one
//! `$`, `$b` and `${b:-c}` are looked up, and a `${` that is no such thing stops Compose.
//!
//! Modelled from Docker Compose 2.40.3, that is compose-go 2.9.1, `template/template.go` and
//! `types/mapping.go`, and go-yaml 3.0.4, and held against 5.6.1.

use std::{borrow::Cow, collections::HashMap};

use super::{
    Django, Environment, Family, FileKind, Form, Loader, Precedence, Tested,
    common::{
        self,
        yaml::{self, Entry, Kind, Node, Place, Scalar, Tree, Value},
    },
    compose_env_file,
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

/// What a project consists of, beside what begins with `x-`.
const PARTS: &[&str] =
    &["services", "version", "name", "include", "networks", "volumes", "secrets", "configs", "models"];

/// All that the services set, in their order, and where it is said that more stands in other files.
fn settings<'f>(file: &'f str, environment: &Environment<'_>) -> Result<(Vec<Setting<'f>>, Vec<Note>), Stop> {
    let tree = Tree::of(file, false)?;
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
    let mut far = Far { left, size: common::most(file), elsewhere: Vec::new() };
    if let Some(include) = part("include") {
        far.elsewhere.add(tree.node(include.key).span.clone(), Reason::Host);
    }
    let mut settings = Vec::new();
    let mut named: HashMap<&str, usize> = HashMap::new();
    for service in &services {
        named.insert(service.name, service.value);
    }
    for service in &services {
        settings.extend(project.service(service.value, &named, 0, &mut far)?);
    }
    Ok((settings, far.elsewhere))
}

/// Services that extend each other are not followed deeper than this.
const DEEPEST: usize = 16;

/// How far a project is followed.
struct Far {
    /// How many keys may still come, and how long all values may become.
    left: usize,
    size: usize,
    /// Where it is said that more is set in other files.
    elsewhere: Vec<Note>,
}

struct Project<'t, 'f> {
    file: &'f str,
    environment: &'t Environment<'t>,
    tree: &'t Tree<'f>,
}

impl<'f> Project<'_, 'f> {
    /// What stops the whole project, wherever it stands.
    fn check(&self) -> Result<(), Stop> {
        for node in self.tree.nodes() {
            match &node.value {
                Value::Mapping(pairs) => {
                    for &(key, value) in pairs {
                        Self::check_key(self.tree.node(key))?;
                        self.check_value(self.tree.written(value))?;
                    }
                }
                Value::Sequence(items) => {
                    items.iter().try_for_each(|&item| self.check_value(self.tree.written(item)))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn check_key(node: &Node<'f>) -> Result<(), Stop> {
        let span = node.span.clone();
        match (&node.value, Tree::kind(node, false)) {
            (Value::Scalar(scalar), _) if scalar.text == "<<" => Ok(()),
            (Value::Scalar(_), Kind::Text) => Ok(()),
            (Value::Scalar(_), Kind::Nothing | Kind::Other) => Err(Stop::refused(span, Reason::NotText)),
            _ => Err(Stop::unknown(span, Reason::Structure)),
        }
    }

    fn check_value(&self, node: &Node<'f>) -> Result<(), Stop> {
        let Value::Scalar(scalar) = &node.value else { return Ok(()) };
        match Tree::kind(node, false) {
            Kind::Text => self.replaced(node, scalar).map(drop),
            // A date, for one, stops the whole project, whatever its name.
            Kind::Unsure | Kind::Infinite if node.tag.is_empty() => {
                Err(Stop::unknown(node.span.clone(), Reason::NotText))
            }
            _ => Ok(()),
        }
    }

    /// The text with its variables replaced.
    fn replaced(&self, node: &Node<'f>, scalar: &Scalar<'f>) -> Result<Cow<'f, str>, Stop> {
        if !scalar.text.contains('$') {
            return Ok(scalar.text.clone());
        }
        let lookup = |name: &str| self.environment.get(name);
        match compose_env_file::substitute(&scalar.text, &lookup, 0) {
            Ok(text) => Ok(text.into()),
            Err(reason) => Err(Stop::refused(node.span.clone(), reason)),
        }
    }

    /// What a service sets, and what it has of those that it extends.
    fn service(
        &self,
        service: usize,
        services: &HashMap<&str, usize>,
        depth: usize,
        far: &mut Far,
    ) -> Result<Vec<Setting<'f>>, Stop> {
        let tree = self.tree;
        let parts = tree.entries(service, &mut far.left)?;
        let part = |name: &str| parts.iter().find(|part| part.name == name);
        if let Some(file) = part("env_file") {
            far.elsewhere.add(tree.node(file.key).span.clone(), Reason::Host);
        }
        let mut settings = match part("extends") {
            Some(extends) => self.extended(tree.node(extends.value), services, depth, far)?,
            None => Vec::new(),
        };
        let Some(environment) = part("environment") else { return Ok(settings) };
        let node = tree.node(environment.value);
        let is_extended = !settings.is_empty();
        if node.tag == "!override" {
            settings.clear();
        }
        match &node.value {
            // Within, Compose does not look at what is marked so.
            Value::Mapping(pairs)
                if node.tag == "!override" && pairs.iter().any(|pair| tree.node(pair.1).tag == "!reset") =>
            {
                return Err(Stop::unknown(node.span.clone(), Reason::Structure));
            }
            Value::Mapping(_) => {
                for entry in tree.entries(environment.value, &mut far.left)? {
                    let Value::Scalar(key) = &tree.node(entry.key).value else { continue };
                    let setting = self.setting(key.text.clone(), entry.value, far);
                    settings.push(match setting {
                        // Go prints a mapping, where it is put over another.
                        Err(Stop::Refused(nested)) if is_extended && nested.reason == Reason::Nested => {
                            return Err(Stop::unknown(nested.span, Reason::Structure));
                        }
                        setting => setting?,
                    });
                }
            }
            Value::Sequence(items) => {
                for item in items {
                    settings.push(self.item(*item, far)?);
                }
            }
            // What is extended stays.
            Value::Scalar(_) if !settings.is_empty() => {
                if Tree::kind(node, false) != Kind::Nothing {
                    settings.push(self.item(environment.value, far)?);
                }
            }
            Value::Scalar(_) | Value::Alias(_) => return Err(Stop::refused(node.span.clone(), Reason::Syntax)),
        }
        Ok(last_of_each(settings))
    }

    /// What is set by the service that is extended.
    fn extended(
        &self,
        extends: &Node<'f>,
        services: &HashMap<&str, usize>,
        depth: usize,
        far: &mut Far,
    ) -> Result<Vec<Setting<'f>>, Stop> {
        let tree = self.tree;
        let span = || extends.span.clone();
        let mut name = None;
        match &extends.value {
            Value::Scalar(scalar) => name = Some(&scalar.text),
            Value::Mapping(pairs) => {
                for &(key, value) in pairs {
                    let (Value::Scalar(key), node) = (&tree.node(key).value, tree.node(value)) else { continue };
                    match (&*key.text, &node.value) {
                        ("service", Value::Scalar(service)) => name = Some(&service.text),
                        ("file", _) => {
                            far.elsewhere.add(node.span.clone(), Reason::Host);
                            return Ok(Vec::new());
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        let name = name.ok_or_else(|| Stop::refused(span(), Reason::Syntax))?;
        if name.contains('$') {
            return Err(Stop::unknown(span(), Reason::Host));
        }
        match services.get(&**name) {
            None => Err(Stop::refused(span(), Reason::Syntax)),
            Some(_) if depth == DEEPEST => Err(Stop::refused(span(), Reason::Endless)),
            Some(base) => self.service(*base, services, depth + 1, far),
        }
    }

    /// An item of a list: `NAME=value`, or a name alone.
    fn item(&self, at: usize, far: &mut Far) -> Result<Setting<'f>, Stop> {
        let node = self.tree.node(at);
        far.left = far.left.checked_sub(1).ok_or_else(|| Stop::unknown(node.span.clone(), Reason::Structure))?;
        let refused = |reason| Err(Stop::refused(node.span.clone(), reason));
        let Value::Scalar(scalar) = &node.value else { return refused(Reason::Nested) };
        if Tree::kind(node, false) != Kind::Text {
            return refused(Reason::NotText);
        }
        let text = self.replaced(node, scalar)?;
        let length = text.find('=').unwrap_or(text.len());
        // Go looks at the last byte alone.
        let is_blank = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ' | 0x85 | 0xa0);
        if text.as_bytes()[..length].last().is_some_and(is_blank) {
            return refused(Reason::BlankAfterName);
        }
        let (name, value) = match text {
            Cow::Borrowed(text) => (text[..length].into(), text.get(length + 1..).map(Cow::Borrowed)),
            Cow::Owned(ref owned) => {
                let value = owned.get(length + 1..).map(|value| Cow::Owned(value.to_owned()));
                (owned[..length].to_owned().into(), value)
            }
        };
        let mut setting = match value {
            Some(value) => self.text(name, node, scalar, &text, value, far)?,
            None => self.of_host(name, node),
        };
        setting.place.span = self.tree.written(at).span.clone();
        setting.place.is_item = true;
        Ok(setting)
    }

    /// The value of a key.
    fn setting(&self, name: Cow<'f, str>, at: usize, far: &mut Far) -> Result<Setting<'f>, Stop> {
        let node = self.tree.node(at);
        let span = || node.span.clone();
        let Value::Scalar(scalar) = &node.value else { return Err(Stop::refused(span(), Reason::Nested)) };
        let mut setting = match Tree::kind(node, false) {
            Kind::Text => {
                let text = self.replaced(node, scalar)?;
                self.text(name, node, scalar, &text.clone(), text, far)?
            }
            Kind::Nothing => self.of_host(name, node),
            kind => {
                let printed = yaml::printed(&scalar.text).filter(|_| kind == Kind::Other);
                let mut setting = self.of_host(name, node);
                setting.place.is_of_host = false;
                setting.notes.clear();
                if printed.as_ref().is_some_and(|printed| *printed != scalar.text) {
                    setting.notes.add(span(), Reason::NotText);
                }
                let reason = if node.tag.is_empty() { Reason::NotText } else { Reason::Structure };
                setting.value = match printed {
                    Some(text) => Bound::Text(text.into()),
                    None => Bound::Stops(Stop::unknown(span(), reason)),
                };
                setting
            }
        };
        setting.place.span = self.tree.written(at).span.clone();
        Ok(setting)
    }

    /// A text that is `replaced` from what is written, and of which this is the `value`.
    fn text(
        &self,
        name: Cow<'f, str>,
        node: &Node<'f>,
        scalar: &Scalar<'f>,
        replaced: &str,
        value: Cow<'f, str>,
        far: &mut Far,
    ) -> Result<Setting<'f>, Stop> {
        let span = node.span.clone();
        far.size = far.size.checked_sub(value.len()).ok_or_else(|| Stop::unknown(span.clone(), Reason::Grows))?;
        let mut notes = node.notes(self.file);
        compose_env_file::note_substituted(self.file, span.clone(), &scalar.text, replaced, &mut notes);
        let is_of_host = notes.iter().any(|note| note.reason == Reason::Interpolated);
        let place = Place { span, is_item: false, is_of_host };
        Ok(Setting { name, place, value: Bound::Text(value), notes })
    }

    /// Without a value it is that of Compose's own environment.
    fn of_host(&self, name: Cow<'f, str>, node: &Node<'f>) -> Setting<'f> {
        let span = node.span.clone();
        let place = Place { span: span.clone(), is_item: false, is_of_host: true };
        match self.environment.get(&name) {
            Some(value) => Setting { name, place, value: Bound::Text(value.to_owned().into()), notes: Vec::new() },
            None => Setting { name, place, value: Bound::Unset, notes: vec![Note::new(span, Reason::Host)] },
        }
    }
}

/// Of each name the setting that counts: the last.
fn last_of_each(mut settings: Vec<Setting<'_>>) -> Vec<Setting<'_>> {
    let mut last: HashMap<&str, usize> = HashMap::new();
    let mut again = Vec::new();
    for (at, setting) in settings.iter().enumerate() {
        if let Some(earlier) = last.insert(&setting.name, at) {
            again.push((earlier, at));
        }
    }
    let mut counts = vec![true; settings.len()];
    for (earlier, at) in again {
        let span = settings[earlier].place.span.clone();
        if span.start < settings[at].place.span.start {
            settings[at].notes.add(span, Reason::Overridden);
        }
        counts[earlier] = false;
    }
    let mut counts = counts.into_iter();
    settings.retain(|_| counts.next() == Some(true));
    settings
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
