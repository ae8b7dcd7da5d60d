//! What a person does with the page, in the page's words.

use keyproof::{key::Preset, secret::Secret};

use crate::browser::{Browser, CONTROL, ENTER, SHIFT, TAB};

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
        self.insert(text);
        self.wait("the text", || (self.hidden_value("#check-text") == text).then_some(()));
    }

    /// Presses a button and waits for the live region to say something that begins so.
    #[track_caller]
    pub(crate) fn press(&self, button: &str, said: &str) {
        self.click(button);
        self.said(said);
    }

    /// Presses a button and waits for what is said at `place` to begin so.
    #[track_caller]
    pub(crate) fn press_there(&self, button: &str, place: &str, said: &str) {
        self.click(button);
        self.wait(said, || self.text(place).starts_with(said).then_some(()));
    }

    /// Waits for the live region to say something that begins so.
    #[track_caller]
    pub(crate) fn said(&self, words: &str) {
        self.wait(words, || self.text("#status").starts_with(words).then_some(()));
    }

    /// Chooses where the line goes, by its name if it is not on the short list.
    #[track_caller]
    pub(crate) fn choose_destination(&self, id: &str) {
        let chip = format!("#setup [data-destination='{id}']");
        let there = format!("return document.querySelector(\"{chip}\") !== null");
        if !self.is(&there) {
            self.focus("#destination-search");
            self.run("document.activeElement.select()", &[]);
            self.insert(id);
            self.wait_for(&there);
        }
        self.click(&chip);
        self.wait_for(&format!("return document.querySelector(\"{chip}\")?.getAttribute('aria-pressed') === 'true'"));
    }

    /// Chooses an entry of a select, by what it shows.
    #[track_caller]
    pub(crate) fn choose(&self, select: &str, entry: &str) {
        let script = "const [select, entry] = arguments; const field = document.querySelector(select);
            field.value = [...field.options].find((option) => option.text === entry).value;
            field.dispatchEvent(new Event('input', { bubbles: true }))";
        self.run(script, &[select.into(), entry.into()]);
    }

    /// Opens every fold.
    pub(crate) fn unfold_all(&self) {
        self.run("document.querySelectorAll('details').forEach((fold) => fold.open = true)", &[]);
    }

    /// Chooses the kind of key.
    #[track_caller]
    pub(crate) fn choose_preset(&self, id: &str) {
        let choice = format!("[data-preset='{id}']");
        self.click(&choice);
        self.wait_for(&format!("return document.querySelector(\"{choice}\").checked"));
    }

    /// Presses Tab until what has the focus is called `name`: the id of a field with a secret, else what a
    /// screen reader says first. Every stop on the way has to be on the screen and marked.
    #[track_caller]
    pub(crate) fn tab_to(&self, name: &str) {
        self.walk_to(name, || self.type_keys(&TAB.to_string()));
    }

    /// The same backwards.
    #[track_caller]
    pub(crate) fn tab_back_to(&self, name: &str) {
        self.walk_to(name, || self.chord(SHIFT, TAB));
    }

    #[track_caller]
    fn walk_to(&self, name: &str, press: impl Fn()) {
        let mut passed = Vec::new();
        while passed.len() < 80 {
            press();
            let Some(stop) = self.focus_name() else { break };
            let fault = self.text_of(FAULT);
            if !fault.is_empty() {
                // A browser may take a moment to scroll.
                self.wait(format!("“{stop}”, which is {fault}, after {passed:?}"), || {
                    self.text_of(FAULT).is_empty().then_some(())
                });
            }
            if stop == name {
                return;
            }
            passed.push(stop);
        }
        panic!("“{name}” is not reached by Tab. Passed: {passed:?}");
    }

    /// The name of what has the focus, unless it is the page itself.
    #[track_caller]
    pub(crate) fn focus_name(&self) -> Option<String> {
        self.run(NAME, &[]).as_str().map(str::to_owned)
    }

    /// Goes there by Tab, presses Enter, and has the focus on something afterwards, too.
    #[track_caller]
    pub(crate) fn press_by_key(&self, name: &str) {
        self.tab_to(name);
        self.type_keys(&ENTER.to_string());
        self.wait(format!("a focus after “{name}”"), || self.focus_name());
    }

    /// Goes to a button by Tab, presses Enter, waits until it is said near it that something is copied,
    /// and gives what is on the clipboard. The focus is still there then.
    #[track_caller]
    pub(crate) fn copied_by_key(&self, button: &str) -> String {
        self.press_by_key(button);
        self.wait_for(
            "for (let e = document.activeElement; e; e = e.parentElement) {
            const status = e.querySelector('[role=status]');
            if (status) return status.textContent.startsWith('Copied');
        }",
        );
        let text = self.pasted().replace('\r', "");
        assert_eq!(self.focus_name().as_deref(), Some(button));
        text
    }

    /// Opens a tab by keyboard, from the page's start.
    #[track_caller]
    pub(crate) fn open_tab_by_key(&self, name: &str) {
        assert_eq!(self.focus_name(), None, "this is not the page's start");
        self.press_by_key(name);
        self.wait_for("return document.activeElement.tagName === 'H1' && document.activeElement.checkVisibility()");
    }

    /// Opens a tab by its link.
    #[track_caller]
    pub(crate) fn open_tab(&self, tab: &str) {
        self.click(&format!("a[href='#{tab}']"));
        self.wait_for(&format!("return !document.getElementById('page-{tab}').hidden"));
    }
}

/// What names the element with the focus. The label of a field with a secret is in its shadow root.
const NAME: &str = "const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    if (e.matches('.secret')) return '#' + e.id;
    const words = e.labels?.[0] ?? e;
    const name = e.getAttribute('aria-label') ?? (words.querySelector('h2, h3, b') ?? words).textContent;
    return name.trim().replace(/\\s+/g, ' ');";

/// Why the focus cannot be seen.
const FAULT: &str = "const e = document.activeElement, box = e.getBoundingClientRect();
    if (!e.checkVisibility()) return 'hidden';
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return 'off the screen';
    // What is inside of these has the mark.
    if (e.matches('.secret, input[type=date]')) return '';
    return e.matches(':focus-visible') && getComputedStyle(e).outlineStyle !== 'none' ? '' : 'not marked';";

/// Fails unless the key is one that the preset makes at this length.
#[track_caller]
pub(crate) fn assert_made_by(preset: &Preset, length: usize, key: &Secret) {
    let key = key.expose();
    assert_eq!(key.chars().count(), length, "{}: {key}", preset.id);
    let strange = key.chars().find(|symbol| !preset.symbols().contains(*symbol));
    assert_eq!(strange, None, "{}: {key}", preset.id);
}
