//! A part that is folded away until it is asked for.

use yew::prelude::*;

/// `inside` under a title and, in a few words, what it is. (These are functions, not components,
/// because each component weighs some 4 KB in the page.)
pub(crate) fn fold(title: &'static str, hint: &'static str, open: bool, inside: Html) -> Html {
    html! {
        <details class="fold" {open}>
            <summary><h2>{ title }</h2><small>{ hint }</small></summary>
            <div class="inside">{ inside }</div>
        </details>
    }
}
