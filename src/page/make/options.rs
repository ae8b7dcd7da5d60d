//! The kind of key, its length, and the variable's name.

use yew::{html::Scope, prelude::*};

use super::{Action, Choices, Message, choices::Place, choices::Problem};
use crate::{
    key::{LONGEST, PRESETS},
    page::{
        app::App,
        browser::input,
        parts::{Takes, chip, text_field},
    },
};

/// Names that are one click away.
const NAMES: [&str; 4] = ["DJANGO_SECRET_KEY", "SECRET_KEY", "APP_SECRET_KEY", "PROD_SECRET_KEY"];

/// The options, with why there is no line, if there is none, and whether prints show the key.
pub(super) fn view(link: &Scope<App>, choices: &Choices, problem: Option<Problem>, print: bool) -> Html {
    let problem = |place| problem.filter(|problem| problem.place == place).map(|problem| problem.to_string());
    let on_input =
        |action: fn(String) -> Action| input::on_input(link.callback(move |text| Message::Choose(action(text))));
    html! {
        <div class="options">
            <fieldset>
                <legend>{ "Kind of key" }</legend>
                { for PRESETS.iter().map(|preset| radio(
                    preset.id,
                    preset.label,
                    preset.about,
                    choices.preset == Some(preset),
                    link.callback(move |_| Message::Choose(Action::Preset(preset))),
                )) }
                { radio(
                    "custom",
                    "Custom",
                    "Your own alphabet.",
                    choices.preset.is_none(),
                    link.callback(|_| Message::Choose(Action::OwnAlphabet)),
                ) }
            </fieldset>
            if choices.preset.is_none() {
                { text_field(
                    "alphabet",
                    "Alphabet",
                    Takes::Text,
                    &choices.alphabet,
                    problem(Place::Alphabet),
                    on_input(Action::Alphabet),
                ) }
            }
            { text_field(
                "length",
                "Length in characters",
                Takes::Number(LONGEST),
                &choices.length,
                problem(Place::Length),
                on_input(Action::Length),
            ) }
            { text_field(
                "name",
                "Variable name",
                Takes::Text,
                &choices.name,
                problem(Place::Name),
                on_input(Action::Name),
            ) }
            <div class="chips" role="group" aria-label="Usual names">
                { for NAMES.into_iter().map(|name| chip(
                    name,
                    choices.name == name,
                    None,
                    link.callback(move |_| Message::Choose(Action::Name(name.to_owned()))),
                )) }
            </div>
            <label class="tick">
                <input
                    id="print"
                    type="checkbox"
                    checked={print}
                    onchange={input::on_tick(link.callback(Message::Print))}
                />
                <span>{ "Show the key when this page is printed" }</span>
            </label>
        </div>
    }
}

fn radio(
    id: &'static str,
    label: &'static str,
    about: &'static str,
    checked: bool,
    on_choose: Callback<Event>,
) -> Html {
    html! {
        <label class="radio">
            <input type="radio" name="preset" data-preset={id} {checked} onchange={on_choose} />
            <span><b>{ label }</b><small>{ about }</small></span>
        </label>
    }
}
