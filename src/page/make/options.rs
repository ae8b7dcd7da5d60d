//! The kind of key, and its length.

use yew::{html::Scope, prelude::*};

use super::{Action, Choices, Message, choices::Place, choices::Problem};
use crate::{
    key::{LONGEST, PRESETS, Preset},
    page::{
        app::App,
        browser::input,
        element::{Element, all, el},
        parts::{Takes, press, text_field},
    },
};

/// The options, with why there is no line, if there is none.
pub(super) fn view(link: &Scope<App>, choices: &Choices, problem: Option<Problem>) -> Html {
    let problem = |place| problem.filter(|problem| problem.place == place).map(|problem| problem.to_string());
    let preset = |(at, preset): (usize, &Preset)| {
        radio(
            preset.id,
            preset.label,
            preset.about,
            choices.preset.is_some_and(|chosen| chosen == preset),
            press(link, |at| Message::Choose(Action::Preset(&PRESETS[at])).into(), at),
        )
    };
    let custom = radio(
        "custom",
        "Custom",
        "Your own alphabet.",
        choices.preset.is_none(),
        press(link, |_| Message::Choose(Action::OwnAlphabet).into(), 0),
    );
    let kinds = el("fieldset").with(el("legend").words("Kind of key")).each(PRESETS.iter().enumerate().map(preset));
    let alphabet = choices.preset.is_none().then(|| {
        text_field(
            "alphabet",
            "Alphabet",
            Takes::Text,
            &choices.alphabet,
            problem(Place::Alphabet),
            input::on_input(link, |text| Message::Choose(Action::Alphabet(text)).into()),
        )
    });
    let length = text_field(
        "length",
        "Length in characters",
        Takes::Number(LONGEST),
        &choices.length,
        problem(Place::Length),
        input::on_input(link, |text| Message::Choose(Action::Length(text)).into()),
    );
    all(vec![kinds.with(custom).html_node(), alphabet.map(Element::html_node).unwrap_or_default(), length.html_node()])
}

fn radio(
    id: &'static str,
    label: &'static str,
    about: &'static str,
    checked: bool,
    on_choose: Callback<MouseEvent>,
) -> Element {
    let input = el("input").set("type", "radio").set("name", "preset").set("data-preset", id).checked(checked);
    let words = el("span").with(el("b").words(label)).with(el("small").words(about));
    el("label").class("radio").with(input.on_click(on_choose)).with(words)
}
