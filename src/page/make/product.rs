//! The product that the line is for: found by its name beside the loaders, with what hangs on its key, and in the
//! address with the rest of the set-up.

use yew::Html;

use super::{Action, Choices};
use crate::{
    page::{browser::root, element::el, tab::Tab},
    product::Product,
    setup::{self, Setup},
};

/// What has Compose read a changed file.
const COMPOSED: &str = "Then run docker compose up -d. A restart alone doesn’t read the file again.";

/// What a new key does in every Django.
const ALWAYS: &str = "A new key logs everyone out, and links to reset a password stop working. ";

/// What this page has written into the address.
#[derive(Default)]
pub(super) struct Address {
    last: String,
    /// How many changes of the address are to be heard of that are its own. Browsers tell of them later, and some
    /// change it later when there are many: what it says by then may be of the one before.
    own: usize,
}

impl Address {
    /// Takes over the set-up of `fragment`, if it has one; what is to be said of it.
    pub(super) fn read(&mut self, choices: &mut Choices, fragment: &str) -> String {
        let Some((setup, left_out)) = Setup::parse(fragment) else { return String::new() };
        choices.change(Action::Setup(Box::new(setup)));
        choices.remember();
        if left_out.is_empty() {
            return String::new();
        }
        // It may have been a key, which is to stand there no longer.
        self.write(choices);
        setup::sentence(&left_out)
    }

    /// Writes the set-up into the address, where it has one or needs one.
    pub(super) fn write(&mut self, choices: &Choices) {
        let (before, query) = (root::fragment(), choices.setup().query());
        let tab = Tab::find(&before).unwrap_or(Tab::Make);
        let fragment = [tab.name(), &query].concat();
        if fragment != before && (before.contains('?') || !query.is_empty()) {
            root::set_fragment(&fragment);
            self.last = fragment;
            self.own += 1;
        }
    }

    /// Whether a change of the address to `fragment` is the page's own.
    pub(super) fn is_own(&mut self, fragment: &str) -> bool {
        let is_own = self.own > 0;
        self.own = if fragment == self.last { 0 } else { self.own.saturating_sub(1) };
        is_own
    }
}

/// What there is to know of the product.
pub(super) fn card(product: &Product) -> Html {
    let least = (product.least > 0).then(|| format!("It asks for at least {} characters.", product.least));
    let preset = product.preset.map(|preset| {
        ["Not every character gets through its files and scripts. Suitable: ", preset.label, "."].concat()
    });
    let again = if product.destination.id().contains("compose") { COMPOSED } else { "Then start it again." };
    let facts = [
        ["The line goes into ", product.file, ", instead of the one that’s there. ", again].concat(),
        least.unwrap_or_default(),
        preset.unwrap_or_default(),
        product.default.map(|default| default.sentence().to_owned()).unwrap_or_default(),
        product.shares.to_owned(),
        [ALWAYS, product.breaks].concat(),
    ];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty()).map(|fact| el("li").text(fact));
    el("section")
        .set("id", "product-card")
        .class("card prose product")
        .set("aria-label", product.name)
        .with(el("div").class("step").with(el("h2").words(product.name)))
        .with(el("ul").each(facts))
        .with(el("p").class("why").text(["Read in ", &product.places.replace(' ', ", "), "."].concat()))
        .html_node()
}
