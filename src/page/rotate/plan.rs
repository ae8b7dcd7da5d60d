//! The steps of replacing a key, planned or after a leak.
//!
//! What is chosen is a [`rotate::Plan`], and holds no key. The new key and the lines of the old ones are
//! fields of this struct, so that what replaces them drops them.

mod view;

use yew::html::Scope;

use crate::{
    date::Date,
    line::{Destination, Line},
    loader,
    make::{Kind, Made, Maker, Wish},
    name::VariableName,
    page::{
        app::App,
        browser::{clock, download::TextFile, field::Field},
        parts::{NOT_COPIED, copy},
        preferences::Preferences,
    },
    random::Random,
    rotate::{
        self, Ages, Carry, Cause, Django, Engine, calendar, fallbacks,
        packages::{self, Yours},
        steps::{ALL as STEPS, Part, Step},
    },
    secret::Secret,
};

/// The part.
pub(in crate::page) struct Plan {
    /// Nothing, until a door is chosen.
    chosen: Option<rotate::Plan>,
    /// What is typed into each of [`TEXTS`].
    typed: [String; TEXTS.len()],
    /// The new key, or why there is none.
    made: Result<Made, String>,
    /// The lines of the old keys, or why there are none.
    old: Result<Vec<Line>, String>,
    /// Those of [`FIELDS`].
    fields: [Field; FIELDS.len()],
    /// Where packages are pasted.
    pasted: Field,
    /// What is known of them.
    yours: Option<Yours>,
    /// Whether the fields show something else than the lines.
    stale: bool,
    /// Whether the part for several old keys has been made use of, and stays open.
    unfolded: bool,
    /// What the last press came to, and beside which part of which step it is told; see [`number`].
    said: (usize, &'static str),
    maker: Maker,
}

/// Something happened.
pub(in crate::page) enum Message {
    /// A door was chosen, of [`DOORS`].
    Door(usize),
    /// Another entry of a select, by the number of the select in [`SELECTS`].
    Chosen(usize, String),
    /// Something was typed into one of [`TEXTS`].
    Typed(usize, String),
    Rolling,
    /// The old keys were typed.
    Old(Secret),
    /// Packages were pasted.
    Packages(Secret),
    New,
    /// Copy what a part of a step shows; see [`number`].
    Copy(usize),
    Copied(usize, bool),
    Calendar,
}

struct Door {
    id: &'static str,
    cause: Cause,
    title: &'static str,
    about: &'static str,
}

const DOORS: [Door; 2] = [
    Door {
        id: "door-planned",
        cause: Cause::Planned,
        title: "Planned",
        about: "It is time for a new key, and nobody should notice.",
    },
    Door {
        id: "door-leaked",
        cause: Cause::Leaked,
        title: "Leaked",
        about: "Someone else may have the key. Everyone out, now.",
    },
];

/// What is typed: an id, a label, and what it holds at first.
const TEXTS: [[&str; 3]; 5] = [
    ["plan-name", "Variable name", "DJANGO_SECRET_KEY"],
    ["plan-day", "The new key is everywhere since", ""],
    ["plan-sessions", "SESSION_COOKIE_AGE", "1209600"],
    ["plan-resets", "PASSWORD_RESET_TIMEOUT", "259200"],
    ["plan-own", "Longest max_age of your own signed links", "0"],
];

/// What is chosen from a list: an id and a label.
const SELECTS: [[&str; 2]; 4] = [
    ["plan-loader", "Read by"],
    ["plan-django", "Django"],
    ["plan-engine", "SESSION_ENGINE"],
    ["plan-carry", "Old keys are in"],
];

/// The fields with secrets: an id and a label. The first is typed into.
const FIELDS: [[&str; 2]; 4] = [
    ["plan-typed", "The old key, or several, one a line"],
    ["plan-new", "The line with the new key"],
    ["plan-next", "The line with the new key as a fallback"],
    ["plan-old", "The line of the old key"],
];

/// What the field for packages is called.
const PACKAGES: &str = "Your requirements.txt, lock file, pip freeze or INSTALLED_APPS";

const CARRIES: [Carry; 2] = [Carry::Each, Carry::List];

/// Keys drawn until one gets through a list as well: a comma is in some.
const TRIES: usize = 100;

impl Plan {
    /// The part as a visitor finds it.
    pub(in crate::page) fn new(maker: Maker) -> Self {
        Self {
            maker,
            chosen: None,
            typed: TEXTS.map(|[_, _, first]| first.to_owned()),
            made: Err(String::new()),
            old: Ok(Vec::new()),
            fields: Default::default(),
            pasted: Field::default(),
            yours: None,
            stale: false,
            unfolded: false,
            said: (0, ""),
        }
    }

    /// Lets go of every key. The doors are shut again, and the fields go with what was behind them.
    pub(in crate::page) fn forget(&mut self) {
        self.fields.iter().for_each(|field| field.show(None));
        *self = Self::new(self.maker.clone());
    }

    /// Fills the fields, which the framework knows nothing of.
    pub(in crate::page) fn rendered(&mut self, link: &Scope<App>, _first: bool) {
        let Some(plan) = self.chosen.as_ref().filter(|_| self.stale) else { return };
        self.stale = false;
        let typed = link.callback(Message::Old);
        let [id, label] = FIELDS[0];
        self.fields[0].mount_typed_once(id, label, move |text| typed.emit(text));
        let pasted = link.callback(Message::Packages);
        self.pasted.mount_typed_once("plan-packages", PACKAGES, move |text| pasted.emit(text));
        let form = plan.destination.form();
        let made = self.made.as_ref().ok();
        let next = made.and_then(|made| plan.new_as_fallback(&made.key));
        let lines = [
            made.map(|made| made.line.written(form)),
            next.and_then(|line| fallbacks::written(&[line], form)),
            fallbacks::written(self.old.as_deref().unwrap_or_default(), form),
        ];
        for (at, line) in lines.iter().enumerate() {
            let [id, label] = FIELDS[at + 1];
            self.fields[at + 1].mount_once(id, label);
            self.fields[at + 1].show(line.as_ref());
        }
    }

    /// Does what a message asks for; whether the part looks different then.
    pub(in crate::page) fn update(&mut self, link: &Scope<App>, message: Message) -> bool {
        self.said = (0, "");
        match message {
            Message::Door(at) => {
                if self.chosen.is_none() {
                    self.typed[1] = clock::today().written("-");
                }
                let plan = self.chosen.get_or_insert_with(first_plan);
                plan.cause = DOORS[at].cause;
                self.remake(false);
            }
            Message::Chosen(which, value) => {
                let Some(plan) = &mut self.chosen else { return false };
                let at = value.parse().unwrap_or(0);
                match which {
                    0 => plan.destination = destination(at),
                    1 => plan.django = Django::ALL.get(at).copied().unwrap_or(plan.django),
                    2 => plan.engine = Engine::ALL.get(at).copied().unwrap_or(plan.engine),
                    _ => {
                        plan.carry = CARRIES.get(at).copied().unwrap_or(plan.carry);
                        self.unfolded = true;
                    }
                }
                self.remake(false);
            }
            Message::Typed(which, text) => {
                self.typed[which] = text;
                self.remake(false);
            }
            Message::Rolling => {
                if let Some(plan) = &mut self.chosen {
                    plan.rolling = !plan.rolling;
                }
                self.remake(false);
            }
            Message::Old(typed) => self.carry_old(&typed),
            Message::Packages(pasted) => self.yours = packages::yours(pasted.expose()),
            Message::New => {
                self.remake(true);
                self.said = (place_of(Part::New), "New key made.");
            }
            Message::Copy(number) => {
                if let Some(text) = self.shown(part(number)) {
                    copy(link, text.expose(), |number, done| Message::Copied(number, done).into(), number);
                }
            }
            Message::Copied(number, true) => self.said = (number, "Copied."),
            Message::Copied(number, false) => {
                if let Some(at) = field_of(part(number)) {
                    self.fields[at].select();
                }
                self.said = (number, NOT_COPIED);
            }
            Message::Calendar => self.said = (place_of(Part::Day), self.save_calendar()),
        }
        true
    }

    /// Takes over what is typed, and makes the lines that it asks for. The key stays where it can.
    fn remake(&mut self, new: bool) {
        let Some(plan) = &mut self.chosen else { return };
        self.stale = true;
        plan.day = Date::parse(&self.typed[1]);
        let age = |at: usize| Ages::parse(&self.typed[at]);
        if let (Some(sessions), Some(resets), Some(own)) = (age(2), age(3), age(4)) {
            plan.ages = Ages { sessions, resets, own };
        }
        // Taken out, so that a wish that cannot be fulfilled leaves no old key behind.
        let before = std::mem::replace(&mut self.made, Err(String::new())).ok().filter(|_| !new);
        match VariableName::parse(&self.typed[0]) {
            Ok(name) => plan.name = name,
            Err(error) => {
                self.made = Err(error.to_string());
                return;
            }
        }
        self.made = make(plan, &self.maker, before);
        self.carry_old(&self.fields[0].text());
    }

    /// Writes the lines of the old keys that are typed.
    fn carry_old(&mut self, typed: &Secret) {
        let Some(plan) = &mut self.chosen else { return };
        let keys = plan.old_keys(typed.expose());
        plan.old = keys.len().clamp(1, fallbacks::MOST);
        self.old = fallbacks::lines(plan.destination, &plan.name, plan.carry, &keys).map_err(|error| error.to_string());
        if keys.is_empty() {
            self.old = Ok(Vec::new());
        }
        self.stale = true;
    }

    /// What a part of a step shows.
    fn shown(&self, part: Part) -> Option<Secret> {
        let plan = self.chosen.as_ref()?;
        let made = self.made.as_ref().ok();
        let form = plan.destination.form();
        match part {
            Part::Code(code) => plan.code(code).map(|(_, text)| Secret::new(text)),
            Part::New => Some(made?.line.text(form)),
            Part::NewAsFallback => Some(fallbacks::written(&[plan.new_as_fallback(&made?.key)?], form)?.text),
            Part::Old => Some(fallbacks::written(self.old.as_deref().ok()?, form)?.text),
            Part::Day => None,
        }
    }

    /// Hands the calendar's entry to the user; what there is to say about it.
    fn save_calendar(&self) -> &'static str {
        let entry = || {
            let plan = self.chosen.as_ref()?;
            let mut random = Random::start(self.maker.random()).ok()?;
            let mut id = 0;
            for _ in 0..8 {
                id = id << 8 | random.below(256).ok()? as u64;
            }
            Some(calendar::entry(plan.drop_day()?, clock::today(), id, plan.fallback().as_str()))
        };
        let Some(entry) = entry() else { return "There is no such day." };
        let file = TextFile::new();
        file.push(&entry);
        if file.save("drop-the-old-key.ics", "text/calendar") {
            "Saved as drop-the-old-key.ics. No key is in it."
        } else {
            "The browser refused to save the file. Try another browser."
        }
    }
}

/// The number of a part of a step, by the places of both.
const fn number(step: usize, part: usize) -> usize {
    step << 4 | part
}

/// The part with this number.
fn part(number: usize) -> Part {
    STEPS[number >> 4].parts[number & 15]
}

/// The number of a part that is in one step only.
fn place_of(part: Part) -> usize {
    let among = |step: &Step| step.parts.iter().position(|other| *other == part);
    let mut steps = STEPS.iter().enumerate();
    steps.find_map(|(at, step)| Some(number(at, among(step)?))).unwrap_or(0)
}

/// The field that shows this part, if it holds a secret.
const fn field_of(part: Part) -> Option<usize> {
    match part {
        Part::New => Some(1),
        Part::NewAsFallback => Some(2),
        Part::Old => Some(3),
        Part::Code(_) | Part::Day => None,
    }
}

/// The plan that a visitor sees first: for the loader of the first tab, if it is one.
fn first_plan() -> rotate::Plan {
    let destination = match Preferences::load().destination {
        Destination::Several(_) => Destination::Anywhere,
        one => one,
    };
    rotate::Plan::usual(destination, None)
}

/// The destination at this place of the list: Anywhere, then every loader.
fn destination(at: usize) -> Destination {
    at.checked_sub(1).and_then(|at| loader::ALL.get(at)).map_or(Destination::Anywhere, Destination::Loader)
}

/// A new key for the plan, or the one from before where it still suits.
fn make(plan: &rotate::Plan, maker: &Maker, mut before: Option<Made>) -> Result<Made, String> {
    let Preferences { preset, length, .. } = Preferences::load();
    let wish = Wish { destination: plan.destination, kind: Kind::Preset(preset), length, name: plan.name.clone() };
    for _ in 0..TRIES {
        let made = match before.take() {
            Some(made) => maker.adapt(&wish, made),
            None => maker.make(&wish),
        };
        let made = made.map_err(|error| error.to_string())?;
        if !plan.falls_back() || plan.new_as_fallback(&made.key).is_some() {
            return Ok(made);
        }
    }
    Err("No such key gets through a list. Give each old key a variable of its own.".to_owned())
}
