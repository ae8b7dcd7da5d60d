//! Many keys at once, as a text file, made without freezing the page.

use std::time::Duration;

use yew::{html::Scope, prelude::*};
use zeroize::Zeroize;

use super::Choices;
use crate::{
    key::Recipe,
    make::{MakeError, Maker, Wish},
    page::{
        app::App,
        browser::{download::TextFile, input, root},
        element::el,
        parts::{Takes, button, later, press, said, text_field},
    },
    random::Random,
};

/// Keys in a file, at most.
const MOST: usize = 100_000;

/// Keys made before the page gets a turn: some ten milliseconds' work, for most wishes.
const TURN: usize = 1000;

/// The part of the tab, with the file in the making.
pub(super) struct Bulk {
    typed: String,
    job: Option<Job>,
    said: String,
}

struct Job {
    wish: Wish,
    recipe: Recipe,
    count: usize,
    done: usize,
    file: TextFile,
}

pub(in crate::page) enum Message {
    Count(String),
    Start,
    Turn,
    Cancel,
}

impl Default for Bulk {
    fn default() -> Self {
        Self { typed: "1000".to_owned(), job: None, said: String::new() }
    }
}

impl Bulk {
    fn count(&self) -> Option<usize> {
        self.typed.trim().parse().ok().filter(|count| (1..=MOST).contains(count))
    }

    pub(super) fn update(&mut self, link: &Scope<App>, choices: &Choices, maker: &Maker, message: Message) {
        match message {
            Message::Count(typed) => self.typed = typed,
            Message::Start => {
                if let (Some(count), Ok(wish), None) = (self.count(), choices.wish(), &self.job) {
                    match wish.recipe() {
                        Ok(recipe) => {
                            self.said.clear();
                            self.job = Some(Job { wish, recipe, count, done: 0, file: TextFile::new() });
                            next_turn(link);
                        }
                        Err(error) => self.said = error.to_string(),
                    }
                }
            }
            Message::Turn => {
                if let Some(job) = &mut self.job {
                    match job.turn(maker) {
                        Ok(()) if job.done < job.count => next_turn(link),
                        Ok(()) => self.finish(),
                        Err(error) => {
                            self.said = error.to_string();
                            self.job = None;
                        }
                    }
                }
            }
            Message::Cancel => {
                self.job = None;
                // What was pressed goes.
                root::focus("bulk-start");
                "Cancelled. Nothing was saved.".clone_into(&mut self.said);
            }
        }
    }

    fn finish(&mut self) {
        if let Some(job) = self.job.take() {
            self.said = if job.file.save("django-secret-keys.txt", "text/plain") {
                format!("Saved {} keys as django-secret-keys.txt.", job.count)
            } else {
                "Try another browser. This one blocked saving the file.".to_owned()
            };
        }
    }

    pub(super) fn view(&self, link: &Scope<App>, possible: bool) -> Html {
        let problem = self.count().is_none().then(|| format!("Type a number from 1 to {MOST}."));
        let ready = possible && problem.is_none();
        let on_input = input::on_input(link, |text| super::Message::Bulk(Message::Count(text)).into());
        let start = press(link, |_| super::Message::Bulk(Message::Start).into(), 0);
        let cancel = press(link, |_| super::Message::Bulk(Message::Cancel).into(), 0);
        let progress = self.job.as_ref().map(|job| {
            el("progress")
                .set("id", "bulk-progress")
                .set("aria-label", "Keys made")
                .set_text("max", job.count.to_string())
                .set_text("value", job.done.to_string())
        });
        let cancel = self.job.is_some().then(|| button("bulk-cancel", "secondary", "Cancel", true, cancel));
        let start = button("bulk-start", "secondary", "Save keys", ready, start);
        el("div")
            .with(text_field("bulk-count", "How many", Takes::Number(MOST), &self.typed, problem, on_input))
            .with(el("div").class("actions").with(start).with_some(progress).with_some(cancel))
            .with(said("bulk-said", &self.said))
            .html_node()
    }
}

/// Lets the browser draw and listen, and goes on.
fn next_turn(link: &Scope<App>) {
    later(link, Duration::ZERO, |_| super::Message::Bulk(Message::Turn).into(), 0);
}

impl Job {
    /// Makes the keys of one turn: keys that the wish's destination can carry, one a line.
    fn turn(&mut self, maker: &Maker) -> Result<(), MakeError> {
        let recipe = &self.recipe;
        let mut random = Random::start(maker.random())?;
        let end = self.count.min(self.done + TURN);
        let mut text = String::with_capacity(TURN * (recipe.length() + 1));
        while self.done < end {
            let key = maker.one_key(&self.wish, recipe, &mut random)?;
            text.push_str(key.expose());
            text.push('\n');
            self.done += 1;
        }
        self.file.push(&text);
        text.zeroize();
        Ok(())
    }
}
