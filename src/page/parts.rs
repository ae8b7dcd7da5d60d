//! Parts that several places of the page use. They are functions, not components: each component
//! weighs some kilobytes in the page.

use std::borrow::Cow;

use yew::{html::Scope, prelude::*};

use super::app::{App, Message};

/// What a press sends: a message, which may hold the number of what was pressed in its list. One
/// function for all, since a closure of its own for each button weighs a few hundred bytes.
pub(super) fn press<E: 'static>(link: &Scope<App>, message: fn(usize) -> Message, number: usize) -> Callback<E> {
    link.callback(move |_| message(number))
}

/// A button; its id may be empty.
pub(super) fn button(
    id: &'static str,
    class: &'static str,
    label: &'static str,
    enabled: bool,
    on_click: Callback<MouseEvent>,
) -> Html {
    html! { <button id={(!id.is_empty()).then_some(id)} type="button" {class} disabled={!enabled} onclick={on_click}>{ label }</button> }
}

/// A choice that is one click away: a round button that is pressed while it is the chosen one.
/// `destination` is for tests.
pub(super) fn chip(
    label: impl Into<AttrValue>,
    chosen: bool,
    destination: Option<Cow<'static, str>>,
    on_choose: Callback<MouseEvent>,
) -> Html {
    html! {
        <button
            type="button"
            class="chip"
            aria-pressed={if chosen { "true" } else { "false" }}
            data-destination={destination}
            onclick={on_choose}
        >
            { label.into() }
        </button>
    }
}

/// What the last action came to, where a screen reader says it.
pub(super) fn said(id: &'static str, words: &str) -> Html {
    html! { <p {id} class="said" role="status">{ words }</p> }
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
) -> Html {
    let hint = format!("{id}-problem");
    let (kind, most) = match takes {
        Takes::Text => ("text", None),
        Takes::Number(most) => ("number", Some(most.to_string())),
    };
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input
                {id}
                type={kind}
                min={most.is_some().then_some("1")}
                max={most}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value={text.to_owned()}
                aria-invalid={if problem.is_some() { "true" } else { "false" }}
                aria-describedby={hint.clone()}
                oninput={on_input}
            />
            <p id={hint} class="problem" role="status">{ problem }</p>
        </div>
    }
}
