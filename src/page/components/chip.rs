//! A choice that is one click away.

use yew::prelude::*;

/// A round button that is pressed while it is the chosen one. `destination` is for tests and the
/// style sheet.
pub(crate) fn chip(
    label: Html,
    chosen: bool,
    destination: Option<&'static str>,
    on_choose: Callback<MouseEvent>,
) -> Html {
    html! {
        <button
            key={destination.unwrap_or_default()}
            type="button"
            class="chip"
            aria-pressed={chosen.to_string()}
            data-destination={destination}
            onclick={on_choose}
        >
            { label }
        </button>
    }
}
