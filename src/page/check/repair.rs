//! The repaired settings file: on the second tab, where what was pasted is one.
//!
//! The file and the new line are held here and shown in closed fields, as all secrets are.

use std::ops::Range;

use yew::html::Scope;

use crate::{
    key::PORTABLE,
    line::{Destination, Written},
    loader::{self, Loader},
    make::{Kind, Maker, NOT_COPIED, Wish},
    name::VariableName,
    page::{
        app::{self, App},
        browser::{field::Field, input},
        check,
        element::{Element, el},
        parts::{Takes, button, chip, copy, place_in, press, text_field, told},
    },
    repair::settings::{self, Beside, Change, Repaired, WAYS},
    secret::Secret,
};

/// The section.
#[derive(Default)]
pub(super) struct Repair {
    /// Whether the text is a settings file.
    is_shown: bool,
    /// Who reads the variable, by the set-up.
    destination: Destination,
    /// The loader that was pressed, and the one that it is for: else that of the file or the set-up.
    pressed: Option<&'static Loader>,
    loader: Option<&'static Loader>,
    /// The variable as it was typed, and the one that it is for: else that of the file.
    typed: Option<String>,
    name: String,
    done: Option<Repaired>,
    /// The line with a new key.
    line: Option<Secret>,
    problem: Option<String>,
    name_problem: Option<String>,
    /// What was made of which line and place.
    told: Vec<(usize, Range<u32>, Change)>,
    /// What the last press of a button came to, and of which.
    said: Option<(Piece, &'static str)>,
    stale: bool,
    text: Field,
    new_line: Field,
    maker: Maker,
}

/// Something happened.
#[derive(Clone)]
pub(in crate::page) enum Message {
    Loader(usize),
    Name(String),
    Copy(Piece),
    Copied(Piece, bool),
    /// Show what this is said of.
    Show(usize),
}

fn message(message: Message) -> app::Message {
    check::Message::Repair(message).into()
}

/// Shown to choose from, with the one that is chosen.
const LOADERS: [&str; 6] =
    ["os-environ", "python-decouple", "django-environ", "python-dotenv", "environs", "pydantic-settings"];

/// What can be copied: [`Piece`] by its place here.
const PIECES: [Piece; 5 + WAYS.len()] = [
    Piece::File,
    Piece::Line,
    Piece::Beside(Beside::Example),
    Piece::Beside(Beside::Ignored),
    Piece::Beside(Beside::History),
    Piece::Beside(Beside::Development(0)),
    Piece::Beside(Beside::Development(1)),
];

/// What can be copied.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::page) enum Piece {
    /// The repaired file.
    File,
    /// The line with a new key.
    Line,
    Beside(Beside),
}

impl Repair {
    pub(super) fn new(maker: Maker, destination: Destination) -> Self {
        Self { destination, maker, ..Self::default() }
    }

    /// Another set-up.
    pub(super) fn follow(&mut self, destination: Destination, text: &Secret) {
        self.destination = destination;
        if self.is_shown {
            self.typed(text.expose());
        }
    }

    /// The text has changed; whether it is a settings file that no loader reads as one of variables.
    pub(super) fn typed(&mut self, text: &str) -> bool {
        let mut is_program = false;
        let has = settings::has(text);
        self.is_shown = has.is_some();
        if let Some(has) = has {
            is_program = has.is_program;
            self.loader = settings::reader(self.pressed, &has, self.destination);
            self.name = match &self.typed {
                Some(typed) => typed.clone(),
                None => has.variable.unwrap_or_else(VariableName::usual).to_string(),
            };
        }
        self.work(text);
        is_program
    }

    /// Repairs the text.
    fn work(&mut self, text: &str) {
        (self.done, self.line, self.problem, self.name_problem) = (None, None, None, None);
        self.told.clear();
        self.said = None;
        self.stale = true;
        let Some(loader) = self.loader.filter(|_| self.is_shown) else { return };
        let name = match VariableName::parse(&self.name) {
            Ok(name) => name,
            Err(error) => {
                self.name_problem = Some(error.to_string());
                return;
            }
        };
        match settings::repair(text, loader, &name) {
            Ok(done) => {
                for told in &done.told {
                    let line = text[..told.span.start].matches('\n').count() + 1;
                    self.told.push((line, place_in(text, &told.span), told.change));
                }
                let wish = Wish {
                    destination: Destination::Loader(loader),
                    kind: Kind::Preset(&PORTABLE),
                    length: PORTABLE.length,
                    name: done.variable.clone(),
                };
                match self.maker.make(&wish).map(|made| done.lines(loader, &made.key)) {
                    Ok(Ok(line)) => self.line = Some(line),
                    Ok(Err(error)) => self.problem = Some(error.to_string()),
                    Err(error) => self.problem = Some(error.to_string()),
                }
                self.done = Some(done);
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, link: &Scope<App>, text: &Field, asked: Message) -> bool {
        match asked {
            Message::Loader(place) => {
                self.pressed = loader::ALL.get(place);
                self.loader = self.pressed;
                self.work(text.text().expose());
            }
            Message::Name(name) => {
                self.typed = Some(name.clone());
                self.name = name;
                self.work(text.text().expose());
            }
            Message::Copy(what) => {
                let copy = |text: &str| {
                    let at = PIECES.iter().position(|piece| *piece == what).unwrap_or(0);
                    copy(link, text, |at, done| message(Message::Copied(PIECES[at], done)), at);
                };
                match what {
                    Piece::File => copy(self.done.as_ref().map_or("", |done| done.text.expose())),
                    Piece::Line => copy(self.line.as_ref().map_or("", Secret::expose)),
                    Piece::Beside(piece) => copy(&self.words(piece)),
                }
                // The same again is to be heard again.
                self.said = None;
            }
            Message::Copied(what, true) => self.said = Some((what, "Copied.")),
            Message::Copied(what, false) => {
                match what {
                    Piece::File => self.text.select(),
                    Piece::Line => self.new_line.select(),
                    Piece::Beside(_) => {}
                }
                self.said = Some((what, NOT_COPIED));
            }
            Message::Show(at) => {
                if let Some((_, place, _)) = self.told.get(at) {
                    text.select_part(place.clone());
                }
                return false;
            }
        }
        true
    }

    /// What can be copied and is no secret.
    fn words(&self, piece: Beside) -> String {
        self.done.as_ref().zip(self.loader).map(|(done, loader)| piece.text(done, loader)).unwrap_or_default()
    }

    /// Fills the fields.
    pub(super) fn rendered(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        if self.is_shown {
            self.text.mount_once("repaired", "The repaired file");
            self.new_line.mount_once("repaired-line", "The line with a new key");
        }
        let whole = |text: &Secret, lead| Written { text: text.expose().into(), lead };
        let changed = self.done.as_ref().filter(|done| done.is_changed());
        self.text.show(changed.map(|done| whole(&done.text, 0)).as_ref());
        // The name stands apart where there is one line.
        let lead = self.line.as_ref().filter(|line| !line.expose().contains('\n'));
        let lead = lead.and_then(|line| line.expose().find('=')).map_or(0, |at| at + 1);
        self.new_line.show(self.line.as_ref().map(|line| whole(line, lead)).as_ref());
    }

    /// How the section looks. Its fields stay in the document while there is nothing to show.
    pub(super) fn view(&self, link: &Scope<App>) -> Element {
        let is_changed = self.done.as_ref().is_some_and(Repaired::is_changed);
        let title = self.done.as_ref().map_or("Repair", Repaired::title);
        let chosen = |place: usize| self.loader == loader::ALL.get(place);
        let offered = |place: &usize| LOADERS.contains(&loader::ALL[*place].id) || chosen(*place);
        let chips = (0..loader::ALL.len()).filter(offered).map(|place| {
            let loader = &loader::ALL[place];
            let choose = press(link, |place| message(Message::Loader(place)), place);
            chip(loader.label.to_owned(), chosen(place), Some(loader.id.into()), choose)
        });
        let chips = el("div").class("chips").set("role", "group").set("aria-label", "Loader").each(chips);
        let name = input::on_input(link, |text| message(Message::Name(text)));
        let name = text_field("repair-name", "Variable", Takes::Text, &self.name, self.name_problem.clone(), name);
        let problem = self.problem.as_ref().map(|words| el("p").class("problem notice").text(words.clone()));
        let told = self.told.iter().enumerate().map(|(at, (line, _, change))| {
            let show = press(link, |at| message(Message::Show(at)), at);
            let sentence = el("b").text(format!("Line {line}. ")).words(change.sentence());
            el("li")
                .set("data-change", if change.is_change() { "yes" } else { "no" })
                .with(sentence)
                .with(button("", "link", "Show", true, show))
        });
        let place = self.loader.map_or("", |loader| loader.place);
        let file = el("div")
            .class("card")
            .shown(is_changed)
            .with(heading("The file"))
            .with(el("p").words("Only the lines listed above changed, and those they need were added. Without the variable, Django stops: Keyproof followed the code to check that."))
            .with(Field::host("repaired"))
            .with(self.copying(link, "copy-repaired", "Copy the file", Piece::File));
        let carrier = el("div")
            .class("card")
            .shown(self.line.is_some() && is_changed)
            .with(heading("The variable"))
            .with(el("p").words("It holds a new key, since anyone who has read the file, or its history, knows the old one. To keep users logged in, follow ").with(el("a").set("href", "#rotate").words("Rotate")).words(". The line is for ").words(place).words("."))
            .with(Field::host("repaired-line"))
            .with(self.copying(link, "copy-repaired-line", "Copy the line", Piece::Line));
        let git = el("div")
            .class("inside")
            .with(self.snippet(link, "For .env.example, so that others know about it.", "Copy for .env.example", Beside::Example))
            .with(self.snippet(link, "In .gitignore.", "Copy for .gitignore", Beside::Ignored))
            .with(self.snippet(link, "Was a key ever committed? The first command lists the commits that touched such a line. The second prints the file’s name if Git tracks it.", "Copy the commands", Beside::History));
        let mut ways = el("div").class("inside").with(el("p").words("Replace the line that sets SECRET_KEY with one of these. DEBUG must default to False: then production stops without the variable."));
        for (at, way) in WAYS.iter().enumerate() {
            ways = ways.with(el("h4").words(way.label)).with(self.snippet(
                link,
                way.about,
                "Copy the lines",
                Beside::Development(at),
            ));
        }
        let git = el("details").class("fold").with(el("summary").with(heading("For Git"))).with(git);
        let git = git.shown(self.line.is_some() && is_changed);
        let summary = el("summary").with(heading("A key for development"));
        let development = el("details").class("fold").with(summary).with(ways);
        el("section")
            .class("repair")
            .set("aria-labelledby", "repair-title")
            .shown(self.is_shown)
            .with(el("h2").set("id", "repair-title").words(title))
            .with(chips)
            .with(name)
            .with_some(problem)
            .with(el("ul").class("card findings").shown(!self.told.is_empty()).each(told))
            .with(file)
            .with(carrier)
            .with(git)
            .with(development.shown(self.done.is_some()))
    }

    fn snippet(&self, link: &Scope<App>, about: &'static str, label: &'static str, piece: Beside) -> Element {
        el("div")
            .class("snippet")
            .with(el("p").words(about))
            .with(el("pre").code().text(self.words(piece)))
            .with(self.copying(link, "", label, Piece::Beside(piece)))
    }

    fn copying(&self, link: &Scope<App>, id: &'static str, label: &'static str, what: Piece) -> Element {
        let class = if matches!(what, Piece::Beside(_)) { "secondary small" } else { "primary" };
        let press = link.callback(move |_| message(Message::Copy(what)));
        let words = self.said.filter(|(piece, _)| *piece == what).map_or("", |(_, words)| words);
        el("div").class("actions").with(button(id, class, label, true, press)).with(told(words))
    }
}

fn heading(words: &'static str) -> Element {
    el("h3").words(words)
}
