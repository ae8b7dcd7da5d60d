//! The keyboard, as WebDriver presses it, and where what it types goes.

use serde_json::{Value, json};

use super::{Browser, UNFOLD};

// Keys that have no symbol.
pub(crate) const CONTROL: char = '\u{e009}';
pub(crate) const ENTER: char = '\u{e007}';
pub(crate) const ESCAPE: char = '\u{e00c}';
pub(crate) const TAB: char = '\u{e004}';
pub(crate) const DOWN: char = '\u{e015}';
pub(crate) const SHIFT: char = '\u{e008}';

/// Ends a line in a text area.
const RETURN: char = '\u{e006}';

impl Browser {
    /// Replaces what an ordinary field holds by what is pasted.
    #[track_caller]
    pub(crate) fn paste_into(&self, selector: &str, text: &str) {
        self.run(UNFOLD, &[json!(selector)]);
        self.focus(selector);
        self.run("document.activeElement.select()", &[]);
        self.insert(text);
    }

    /// Puts text where the focus is, all at once, as a paste does, in place of what is selected.
    #[track_caller]
    pub(crate) fn insert(&self, text: &str) {
        let insert = "return document.execCommand('insertText', false, arguments[0])";
        assert_eq!(self.run(insert, &[json!(text)]), true, "{text}");
    }

    #[track_caller]
    pub(crate) fn focus(&self, selector: &str) {
        self.run("document.querySelector(arguments[0]).focus()", &[json!(selector)]);
    }

    /// Presses keys one after the other.
    #[track_caller]
    pub(crate) fn type_keys(&self, keys: &str) {
        let press = |key| [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })];
        // WebKit's driver types no end of line unless it is the key for one.
        let keys = keys.chars().map(|key| if key == '\n' { RETURN } else { key });
        self.keyboard(&keys.flat_map(press).collect::<Vec<_>>());
    }

    /// Presses a key while another is held.
    #[track_caller]
    pub(crate) fn chord(&self, held: char, key: char) {
        let down = |key: char| json!({ "type": "keyDown", "value": key });
        let up = |key: char| json!({ "type": "keyUp", "value": key });
        self.keyboard(&[down(held), down(key), up(key), up(held)]);
    }

    #[track_caller]
    fn keyboard(&self, actions: &[Value]) {
        let actions = [json!({ "type": "key", "id": "keyboard", "actions": actions })];
        self.post("actions", &json!({ "actions": actions }));
    }
}
