//! The second tab: what is to be said of a pasted key.
//!
//! The text stays in its field. What is kept of it are places and findings.

use yew::{html::Scope, prelude::*};

use super::{
    app::App,
    browser::field::Field,
    element::{Element, all, el},
    parts::button,
    xray::{self, Xray},
};
use crate::{
    check::{self, Finding, Judgement, Severity, Verdict},
    key::Bits,
    secret::Secret,
};

/// The tab.
#[derive(Default)]
pub(super) struct Check {
    field: Field,
    judged: Vec<Judged>,
    xray: Xray,
}

/// What is said of one secret.
struct Judged {
    judgement: Judgement,
    /// The line it stands in, from 1.
    line: usize,
    /// The places of the secret and of its findings in UTF-16 units, as the field counts.
    place: std::ops::Range<u32>,
    places: Vec<std::ops::Range<u32>>,
}

/// Something happened.
pub(super) enum Message {
    Typed(Secret),
    /// Show this place in the field.
    Show(std::ops::Range<u32>),
    Xray(xray::Message),
}

impl Check {
    /// Mounts the field.
    pub(super) fn rendered(&mut self, link: &Scope<App>, first: bool) {
        if first {
            let typed = link.callback(Message::Typed);
            self.field.mount(
                "check-text",
                "The key, line or file to check",
                Some(Box::new(move |text| typed.emit(text))),
            );
        }
        self.xray.rendered();
    }

    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, link: &Scope<App>, message: Message) -> bool {
        match message {
            Message::Typed(text) => {
                self.judged =
                    check::judge(text.expose()).into_iter().map(|found| judged(text.expose(), found)).collect();
                self.xray.typed(link, text.expose());
                true
            }
            Message::Xray(message) => self.xray.update(link, &self.field, message),
            Message::Show(place) => {
                self.field.select_part(place);
                false
            }
        }
    }

    /// How the tab looks.
    pub(super) fn view(&self, link: &Scope<App>) -> Html {
        let hint = el("p").class("took").words("A key, a line of a .env file, or a few lines of settings.py.");
        let results = el("div")
            .class("results")
            .set("aria-live", "polite")
            .with_some(self.judged.is_empty().then_some(hint))
            .each(self.judged.iter().enumerate().map(|(at, judged)| self.judgement(link, at, judged)));
        all(vec![Field::host("check-text").html_node(), results.html_node(), self.xray.view(link).html_node()])
    }
}

/// `judgement` with its places in `text` as the field counts them.
fn judged(text: &str, judgement: Judgement) -> Judged {
    let units = |end: usize| u32::try_from(text[..end].encode_utf16().count()).unwrap_or(u32::MAX);
    let place = |span: &std::ops::Range<usize>| units(span.start)..units(span.end);
    Judged {
        line: text[..judgement.span.start].matches('\n').count() + 1,
        place: place(&judgement.span),
        places: judgement.findings.iter().map(|finding| place(&finding.span)).collect(),
        judgement,
    }
}

impl Check {
    fn judgement(&self, link: &Scope<App>, at: usize, judged: &Judged) -> Element {
        let Judged { judgement, line, place, places } = judged;
        let show = |place: &std::ops::Range<u32>| {
            let place = place.clone();
            button("", "link", "Show", true, link.callback(move |_| Message::Show(place.clone())))
        };
        let sign = match judgement.verdict {
            Verdict::Fit => "✓",
            Verdict::Weak => "!",
            Verdict::Unsafe | Verdict::Broken => "✗",
        };
        let took = el("p").class("took").words("Taken for ").words(judgement.took_for.words());
        let took = if self.judged.len() > 1 {
            let words = format!(": secret {} of {}, in line {line}. ", at + 1, self.judged.len());
            took.text(words).with(show(place))
        } else {
            took.words(".")
        };
        let worth = (judgement.bits.low < judgement.bits.high).then(|| {
            let [low, high] = [judgement.bits.low, judgement.bits.high].map(Bits);
            el("p").class("took").text(format!("Worth {low} bits or a little more, not the {high} of its length."))
        });
        let words = el("div")
            .with(el("h2").words(judgement.verdict.label()))
            .with(el("p").text(judgement.reason.clone()))
            .with_some(worth);
        let verdict = el("div")
            .set_text("class", format!("verdict {}", judgement.verdict.id()))
            .set("data-verdict", judgement.verdict.id())
            .with(el("span").class("sign").set("aria-hidden", "true").words(sign))
            .with(words);
        let verdict = if at == 0 { verdict.set("id", "verdict") } else { verdict };
        let finding = |(finding, place): (&Finding, &std::ops::Range<u32>)| {
            let remedy = el("span").words(finding.remedy).words(" ");
            el("li")
                .with(el("b").text(finding.sentence.clone()))
                .with(remedy.with_some((finding.severity != Severity::Note).then(|| show(place))))
                .with(el("small").words("Source: ").words(finding.source))
        };
        let findings = el("ul")
            .class("card findings")
            .shown(!judgement.findings.is_empty())
            .each(judgement.findings.iter().zip(places).map(finding));
        el("div").with(took).with(verdict).with(findings)
    }
}
