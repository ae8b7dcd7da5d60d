//! How the plan looks.
//!
//! Every step is in the document, and those of other plans are hidden: a field that is taken out of the
//! document loses what it shows.

use yew::html::Scope;

use super::{LINES, Message, OLD, PACKAGES, Plan};
use crate::{
    page::{
        app::App,
        browser::{field::Field, input},
        element::{Element, el},
        make,
        parts::{self, button, press, yes_or_no},
    },
    rotate::{
        self, Cause,
        facts::Group,
        packages,
        rotation::{Content, Said, Select, Shown, Text},
        steps::{ALL as STEPS, At, Part, Step},
        timeline::{Keys, Stage},
        yours::Known,
    },
};

/// The ids of the doors, as [`Cause::ALL`] has them.
const DOORS: [&str; Cause::ALL.len()] = ["door-planned", "door-leaked"];

/// Those of the lists, as [`Select::ALL`] has them.
const SELECTS: [&str; Select::ALL.len()] = ["plan-django", "plan-engine", "plan-carry"];

/// Those of the ordinary fields, as [`Text::ALL`] has them.
const TEXTS: [&str; Text::ALL.len()] = ["plan-day", "plan-sessions", "plan-resets", "plan-own"];

impl Plan {
    /// How the part looks.
    pub(in crate::page) fn view(&self, link: &Scope<App>) -> Element {
        let chosen = self.rotation.plan().map(|plan| plan.cause);
        let door = |(at, id): (usize, &'static str)| {
            let cause = Cause::ALL[at];
            let [title, about] = cause.words();
            el("button")
                .set("type", "button")
                .set("id", id)
                .class("door")
                .set("aria-pressed", yes_or_no(chosen == Some(cause)))
                .with(el("b").words(title))
                .with(el("span").words(about))
                .on_click(press(link, |at| Message::Door(at).into(), at))
        };
        let doors = el("div").class("doors").set("role", "group").set("aria-label", "Why is the key replaced?");
        let doors = doors.each(DOORS.into_iter().enumerate().map(door));
        el("div").class("plan").with(doors).with_some(self.rotation.plan().map(|plan| self.rest(link, plan)))
    }

    /// What follows the doors.
    fn rest(&self, link: &Scope<App>, plan: &rotate::Plan) -> Element {
        let tick = el("input").set("id", "plan-rolling").set("type", "checkbox").set("autocomplete", "off");
        let tick = tick.checked(plan.rolling).on_click(press(link, |_| Message::Rolling.into(), 0));
        let rolling = el("label").class("tick").shown(plan.falls_back()).with(tick);
        let inputs = el("div")
            .class("card inputs")
            .with(select(link, plan, 0))
            .with(select(link, plan, 1))
            .with(rolling.with(el("span").words("Rolling deploy: old and new instances overlap")));
        let steps = STEPS.iter().enumerate().map(|(at, step)| self.step(link, plan, at, step));
        let facts = Group::ALL.into_iter().map(|group| facts(plan, group));
        let summary = el("summary").set("id", "plan-facts").with(el("h2").words("What Django does"));
        let tested = "Each sentence is tested against Django 3.2, 4.1, 4.2, 5.2, 6.0 and 6.1.";
        let inside = el("div").class("inside").with(el("p").class("took").words(tested));
        let inside = inside.with(el("div").class("facts").each(facts));
        el("div")
            .with(inputs)
            .with(timeline(plan))
            .with_some(self.rotation.of_store().map(|words| el("p").class("took").text(words)))
            .with(self.packages())
            .with(el("h2").words("The steps"))
            .with(el("ol").class("steps").each(self.before()).each(steps))
            .with(el("details").class("fold").with(summary).with(inside))
    }

    /// The place for packages, and what is known of them.
    fn packages(&self) -> Element {
        let yours = self.rotation.yours();
        let known = yours.map(|yours| yours.known.as_slice()).unwrap_or_default();
        let found = yours.map(|yours| el("p").text(yours.summary()));
        let found = found.or_else(|| Some(el("p").words(self.rotation.no_packages()?)));
        let search = el("div")
            .shown(yours.is_some())
            .with(el("p").class("took").words("Which installed files use the key, known here or not:"))
            .with(el("pre").words(packages::SEARCH));
        el("section")
            .set("aria-labelledby", "packages")
            .with(el("h2").set("id", "packages").words("Your packages"))
            .with(el("p").class("took").set("aria-hidden", "true").words(PACKAGES[1]))
            .with(Field::host(PACKAGES[0]))
            .with(el("div").set("id", "plan-found").set("role", "status").with_some(found))
            .with(el("div").class("facts").each(known.iter().map(of_package)))
            .with(search)
    }

    /// What packages ask to be done first. A place for each that is known, so that no step loses its own.
    fn before(&self) -> impl Iterator<Item = Element> {
        packages::ALL.iter().map(move |package| {
            let says = self.rotation.before(package);
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
        let parts = step.parts.iter().enumerate();
        let parts = parts.map(|(number, part)| self.part(link, plan, At::new(at, number), *part));
        item.with(el("h3").words(title)).with(el("p").words(words)).each(parts)
    }

    fn part(&self, link: &Scope<App>, plan: &rotate::Plan, at: At, part: Part) -> Element {
        let shown = self.rotation.shown(part);
        let said = if self.said.0 == at { self.said.1 } else { Said::Nothing };
        let told = parts::told(said.words());
        match part {
            Part::Code(_) | Part::Store => code(link, at, shown, told),
            Part::New => {
                let new = press(link, |_| make::Message::Choose(make::Action::New).into(), 0);
                let new = button("plan-make", "secondary small", "New key", true, new);
                secret(link, at, 0, "plan-copy-new", shown, Some(new), told)
            }
            Part::NewAsFallback => secret(link, at, 1, "plan-copy-next", shown, None, told),
            Part::Old => {
                let typed = el("p")
                    .class("took")
                    .words("The old key or its line. Several old keys: one per line. It stays in this page.");
                let inside = el("div").with(select(link, plan, 2)).with(typed).with(Field::host(OLD[0])).with(secret(
                    link,
                    at,
                    2,
                    "plan-copy-old",
                    shown,
                    None,
                    told,
                ));
                let summary = el("summary").set("id", "plan-more").words("Several old keys, or a list? Get the lines");
                el("details").mark("open", self.rotation.is_unfolded()).with(summary).with(inside)
            }
            Part::Day => {
                let save = press(link, |_| Message::Calendar.into(), 0);
                let save = button("plan-calendar", "secondary small", "Save to calendar", plan.day.is_some(), save);
                let day = self.rotation.drop_words();
                el("div")
                    .class("inputs")
                    .each((0..TEXTS.len()).map(|at| self.text(link, at)))
                    .with(el("p").set("id", "plan-drop").class("drop").set("role", "status").text(day))
                    .with(el("div").class("actions").with(save).with(told))
            }
        }
    }

    /// One of the ordinary fields.
    fn text(&self, link: &Scope<App>, at: usize) -> Element {
        let (id, text) = (TEXTS[at], Text::ALL[at]);
        let kind = if text == Text::Day { "date" } else { "text" };
        let typed = input::on_input_of(link, |at, text| Message::Typed(at, text).into(), at);
        let input = el("input").set("id", id).set("type", kind).unhelped();
        let input = input.value(self.rotation.text(text)).on_input(typed);
        let hint = self.rotation.hint(text).map(|hint| el("small").text(hint));
        el("div").class("field").with(el("label").set("for", id).words(text.label())).with(input).with_some(hint)
    }
}

/// A button that copies a part.
fn copying(link: &Scope<App>, at: At, id: &'static str, label: &'static str, can: bool) -> Element {
    let copy = press(link, |number| Message::Copy(number).into(), at.number());
    button(id, "secondary small", label, can, copy)
}

/// What holds no secret.
fn code(link: &Scope<App>, at: At, shown: Option<Shown>, told: Element) -> Element {
    let block = el("div").class("code").shown(shown.is_some());
    let Some(Shown { place, content, copy }) = shown else { return block };
    let head = el("div").class("row").with(el("p").class("file").text(place));
    match content {
        Content::Code(text) => {
            block.with(head.with(told).with(copying(link, at, "", copy, true))).with(el("pre").code().text(text))
        }
        Content::Words(words) => block.with(head).with(el("p").text(words)),
        Content::Secret { .. } => block,
    }
}

/// The place of a line with a secret; in a store, of the secret alone. It stays in the document while there is none.
fn secret(
    link: &Scope<App>,
    at: At,
    which: usize,
    id: &'static str,
    shown: Option<Shown>,
    more: Option<Element>,
    told: Element,
) -> Element {
    let block = el("div").shown(shown.is_some());
    let (place, copy, is_there, problem) = match shown {
        Some(Shown { place, copy, content: Content::Secret { is_there, problem } }) => (place, copy, is_there, problem),
        _ => Default::default(),
    };
    // Where there is nothing to copy, the reason stands below, or beside the new key; old keys are still to be typed.
    let can = is_there || LINES[which].0 == Part::Old && problem.is_empty();
    let actions = el("div").class("actions").with(copying(link, at, id, copy, can)).with_some(more).with(told);
    let problem = (!problem.is_empty()).then(|| el("p").class("problem").set("role", "status").text(problem));
    let host = el("div").class("one-of-set").shown(is_there).with(Field::host(LINES[which].1));
    block.with(el("p").class("file").text(place)).with(host).with(actions).with_some(problem)
}

/// What the instances sign with and accept after each step, and what users notice.
fn timeline(plan: &rotate::Plan) -> Element {
    let head = ["Step", "Signs with", "Accepts", "Users notice of Django itself"].into_iter();
    let head = el("tr").each(head.map(|title| el("th").set("scope", "col").words(title)));
    let keys = |keys: Keys| el("td").with(el("span").class(keys.id()).words(keys.words()));
    let row = |stage: Stage| {
        let title = el("th").set("scope", "row").words(stage.title);
        el("tr")
            .with(title.with_some(stage.since.map(|day| el("small").text(format!(" from {day}")))))
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
fn select(link: &Scope<App>, plan: &rotate::Plan, number: usize) -> Element {
    let list = Select::ALL[number];
    let on_choose = input::on_input_of(link, |which, value| Message::Chosen(which, value).into(), number);
    let options = list.options().into_iter().enumerate().map(|(at, label)| (at.to_string().into(), label));
    parts::select([SELECTS[number], list.label()], &list.chosen(plan).to_string(), options, on_choose)
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
    let version = known.version.map(|version| [" ", &packages::written(version)].concat());
    el("section")
        .class("card")
        .with(el("h3").words(known.package.name).text(version.unwrap_or_default()))
        .with(el("p").text(known.sure()))
        .with(el("ul").each(known.told().map(item)))
        .with(el("small").words(known.package.source))
}
