//! Parts that several places of the page use. They are functions, not components: each component
//! weighs some kilobytes in the page.

use std::{borrow::Cow, ops::Range, time::Duration};

use yew::{Callback, InputEvent, MouseEvent, SubmitEvent, html::Scope};

use super::{
    app::{App, Message},
    browser::clipboard,
    element::{Element, el},
};

/// What a press sends: a message, which may hold the number of what was pressed in its list. One
/// function for all, since a closure of its own for each button weighs a few hundred bytes.
pub(super) fn press<E: 'static>(link: &Scope<App>, message: fn(usize) -> Message, number: usize) -> Callback<E> {
    link.callback(move |_| message(number))
}

/// Copies `text`, and sends a message with the number and whether it could. One function for all: a
/// future of its own for each place weighs more than half a kilobyte.
pub(super) fn copy(link: &Scope<App>, text: &str, message: fn(usize, bool) -> Message, number: usize) {
    let copying = clipboard::write(text);
    link.send_future(async move { message(number, copying.await) });
}

/// Sends a message with the number when the browser has had time to draw and to listen.
pub(super) fn later(link: &Scope<App>, wait: Duration, message: fn(usize) -> Message, number: usize) {
    link.send_future(async move {
        yew::platform::time::sleep(wait).await;
        message(number)
    });
}

/// A place in `text` in UTF-16 units, as a field counts.
pub(super) fn place_in(text: &str, span: &Range<usize>) -> Range<u32> {
    let units = |end: usize| u32::try_from(text[..end].encode_utf16().count()).unwrap_or(u32::MAX);
    units(span.start)..units(span.end)
}

/// A button; its id may be empty.
pub(super) fn button(
    id: &'static str,
    class: &'static str,
    label: &'static str,
    enabled: bool,
    on_click: Callback<MouseEvent>,
) -> Element {
    let button = el("button").set("type", "button").class(class).mark("disabled", !enabled).words(label);
    let button = if id.is_empty() { button } else { button.set("id", id) };
    button.on_click(on_click)
}

/// A choice that is one click away: a round button that is pressed while it is the chosen one.
/// `destination` is for tests.
pub(super) fn chip(
    label: String,
    chosen: bool,
    destination: Option<Cow<'static, str>>,
    on_choose: Callback<MouseEvent>,
) -> Element {
    let chip = el("button").key(&label).set("type", "button").class("chip").set("aria-pressed", yes_or_no(chosen));
    let chip = chip.text(label);
    let chip = match destination {
        Some(id) => chip.set_text("data-destination", id.into_owned()),
        None => chip,
    };
    chip.on_click(on_choose)
}

/// The value of an ARIA attribute.
pub(super) const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

/// A choice of one of many: some chips, and a field that finds the others by their names. The texts
/// are the field's id, the id of the label, the label, the field's name, and the form's name; `told` is what is said of
/// what is typed.
pub(super) fn finder(
    [id, label_id, label, find, name]: [&'static str; 5],
    count: usize,
    typed: &str,
    chips: Vec<Element>,
    told: &'static str,
    on_input: Callback<InputEvent>,
    on_submit: Callback<SubmitEvent>,
) -> Element {
    let told = el("p").class("none").set("role", "status").words(told);
    let chips = el("div").class("chips").set("role", "group").set("aria-labelledby", label_id).each(chips.into_iter());
    let search = el("input")
        .set("id", id)
        .class("search")
        .set("type", "search")
        .unhelped()
        .set("aria-label", find)
        .set_text("placeholder", format!("Search all {count}…"))
        .value(typed)
        .on_input(on_input);
    el("form")
        .class("destinations")
        .set("role", "search")
        .set("aria-label", name)
        .with(el("span").set("id", label_id).class("label").words(label))
        .with(chips)
        .with(search)
        .with(told)
        .on_submit(on_submit)
}

/// A list to choose from, with its label: what each entry sends and shows. None is chosen if `chosen` is none of
/// them.
pub(super) fn select(
    [id, label]: [&'static str; 2],
    chosen: &str,
    options: impl Iterator<Item = (Cow<'static, str>, &'static str)>,
    on_choose: Callback<InputEvent>,
) -> Element {
    let option = |(value, label): (Cow<'static, str>, &'static str)| {
        let is_chosen = value == chosen;
        el("option").set_text("value", value.into_owned()).mark("selected", is_chosen).words(label)
    };
    let select = el("select").set("id", id).set("autocomplete", "off").each(options.map(option)).on_input(on_choose);
    el("div").class("field").with(el("label").set("for", id).words(label)).with(select)
}

/// What the last action came to, where a screen reader says it.
pub(super) fn said(id: &'static str, words: &str) -> Element {
    el("p").set("id", id).class("said").set("role", "status").text(words.to_owned())
}

/// The same beside a button.
pub(super) fn told(words: &'static str) -> Element {
    el("span").class("told").set("role", "status").words(words)
}

/// What a text field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Text,
    /// A number from 1 to this.
    Number(usize),
}

/// An ordinary field, which never holds a secret, with its label and under it what is wrong with
/// what it holds.
pub(super) fn text_field(
    id: &'static str,
    label: &'static str,
    takes: Takes,
    text: &str,
    problem: Option<String>,
    on_input: Callback<InputEvent>,
) -> Element {
    let hint = || [id, "-problem"].concat();
    let input = match takes {
        Takes::Text => el("input").set("type", "text"),
        Takes::Number(most) => el("input").set("type", "number").set("min", "1").set_text("max", most.to_string()),
    };
    let input = input
        .set("id", id)
        .unhelped()
        .set("aria-invalid", yes_or_no(problem.is_some()))
        .set_text("aria-describedby", hint())
        .value(text)
        .on_input(on_input);
    let problem =
        el("p").set_text("id", hint()).class("problem").set("role", "status").text(problem.unwrap_or_default());
    el("div").class("field").with(el("label").set("for", id).words(label)).with(input).with(problem)
}
