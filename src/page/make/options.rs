//! The kind of key, its length, and the variable's name.

use yew::prelude::*;

use super::{Action, Choices, Place, choices::Problem};
use crate::{
    key::{LONGEST, PRESETS},
    page::{
        browser::{input, root},
        components::Chip,
    },
};

/// Names that are one click away.
const NAMES: [&str; 4] = ["DJANGO_SECRET_KEY", "SECRET_KEY", "APP_SECRET_KEY", "PROD_SECRET_KEY"];

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) choices: Choices,
    /// Why there is no line, if there is none.
    pub(super) problem: Option<Problem>,
    pub(super) on_act: Callback<Action>,
}

#[component]
pub(super) fn Options(props: &Props) -> Html {
    let Props { choices, problem, on_act } = props;
    let print = use_state_eq(|| false);
    use_effect_with(*print, |print| root::set_print(*print));
    let problem = |place| problem.filter(|problem| problem.place == place).map(|problem| problem.to_string());
    let set_print = {
        let print = print.setter();
        input::on_tick(Callback::from(move |ticked| print.set(ticked)))
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
                <TextField
                    id="alphabet"
                    label="Alphabet"
                    text={choices.alphabet.clone()}
                    problem={problem(Place::Alphabet)}
                    on_input={on_act.reform(Action::Alphabet)}
                />
            }
            <TextField
                id="length"
                label="Length in characters"
                number={true}
                text={choices.length.clone()}
                problem={problem(Place::Length)}
                on_input={on_act.reform(Action::Length)}
            />
            <TextField
                id="name"
                label="Variable name"
                text={choices.name.clone()}
                problem={problem(Place::Name)}
                on_input={on_act.reform(Action::Name)}
            />
            <div class="chips" role="group" aria-label="Usual names">
                for name in NAMES {
                    <Chip
                        chosen={choices.name == name}
                        on_choose={on_act.reform(move |()| Action::Name(name.to_owned()))}
                    >
                        { name }
                    </Chip>
                }
            </div>
            <label class="tick">
                <input id="print" type="checkbox" checked={*print} onchange={set_print} />
                <span>{ "Show the key when this page is printed" }</span>
            </label>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FieldProps {
    id: &'static str,
    label: &'static str,
    text: String,
    problem: Option<String>,
    on_input: Callback<String>,
    #[prop_or_default]
    number: bool,
}

/// An ordinary field with its label, and under it what is wrong with what it holds.
#[component]
fn TextField(props: &FieldProps) -> Html {
    let FieldProps { id, label, text, problem, on_input, number } = props;
    let hint = format!("{id}-problem");
    html! {
        <div class="field">
            <label for={*id}>{ *label }</label>
            <input
                id={*id}
                type={if *number { "number" } else { "text" }}
                min={number.then_some("1")}
                max={number.then(|| LONGEST.to_string())}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value={text.clone()}
                aria-invalid={problem.is_some().to_string()}
                aria-describedby={hint.clone()}
                oninput={input::on_input(on_input.clone())}
            />
            <p id={hint} class="problem" role="status">{ problem.as_deref().unwrap_or_default() }</p>
        </div>
    }
}
