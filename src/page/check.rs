//! The second tab: what is to be said of a pasted key.

use yew::prelude::*;

#[component]
pub(super) fn Check() -> Html {
    html! {}
}
