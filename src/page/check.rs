//! The second tab: what is to be said of a pasted key.
//!
//! The text stays in its field. What is kept of it are places and findings.

use yew::{html::Scope, prelude::*};

use super::{
    app::App,
    browser::field::Field,
    parts::button,
    xray::{self, Xray},
};
use crate::{
    check::{self, Judgement, Severity, Verdict},
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
            self.xray.mount();
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
        html! {
            <>
                { Field::host("check-text") }
                <div class="results" aria-live="polite">
                    if self.judged.is_empty() {
                        <p class="took">{ "A key, a line of a .env file, or a few lines of settings.py." }</p>
                    }
                    { for self.judged.iter().enumerate().map(|(at, judged)| self.judgement(link, at, judged)) }
                </div>
                { self.xray.view(link) }
            </>
        }
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
    fn judgement(&self, link: &Scope<App>, at: usize, judged: &Judged) -> Html {
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
        html! {
            <>
                <p class="took">
                    { "Taken for " }{ judgement.took_for.words() }
                    if self.judged.len() > 1 {
                        { format!(": secret {} of {}, in line {line}. ", at + 1, self.judged.len()) }{ show(place) }
                    } else {
                        { "." }
                    }
                </p>
                <div
                    id={(at == 0).then_some("verdict")}
                    class={classes!("verdict", judgement.verdict.id())}
                    data-verdict={judgement.verdict.id()}
                >
                    <span class="sign" aria-hidden="true">{ sign }</span>
                    <div>
                        <h2>{ judgement.verdict.label() }</h2>
                        <p>{ &judgement.reason }</p>
                        if judgement.bits.low < judgement.bits.high {
                            <p class="took">
                                { format!("Worth {} bits or a little more, not the {} of its length.", Bits(judgement.bits.low), Bits(judgement.bits.high)) }
                            </p>
                        }
                    </div>
                </div>
                if !judgement.findings.is_empty() {
                    <ul class="card findings">
                        { for judgement.findings.iter().zip(places).map(|(finding, place)| html! {
                            <li>
                                <b>{ &finding.sentence }</b>
                                <span>
                                    { finding.remedy }{ " " }
                                    if finding.severity != Severity::Note { { show(place) } }
                                </span>
                                <small>{ "Source: " }{ finding.source }</small>
                            </li>
                        }) }
                    </ul>
                }
            </>
        }
    }
}
