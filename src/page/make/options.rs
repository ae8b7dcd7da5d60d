//! The kind of key, its length, and the variable's name.

use yew::{html::Scope, prelude::*};

use super::{Action, Choices, Message, choices::Place, choices::Problem};
use crate::{
    key::{LONGEST, PRESETS},
    page::{
        app::App,
        browser::input,
        parts::{Takes, chip, press, text_field},
    },
};

/// Names that are one click away.
const NAMES: [&str; 4] = ["DJANGO_SECRET_KEY", "SECRET_KEY", "APP_SECRET_KEY", "PROD_SECRET_KEY"];

/// The options, with why there is no line, if there is none.
pub(super) fn view(link: &Scope<App>, choices: &Choices, problem: Option<Problem>) -> Html {
    let problem = |place| problem.filter(|problem| problem.place == place).map(|problem| problem.to_string());
    html! {
        <>
            <fieldset>
                <legend>{ "Kind of key" }</legend>
                { for PRESETS.iter().enumerate().map(|(at, preset)| radio(
                    preset.id,
                    preset.label,
                    preset.about,
                    choices.preset == Some(preset),
                    press(link, |at| Message::Choose(Action::Preset(&PRESETS[at])).into(), at),
                )) }
                { radio(
                    "custom",
                    "Custom",
                    "Your own alphabet.",
                    choices.preset.is_none(),
                    press(link, |_| Message::Choose(Action::OwnAlphabet).into(), 0),
                ) }
            </fieldset>
            if choices.preset.is_none() {
                { text_field(
                    "alphabet",
                    "Alphabet",
                    Takes::Text,
                    &choices.alphabet,
                    problem(Place::Alphabet),
                    input::on_input(link, |text| Message::Choose(Action::Alphabet(text)).into()),
                ) }
            }
            { text_field(
                "length",
                "Length in characters",
                Takes::Number(LONGEST),
                &choices.length,
                problem(Place::Length),
                input::on_input(link, |text| Message::Choose(Action::Length(text)).into()),
            ) }
            { text_field(
                "name",
                "Variable name",
                Takes::Text,
                &choices.name,
                problem(Place::Name),
                input::on_input(link, |text| Message::Choose(Action::Name(text)).into()),
            ) }
            <div class="chips" role="group" aria-label="Usual names">
                { for NAMES.into_iter().enumerate().map(|(at, name)| chip(
                    name,
                    choices.name == name,
                    None,
                    press(link, |at| Message::Choose(Action::Name(NAMES[at].to_owned())).into(), at),
                )) }
            </div>
        </>
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
