//! The choice of where the line goes: a short list, the rest by typing a part of the name.

use yew::prelude::*;

use crate::{
    line::Destination,
    loader,
    page::{browser::input, components::chip},
};

/// Shown without being looked for: those that most Django projects use.
const SHORT_LIST: [&str; 5] = ["anywhere", "python-decouple", "django-environ", "python-dotenv", "compose-env-file"];

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) chosen: Destination,
    pub(super) on_choose: Callback<Destination>,
}

#[component]
pub(super) fn DestinationChoice(props: &Props) -> Html {
    let typed = use_state_eq(String::new);
    let found = find(&typed, props.chosen);
    let choose = |destination| {
        let (on_choose, typed) = (props.on_choose.clone(), typed.setter());
        Callback::from(move |()| {
            typed.set(String::new());
            on_choose.emit(destination);
        })
    };
    let first = found.first().copied().filter(|_| !typed.trim().is_empty());
    let on_submit = {
        let choose = first.map(choose);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(choose) = &choose {
                choose.emit(());
            }
        })
    };
    let set_typed = {
        let typed = typed.setter();
        input::on_input(Callback::from(move |text| typed.set(text)))
    };
    html! {
        <form class="destinations" onsubmit={on_submit} role="search" aria-label="Where the line goes">
            <span id="read-by" class="label">{ "Read by" }</span>
            <div class="chips" role="group" aria-labelledby="read-by">
                for destination in found.iter().copied() {
                    { chip(
                        destination.label().into(),
                        destination == props.chosen,
                        Some(destination.id()),
                        choose(destination).reform(|_| ()),
                    ) }
                }
                if found.is_empty() {
                    <span class="none">{ "No loader of that name. " }<code>{ "Anywhere" }</code>{ " suits them all." }</span>
                }
            </div>
            <input
                id="destination-search"
                class="search"
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label="Find a loader"
                placeholder={format!("Find one of {}…", loader::ALL.len())}
                value={(*typed).clone()}
                oninput={set_typed}
            />
        </form>
    }
}

/// The destinations whose name or place holds all of the words typed; the short list and the one
/// chosen if nothing is typed.
fn find(typed: &str, chosen: Destination) -> Vec<Destination> {
    let all = std::iter::once(Destination::Anywhere).chain(loader::ALL.iter().map(Destination::Loader));
    let typed = typed.to_ascii_lowercase();
    all.filter(|destination| {
        if typed.trim().is_empty() {
            return *destination == chosen || SHORT_LIST.contains(&destination.id());
        }
        let name = format!("{} {} {}", destination.id(), destination.label(), destination.place()).to_ascii_lowercase();
        typed.split_whitespace().all(|word| name.contains(word))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_any_part_of_the_name() {
        let ids = |typed| find(typed, Destination::Anywhere).iter().map(|found| found.id()).collect::<Vec<_>>();
        assert_eq!(ids("DECOUP"), ["python-decouple"]);
        assert_eq!(ids("any"), ["anywhere"]);
        assert!(ids("no such loader").is_empty());
        assert_eq!(ids(" ").first(), Some(&"anywhere"));
    }
}
