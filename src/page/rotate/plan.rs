//! The steps of replacing a key, planned or after a leak.
//!
//! What is chosen is a [`rotate::Plan`], and holds no key. The new key and the lines of the old ones are
//! fields of this struct, so that what replaces them drops them.

mod view;

use yew::html::Scope;

use crate::{
    date::Date,
    line::{Destination, Line, Written},
    make::Maker,
    page::{
        app::App,
        browser::{clock, download::TextFile, field::Field},
        make::Current,
        parts::{NOT_COPIED, copy},
    },
    random::Random,
    rotate::{
        self, Ages, Carry, Cause, Django, Engine, calendar, fallbacks,
        packages::{self, Yours},
        steps::{ALL as STEPS, Part, Step},
    },
    secret::Secret,
    store::Piece,
};

/// The part.
pub(in crate::page) struct Plan {
    /// Nothing, until a door is chosen.
    chosen: Option<rotate::Plan>,
    /// What is typed into each of [`TEXTS`].
    typed: [String; TEXTS.len()],
    /// The set-up and the new key, which are those of the first tab.
    current: Current,
    /// The line with the new key, or why there is none.
    made: Result<Line, String>,
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
        about: "It’s time for a new key, and nobody should notice.",
    },
    Door {
        id: "door-leaked",
        cause: Cause::Leaked,
        title: "Leaked",
        about: "Someone else may have the key. Log everyone out now.",
    },
];

/// What is typed: an id, a label, and what it holds at first.
const TEXTS: [[&str; 3]; 4] = [
    ["plan-day", "The new key is everywhere since", ""],
    ["plan-sessions", "SESSION_COOKIE_AGE", "1209600"],
    ["plan-resets", "PASSWORD_RESET_TIMEOUT", "259200"],
    ["plan-own", "Longest max_age of your own signed links", "0"],
];

/// What is chosen from a list: an id and a label.
const SELECTS: [[&str; 2]; 3] =
    [["plan-django", "Django"], ["plan-engine", "SESSION_ENGINE"], ["plan-carry", "Old keys are in"]];

/// The fields with secrets: an id and a label. The first is typed into.
const FIELDS: [[&str; 2]; 4] = [
    ["plan-typed", "The old key, or several, one per line"],
    ["plan-new", "The line with the new key"],
    ["plan-next", "The line with the new key as a fallback"],
    ["plan-old", "The line of the old key"],
];

/// What the field for packages is called.
const PACKAGES: &str = "Your requirements.txt, lock file, pip freeze or INSTALLED_APPS";

const CARRIES: [Carry; 2] = [Carry::Each, Carry::List];

impl Plan {
    /// The part as a visitor finds it.
    pub(in crate::page) fn new(maker: Maker, current: Current) -> Self {
        Self {
            maker,
            current,
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
    pub(in crate::page) fn forget(&mut self, current: Current) {
        self.fields.iter().for_each(|field| field.show(None));
        *self = Self::new(self.maker.clone(), current);
    }

    /// The set-up and the key as they are now.
    pub(in crate::page) fn follow(&mut self, current: Current) {
        self.current = current;
        self.remake();
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
        let next = self.current.key.as_ref().ok().and_then(|key| plan.new_as_fallback(key));
        let lines = [
            self.made.as_ref().ok().map(|line| self.new_written(line)),
            next.and_then(|line| match &self.current.replace {
                Some(_) => Some(self.new_written(&line)),
                None => fallbacks::written(&[line], form),
            }),
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
                    self.typed[0] = clock::today().written("-");
                }
                let current = &self.current;
                let plan = self.chosen.get_or_insert_with(|| first_plan(current));
                plan.cause = DOORS[at].cause;
                self.remake();
            }
            Message::Chosen(which, value) => {
                let Some(plan) = &mut self.chosen else { return false };
                let at = value.parse().unwrap_or(0);
                match which {
                    0 => plan.django = Django::ALL.get(at).copied().unwrap_or(plan.django),
                    1 => plan.engine = Engine::ALL.get(at).copied().unwrap_or(plan.engine),
                    _ => {
                        plan.carry = CARRIES.get(at).copied().unwrap_or(plan.carry);
                        self.unfolded = true;
                    }
                }
                self.remake();
            }
            Message::Typed(which, text) => {
                self.typed[which] = text;
                self.remake();
            }
            Message::Rolling => {
                if let Some(plan) = &mut self.chosen {
                    plan.rolling = !plan.rolling;
                }
                self.remake();
            }
            Message::Old(typed) => self.carry_old(&typed),
            Message::Packages(pasted) => self.yours = packages::yours(pasted.expose()),
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
    fn remake(&mut self) {
        let Some(plan) = &mut self.chosen else { return };
        self.stale = true;
        plan.day = Date::parse(&self.typed[0]);
        let age = |at: usize| Ages::parse(&self.typed[at]);
        if let (Some(sessions), Some(resets), Some(own)) = (age(1), age(2), age(3)) {
            plan.ages = Ages { sessions, resets, own };
        }
        // A store is read by its own code, or puts a variable into the environment.
        let environ = self.current.replace.as_ref().and_then(|_| Destination::find("os-environ"));
        plan.destination = environ.unwrap_or(self.current.destination);
        plan.name = self.current.name.clone();
        self.made = line(plan, self.current.key.as_ref());
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

    /// The line with the new key; where a store keeps it, the key alone.
    fn new_written(&self, line: &Line) -> Written {
        match &self.current.key {
            Ok(key) if self.current.is_in_store() => Written { text: key.expose().into(), lead: 0 },
            _ => line.written(self.current.destination.form()),
        }
    }

    /// What a part of a step shows.
    fn shown(&self, part: Part) -> Option<Secret> {
        let plan = self.chosen.as_ref()?;
        let form = plan.destination.form();
        match part {
            Part::Code(code) => plan.code(code).map(|(_, text)| Secret::new(text)),
            Part::New => Some(self.new_written(self.made.as_ref().ok()?).text),
            Part::Store => match &self.current.replace {
                Some((_, Piece::Code(code))) => Some(Secret::from(&**code)),
                _ => None,
            },
            Part::NewAsFallback if self.current.is_in_store() => {
                Some(Secret::from(self.current.key.as_ref().ok()?.expose()))
            }
            Part::NewAsFallback => {
                Some(fallbacks::written(&[plan.new_as_fallback(self.current.key.as_ref().ok()?)?], form)?.text)
            }
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
        let Some(entry) = entry() else { return "Enter a day that exists." };
        let file = TextFile::new();
        file.push(&entry);
        if file.save("drop-the-old-key.ics", "text/calendar") {
            "Saved drop-the-old-key.ics. It contains no key."
        } else {
            "Try another browser. This one blocked saving the file."
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
        Part::Code(_) | Part::Store | Part::Day => None,
    }
}

/// The plan that a visitor sees first.
fn first_plan(current: &Current) -> rotate::Plan {
    let plan = rotate::Plan::usual(current.destination, None);
    rotate::Plan { django: current.version.map_or(plan.django, Django::of), ..plan }
}

/// The line with this key, which gets through as a fallback, too, where that is wanted.
fn line(plan: &rotate::Plan, key: Result<&Secret, &String>) -> Result<Line, String> {
    let key = key.map_err(String::clone)?;
    if plan.falls_back() && plan.new_as_fallback(key).is_none() {
        return Err("Give each old key its own variable. This key doesn’t get through a list.".to_owned());
    }
    plan.destination.write(&plan.name, key).map_err(|error| error.to_string())
}
