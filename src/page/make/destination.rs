//! The choice of where the line goes: a short list, the rest by typing a part of the name.

use yew::{html::Scope, prelude::*};

use super::{Action, Choices, Message};
use crate::{
    find::{self, Found},
    line::Destination,
    listed::Listed,
    loader::{self, FileKind},
    page::{
        app::App,
        browser::input,
        element::{Element, el},
        parts::{chip, finder, press},
    },
};

/// The choice, with what is typed to find a loader. With `several`, each press adds a loader or
/// takes it away.
pub(super) fn view(link: &Scope<App>, search: &str, choices: &Choices, several: bool) -> Element {
    let Choices { destination, product, store, .. } = *choices;
    let mut found = find::find(search, destination, product);
    if several {
        // One file is shared: what has a file of its own is not for choosing.
        found.retain(|found| !matches!(found, Found::Destination(one) if one.form().file != FileKind::Env));
    }
    let on_submit = link.callback(|event: SubmitEvent| {
        event.prevent_default();
        Message::ChooseFirstFound
    });
    let chips = found.into_iter().map(|found| {
        let pressed = match (found, destination) {
            (Found::Destination(Destination::Loader(loader)), Destination::Several(several)) => {
                several.includes(loader)
            }
            (Found::Destination(one), _) => one == destination,
            (Found::Product(one), _) => Some(one) == product,
            (Found::Store(one), _) => store.is_some_and(|store| store.id == one.id),
        };
        let choose = link.callback(move |_| {
            Message::Choose(match found {
                Found::Destination(Destination::Loader(loader)) if several => {
                    Action::Destination(destination.toggled(loader))
                }
                // The product or store that is chosen is let go of by its own.
                Found::Product(_) if pressed => Action::Product(None),
                Found::Store(_) if pressed => Action::Store(None),
                found => action(found),
            })
        });
        chip(found.label(), pressed, Some(found.id().into()), choose)
    });
    let tick = el("input").set("id", "several").set("type", "checkbox").set("autocomplete", "off").checked(several);
    let tick = tick.on_click(press(link, |_| Message::Several.into(), 0));
    finder(
        ["destination-search", "read-by", "Loader", "Find a loader, a product or a store", "Where the line goes"],
        loader::ALL.len(),
        search,
        chips.listed(),
        find::told(search).unwrap_or_default(),
        input::on_input(link, |text| Message::Search(text).into()),
        on_submit,
    )
    .with(el("label").class("tick").with(tick).words("Several loaders read this file"))
}

/// The first that suits what is typed, if anything is.
pub(super) fn first_found(typed: &str) -> Option<Action> {
    if typed.trim().is_empty() {
        return None;
    }
    find::find(typed, Destination::Anywhere, None).first().copied().map(action)
}

/// Chooses it.
fn action(found: Found) -> Action {
    match found {
        Found::Destination(destination) => Action::Destination(destination),
        Found::Product(product) => Action::Product(Some(Box::new(product))),
        Found::Store(store) => Action::Store(Some(store)),
    }
}
