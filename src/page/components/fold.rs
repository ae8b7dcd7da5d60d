//! A part that is folded away until it is asked for.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) title: &'static str,
    /// What is inside, in a few words.
    pub(crate) hint: AttrValue,
    #[prop_or_default]
    pub(crate) open: bool,
    pub(crate) children: Html,
}

#[component]
pub(crate) fn Fold(props: &Props) -> Html {
    html! {
        <details class="fold" open={props.open}>
            <summary><h2>{ props.title }</h2><small>{ &props.hint }</small></summary>
            <div class="inside">{ props.children.clone() }</div>
        </details>
    }
}
