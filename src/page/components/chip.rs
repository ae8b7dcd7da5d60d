//! A choice that is one click away.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) chosen: bool,
    pub(crate) on_choose: Callback<()>,
    pub(crate) children: Html,
    /// For tests and the style sheet: what is chosen.
    #[prop_or_default]
    pub(crate) destination: Option<&'static str>,
}

/// A round button that is pressed while it is the chosen one.
#[component]
pub(crate) fn Chip(props: &Props) -> Html {
    let on_choose = props.on_choose.clone();
    html! {
        <button
            type="button"
            class="chip"
            aria-pressed={props.chosen.to_string()}
            data-destination={props.destination}
            onclick={move |_| on_choose.emit(())}
        >
            { props.children.clone() }
        </button>
    }
}
