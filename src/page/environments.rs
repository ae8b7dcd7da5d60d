//! A key each for development, staging and production.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use super::{
    browser::{clipboard, field::Field},
    components::SecretField,
};
use crate::{line::Written, make::Wish, random::WebCrypto};

/// Each environment's label and the ids of its field and its button.
const ENVIRONMENTS: [(&str, &str, &str); 3] = [
    ("Development", "set-development", "copy-development"),
    ("Staging", "set-staging", "copy-staging"),
    ("Production", "set-production", "copy-production"),
];

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// What to make, if the choices make sense.
    pub(super) wish: Option<Wish>,
}

#[component]
pub(super) fn Environments(props: &Props) -> Html {
    let lines = use_memo((), |()| RefCell::new([None, None, None]));
    let fields = use_memo((), |()| [Field::default(), Field::default(), Field::default()]);
    let made = use_state_eq(|| false);
    let said = use_state_eq(String::new);
    {
        // Other choices: lines that were made for the old ones go.
        let (lines, fields, made, said) = (lines.clone(), fields.clone(), made.setter(), said.setter());
        use_effect_with(props.wish.clone(), move |_| {
            lines.take();
            fields.iter().for_each(|field| field.set(None));
            made.set(false);
            said.set(String::new());
        });
    }
    let make = {
        let (wish, lines, fields, made, said) =
            (props.wish.clone(), lines.clone(), fields.clone(), made.setter(), said.setter());
        Callback::from(move |_| {
            let Some(wish) = &wish else { return };
            match make_set(wish) {
                Ok(set) => {
                    *lines.borrow_mut() = set.map(Some);
                    made.set(true);
                    said.set("Three different keys made.".to_owned());
                }
                Err(error) => said.set(error),
            }
            fields.iter().zip(lines.borrow().iter()).for_each(|(field, line)| field.set(line.as_ref()));
        })
    };
    {
        // A field that was hidden has no height to measure: show the lines once it is there.
        let (lines, fields) = (lines.clone(), fields.clone());
        use_effect_with(*made, move |_| {
            fields.iter().zip(lines.borrow().iter()).for_each(|(field, line)| field.set(line.as_ref()));
        });
    }
    html! {
        <>
            <p>{ "One environment’s key must not open another’s sessions. Each line is for that environment’s own file." }</p>
            <button id="make-set" type="button" class="secondary" disabled={props.wish.is_none()} onclick={make}>
                { "Make three keys" }
            </button>
            for ((label, id, copy_id), at) in ENVIRONMENTS.into_iter().zip(0..) {
                <div class="one-of-set" hidden={!*made}>
                    <div class="row">
                        <h3>{ label }</h3>
                        <button
                            id={copy_id}
                            type="button"
                            class="secondary small"
                            aria-label={format!("Copy the line for {}", label.to_lowercase())}
                            onclick={copy(label, at, &lines, &fields, said.setter())}
                        >
                            { "Copy" }
                        </button>
                    </div>
                    <SecretField {id} {label} field={fields[at].clone()} />
                </div>
            }
            <p class="said" role="status">{ &*said }</p>
        </>
    }
}

type Lines = Rc<RefCell<[Option<Written>; 3]>>;

fn copy(
    label: &'static str,
    at: usize,
    lines: &Lines,
    fields: &Rc<[Field; 3]>,
    said: UseStateSetter<String>,
) -> Callback<MouseEvent> {
    let (lines, fields) = (lines.clone(), fields.clone());
    Callback::from(move |_| {
        let Some(copying) = lines.borrow()[at].as_ref().map(|line| clipboard::write(line.text.expose())) else {
            return;
        };
        let (fields, said) = (fields.clone(), said.clone());
        yew::platform::spawn_local(async move {
            said.set(if copying.await {
                format!("{label}: copied.")
            } else {
                fields[at].select();
                "The browser refused the clipboard. The line is selected: press Ctrl+C or ⌘C.".to_owned()
            });
        });
    })
}

/// Three lines with three different keys, or the sentence that says why not.
fn make_set(wish: &Wish) -> Result<[Written; 3], String> {
    let line = || {
        wish.make(WebCrypto).map(|made| made.line.written(wish.destination.form())).map_err(|error| error.to_string())
    };
    let set = [line()?, line()?, line()?];
    let [development, staging, production] = set.each_ref().map(|line| line.text.expose());
    // With 128 bits this does not happen, unless the browser's randomness repeats itself.
    if development == staging || staging == production || production == development {
        return Err(crate::random::RandomError::Repeating.to_string());
    }
    Ok(set)
}
