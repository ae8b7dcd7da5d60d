//! The second tab: what is to be said of a pasted key.
//!
//! The text stays in its field. What is kept of it are places and findings.

mod message;
mod repair;
mod several;

use yew::{html::Scope, prelude::*};

use self::{repair::Repair, several::Several};
use super::{
    app::{self, App},
    browser::{
        download::TextFile,
        field::{Field, Opened},
    },
    element::{Element, all, el},
    parts::{button, place_in, press, said},
    xray::{self, Xray},
};
use crate::{
    check::{self, EXAMPLES, Finding, Judgement, Severity},
    document::{self, Nothing},
    line::Destination,
    listed::Listed,
    make::Maker,
    secret::Secret,
    xray::Headline,
};

/// The tab.
#[derive(Default)]
pub(super) struct Check {
    /// Who reads what was pasted, by the set-up.
    destination: Destination,
    field: Field,
    maker: Maker,
    judged: Vec<Judged>,
    /// What stands in what was pasted, if no key does.
    nothing: Option<Nothing>,
    /// What is to be said of the bytes of a file that was opened.
    notes: Vec<String>,
    /// The address of the answer to an error message that was pasted.
    answer: Option<&'static str>,
    /// Which of several is told of in full.
    picked: usize,
    said: &'static str,
    repair: Repair,
    xray: Xray,
    several: Several,
}

/// What is said of one secret.
struct Judged {
    judgement: Judgement,
    /// The line it stands in, from 1.
    line: usize,
    /// What the secret is called in the table: its name, or its number.
    label: String,
    /// The places of the secret and of its findings in UTF-16 units, as the field counts.
    place: std::ops::Range<u32>,
    places: Vec<std::ops::Range<u32>>,
}

/// Something happened.
pub(super) enum Message {
    Typed(Secret),
    /// Fill in one of [`EXAMPLES`].
    Example(usize),
    /// Have files chosen.
    Open,
    /// They were chosen, or else dropped.
    Opened(bool, Opened),
    /// Show this place in the field.
    Show(std::ops::Range<u32>),
    /// Tell of this one in full.
    Pick(usize),
    Report,
    Repair(repair::Message),
    Xray(xray::Message),
    Several(several::Message),
}

impl Check {
    pub(super) fn new(maker: Maker, destination: Destination) -> Self {
        let repair = Repair::new(maker.clone(), destination);
        let several = Several::new(maker.clone());
        Self { destination, repair, several, xray: Xray::new(maker.clone(), destination), maker, ..Self::default() }
    }

    /// Another set-up: others read the text.
    pub(super) fn follow(&mut self, link: &Scope<App>, destination: Destination) {
        if destination == self.destination {
            return;
        }
        self.destination = destination;
        let text = self.field.text();
        self.xray.follow(link, destination, &text);
        self.repair.follow(destination, &text);
    }

    /// The key that is told of in full, as it arrives; none where that is not known.
    pub(super) fn key(&self) -> Option<Secret> {
        self.maker.checker().key(self.field.text().expose(), self.picked)
    }

    /// Lets go of what was pasted and all that came of it.
    pub(super) fn forget(&mut self, link: &Scope<App>) {
        self.field.show(None);
        self.several.forget();
        self.update(link, Message::Typed(Secret::from("")));
    }

    /// Mounts the field.
    pub(super) fn rendered(&mut self, link: &Scope<App>, first: bool) {
        if first {
            let typed = link.callback(Message::Typed);
            self.field.mount(
                "check-text",
                "The key, line or file to check",
                Some(Box::new(move |text| typed.emit(text))),
            );
            self.wait(link, false);
        }
        self.repair.rendered();
        self.several.rendered();
        self.xray.rendered();
    }

    /// Waits for files that are dropped, or chosen.
    fn wait(&self, link: &Scope<App>, asks: bool) {
        let files = self.field.files(asks);
        link.send_future(async move { super::app::Message::from(Message::Opened(asks, files.await)) });
    }

    /// Puts one of the files into the field.
    fn put(&mut self, link: &Scope<App>, (text, notes): (Secret, Vec<String>)) {
        self.field.fill(&text);
        self.update(link, Message::Typed(text));
        self.notes.extend(notes);
    }

    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, link: &Scope<App>, message: Message) -> bool {
        match message {
            Message::Typed(text) => {
                let pasted = text.expose();
                let judgements = self.maker.checker().judge(pasted);
                self.judged = judgements.into_iter().enumerate().map(|(at, found)| judged(pasted, at, found)).listed();
                let is_keyless = self.judged.is_empty() && !pasted.trim().is_empty();
                self.nothing = is_keyless.then(|| document::nothing(pasted));
                self.notes.clear();
                self.several.typed(pasted);
                self.answer = message::find(pasted);
                self.picked = 0;
                self.said = "";
                // No loader reads a file that is a program, or no file.
                let is_program = self.repair.typed(pasted);
                let is_unknown = self.nothing == Some(Nothing::Unknown);
                self.xray.typed(link, if is_program || is_unknown { "" } else { pasted });
                true
            }
            Message::Example(at) => {
                let text = Secret::from(EXAMPLES[at][1]);
                self.field.fill(&text);
                self.update(link, Message::Typed(text))
            }
            Message::Open => {
                self.wait(link, true);
                false
            }
            Message::Opened(asked, opened) => {
                if !asked {
                    self.wait(link, false);
                }
                let mut notes = Vec::new();
                let mut has_room = opened.count <= opened.files.len();
                for (name, bytes) in opened.files {
                    match bytes {
                        Some(bytes) => {
                            let (text, notes) = document::decode(&bytes);
                            has_room &= self.several.add(name, text, notes);
                        }
                        None => notes.push([&name, " is left out. Open files of at most 4 MB."].concat()),
                    }
                }
                if !has_room {
                    notes.push("Open at most a dozen files. The others are left out.".to_owned());
                }
                let shown = self.several.shown();
                self.put(link, shown);
                self.notes.extend(notes);
                true
            }
            Message::Several(several::Message::Choose(at)) => {
                let shown = self.several.show(at);
                self.put(link, shown);
                true
            }
            Message::Several(several::Message::Remove(at)) => {
                self.several.remove(at);
                let shown = self.several.shown();
                self.put(link, shown);
                // The button that had the focus is gone.
                self.field.select_part(0..0);
                true
            }
            Message::Several(several::Message::Paste) => {
                if self.several.paste() {
                    let shown = self.several.shown();
                    self.put(link, shown);
                }
                self.field.select_part(0..0);
                true
            }
            Message::Several(several::Message::Copy) => {
                self.several.copy(link);
                true
            }
            Message::Several(several::Message::Copied(done)) => {
                self.several.copied(done);
                true
            }
            Message::Repair(message) => self.repair.update(link, &self.field, message),
            Message::Xray(message) => self.xray.update(link, &self.field, message),
            Message::Pick(at) => {
                self.picked = at;
                true
            }
            Message::Report => {
                let file = TextFile::new();
                let found = self.judged.iter().map(|judged| &judged.judgement).listed();
                file.push(&check::report(self.field.text().expose(), &found));
                self.said = if file.save("keyproof-report.txt", "text/plain") {
                    "Saved as keyproof-report.txt. It holds fingerprints, not keys."
                } else {
                    "Try another browser. This one blocked saving the file."
                };
                true
            }
            Message::Show(place) => {
                self.field.select_part(place);
                false
            }
        }
    }

    /// How the tab looks.
    pub(super) fn view(&self, link: &Scope<App>) -> Html {
        let hint = el("p").class("took");
        // The answer to an error message is all there is to say of it.
        let is_answered = self.answer.is_some() && self.nothing == Some(Nothing::Unknown);
        let hint = if let Some(nothing) = self.nothing {
            hint.words("No key found: ").words(nothing.sentence())
        } else {
            let examples = EXAMPLES.iter().enumerate().map(|(at, [label, _])| {
                button("", "link", label, true, press(link, |at| Message::Example(at).into(), at))
            });
            hint.words("Paste a key, a line, a file such as settings.py or .env, or an error message. You can also drop files there, to see whether they agree. Try ")
                    .each(examples)
        };
        let open = button("open", "secondary small", "Open files", true, press(link, |_| Message::Open.into(), 0));
        let paste = press(link, |_| Message::Several(several::Message::Paste).into(), 0);
        let paste = button("paste", "secondary small", "Paste another file", self.several.has_text(), paste);
        let note = |note: &String| el("p").class("card").text(note.clone());
        let results = el("div")
            .class("results")
            .set("aria-live", "polite")
            .each(self.notes.iter().map(note))
            .with_some(message::view(self.answer))
            .with_some((self.judged.is_empty() && !is_answered).then_some(hint))
            .with_some((self.judged.len() > 1).then(|| self.table(link)))
            .each(self.judged.get(self.picked).into_iter().map(|judged| self.judgement(link, judged)));
        let findings = el("div").each(self.judged.get(self.picked).into_iter().map(|judged| findings(link, judged)));
        let pasted = el("div").class("pasted").with(Field::host("check-text"));
        let pasted = pasted.with(el("div").class("actions").with(open).with(paste));
        let told = el("div")
            .with(self.several.view(link))
            .with_some(self.several.heading())
            .with(results)
            .with(self.xray.answer(link))
            .with(findings)
            .with(self.repair.view(link))
            .with(self.xray.details(link));
        all(vec![pasted.html_node(), told.html_node()])
    }
}

/// `judgement` with its places in `text` as the field counts them.
fn judged(text: &str, at: usize, judgement: Judgement) -> Judged {
    Judged {
        line: judgement.line(text),
        label: judgement.label(text, at),
        place: place_in(text, &judgement.span),
        places: judgement.findings.iter().map(|finding| place_in(text, &finding.span)).listed(),
        judgement,
    }
}

impl Check {
    /// All that were found, one a row.
    fn table(&self, link: &Scope<App>) -> Element {
        let row = |(at, judged): (usize, &Judged)| {
            let verdict = judged.judgement.verdict;
            let pick = button("", "link", "", true, press(link, |at| Message::Pick(at).into(), at));
            let pick =
                pick.text(judged.label.clone()).set("aria-pressed", if at == self.picked { "true" } else { "false" });
            let worst = judged.judgement.findings.first().map_or("No problems found.", |finding| &finding.sentence);
            el("tr")
                .set("data-verdict-of", verdict.id())
                .with(el("th").set("scope", "row").with(pick))
                .with(el("td").text(judged.line.to_string()))
                .with(el("td").set_text("class", format!("of-{}", verdict.id())).words(verdict.label()))
                .with(el("td").text(worst.to_owned()))
        };
        let head = ["Key", "Line", "Verdict", "Worst finding"].into_iter();
        let head = el("tr").each(head.map(|title| el("th").set("scope", "col").words(title)));
        let table = el("table")
            .with(el("caption").class("sr").words("The keys in the text"))
            .with(el("thead").with(head))
            .with(el("tbody").each(self.judged.iter().enumerate().map(row)));
        let save =
            button("report", "secondary small", "Save a report", true, press(link, |_| Message::Report.into(), 0));
        el("div")
            .class("card found")
            .with(el("div").class("scroll").with(table))
            .with(el("div").class("actions").with(save))
            .with(said("report-said", self.said))
    }

    fn judgement(&self, link: &Scope<App>, judged: &Judged) -> Element {
        let Judged { judgement, line, place, .. } = judged;
        let headline = self.xray.headline(judgement.verdict);
        let took = el("p").class("took").words("Read as ").words(judgement.took_for.words());
        let took = if self.judged.len() > 1 {
            let words = format!(": {} of {}, in line {line}. ", self.picked + 1, self.judged.len());
            took.text(words).with(show(link, place))
        } else {
            took.words(".")
        };
        let worth = judgement.worth().map(|words| el("p").class("took").text(words));
        let can_be_carried = judgement.can_be_carried();
        let wants_another = judgement.wants_another();
        let words = el("div")
            .with(el("h2").words(headline.title()))
            .with_some(headline.advice().map(|words| el("p").words(words)))
            .with(el("p").text(judgement.reason.clone()))
            .with_some(worth)
            .with_some((wants_another || can_be_carried).then(|| {
                let another = wants_another.then(|| el("a").set("href", "#make").words("Generate a new key"));
                let carry = can_be_carried.then(|| {
                    let carry = press(link, |_| app::Message::Carry, 0);
                    el("a").set("id", "carry").set("href", "#make").words("Get a line for this key").on_click(carry)
                });
                el("p").class("ways").with_some(another).with_some(carry)
            }));
        let verdict = el("div")
            .set_text(
                "class",
                format!(
                    "verdict {}{}",
                    judgement.verdict.id(),
                    if judgement.is_place_alone || matches!(headline, Headline::Differs(..)) { " place" } else { "" }
                ),
            )
            .set("data-verdict", judgement.verdict.id())
            .with(el("span").class("sign").set("aria-hidden", "true").words(headline.sign()))
            .with(words);
        let verdict = verdict.set("id", "verdict");
        el("div").with(took).with(verdict)
    }
}

/// Shows a place in the field.
fn show(link: &Scope<App>, place: &std::ops::Range<u32>) -> Element {
    let place = place.clone();
    button("", "link", "Show", true, link.callback(move |_| Message::Show(place.clone())))
}

/// What was found, and what to do.
fn findings(link: &Scope<App>, judged: &Judged) -> Element {
    let Judged { judgement, places, .. } = judged;
    let finding = |(finding, place): (&Finding, &std::ops::Range<u32>)| {
        let remedy = el("span").words(finding.remedy).words(" ");
        let summary = el("summary").with(el("b").text(finding.sentence.clone()));
        let source = el("small").words("Source: ").words(finding.source);
        el("li")
            .with(el("details").with(summary).with(source))
            .with(remedy.with_some((finding.severity != Severity::Note).then(|| show(link, place))))
    };
    el("ul")
        .class("card findings")
        .shown(!judgement.findings.is_empty())
        .each(judgement.findings.iter().zip(places).map(finding))
}
