//! How the plan looks.
//!
//! Every step is in the document, and those of other plans are hidden: a field that is taken out of the
//! document loses what it shows.

use yew::html::Scope;

use super::{CARRIES, DOORS, Door, FIELDS, Message, Plan, SELECTS, STEPS, TEXTS};
use crate::{
    page::{
        app::App,
        browser::{field::Field, input},
        element::{Element, el},
        make,
        parts::{self, button, press},
    },
    rotate::{
        self, Ages, Cause, DAY, Django, Engine,
        facts::Group,
        packages::{self, About, Known},
        steps::{Code, Part, Step},
        timeline::{Keys, Stage},
    },
    store::Piece,
};

impl Plan {
    /// How the part looks.
    pub(in crate::page) fn view(&self, link: &Scope<App>) -> Element {
        let chosen = self.chosen.as_ref().map(|plan| plan.cause);
        let door = |(at, door): (usize, &Door)| {
            let pressed = if chosen == Some(door.cause) { "true" } else { "false" };
            el("button")
                .set("type", "button")
                .set("id", door.id)
                .class("door")
                .set("aria-pressed", pressed)
                .with(el("b").words(door.title))
                .with(el("span").words(door.about))
                .on_click(press(link, |at| Message::Door(at).into(), at))
        };
        let doors = el("div").class("doors").set("role", "group").set("aria-label", "Why is the key replaced?");
        let doors = doors.each(DOORS.iter().enumerate().map(door));
        el("div").class("plan").with(doors).with_some(self.chosen.as_ref().map(|plan| self.rest(link, plan)))
    }

    /// What follows the doors.
    fn rest(&self, link: &Scope<App>, plan: &rotate::Plan) -> Element {
        let engine = Engine::ALL.iter().position(|engine| *engine == plan.engine);
        let django = Django::ALL.iter().position(|django| *django == plan.django);
        let tick = el("input").set("id", "plan-rolling").set("type", "checkbox").set("autocomplete", "off");
        let tick = tick.checked(plan.rolling).on_click(press(link, |_| Message::Rolling.into(), 0));
        let rolling = el("label").class("tick").shown(plan.falls_back()).with(tick);
        let inputs = el("div")
            .class("card inputs")
            .with(select(link, 0, django.unwrap_or(0), Django::ALL.into_iter().map(Django::label)))
            .with(select(link, 1, engine.unwrap_or(0), Engine::ALL.into_iter().map(Engine::label)))
            .with(rolling.with(el("span").words("Rolling deploy: old and new instances overlap")));
        let steps = STEPS.iter().enumerate().map(|(at, step)| self.step(link, plan, at, step));
        let facts = Group::ALL.into_iter().map(|group| facts(plan, group));
        el("div")
            .with(inputs)
            .with(timeline(plan))
            .with_some(self.current.replace.as_ref().map(|(store, _)| {
                let words = [
                    "The lines of settings.py are for variables in the environment. Where settings.py asks ",
                    store,
                    " itself, ask for the old key there in the same way, as a secret of its own.",
                ];
                el("p").class("took").text(words.concat())
            }))
            .with(self.packages())
            .with(el("h2").words("The steps"))
            .with(el("ol").class("steps").each(self.before(plan)).each(steps))
            .with(el("h2").words("What Django does"))
            .with(
                el("p").class("took").words("Each sentence is tested against Django 3.2, 4.1, 4.2, 5.2, 6.0 and 6.1."),
            )
            .with(el("div").class("facts").each(facts))
    }

    /// The place for packages, and what is known of them.
    fn packages(&self) -> Element {
        let yours = self.yours.as_ref();
        let known = yours.map(|yours| yours.known.as_slice()).unwrap_or_default();
        let count = known.len();
        let found = yours.map(|yours| {
            let names = yours.unknown.join(", ");
            let unknown = match names.as_str() {
                "" => String::new(),
                names => ["Not known here, so not said to be safe: ", names, ". "].concat(),
            };
            let others = match yours.others {
                0 => String::new(),
                others => ["Not looked at: ", &others.to_string(), " with other names."].concat(),
            };
            let known = match count {
                0 => "None of the packages known here is in it. ".to_owned(),
                1 => "One package is known here. ".to_owned(),
                count => [&count.to_string(), " packages are known here. "].concat(),
            };
            el("p").text([known, unknown, others].concat())
        });
        let search = el("div")
            .shown(yours.is_some())
            .with(el("p").class("took").words("Which installed files use the key, known here or not:"))
            .with(el("pre").words(packages::SEARCH));
        el("section")
            .set("aria-labelledby", "packages")
            .with(el("h2").set("id", "packages").words("Your packages"))
            .with(el("p").class("took").set("aria-hidden", "true").words(super::PACKAGES))
            .with(Field::host("plan-packages"))
            .with(el("div").set("id", "plan-found").set("role", "status").with_some(found))
            .with(el("div").class("facts").each(known.iter().map(of_package)))
            .with(search)
    }

    /// What packages ask to be done first. A place for each that is known, so that no step loses its own.
    fn before(&self, plan: &rotate::Plan) -> impl Iterator<Item = Element> {
        packages::ALL.iter().map(move |package| {
            let mine = self.yours.as_ref();
            let mine = mine.and_then(|yours| yours.known.iter().find(|known| known.package.id == package.id));
            let says = mine.and_then(|known| known.before(plan.cause == Cause::Leaked));
            let title = el("h3").words("First, ").words(package.name);
            el("li")
                .class("card")
                .set("data-step", package.id)
                .shown(says.is_some())
                .with(title)
                .with(el("p").words(says.unwrap_or_default()))
        })
    }

    fn step(&self, link: &Scope<App>, plan: &rotate::Plan, at: usize, step: &Step) -> Element {
        let says = (step.says)(plan);
        let [title, words] = says.unwrap_or_default();
        let item = el("li").class("card").set("data-step", step.id).shown(says.is_some());
        let parts =
            step.parts.iter().enumerate().map(|(number, part)| self.part(link, plan, super::number(at, number), *part));
        item.with(el("h3").words(title)).with(el("p").words(words)).each(parts)
    }

    fn part(&self, link: &Scope<App>, plan: &rotate::Plan, number: usize, part: Part) -> Element {
        let problem = |sentence: Option<&String>| {
            sentence
                .filter(|sentence| !sentence.is_empty())
                .map(|sentence| el("p").class("problem").set("role", "status").text(sentence.clone()))
        };
        let copy = |label, id| {
            let copy = press(link, |number| Message::Copy(number).into(), number);
            button(id, "secondary small", label, true, copy)
        };
        let told = if self.said.0 == number { self.said.1 } else { "" };
        let told = parts::told(told);
        match part {
            Part::Code(code) => {
                let code_of_plan = plan.code(code);
                let shown = code_of_plan.is_some();
                let (place, text) = code_of_plan.unwrap_or_default();
                let head = el("div").class("row").with(el("p").class("file").words(place));
                let head = head.with(told).with(copy(label_of(code), ""));
                el("div").class("code").shown(shown).with(head).with(el("pre").code().text(text))
            }
            Part::New => {
                let new = press(link, |_| make::Message::Choose(make::Action::New).into(), 0);
                let new = button("plan-make", "secondary small", "New key", true, new);
                let actions = el("div")
                    .class("actions")
                    .with(copy(if self.current.is_in_store() { "Copy key" } else { "Copy line" }, "plan-copy-new"))
                    .with(new)
                    .with(told);
                self.secret(plan, 1, self.made.is_ok()).with(actions).with_some(problem(self.made.as_ref().err()))
            }
            Part::Store => {
                let (label, piece) = match &self.current.replace {
                    None => return el("div"),
                    Some((label, piece)) => (*label, piece),
                };
                let head = el("div").class("row").with(el("p").class("file").words(label));
                match piece {
                    Piece::Words(words) => el("div").class("code").with(head).with(el("p").text(words.clone())),
                    Piece::Code(code) => {
                        let head = head.with(told).with(copy("Copy the command that replaces", ""));
                        el("div").class("code").with(head).with(el("pre").code().text(code.clone()))
                    }
                }
            }
            Part::NewAsFallback => {
                let actions = el("div")
                    .class("actions")
                    .with(copy(
                        if self.current.is_in_store() { "Copy key as fallback" } else { "Copy fallback line" },
                        "plan-copy-next",
                    ))
                    .with(told);
                self.secret(plan, 2, self.made.is_ok()).shown(plan.rolling).with(actions)
            }
            Part::Old => {
                let carry = CARRIES.iter().position(|carry| *carry == plan.carry).unwrap_or(0);
                let kinds = ["a variable each", "one variable, as a list"].into_iter();
                let any = self.old.as_ref().is_ok_and(|lines| !lines.is_empty());
                let actions = el("div").class("actions").with(copy("Copy old key’s line", "plan-copy-old")).with(told);
                let typed = el("p")
                    .class("took")
                    .words("The old key or its line. Several old keys: one per line. It stays in this page.");
                let inside = el("div")
                    .with(select(link, 2, carry, kinds))
                    .with(typed)
                    .with(Field::host(FIELDS[0][0]))
                    .with(self.secret(plan, 3, any).shown(any).with(actions))
                    .with_some(problem(self.old.as_ref().err()));
                let summary = el("summary").set("id", "plan-more").words("Several old keys, or a list? Get the lines");
                el("details").mark("open", self.unfolded).with(summary).with(inside)
            }
            Part::Day => {
                let day = plan.drop_day().map_or_else(
                    || "Type the day as 2026-01-31.".to_owned(),
                    |day| format!("Remove the old key on or after {day}."),
                );
                let save = press(link, |_| Message::Calendar.into(), 0);
                let save = button("plan-calendar", "secondary small", "Save to calendar", plan.day.is_some(), save);
                el("div")
                    .class("inputs")
                    .each((0..TEXTS.len()).map(|at| self.text(link, at)))
                    .with(el("p").set("id", "plan-drop").class("drop").set("role", "status").text(day))
                    .with(el("div").class("actions").with(save).with(told))
            }
        }
    }

    /// The place of a line with a secret; in a store, of the secret alone.
    fn secret(&self, plan: &rotate::Plan, at: usize, possible: bool) -> Element {
        let line = el("div").class("one-of-set").shown(possible).with(Field::host(FIELDS[at][0]));
        let place = match (&self.current.replace, at) {
            (Some((store, _)), 2) => [store, ", as ", plan.fallback().as_str()].concat(),
            (Some((store, _)), _) => (*store).to_owned(),
            (None, _) => plan.place().to_owned(),
        };
        el("div").with(el("p").class("file").text(place)).with(line)
    }

    /// One of the ordinary fields.
    fn text(&self, link: &Scope<App>, at: usize) -> Element {
        let [id, label, _] = TEXTS[at];
        let typed = &self.typed[at];
        let kind = if at == 0 { "date" } else { "text" };
        let input = el("input").set("id", id).set("type", kind).unhelped().value(typed).on_input(input::on_input_of(
            link,
            |at, text| Message::Typed(at, text).into(),
            at,
        ));
        // What the number of seconds is, where it is one.
        let hint = (at > 0).then(|| {
            Ages::parse(typed).map_or_else(
                || "Seconds, as in settings.py: 1209600 or 60 * 60 * 24 * 14.".to_owned(),
                |seconds| match seconds / DAY {
                    0 if seconds == 0 => "none".to_owned(),
                    0 => "less than a day".to_owned(),
                    1 => "1 day".to_owned(),
                    days => format!("{days} days"),
                },
            )
        });
        let hint = hint.map(|hint| el("small").text(hint));
        el("div").class("field").with(el("label").set("for", id).words(label)).with(input).with_some(hint)
    }
}

/// What the instances sign with and accept after each step, and what users notice.
fn timeline(plan: &rotate::Plan) -> Element {
    let head = ["Step", "Signs with", "Accepts", "Users notice"].into_iter();
    let head = el("tr").each(head.map(|title| el("th").set("scope", "col").words(title)));
    let keys = |keys: Keys| {
        let class = match keys {
            Keys::Old => "old",
            Keys::New => "new",
            Keys::Both => "both",
        };
        el("td").with(el("span").class(class).words(keys.words()))
    };
    let row = |stage: Stage| {
        let day = (stage.step == "drop").then(|| plan.drop_day()).flatten();
        let title = el("th").set("scope", "row").words(stage.title);
        el("tr")
            .with(title.with_some(day.map(|day| el("small").text(format!(" from {day}")))))
            .with(keys(stage.signs))
            .with(keys(stage.accepts))
            .with(el("td").words(stage.noticed))
    };
    let table = el("table")
        .with(el("caption").class("sr").words("What the instances sign with and accept after each step"))
        .with(el("thead").with(head))
        .with(el("tbody").each(plan.timeline().into_iter().map(row)));
    let why = plan.why_accepted_first().map(|why| el("p").class("took").words(why));
    el("div").class("card timeline").with(el("div").class("scroll").with(table)).with_some(why)
}

/// A list to choose from; what is chosen is told by its place.
fn select(link: &Scope<App>, number: usize, chosen: usize, labels: impl Iterator<Item = &'static str>) -> Element {
    let on_choose = input::on_input_of(link, |which, value| Message::Chosen(which, value).into(), number);
    let options = labels.enumerate().map(|(at, label)| (at.to_string().into(), label));
    parts::select(SELECTS[number], &chosen.to_string(), options, on_choose)
}

/// What there is to know of what the group is about.
fn facts(plan: &rotate::Plan, group: Group) -> Element {
    let mut list = el("ul");
    let mut any = false;
    for fact in plan.facts(group) {
        any = true;
        list = list.with(el("li").words(fact.sentence).words(" ").with(el("small").words(fact.source)));
    }
    el("section").class("card").shown(any).with(el("h3").words(group.label())).with(list)
}

/// What is so of a package that the user has.
fn of_package(known: &Known) -> Element {
    let item = |fact: &'static packages::Fact| el("li").words(fact.about.lead()).words(fact.sentence);
    let facts = known.facts().filter(|fact| fact.about < About::First);
    let version = known.version.map(|version| [" ", &packages::written(version)].concat());
    el("section")
        .class("card")
        .with(el("h3").words(known.package.name).text(version.unwrap_or_default()))
        .with(el("p").text(known.sure()))
        .with(el("ul").each(facts.map(item)))
        .with(el("small").words(known.package.source))
}

const fn label_of(code: Code) -> &'static str {
    match code {
        Code::Settings => "Copy the lines",
        Code::Rename => "Copy the name",
        Code::Count | Code::Clear | Code::Search | Code::Rewrite => "Copy the command",
    }
}
