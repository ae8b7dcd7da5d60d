//! The questions people ask. The answers stand in `static/guide.html`; this finds them.

use super::browser::root;

/// Brings the tab to life.
pub(super) fn start() {
    root::on_typed("guide-search", |typed| {
        let typed = typed.to_ascii_lowercase();
        let found = root::show_children("answers", |text| holds(text, &typed));
        let words = match found {
            _ if typed.trim().is_empty() => String::new(),
            0 => "Nothing found. Try one word, such as logout or quotes.".to_owned(),
            1 => "One answer.".to_owned(),
            found => format!("{found} answers."),
        };
        root::set_text("guide-found", &words);
    });
}

/// Whether `text` holds each of the words typed, which are in lower case.
fn holds(text: &str, typed: &str) -> bool {
    let text = text.to_ascii_lowercase();
    typed.split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_be_there() {
        assert!(holds("Does CSRF use the key?", "csrf key"));
        assert!(!holds("Does CSRF use the key?", "csrf cookie"));
        assert!(holds("anything", " "));
    }
}
