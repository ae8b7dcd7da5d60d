//! The choice of where the line goes: a short list, the rest by typing a part of the name.

use yew::{html::Scope, prelude::*};

use super::{Action, Choices, Message, product};
use crate::{
    line::{Destination, Several},
    listed::Listed,
    loader::{self, FileKind},
    make::SHORT_LIST,
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
    let chosen = choices.destination;
    let mut found = find(search, chosen);
    if several {
        // One file is shared: what has a file of its own is not for choosing.
        found.retain(|destination| destination.form().file == FileKind::Env);
    }
    let pressed = |destination: Destination| match (destination, chosen) {
        (Destination::Loader(loader), Destination::Several(several)) => several.includes(loader),
        _ => destination == chosen,
    };
    let choice = move |destination| match destination {
        Destination::Loader(loader) if several => Action::Destination(chosen.toggled(loader)),
        _ => Action::Destination(destination),
    };
    let on_submit = link.callback(|event: SubmitEvent| {
        event.prevent_default();
        Message::ChooseFirstFound
    });
    let chips = found.iter().map(|&destination| {
        let choose = link.callback(move |_| Message::Choose(choice(destination)));
        chip(destination.label().to_owned(), pressed(destination), Some(destination.id()), choose)
    });
    let tick = el("input").set("id", "several").set("type", "checkbox").set("autocomplete", "off").checked(several);
    let tick = tick.on_click(press(link, |_| Message::Several.into(), 0));
    finder(
        ["destination-search", "read-by", "Read by", "Find a loader or a product", "Where the line goes"],
        loader::ALL.len(),
        search,
        chips.chain(product::chips(link, search, choices.product)).listed(),
        "No loader or product found.",
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
    let loader = find(typed, Destination::Anywhere).first().map(|found| Action::Destination(*found));
    loader.or_else(|| Some(Action::Product(Some(Box::new(*product::find(typed, None).first()?)))))
}

/// The destinations whose names or place hold all of the words typed; the short list and the one
/// chosen if nothing is typed.
fn find(typed: &str, chosen: Destination) -> Vec<Destination> {
    let all = std::iter::once(Destination::Anywhere).chain(loader::ALL.iter().map(Destination::Loader));
    let typed = typed.to_ascii_lowercase();
    all.filter(|destination| {
        if typed.trim().is_empty() {
            let among =
                |several: Several| matches!(destination, Destination::Loader(loader) if several.includes(loader));
            return *destination == chosen
                || matches!(chosen, Destination::Several(several) if among(several))
                || SHORT_LIST.contains(&&*destination.id());
        }
        let also = if let Destination::Loader(loader) = destination { loader.also() } else { "" };
        let name = [&destination.id(), destination.label(), destination.place(), also].join(" ").to_ascii_lowercase();
        typed.split_whitespace().all(|word| name.contains(word))
    })
    .listed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_any_part_of_the_name() {
        let ids =
            |typed| find(typed, Destination::Anywhere).iter().map(|found| found.id().into_owned()).collect::<Vec<_>>();
        assert_eq!(ids("DECOUP"), ["python-decouple", "python-decouple-ini"]);
        assert_eq!(ids("anywh"), ["anywhere"]);
        // By the name of a program that reads with it.
        assert_eq!(ids("pipenv"), ["python-dotenv"]);
        assert_eq!(ids("Kamal"), ["ruby-dotenv"]);
        assert_eq!(ids("cronjob"), ["crontab"]);
        // By a version.
        assert_eq!(ids("node 22"), ["node-env-file"]);
        assert_eq!(ids("dotenv 2.8"), ["ruby-dotenv-2-8"]);
        assert!(ids("no such loader").is_empty());
        assert_eq!(ids(" ").first().map(String::as_str), Some("anywhere"));
        assert_eq!(first_found(" "), None);
    }
}
