//! The steps of replacing a key: what the user does goes to the core's [`Rotation`], and what that has is drawn.

mod view;

use yew::html::Scope;

use crate::{
    make::Maker,
    page::{
        app::App,
        browser::{clock, download::TextFile, field::Field},
        parts::copy,
    },
    rotate::{
        Cause, Rotation,
        rotation::{Current, Said, Select, Text},
        steps::{At, Part},
    },
    secret::Secret,
};

/// The part.
pub(in crate::page) struct Plan {
    rotation: Rotation,
    /// Where the old keys are typed, and those of [`LINES`].
    old: Field,
    lines: [Field; LINES.len()],
    /// Where packages are pasted.
    pasted: Field,
    /// Whether the fields show something else than the lines.
    stale: bool,
    /// What the last press came to, and beside which part it is told.
    said: (At, Said),
    maker: Maker,
}

/// Something happened.
pub(in crate::page) enum Message {
    /// A door was chosen, of [`Cause::ALL`].
    Door(usize),
    /// Another entry of a list, by the number of the list in [`Select::ALL`].
    Chosen(usize, String),
    /// Something was typed into one of [`Text::ALL`].
    Typed(usize, String),
    Rolling,
    /// The old keys were typed.
    Old(Secret),
    /// Packages were pasted.
    Packages(Secret),
    /// Copy what a part shows, by its [`At`].
    Copy(usize),
    Copied(usize, bool),
    Calendar,
}

/// The fields that show secrets: the part, an id and a label.
const LINES: [(Part, &str, &str); 3] = [
    (Part::New, "plan-new", "The line with the new key"),
    (Part::NewAsFallback, "plan-next", "The line with the new key as a fallback"),
    (Part::Old, "plan-old", "The line of the old key"),
];

/// The field where old keys are typed.
const OLD: [&str; 2] = ["plan-typed", "The old key, or several, one per line"];

/// The field for packages.
const PACKAGES: [&str; 2] = ["plan-packages", "Your requirements.txt, lock file, pip freeze or INSTALLED_APPS"];

impl Plan {
    /// The part as a visitor finds it.
    pub(in crate::page) fn new(maker: Maker, current: Current) -> Self {
        Self {
            maker,
            rotation: Rotation::new(current),
            old: Field::default(),
            lines: Default::default(),
            pasted: Field::default(),
            stale: false,
            said: (At::default(), Said::Nothing),
        }
    }

    /// Lets go of every key. The doors are shut again, and the fields go with what was behind them.
    pub(in crate::page) fn forget(&mut self, current: Current) {
        self.old.show(None);
        self.lines.iter().for_each(|field| field.show(None));
        *self = Self::new(self.maker.clone(), current);
    }

    /// The set-up and the key as they are now.
    pub(in crate::page) fn follow(&mut self, current: Current) {
        self.rotation.follow(current);
        self.stale = true;
    }

    /// Fills the fields, which the framework knows nothing of.
    pub(in crate::page) fn rendered(&mut self, link: &Scope<App>, _first: bool) {
        if self.rotation.plan().is_none() || !std::mem::take(&mut self.stale) {
            return;
        }
        let typed = link.callback(Message::Old);
        self.old.mount_typed_once(OLD[0], OLD[1], move |text| typed.emit(text));
        let pasted = link.callback(Message::Packages);
        self.pasted.mount_typed_once(PACKAGES[0], PACKAGES[1], move |text| pasted.emit(text));
        for (field, (part, id, label)) in self.lines.iter().zip(LINES) {
            field.mount_once(id, label);
            field.show(self.rotation.written(part).as_ref());
        }
    }

    /// Does what a message asks for; whether the part looks different then.
    pub(in crate::page) fn update(&mut self, link: &Scope<App>, message: Message) -> bool {
        self.said.1 = Said::Nothing;
        self.stale = true;
        let rotation = &mut self.rotation;
        match message {
            Message::Door(at) => rotation.open(Cause::ALL[at], clock::today()),
            Message::Chosen(which, value) => rotation.choose(Select::ALL[which], value.parse().unwrap_or(0)),
            Message::Typed(which, text) => rotation.typed(Text::ALL[which], text),
            Message::Rolling => rotation.toggle_rolling(),
            Message::Old(typed) => rotation.old_keys(typed),
            Message::Packages(pasted) => rotation.packages(pasted.expose()),
            Message::Copy(number) => {
                if let Some(text) = At::of(number).part().and_then(|part| rotation.copied(part)) {
                    copy(link, text.expose(), |number, done| Message::Copied(number, done).into(), number);
                }
            }
            Message::Copied(number, done) => {
                let at = At::of(number);
                let field = LINES.iter().position(|(part, ..)| Some(*part) == at.part());
                let field = field.filter(|_| !done).map(|field| self.lines[field].select());
                self.said = (at, Said::copied(done, field.is_some()));
            }
            Message::Calendar => self.said = (At::first(Part::Day), self.save_calendar()),
        }
        true
    }

    /// Hands the calendar's entry to the user; what there is to say about it.
    fn save_calendar(&self) -> Said {
        match self.rotation.entry(clock::today(), self.maker.random()) {
            Ok(entry) => {
                let file = TextFile::new();
                file.push(&entry);
                if file.save(Said::FILE, "text/calendar") { Said::Saved } else { Said::NotSaved }
            }
            Err(said) => said,
        }
    }
}
