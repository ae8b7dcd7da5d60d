//! What a person does with the page, in the page's words.

use keyproof::{key::Preset, secret::Secret};

use crate::browser::{Browser, CONTROL};

impl Browser {
    /// Loads the page anew, with nothing remembered, and waits for its first key.
    #[track_caller]
    pub(crate) fn open(&self) {
        self.open_at("");
        if self.is("return localStorage.length > 0") {
            self.run("localStorage.clear()", &[]);
            self.open_at("");
        }
    }

    /// Loads the page at a fragment of its address, and waits for its first key.
    #[track_caller]
    pub(crate) fn open_at(&self, fragment: &str) {
        // To go to another fragment of the same page would not load it.
        self.goto("about:blank");
        self.goto(&format!("{}{fragment}", self.page()));
        self.started();
        assert_eq!(self.state(), "ready");
    }

    /// Waits until the page has a key or knows that it cannot have one, and the rest is there.
    #[track_caller]
    pub(crate) fn started(&self) {
        self.wait_for("return (document.documentElement.dataset.state ?? 'working') !== 'working'");
        self.wait_for("return document.documentElement.dataset.state === 'failed' || document.getElementById('check-text') !== null");
    }

    /// `ready`, `broken` or `failed`.
    #[track_caller]
    pub(crate) fn state(&self) -> String {
        self.text_of("return document.documentElement.dataset.state")
    }

    /// The line shown.
    #[track_caller]
    pub(crate) fn line(&self) -> String {
        self.hidden_value("#line")
    }

    /// The key in a line that has no quotes.
    #[track_caller]
    pub(crate) fn bare_key(&self) -> String {
        let line = self.line();
        line.split_once('=').unwrap_or_else(|| panic!("{line}")).1.to_owned()
    }

    /// Puts `text` into the field of the second tab, in place of what was there.
    pub(crate) fn paste_to_check(&self, text: &str) {
        self.open_tab("check");
        self.focus("#check-text");
        self.chord(CONTROL, 'a');
        self.type_keys(text);
        self.wait("the text", || (self.hidden_value("#check-text") == text).then_some(()));
    }

    /// Presses a button and waits for the live region to say something that begins so.
    #[track_caller]
    pub(crate) fn press(&self, button: &str, said: &str) {
        self.click(button);
        self.said(said);
    }

    /// Waits for the live region to say something that begins so.
    #[track_caller]
    pub(crate) fn said(&self, words: &str) {
        self.wait(words, || self.text("#status").starts_with(words).then_some(()));
    }

    /// Chooses where the line goes, by typing its name if it is not on the short list.
    #[track_caller]
    pub(crate) fn choose_destination(&self, id: &str) {
        let chip = format!("#make-app [data-destination='{id}']");
        let there = format!("return document.querySelector(\"{chip}\") !== null");
        if !self.is(&there) {
            self.fill("#destination-search", id);
            self.wait_for(&there);
        }
        self.click(&chip);
        self.wait_for(&format!("return document.querySelector(\"{chip}\")?.getAttribute('aria-pressed') === 'true'"));
    }

    /// Chooses the kind of key.
    #[track_caller]
    pub(crate) fn choose_preset(&self, id: &str) {
        let choice = format!("[data-preset='{id}']");
        self.click(&choice);
        self.wait_for(&format!("return document.querySelector(\"{choice}\").checked"));
    }

    /// Opens a tab by its link.
    #[track_caller]
    pub(crate) fn open_tab(&self, tab: &str) {
        self.click(&format!("a[href='#{tab}']"));
        self.wait_for(&format!("return !document.getElementById('page-{tab}').hidden"));
    }
}

/// Fails unless the key is one that the preset makes at this length.
#[track_caller]
pub(crate) fn assert_made_by(preset: &Preset, length: usize, key: &Secret) {
    let key = key.expose();
    assert_eq!(key.chars().count(), length, "{}: {key}", preset.id);
    let strange = key.chars().find(|symbol| !preset.symbols().contains(*symbol));
    assert_eq!(strange, None, "{}: {key}", preset.id);
}
