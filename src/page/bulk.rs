//! Many keys at once, as a text file, made without freezing the page.

use std::{cell::Cell, rc::Rc, time::Duration};

use yew::prelude::*;
use zeroize::Zeroize;

use super::browser::{download::TextFile, input};
use crate::{
    make::{MakeError, Wish},
    random::{Random, WebCrypto},
};

/// Keys in a file, at most.
const MOST: usize = 100_000;

/// Keys made before the page gets a turn: a few milliseconds' work.
const TURN: usize = 500;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// What to make, if the choices make sense.
    pub(super) wish: Option<Wish>,
}

/// How far the making is.
#[derive(Debug, Clone, PartialEq)]
enum Progress {
    Idle,
    Working(usize),
    Said(String),
}

#[component]
pub(super) fn Bulk(props: &Props) -> Html {
    let typed = use_state_eq(|| "1000".to_owned());
    let progress = use_state_eq(|| Progress::Idle);
    let cancelled = use_memo((), |()| Cell::new(false));
    let count = typed.trim().parse().ok().filter(|count| (1..=MOST).contains(count));
    let working = matches!(*progress, Progress::Working(_));
    let start = {
        let (wish, progress, cancelled) = (props.wish.clone(), progress.setter(), cancelled.clone());
        Callback::from(move |_| {
            let (Some(wish), Some(count)) = (wish.clone(), count) else { return };
            cancelled.set(false);
            progress.set(Progress::Working(0));
            let (progress, cancelled) = (progress.clone(), cancelled.clone());
            yew::platform::spawn_local(async move {
                let said = make_file(&wish, count, &progress, &cancelled).await;
                progress.set(Progress::Said(said));
            });
        })
    };
    let set_typed = {
        let typed = typed.setter();
        input::on_input(Callback::from(move |text| typed.set(text)))
    };
    let words = match &*progress {
        Progress::Idle if count.is_none() => format!("Type a number from 1 to {MOST}."),
        Progress::Idle | Progress::Working(_) => String::new(),
        Progress::Said(words) => words.clone(),
    };
    html! {
        <>
            <p>{ "One key a line, as the options above have it. The file stays on this device." }</p>
            <div class="field">
                <label for="bulk-count">{ "How many" }</label>
                <input
                    id="bulk-count"
                    type="number"
                    min="1"
                    max={MOST.to_string()}
                    autocomplete="off"
                    value={(*typed).clone()}
                    disabled={working}
                    aria-describedby="bulk-said"
                    oninput={set_typed}
                />
            </div>
            <div class="actions">
                <button
                    id="bulk-start"
                    type="button"
                    class="secondary"
                    disabled={working || count.is_none() || props.wish.is_none()}
                    onclick={start}
                >
                    { "Make the file" }
                </button>
                if let Progress::Working(done) = *progress {
                    <progress
                        id="bulk-progress"
                        aria-label="Keys made"
                        max={count.unwrap_or(MOST).to_string()}
                        value={done.to_string()}
                    />
                    <button id="bulk-cancel" type="button" class="secondary" onclick={move |_| cancelled.set(true)}>
                        { "Cancel" }
                    </button>
                }
            </div>
            <p id="bulk-said" class="said" role="status">{ words }</p>
        </>
    }
}

/// Makes and saves the file; gives the sentence that says what came of it.
async fn make_file(
    wish: &Wish,
    count: usize,
    progress: &UseStateSetter<Progress>,
    cancelled: &Rc<Cell<bool>>,
) -> String {
    let file = TextFile::new();
    let mut done = 0;
    while done < count {
        if cancelled.get() {
            return "Cancelled. Nothing was saved.".to_owned();
        }
        let turn = TURN.min(count - done);
        match some_keys(wish, turn) {
            Ok(mut text) => {
                file.push(&text);
                text.zeroize();
            }
            Err(error) => return error.to_string(),
        }
        done += turn;
        progress.set(Progress::Working(done));
        yew::platform::time::sleep(Duration::ZERO).await;
    }
    if file.save("django-secret-keys.txt", "text/plain") {
        format!("Saved {count} keys as django-secret-keys.txt.")
    } else {
        "The browser refused to save the file. Try another browser.".to_owned()
    }
}

/// `count` keys that the wish's destination can carry, one a line.
fn some_keys(wish: &Wish, count: usize) -> Result<String, MakeError> {
    let recipe = wish.recipe()?;
    let mut random = Random::start(WebCrypto)?;
    let mut text = String::with_capacity(count * (recipe.length() + 1));
    let mut made = 0;
    while made < count {
        let key = recipe.make(&mut random)?;
        if wish.destination.write(&wish.name, &key).is_ok() {
            text.push_str(key.expose());
            text.push('\n');
            made += 1;
        }
    }
    Ok(text)
}
