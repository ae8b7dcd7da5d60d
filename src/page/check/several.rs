//! Several files on the second tab: the list of them, and the story that they tell together.
//!
//! One of them stands in the field, as a single text does; the others are held here.

use yew::html::Scope;

use crate::{
    line::Written,
    listed::Listed,
    make::{COPIED, Maker, SELECTED},
    page::{
        app::App,
        browser::field::Field,
        check,
        element::{Element, el},
        parts::{button, copy, press, told, yes_or_no},
    },
    secret::Secret,
    story::{self, Given, Kind, Story},
};

/// The files.
#[derive(Default)]
pub(super) struct Several {
    /// All of them, that in the field as well.
    files: Vec<File>,
    /// Which stands in the field.
    shown: usize,
    /// What each is called, and told to be.
    told: Vec<(String, Kind)>,
    story: Option<Story>,
    line: Field,
    is_stale: bool,
    said: &'static str,
    maker: Maker,
}

impl File {
    fn is_blank(&self) -> bool {
        self.text.expose().trim().is_empty()
    }
}

struct File {
    /// Empty, where it was pasted.
    name: String,
    text: Secret,
    /// What is to be said of its bytes.
    notes: Vec<String>,
}

/// Something happened.
#[derive(Clone, Copy)]
pub(in crate::page) enum Message {
    /// Show this one in the field.
    Choose(usize),
    /// Take this one out.
    Remove(usize),
    /// Make room for one that is pasted.
    Paste,
    Copy,
    Copied(bool),
}

fn message(message: Message) -> crate::page::app::Message {
    check::Message::Several(message).into()
}

/// More are not held.
const MOST: usize = 12;

impl Several {
    pub(super) fn new(maker: Maker) -> Self {
        Self { maker, ..Self::default() }
    }

    /// Lets go of all but what is in the field.
    pub(super) fn forget(&mut self) {
        self.files.clear();
        self.shown = 0;
        self.tell();
    }

    /// The text in the field has changed.
    pub(super) fn typed(&mut self, text: &str) {
        if self.files.is_empty() {
            self.files.push(File { name: String::new(), text: Secret::from(""), notes: Vec::new() });
        }
        if let Some(file) = self.files.get_mut(self.shown) {
            file.text = Secret::from(text);
        }
        // What is left of a file that was emptied by hand is a place to paste.
        if self.files.len() == 1 && text.is_empty() {
            self.files.clear();
        }
        self.tell();
    }

    /// Adds a file, or shows it where it is there already; whether there was room.
    pub(super) fn add(&mut self, name: String, text: Secret, notes: Vec<String>) -> bool {
        self.files.retain(|file| !file.is_blank() || !file.name.is_empty());
        let same = |file: &File| file.name == name && file.text.expose() == text.expose();
        if let Some(at) = self.files.iter().position(same) {
            self.shown = at;
            return true;
        }
        if self.files.len() == MOST {
            self.shown = self.shown.min(MOST - 1);
            return false;
        }
        self.files.push(File { name, text, notes });
        self.shown = self.files.len() - 1;
        true
    }

    /// Shows the file at this place; what stands in it, and what is to be said of that.
    pub(super) fn show(&mut self, at: usize) -> (Secret, Vec<String>) {
        self.shown = at.min(self.files.len().saturating_sub(1));
        let file = self.files.get(self.shown);
        file.map_or_else(
            || (Secret::from(""), Vec::new()),
            |file| (Secret::from(file.text.expose()), file.notes.clone()),
        )
    }

    /// Shows the file that was added last, or the one there is.
    pub(super) fn shown(&mut self) -> (Secret, Vec<String>) {
        self.show(self.shown)
    }

    /// Takes a file out.
    pub(super) fn remove(&mut self, at: usize) {
        if at < self.files.len() {
            self.files.remove(at);
            if self.shown > at {
                self.shown -= 1;
            }
            self.shown = self.shown.min(self.files.len().saturating_sub(1));
        }
    }

    /// Makes room for one that is pasted; whether there is any.
    pub(super) fn paste(&mut self) -> bool {
        self.add(String::new(), Secret::from(""), Vec::new())
    }

    fn tell(&mut self) {
        self.story = None;
        self.said = "";
        self.is_stale = true;
        self.told.clear();
        if self.files.len() > 1 {
            let given: Vec<_> =
                self.files.iter().map(|file| Given { name: &file.name, text: file.text.expose() }).listed();
            self.told = story::told(&given);
            // One that is still to be pasted tells nothing.
            if self.files.iter().filter(|file| !file.is_blank()).count() > 1 {
                self.story = Some(story::tell(&given, self.maker.checker()));
            }
        }
    }

    pub(super) fn copy(&mut self, link: &Scope<App>) {
        if let Some(line) = self.story.as_ref().and_then(|story| story.line.as_ref()) {
            copy(link, line.text.expose(), |_, done| message(Message::Copied(done)), 0);
        }
        self.said = "";
    }

    pub(super) fn copied(&mut self, done: bool) {
        self.said = if done {
            COPIED
        } else {
            self.line.select();
            SELECTED
        };
    }

    /// Fills the field of the line.
    pub(super) fn rendered(&mut self) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        let line = self.story.as_ref().and_then(|story| story.line.as_ref());
        if line.is_some() {
            self.line.mount_once("story-line", "The line that all of them read alike");
        }
        let written = line.map(|line| {
            let text = line.text.expose();
            Written { text: text.into(), lead: text.find('=').map_or(0, |at| at + 1) }
        });
        self.line.show(written.as_ref());
    }

    /// Whether something is in the field, so that what is pasted next is another file.
    pub(super) fn has_text(&self) -> bool {
        self.files.get(self.shown).is_some_and(|file| !file.is_blank())
    }

    /// What is in the field, where there are others.
    pub(super) fn heading(&self) -> Option<Element> {
        let (name, _) = self.told.get(self.shown)?;
        Some(el("h2").class("alone").text([name, " by itself"].concat()))
    }

    /// The list of the files, and their story. Its field stays in the document while there is nothing to show.
    pub(super) fn view(&self, link: &Scope<App>) -> Element {
        let row = |(at, (name, kind)): (usize, &(String, Kind))| {
            let choose = button("", "link", "", true, press(link, |at| message(Message::Choose(at)), at));
            let choose = choose.text(name.clone()).set("aria-pressed", yes_or_no(at == self.shown));
            let file = self.files.get(at);
            let is_pasted = file.is_some_and(|file| file.name.is_empty());
            let kind = if file.is_some_and(File::is_blank) { "empty" } else { kind.words() };
            let kind = el("small").words(if is_pasted { "pasted, " } else { "" }).words(kind);
            let remove = button("", "link", "Remove", true, press(link, |at| message(Message::Remove(at)), at));
            el("li").with(choose).with(kind).with(remove.set_text("aria-label", ["Remove ", name].concat()))
        };
        let list = el("ul").class("card files").set("aria-label", "Files").each(self.told.iter().enumerate().map(row));
        let (sign, class, id) = match &self.story {
            Some(story) => match story.verdict.is_right() {
                Some(true) => ("✓", "verdict fit", story.verdict.id()),
                Some(false) => ("✗", "verdict unsafe", story.verdict.id()),
                None => ("?", "verdict weak", story.verdict.id()),
            },
            None => ("", "verdict", ""),
        };
        let sentence = self.story.as_ref().map_or_else(String::new, |story| story.sentence.clone());
        let verdict = el("div")
            .class(class)
            .set("id", "story")
            .set("data-story", id)
            .set("aria-live", "polite")
            .shown(self.story.is_some())
            .with(el("span").class("sign").set("aria-hidden", "true").words(sign))
            .with(el("div").with(el("h2").text(sentence)));
        let clauses = self.story.iter().flat_map(|story| &story.clauses);
        let clauses = clauses.map(|clause| el("li").set("data-clause", clause.topic.id()).text(clause.text.clone()));
        let basis = el("li").class("basis").words(story::BASIS);
        let clauses = el("ul").class("card clauses").shown(self.story.is_some()).each(clauses).with(basis);
        let written = self.story.as_ref().and_then(|story| Some((story, story.line.as_ref()?)));
        let name = written.map_or("", |(story, line)| &story.files[line.file].0);
        let copies = button("copy-story", "primary", "Copy the line", true, press(link, |_| message(Message::Copy), 0));
        let carrier = el("div")
            .class("card")
            .shown(written.is_some())
            .with(
                el("p").text(
                    ["Replace the line in ", name, " with this one. Then all that read the file here get this key."]
                        .concat(),
                ),
            )
            .with(Field::host("story-line"))
            .with(el("div").class("actions").with(copies).with(told(self.said)));
        el("div").class("several").shown(!self.told.is_empty()).with(list).with(verdict).with(clauses).with(carrier)
    }
}
