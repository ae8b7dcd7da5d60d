//! The kind of key, its length, and the variable's name.

use yew::prelude::*;

use super::{Action, Choices, Place, choices::Problem};
use crate::{
    key::{LONGEST, PRESETS},
    page::{
        browser::{input, root},
        components::chip,
    },
};

/// Names that are one click away.
const NAMES: [&str; 4] = ["DJANGO_SECRET_KEY", "SECRET_KEY", "APP_SECRET_KEY", "PROD_SECRET_KEY"];

/// The options: what is chosen, and why there is no line, if there is none.
pub(super) fn options(
    choices: &Choices,
    problem: Option<Problem>,
    print: &UseStateHandle<bool>,
    on_act: &Callback<Action>,
) -> Html {
    let problem = |place| problem.filter(|problem| problem.place == place).map(|problem| problem.to_string());
    let set_print = {
        let print = print.setter();
        input::on_tick(Callback::from(move |ticked| {
            root::set_print(ticked);
            print.set(ticked);
        }))
    };
    html! {
        <div class="options">
            <fieldset>
                <legend>{ "Kind of key" }</legend>
                for preset in PRESETS {
                    <label class="radio">
                        <input
                            type="radio"
                            name="preset"
                            data-preset={preset.id}
                            checked={choices.preset == Some(preset)}
                            onchange={on_act.reform(move |_| Action::Preset(preset))}
                        />
                        <span><b>{ preset.label }</b><small>{ preset.about }</small></span>
                    </label>
                }
                <label class="radio">
                    <input
                        type="radio"
                        name="preset"
                        data-preset="custom"
                        checked={choices.preset.is_none()}
                        onchange={on_act.reform(|_| Action::OwnAlphabet)}
                    />
                    <span><b>{ "Custom" }</b><small>{ "Your own alphabet." }</small></span>
                </label>
            </fieldset>
            if choices.preset.is_none() {
                { text_field("alphabet", "Alphabet", &choices.alphabet, problem(Place::Alphabet), on_act.reform(Action::Alphabet)) }
            }
            { text_field("length", "Length in characters", &choices.length, problem(Place::Length), on_act.reform(Action::Length)) }
            { text_field("name", "Variable name", &choices.name, problem(Place::Name), on_act.reform(Action::Name)) }
            <div class="chips" role="group" aria-label="Usual names">
                for name in NAMES {
                    { chip(name.into(), choices.name == name, None, on_act.reform(move |_| Action::Name(name.to_owned()))) }
                }
            </div>
            <label class="tick">
                <input id="print" type="checkbox" checked={**print} onchange={set_print} />
                <span>{ "Show the key when this page is printed" }</span>
            </label>
        </div>
    }
}

/// An ordinary field with its label, and under it what is wrong with what it holds.
fn text_field(
    id: &'static str,
    label: &'static str,
    text: &str,
    problem: Option<String>,
    on_input: Callback<String>,
) -> Html {
    let number = id == "length";
    let hint = format!("{id}-problem");
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input
                {id}
                type={if number { "number" } else { "text" }}
                min={number.then_some("1")}
                max={number.then(|| LONGEST.to_string())}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value={text.to_owned()}
                aria-invalid={problem.is_some().to_string()}
                aria-describedby={hint.clone()}
                oninput={input::on_input(on_input)}
            />
            <p id={hint} class="problem" role="status">{ problem }</p>
        </div>
    }
}
