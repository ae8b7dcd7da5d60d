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
        parts::{Takes, select, text_field},
    },
    setup::A_FILE,
    store,
};

/// Both, and what is wrong with the name, if that is why there is no line.
pub(super) fn view(link: &Scope<App>, choices: &Choices, problem: Option<Problem>) -> Element {
    let problem = problem.filter(|problem| problem.place == Place::Name).map(|problem| problem.to_string());
    let typed = input::on_input(link, |text| Message::Choose(Action::Name(text)).into());
    let name = text_field("name", "Named", Takes::Text, &choices.name, problem, typed);
    let stores = store::ALL.iter().map(|store| (store.id.into(), store.label));
    let chosen = input::on_input(link, |id| Message::Choose(Action::Store(store::find(&id))).into());
    let store = choices.store.map_or("", |store| store.id);
    let kept = select(["kept-in", "Kept in"], store, std::iter::once(("".into(), A_FILE)).chain(stores), chosen);
    el("div").class("destinations").with(name).with(kept)
}
