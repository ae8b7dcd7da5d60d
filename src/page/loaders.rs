//! The fourth tab: what each loader makes of short texts, by loader or by text.
//!
//! The models are asked as they are for a line of the user's own. Nothing here is a secret.

use yew::{Html, html::Scope};

use super::{
    app::{self, App},
    browser::{download::TextFile, input, root},
    element::{Element, all, el},
    parts::{button, press, said, select},
    tab::Tab,
};
use crate::{
    listed::Listed,
    loader::{
        self, Loader, Tested,
        samples::{self, Sample},
    },
    reading::Reading,
    xray,
};

/// The tab.
#[derive(Default)]
pub(super) struct Loaders {
    /// What is shown, once the tab was open.
    shown: Option<Shown>,
    /// Whether it is: the models are asked for nobody else.
    is_open: bool,
    said: &'static str,
}

/// All of one loader, or of one text.
#[derive(Debug, Clone, Copy)]
enum Shown {
    Loader(&'static Loader),
    Sample(&'static Sample),
}

/// Something happened.
pub(super) enum Message {
    /// The address has changed.
    Address,
    /// The id of a loader or of a text.
    Show(String),
    /// The place of a loader.
    Loader(usize),
    Save,
}

impl From<Message> for app::Message {
    fn from(message: Message) -> Self {
        Self::Loaders(message)
    }
}

impl Shown {
    fn find(id: &str) -> Option<Self> {
        loader::find(id).map(Self::Loader).or_else(|| samples::find(id).map(Self::Sample))
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Loader(loader) => loader.id,
            Self::Sample(sample) => sample.id,
        }
    }
}

impl Loaders {
    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, message: Message) -> bool {
        self.said = "";
        let asked = match message {
            Message::Address => {
                let fragment = root::fragment();
                let was_open = std::mem::replace(&mut self.is_open, Tab::find(&fragment) == Some(Tab::Loaders));
                if !self.is_open {
                    return was_open;
                }
                let asked = fragment.split_once('-').and_then(|(_, id)| Shown::find(id));
                self.shown = asked.or(self.shown).or_else(|| samples::ALL.get(FIRST).map(Shown::Sample));
                return true;
            }
            // Neither a loader nor a text: the other of the two.
            Message::Show(id) if id.is_empty() => match self.shown {
                Some(Shown::Loader(_)) => samples::ALL.get(FIRST).map(Shown::Sample),
                _ => loader::ALL.first().map(Shown::Loader),
            },
            Message::Show(id) => Shown::find(&id),
            Message::Loader(place) => loader::ALL.get(place).map(Shown::Loader),
            Message::Save => {
                let file = TextFile::new();
                file.push(&samples::table());
                self.said = if file.save("loaders.json", "application/json") {
                    "Saved as loaders.json."
                } else {
                    "Try another browser. This one blocked saving the file."
                };
                return true;
            }
        };
        if let Some(shown) = asked {
            self.shown = Some(shown);
            root::set_fragment(&[Tab::Loaders.name(), "-", shown.id()].concat());
        }
        true
    }

    /// How the tab looks.
    pub(super) fn view(&self, link: &Scope<App>) -> Html {
        let Some(shown) = self.shown.filter(|_| self.is_open) else { return Html::default() };
        let (of_loader, of_sample) = match shown {
            Shown::Loader(loader) => (loader.id, ""),
            Shown::Sample(sample) => ("", sample.id),
        };
        let loaders = loader::ALL.iter().map(|loader| (loader.id.into(), loader.label));
        let samples = samples::ALL.iter().map(|sample| (sample.id.into(), sample.about));
        let none = || std::iter::once(("".into(), "–"));
        let show = || input::on_input(link, |id| Message::Show(id).into());
        let choices = el("div")
            .class("inputs")
            .with(select(["loaders-loader", "What one loader reads"], of_loader, none().chain(loaders), show()))
            .with(select(["loaders-sample", "Who reads what of"], of_sample, none().chain(samples), show()));
        let save = button(
            "save-loaders",
            "secondary small",
            "Save all as JSON",
            true,
            press(link, |_| Message::Save.into(), 0),
        );
        all(vec![
            choices.html_node(),
            match shown {
                Shown::Loader(loader) => of_one_loader(loader),
                Shown::Sample(sample) => of_one_sample(link, sample),
            }
            .html_node(),
            el("div").class("actions").with(save).with(said("loaders-said", self.said)).html_node(),
        ])
    }
}

/// Shown first: a `#` behind a blank.
const FIRST: usize = 2;

/// A row for each text that the loader's files can have.
fn of_one_loader(loader: &'static Loader) -> Element {
    let row = |sample: &'static Sample| {
        let file = sample.file(loader)?;
        let written = el("th").set("scope", "row").with(code(&file)).with(el("small").words(sample.about));
        Some(
            el("tr")
                .set("data-sample", sample.id)
                .with(written)
                .with(el("td").with(read(&told(&sample.reading(loader, &file))))),
        )
    };
    let head = ["Written", "Read"].map(|title| el("th").set("scope", "col").words(title));
    let table = el("table")
        .with(el("caption").class("sr").words("What the loader reads"))
        .with(el("thead").with(el("tr").each(head.into_iter())))
        .with(el("tbody").each(samples::ALL.iter().filter_map(row)));
    let proof = match loader.tested {
        Tested::Real => "Its model is tested against the real one. ",
        Tested::FromSource => "Its model is made from its source code, and not tested. ",
    };
    el("section")
        .class("card readings")
        .with(el("h2").words(loader.label))
        .with(el("p").class("took").words(proof).text(loader.origin()))
        .with(el("div").class("scroll").with(table))
}

/// The loaders, by what they read.
fn of_one_sample(link: &Scope<App>, sample: &'static Sample) -> Element {
    let files = (0..loader::ALL.len()).filter_map(|place| Some((place, sample.file(&loader::ALL[place])?))).listed();
    let told: Vec<_> = files.iter().map(|(place, file)| told(&sample.reading(&loader::ALL[*place], file))).listed();
    let written = files.first().map_or("", |(_, file)| file);
    let group = |group: Vec<usize>| {
        let names = group.iter().map(|at| {
            let loader = &loader::ALL[files[*at].0];
            let show = press(link, |place| Message::Loader(place).into(), files[*at].0);
            button("", "chip", loader.label, true, show).set("data-reads", loader.id)
        });
        el("li").with(read(&told[group[0]])).with(el("div").class("chips").each(names))
    };
    let groups = xray::groups_of(told.len(), |one, other| told[one] == told[other]);
    el("section")
        .class("card readings")
        .with(el("h2").words(sample.about))
        .with(el("p").class("took").words("Written, where a line is NAME=value: ").with(code(written)))
        .with(el("ul").class("rays").each(groups.into_iter().map(group)))
}

/// What a loader reads, in an element; see [`told`].
fn read([words, value]: &[String; 2]) -> Element {
    let words = el("span").text(words.clone());
    if value.is_empty() { words } else { words.with(code(value)) }
}

/// What a loader reads in words, and the value.
fn told(reading: &Reading) -> [String; 2] {
    let words = |words: &str| [words.to_owned(), String::new()];
    match reading {
        Reading::Value { text, .. } if text.expose().is_empty() => words("an empty value"),
        Reading::Value { text, .. } => [String::new(), text.expose().to_owned()],
        Reading::Missing { .. } => words("no such variable"),
        Reading::Refused(note) => words(&["an error: ", note.reason.sentence()].concat()),
        Reading::Unknown(note) => words(&["not told here: ", note.reason.sentence()].concat()),
    }
}

/// A text with signs for what cannot be seen.
fn code(text: &str) -> Element {
    let text = text.trim_end_matches('\n');
    let inside = text.trim_start_matches(' ');
    let before = "␣".repeat(text.len() - inside.len());
    let core = inside.trim_end_matches(' ');
    let after = "␣".repeat(inside.len() - core.len());
    let core = core.replace('\r', "␍").replace('\n', "⏎").replace('\u{feff}', "·");
    el("code").code().text([before, core, after].concat())
}
