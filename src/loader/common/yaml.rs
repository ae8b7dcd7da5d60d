//! YAML as go-yaml reads it: a tree of texts, lists and mappings with their places in the file. What it does not
//! follow (directives, what is nested without end, other line ends than a newline) is unknown, and says where.
//!
//! Source: github.com/yaml/go-yaml, v2.4.4 (kubectl), v3.0.4 and v4.0.0-rc.6 (Compose).

mod kind;
mod scalar;
mod scan;
mod tree;

use std::{borrow::Cow, ops::Range};

pub(in crate::loader) use kind::{Kind, kind, printed};

use super::Variables;
use crate::reading::{Note, Notes as _, Reason, Stop};

/// Whose rules hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::loader) enum Version {
    /// go-yaml 2, which kubectl has: YAML 1.1, and a mapping may have a key twice.
    Two,
    /// go-yaml 3 and 4, which Compose has.
    Four,
}

/// A file of YAML.
pub(in crate::loader) struct Tree<'a> {
    version: Version,
    /// All there is in it, by number.
    nodes: Vec<Node<'a>>,
    /// Its documents.
    pub(in crate::loader) documents: Vec<usize>,
}

/// Something in a file of YAML.
pub(in crate::loader) struct Node<'a> {
    /// Where it stands, quotes and all, without its anchor and its tag.
    pub(in crate::loader) span: Range<usize>,
    /// Its tag, `!` and all.
    pub(in crate::loader) tag: &'a str,
    pub(in crate::loader) value: Value<'a>,
    /// Whether its end is reached: what is in it cannot refer to it before.
    is_whole: bool,
}

/// What it is: others are named by their numbers.
pub(in crate::loader) enum Value<'a> {
    Scalar(Scalar<'a>),
    Sequence(Vec<usize>),
    Mapping(Vec<(usize, usize)>),
    /// `*name`: the same as that.
    Alias(usize),
}

/// A text, or what may be a number or the like.
#[derive(Clone)]
pub(in crate::loader) struct Scalar<'a> {
    /// What it means as a text.
    pub(in crate::loader) text: Cow<'a, str>,
    style: Style,
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// Without quotes, so that it may be a number or the like.
    Plain,
    Quoted,
    /// `|` or `>`
    Block,
}

/// A key of a mapping and its value: their numbers, and the key's text.
pub(in crate::loader) struct Entry<'t> {
    pub(in crate::loader) name: &'t str,
    pub(in crate::loader) key: usize,
    pub(in crate::loader) value: usize,
}

/// A manifest for Kubernetes: one of the file's documents.
pub(in crate::loader) struct Manifest<'t> {
    pub(in crate::loader) document: usize,
    pub(in crate::loader) kind: &'t str,
    /// Where its kind stands.
    pub(in crate::loader) span: Range<usize>,
}

/// Collections within collections are not followed deeper than this, nor what is merged into what is merged.
const DEEPEST: usize = 100;

/// Where a file sets a variable, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The scalar, quotes and all, or what refers to it.
    pub(crate) span: Range<usize>,
    /// It is an item of a list, `NAME=value`.
    pub(crate) is_item: bool,
    /// What it is set to stands elsewhere.
    pub(crate) is_of_host: bool,
}

/// More entries than these, and one for each byte of the file, are not followed through mappings that are merged
/// into others.
pub(in crate::loader) const MOST_MERGED: usize = 10_000;

impl<'a> Tree<'a> {
    /// The tree of `file`.
    pub(in crate::loader) fn of(file: &'a str, version: Version) -> Result<Self, Stop> {
        let tree = scan::tokens(file, version).and_then(|tokens| tree::build(tokens, file, version));
        tree.map_err(|stop| match stop {
            // kubectl reads each document by itself, and goes on with those that it can read.
            Stop::Refused(note) if version == Version::Two && file.contains("\n---") => {
                Stop::unknown(note.span, Reason::Structure)
            }
            stop => stop,
        })
    }

    /// What has this number, or what it refers to.
    pub(in crate::loader) fn node(&self, at: usize) -> &Node<'a> {
        match self.nodes[at].value {
            // What is referred to is no reference itself.
            Value::Alias(target) => &self.nodes[target],
            _ => &self.nodes[at],
        }
    }

    /// What has this number, as it is written.
    pub(in crate::loader) fn written(&self, at: usize) -> &Node<'a> {
        &self.nodes[at]
    }

    /// The place of a value, which stands there by itself.
    pub(in crate::loader) fn place(&self, at: usize) -> Place {
        Place { span: self.nodes[at].span.clone(), is_item: false, is_of_host: false }
    }

    /// All there is in the file, each place once.
    pub(in crate::loader) fn nodes(&self) -> &[Node<'a>] {
        &self.nodes
    }

    /// The value of this key of a mapping, as version 2 of go-yaml has it: the last one counts, and what is merged
    /// hangs on where. None, where there is no such key or no mapping.
    pub(in crate::loader) fn get(&self, at: usize, name: &str) -> Result<Option<usize>, Stop> {
        let Value::Mapping(pairs) = &self.node(at).value else { return Ok(None) };
        let mut found = None;
        for &(key, value) in pairs {
            let Value::Scalar(scalar) = &self.node(key).value else { continue };
            if scalar.text == "<<" {
                return unknown(self.nodes[key].span.clone());
            }
            if scalar.text == name {
                found = Some(value);
            }
        }
        Ok(found)
    }

    /// The manifests of the file, which has so many bytes. Without any, and where the kind of one is no text, it is
    /// unknown what is read.
    pub(in crate::loader) fn manifests(&self, length: usize) -> Result<Vec<Manifest<'_>>, Stop> {
        let mut manifests = Vec::new();
        for &document in &self.documents {
            let Some(kind) = self.get(document, "kind")? else { continue };
            let node = self.node(kind);
            let span = node.span.clone();
            match &node.value {
                Value::Scalar(kind) if self.kind(node) == Kind::Text && !kind.text.is_empty() => {
                    manifests.push(Manifest { document, kind: &kind.text, span });
                }
                _ => return unknown(span),
            }
        }
        if manifests.is_empty() { unknown(0..length) } else { Ok(manifests) }
    }

    /// What the mapping has, with what is merged into it: what it says itself first, then what is merged first. No
    /// more than `left`, which counts down.
    pub(in crate::loader) fn entries(&self, at: usize, left: &mut usize) -> Result<Vec<Entry<'_>>, Stop> {
        let mut entries = Vec::new();
        self.add_entries(at, &mut Variables::new(), &mut entries, (left, 0))?;
        Ok(entries)
    }

    fn add_entries<'t>(
        &'t self,
        at: usize,
        seen: &mut Variables<'t>,
        entries: &mut Vec<Entry<'t>>,
        (left, depth): (&mut usize, usize),
    ) -> Result<(), Stop> {
        let span = || self.nodes[at].span.clone();
        let Value::Mapping(pairs) = &self.node(at).value else { return refused(span(), Reason::Syntax) };
        let mut merged = None;
        for &(key, value) in pairs {
            let Some(rest) = left.checked_sub(1).filter(|_| depth < DEEPEST) else { return unknown(span()) };
            *left = rest;
            let Value::Scalar(scalar) = &self.node(key).value else { return unknown(self.nodes[key].span.clone()) };
            if scalar.style == Style::Plain && scalar.text == "<<" {
                merged = Some(value);
            } else if self.node(value).tag == "!reset" {
                // Compose leaves it out, and so what is merged stays.
            } else if seen.insert(&scalar.text, None).is_none() {
                entries.push(Entry { name: &scalar.text, key, value });
            }
        }
        let Some(merged) = merged else { return Ok(()) };
        match &self.node(merged).value {
            Value::Sequence(all) => {
                all.iter().try_for_each(|&at| self.add_entries(at, seen, entries, (&mut *left, depth + 1)))
            }
            _ => self.add_entries(merged, seen, entries, (left, depth + 1)),
        }
    }

    /// What a scalar is.
    pub(in crate::loader) fn kind(&self, node: &Node<'_>) -> Kind {
        let Value::Scalar(scalar) = &node.value else { return Kind::Unsure };
        match node.tag {
            "" if scalar.style == Style::Plain => kind(&scalar.text, self.version),
            "" | "!" | "!!str" => Kind::Text,
            _ => Kind::Unsure,
        }
    }
}

impl Node<'_> {
    /// What happened to the scalar between the file and its text.
    pub(in crate::loader) fn notes(&self, file: &str) -> Vec<Note> {
        let mut notes = Vec::new();
        let Value::Scalar(scalar) = &self.value else { return notes };
        let written = &file[self.span.clone()];
        if scalar.style == Style::Quoted {
            notes.add(self.span.clone(), Reason::Quotes);
        }
        if written.contains('\n') {
            notes.add(self.span.clone(), Reason::Continued);
        } else if scalar.style == Style::Quoted && scalar.text.len() + 2 != written.len() {
            notes.add(self.span.clone(), Reason::Escape);
        }
        let after = file[self.span.end..].trim_start_matches([' ', '\t']);
        if after.starts_with('#') {
            let start = file.len() - after.len();
            let end = after.find(['\r', '\n']).map_or(file.len(), |length| start + length);
            notes.add(start..end, Reason::Comment);
        }
        notes
    }
}

#[inline(never)]
fn unknown<T>(span: Range<usize>) -> Result<T, Stop> {
    Err(Stop::unknown(span, Reason::Structure))
}

#[inline(never)]
fn refused<T>(span: Range<usize>, reason: Reason) -> Result<T, Stop> {
    Err(Stop::refused(span, reason))
}
