//! A project as Compose reads it: each value with what the host sets put in, each service with those that it
//! extends, and the variables of each.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use super::{EnvFile, Setting};
use crate::{
    loader::{
        Environment,
        common::yaml::{self, Kind, Node, Place, Scalar, Tree, Value},
        compose_env_file,
    },
    reading::{Bound, Note, Notes as _, Reason, Stop},
};

/// Services that extend each other are not followed deeper than this.
const DEEPEST: usize = 16;

/// How far a project is followed.
pub(super) struct Far {
    /// How many keys may still come, and how long all values may become.
    pub(super) left: usize,
    pub(super) size: usize,
    /// Where it is said that more is set in other files.
    pub(super) elsewhere: Vec<Note>,
    /// The files of `env_file:`, in the order in which they are read, and whether a service of another file is extended.
    pub(super) files: Vec<EnvFile>,
    pub(super) is_extended: bool,
}

pub(super) struct Project<'t, 'f> {
    pub(super) file: &'f str,
    pub(super) environment: &'t Environment<'t>,
    pub(super) tree: &'t Tree<'f>,
}

impl<'f> Project<'_, 'f> {
    /// What stops the whole project, wherever it stands.
    pub(super) fn check(&self) -> Result<(), Stop> {
        for node in self.tree.nodes() {
            match &node.value {
                Value::Mapping(pairs) => {
                    for &(key, value) in pairs {
                        self.check_key(self.tree.node(key))?;
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

    fn check_key(&self, node: &Node<'f>) -> Result<(), Stop> {
        let span = node.span.clone();
        match (&node.value, self.tree.kind(node)) {
            (Value::Scalar(scalar), _) if scalar.text == "<<" => Ok(()),
            (Value::Scalar(_), Kind::Text) => Ok(()),
            (Value::Scalar(_), Kind::Nothing | Kind::Other) => Err(Stop::refused(span, Reason::NotText)),
            _ => Err(Stop::unknown(span, Reason::Structure)),
        }
    }

    fn check_value(&self, node: &Node<'f>) -> Result<(), Stop> {
        let Value::Scalar(scalar) = &node.value else { return Ok(()) };
        match self.tree.kind(node) {
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
    pub(super) fn service(
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
        if let Some(files) = part("env_file") {
            self.env_files(files.value, far);
        }
        // What is marked so goes, with what is extended.
        if self.reset(service).contains("environment") {
            return Ok(Vec::new());
        }
        let Some(environment) = part("environment") else { return Ok(settings) };
        let node = tree.node(environment.value);
        // Even over an empty list.
        let is_extended = part("extends").is_some();
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
                let reset = self.reset(environment.value);
                settings.retain(|setting| !reset.contains(&*setting.name));
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
                if self.tree.kind(node) != Kind::Nothing {
                    settings.push(self.item(environment.value, far)?);
                }
            }
            Value::Scalar(_) | Value::Alias(_) => return Err(Stop::refused(node.span.clone(), Reason::Syntax)),
        }
        Ok(last_of_each(settings))
    }

    /// The keys of a mapping whose values are marked to be left out, and so what is extended is, too.
    fn reset(&self, mapping: usize) -> HashSet<&str> {
        let tree = self.tree;
        let Value::Mapping(pairs) = &tree.node(mapping).value else { return HashSet::new() };
        let marked = pairs.iter().filter(|(_, value)| tree.node(*value).tag == "!reset");
        let key = |(key, _): &(usize, usize)| match &tree.node(*key).value {
            Value::Scalar(key) => Some(&*key.text),
            _ => None,
        };
        marked.filter_map(key).collect()
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
                            far.is_extended = true;
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

    /// The files of `env_file:`: a path, or a list of paths and of mappings with one.
    fn env_files(&self, at: usize, far: &mut Far) {
        let tree = self.tree;
        let path = |at: usize| match &tree.node(at).value {
            Value::Scalar(scalar) if !scalar.text.contains('$') => Some(scalar.text.to_string()),
            _ => None,
        };
        let node = tree.node(at);
        match &node.value {
            Value::Sequence(items) if node.tag.is_empty() => {
                for &item in items {
                    let mut file = EnvFile { path: path(item) };
                    if let Value::Mapping(pairs) = &tree.node(item).value {
                        let is = |key: usize, name: &str| matches!(&tree.node(key).value, Value::Scalar(key) if key.text == name);
                        let found = pairs.iter().find(|(key, _)| is(*key, "path"));
                        // `format: raw` is read by other rules.
                        let is_usual = !pairs.iter().any(|(key, _)| is(*key, "format"));
                        file.path = found.filter(|_| is_usual).and_then(|(_, value)| path(*value));
                    }
                    far.files.push(file);
                }
            }
            _ => far.files.push(EnvFile { path: path(at).filter(|_| node.tag.is_empty()) }),
        }
    }

    /// An item of a list: `NAME=value`, or a name alone.
    fn item(&self, at: usize, far: &mut Far) -> Result<Setting<'f>, Stop> {
        let node = self.tree.node(at);
        far.left = far.left.checked_sub(1).ok_or_else(|| Stop::unknown(node.span.clone(), Reason::Structure))?;
        let refused = |reason| Err(Stop::refused(node.span.clone(), reason));
        let Value::Scalar(scalar) = &node.value else { return refused(Reason::Nested) };
        if self.tree.kind(node) != Kind::Text {
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
        let mut setting = match self.tree.kind(node) {
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
