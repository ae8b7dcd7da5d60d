//! Who reads another key from a file than is written there, and the line that all who read it read alike.

use super::{Kind, Line, Topic, Verdict, Way, tale::Tale, words};
use crate::{
    line::{Destination, Several},
    listed::Listed,
    loader::{Environment, Form},
    name::VariableName,
    reading::{Note, Reason},
    secret::Secret,
    xray::{self, Also, Ray},
};

/// Says who reads another key than is written, and finds the line that all read alike.
pub(super) fn follow(tale: &mut Tale<'_>, ways: &[Way], verdict: &mut Verdict) -> Option<Line> {
    if !matches!(verdict, Verdict::Agree | Verdict::One | Verdict::Differ) {
        return None;
    }
    let those: Vec<_> = ways.iter().filter(|way| !way.is_missing).listed();
    let (at, name) = those.first()?.origin.clone()?;
    let is_one = those.iter().all(|way| way.origin.as_ref().is_some_and(|origin| *origin == (at, name.clone())));
    if !is_one || tale.told[at].1 != Kind::Env {
        return None;
    }
    let text = tale.files[at].text;
    let name = VariableName::parse(&name).ok()?;
    let mut loaders = Several::default();
    for loader in those.iter().filter_map(|way| way.loader) {
        if !loaders.includes(loader) {
            loaders = loaders.toggled(loader);
        }
    }
    // What a file of that size is read by all others for is who reads it as it is written.
    let others = if text.len() <= SHORT { xray::readers(text).listed() } else { loaders.loaders().listed() };
    let rays: Vec<_> = others.iter().map(|loader| Ray::of(loader, text, &name)).listed();
    let key = xray::intended(text, &name, &rays)?;
    let mut is_changed = false;
    for loader in loaders.loaders() {
        let ray = Ray::of(loader, text, &name);
        if ray.reading.is(&key) {
            continue;
        }
        is_changed = true;
        let why = ray.notes().iter().find(|note: &&Note| note.reason != Reason::Quotes);
        let words = words::changed(tale.name(at), loader, why.map(|note| note.reason));
        tale.say(Topic::Changed, at, words);
    }
    if !is_changed {
        return None;
    }
    if *verdict != Verdict::Differ {
        *verdict = Verdict::Changed;
    }
    let written = Destination::Several(loaders).write(&name, &key).ok();
    let line = written.map(|written| written.text(Form::ASSIGNMENT));
    let is_read = |line: &Secret| {
        xray::followed(text, &name, Form::ASSIGNMENT, line, Also::Nothing).is_some_and(|file| {
            loaders.loaders().all(|loader| loader.read(file.expose(), &name, &Environment::EMPTY).is(&key))
        })
    };
    let line = line.filter(is_read).map(|text| Line { file: at, text });
    if line.is_none() {
        let words = ["No line in ", tale.name(at), " gets this key to all that read it. Generate a new key."];
        tale.say(Topic::AnotherKey, at, words.concat());
    }
    line
}

/// A file of so many bytes is read by every loader.
pub(super) const SHORT: usize = 4096;
