//! Why this page can be trusted with a key, and how far.

use yew::prelude::*;

#[component]
pub(super) fn Trust() -> Html {
    html! {}
}
