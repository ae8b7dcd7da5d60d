//! A key each for development, staging and production.

use yew::{html::Scope, prelude::*};

use super::{Choices, SELECTED};
use crate::{
    line::Written,
    make::Maker,
    page::{
        app::App,
        browser::field::Field,
        element::el,
        parts::{button, copy, press, said},
    },
    random::RandomError,
};

/// The part of the tab, with the lines it has made.
#[derive(Default)]
pub(super) struct Environments {
    lines: Option<[Written; 3]>,
    fields: [Field; 3],
    stale: bool,
    said: String,
}

#[derive(Clone, Copy)]
pub(in crate::page) enum Message {
    Make,
    Copy(usize),
    Copied(usize, bool),
}

struct Environment {
    label: &'static str,
    field: &'static str,
    button: &'static str,
    button_label: &'static str,
}

const ENVIRONMENTS: [Environment; 3] = [
    Environment {
        label: "Development",
        field: "set-development",
        button: "copy-development",
        button_label: "Copy for development",
    },
    Environment { label: "Staging", field: "set-staging", button: "copy-staging", button_label: "Copy for staging" },
    Environment {
        label: "Production",
        field: "set-production",
        button: "copy-production",
        button_label: "Copy for production",
    },
];

impl Environments {
    /// Drops the lines: they were made for other choices.
    pub(super) fn forget(&mut self) {
        if self.lines.take().is_some() {
            self.said.clear();
            self.stale = true;
        }
    }

    pub(super) fn update(&mut self, link: &Scope<App>, choices: &Choices, maker: &Maker, message: Message) {
        match message {
            Message::Make => {
                self.forget();
                match make_set(choices, maker) {
                    Ok(lines) => {
                        self.lines = Some(lines);
                        "Three different keys made.".clone_into(&mut self.said);
                    }
                    Err(sentence) => self.said = sentence,
                }
                self.stale = true;
            }
            Message::Copy(at) => {
                if let Some(lines) = &self.lines {
                    let copied = |at, done| super::Message::Environments(Message::Copied(at, done)).into();
                    copy(link, lines[at].text.expose(), copied, at);
                }
            }
            Message::Copied(at, true) => self.said = format!("{}: copied.", ENVIRONMENTS[at].label),
            Message::Copied(at, false) => {
                self.fields[at].select();
                SELECTED.clone_into(&mut self.said);
            }
        }
    }

    /// Shows new lines, now that their fields have a size.
    pub(super) fn rendered(&mut self) {
        if std::mem::take(&mut self.stale) {
            for (at, field) in self.fields.iter().enumerate() {
                field.mount_once(ENVIRONMENTS[at].field, ENVIRONMENTS[at].label);
                field.show(self.lines.as_ref().map(|lines| &lines[at]));
            }
        }
    }

    pub(super) fn view(&self, link: &Scope<App>, possible: bool) -> Html {
        let make = press(link, |_| super::Message::Environments(Message::Make).into(), 0);
        let one = |(at, environment): (usize, &Environment)| {
            let copy = press(link, |at| super::Message::Environments(Message::Copy(at)).into(), at);
            let row = el("div").class("row").with(el("h3").words(environment.label)).with(button(
                environment.button,
                "secondary small",
                environment.button_label,
                true,
                copy,
            ));
            el("div").class("one-of-set").shown(self.lines.is_some()).with(row).with(Field::host(environment.field))
        };
        el("div")
            .with(button("make-set", "secondary", "Generate three keys", possible, make))
            .each(ENVIRONMENTS.iter().enumerate().map(one))
            .with(said("set-said", &self.said))
            .html_node()
    }
}

/// Three lines with three different keys, or the sentence that says why not.
fn make_set(choices: &Choices, maker: &Maker) -> Result<[Written; 3], String> {
    let wish = choices.wish().map_err(|problem| problem.to_string())?;
    let line = || {
        let made = maker.make(&wish).map_err(|error| error.to_string())?;
        Ok::<_, String>(made.line.written(wish.destination.form()))
    };
    let set = [line()?, line()?, line()?];
    let [development, staging, production] = set.each_ref().map(|line| line.text.expose());
    // With 128 bits this does not happen, unless the browser's randomness repeats itself.
    if development == staging || staging == production || production == development {
        return Err(RandomError::NotRandom.to_string());
    }
    Ok(set)
}
