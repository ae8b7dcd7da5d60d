//! What the variable is called and where it is kept: in the set-up, on every tab.

use yew::html::Scope;

use super::{
    Action, Choices, Message,
    choices::{Place, Problem},
};
use crate::{
    page::{
        app::App,
        browser::input,
        element::{Element, el},
        parts::{Takes, text_field},
    },
    setup::A_FILE,
    store,
};

/// Both, and what is wrong with the name, if that is why there is no line.
pub(super) fn view(link: &Scope<App>, choices: &Choices, problem: Option<Problem>) -> Element {
    let problem = problem.filter(|problem| problem.place == Place::Name).map(|problem| problem.to_string());
    let typed = input::on_input(link, |text| Message::Choose(Action::Name(text)).into());
    let name = text_field("name", "Named", Takes::Text, &choices.name, problem, typed);
    let option = |id: &'static str, label: &'static str| {
        let chosen = choices.store.map_or("", |store| store.id) == id;
        el("option").set("value", id).mark("selected", chosen).words(label)
    };
    let stores = store::ALL.iter().map(|store| option(store.id, store.label));
    let chosen = input::on_input(link, |id| Message::Choose(Action::Store(store::find(&id))).into());
    let select = el("select").set("id", "kept-in").set("autocomplete", "off").with(option("", A_FILE)).each(stores);
    let kept =
        el("div").class("field").with(el("label").set("for", "kept-in").words("Kept in")).with(select.on_input(chosen));
    el("div").class("destinations").with(name).with(kept)
}
