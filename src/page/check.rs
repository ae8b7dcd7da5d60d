//! The second tab: what is to be said of a pasted key.

use yew::prelude::*;

pub(super) struct Check;

impl Component for Check {
    type Message = ();
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! {}
    }
}
