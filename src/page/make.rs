//! The first tab: a key, its line, and the choices behind them.
//!
//! The key and its line live in a [`Vault`]; Yew's state holds the choices and what is known about
//! the line, never the line.

mod choices;
mod destination;
mod options;
mod vault;

use yew::prelude::*;

use self::{
    choices::{Action, Choices, Place},
    destination::DestinationChoice,
    options::options,
    vault::{Shown, Vault},
};
use super::{
    browser::{clipboard, field::Field, root},
    bulk::Bulk,
    components::{SecretField, fold},
    environments::Environments,
};
use crate::{
    key::{Bits, Preset},
    line::Destination,
    make::{Outcome, Proof},
    random::RandomError,
};

/// What the last press of a button came to, said in the live region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Copied,
    Selected,
    Cleared,
    NotCleared,
    New,
}

impl Said {
    const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Copied => "Copied.",
            Self::Selected => "The browser refused the clipboard. The line is selected: press Ctrl+C or ⌘C.",
            Self::Cleared => "Clipboard cleared.",
            Self::NotCleared => "The browser refused. Copy something else to clear the clipboard.",
            Self::New => "New key made.",
        }
    }
}

#[component]
pub(super) fn Make() -> Html {
    let choices = use_reducer(Choices::remembered);
    let vault = use_memo((), |()| Vault::default());
    let field = (*use_memo((), |()| Field::default())).clone();
    let said = use_state_eq(|| Said::Nothing);
    let print = use_state_eq(|| false);

    let shown = {
        let vault = vault.clone();
        use_memo((*choices).clone(), move |choices| vault.fulfil(choices))
    };
    {
        let (vault, field) = (vault.clone(), field.clone());
        use_effect_with(shown.clone(), move |shown| {
            vault.with_line(|line| field.set(line));
            match **shown {
                Ok(_) => root::set_ready(true),
                Err(ref error) if error.is_broken() => root::set_ready(false),
                Err(_) => {}
            }
        });
    }
    use_effect_with((*choices).clone(), Choices::remember);

    let act = {
        let (dispatcher, said) = (choices.dispatcher(), said.setter());
        Callback::from(move |action: Action| {
            said.set(if matches!(action, Action::New) { Said::New } else { Said::Nothing });
            dispatcher.dispatch(action);
        })
    };
    let copy = {
        let (vault, field, said) = (vault.clone(), field.clone(), said.setter());
        Callback::from(move |_| {
            let Some(copying) = vault.with_line(|line| line.map(|line| clipboard::write(line.text.expose()))) else {
                return;
            };
            let (field, said) = (field.clone(), said.clone());
            yew::platform::spawn_local(async move {
                said.set(if copying.await {
                    Said::Copied
                } else {
                    field.select();
                    Said::Selected
                });
            });
        })
    };
    let clear = {
        let said = said.setter();
        Callback::from(move |_| {
            let said = said.clone();
            yew::platform::spawn_local(async move {
                // A blank: some browsers refuse to copy nothing.
                said.set(if clipboard::write(" ").await { Said::Cleared } else { Said::NotCleared });
            });
        })
    };
    let problem = shown.as_ref().as_ref().err();
    let shown_line = shown.as_ref().as_ref().ok();
    let new = act.reform(|_: MouseEvent| Action::New);
    html! {
        <>
            <DestinationChoice chosen={choices.destination} on_choose={act.reform(Action::Destination)} />
            <section class="card" aria-label="The line">
                <p class="file">{ choices.destination.place() }</p>
                <div class="line" hidden={problem.is_some()}>
                    <SecretField id="line" label="The line with the new key" {field} />
                </div>
                if let Some(problem) = problem {
                    <p class="problem" role="alert">{ problem.to_string() }</p>
                }
                <div class="actions">
                    <button id="copy" type="button" class="primary" disabled={problem.is_some()} onclick={copy}>
                        { "Copy line" }<kbd aria-hidden="true">{ "C" }</kbd>
                    </button>
                    <button id="new" type="button" class="secondary" onclick={new}>
                        { "New key" }<kbd aria-hidden="true">{ "N" }</kbd>
                    </button>
                    if let Some(shown) = shown_line {
                        <p class="meta">
                            <span id="bits">{ format!("{} characters, {} bits.", shown.length, Bits(shown.bits)) }</span>
                            { " " }
                            { alphabet_switch(&choices, &act) }
                        </p>
                    }
                </div>
                <p class="said">
                    <span id="status" role="status">{ said.words() }</span>
                    if matches!(*said, Said::Copied) {
                        { " " }
                        <button id="clear" type="button" class="link" onclick={clear}>{ "Clear the clipboard" }</button>
                        { " once you have pasted it." }
                    }
                </p>
                if let Some(shown) = shown_line {
                    { proofs(shown, choices.destination) }
                }
            </section>
            { fold("settings.py", "fails loudly when the variable is missing", true, html! {
                <pre id="settings" tabindex="0"><code>{ choices.settings() }</code></pre>
            }) }
            { fold("Options", "kind of key, length, variable name", false, options(&choices, problem.copied(), &print, &act)) }
            { fold("Several environments", "a key each for development, staging and production", false, html! {
                <Environments wish={choices.wish().ok()} />
            }) }
            { fold("Many keys", "up to 100,000, as a text file", false, html! { <Bulk wish={choices.wish().ok()} /> }) }
        </>
    }
}

/// One click from Portable to Django's own alphabet, and back, and why the one or the other.
fn alphabet_switch(choices: &Choices, act: &Callback<Action>) -> Html {
    let (id, words) = if choices.is_preset("portable") {
        ("django", "Django’s own symbols instead")
    } else {
        ("portable", "Portable symbols instead")
    };
    let Some(preset) = Preset::find(id) else { return html! {} };
    let onclick = act.reform(move |_: MouseEvent| Action::Preset(preset));
    html! { <button id="switch" type="button" class="link" {onclick}>{ words }</button> }
}

/// In which loaders the very line that is shown works, and why not in the others.
fn proofs(shown: &Shown, destination: Destination) -> Html {
    let good = shown.proofs.iter().filter(|proof| proof.outcome == Outcome::Identical).count();
    let all = shown.proofs.len();
    let count = if good == all { format!("all {all} loaders") } else { format!("{good} of {all} loaders") };
    let quotes = if shown.quoting.quote.is_empty() { "No quotes needed." } else { "" };
    html! {
        <div class="proofs">
            <p>
                <strong>{ format!("Reads back identically in {count}") }</strong>
                { ", each model tested against the real one. " }{ quotes }
            </p>
            <ul>
                for proof in &shown.proofs {
                    { chip(proof, destination) }
                }
            </ul>
            <p class="why">{ &shown.why }</p>
        </div>
    }
}

fn chip(proof: &Proof, destination: Destination) -> Html {
    let loader = proof.loader;
    let is_chosen = destination == Destination::Loader(loader);
    if proof.outcome == Outcome::Identical {
        let form = (loader.form != destination.form())
            .then(|| format!(", written {}NAME{}…", loader.form.before, loader.form.between));
        return html! {
            <li class={classes!("good", is_chosen.then_some("chosen"))} data-loader={loader.id} data-outcome="identical">
                <span aria-hidden="true">{ "✓ " }</span><span class="sr">{ "Yes: " }</span>{ loader.label }{ form }
            </li>
        };
    }
    let reason = proof.outcome.reason().map(|reason| format!(": {}", reason.sentence()));
    html! {
        <li class="bad" data-loader={loader.id} data-outcome="other">
            <span aria-hidden="true">{ "✗ " }</span><span class="sr">{ "No: " }</span>
            { loader.label }{ " " }{ proof.outcome.words() }{ reason }
        </li>
    }
}

/// Whether an error means that there is no randomness in this browser.
trait IsBroken {
    fn is_broken(&self) -> bool;
}

impl IsBroken for choices::Problem {
    fn is_broken(&self) -> bool {
        matches!(
            self.error,
            choices::Error::Make(crate::make::MakeError::Key(crate::key::KeyError::Random(
                RandomError::Missing | RandomError::Repeating
            )))
        )
    }
}
