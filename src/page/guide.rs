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

    /// What people ask, in words that they search by, and the answer.
    const QUESTIONS: [(&str, &str); 40] = [
        ("what is secret_key", "what"),
        ("what is signed", "signs"),
        ("csrf", "csrf"),
        ("passwords", "passwords"),
        ("someone has my key", "leak"),
        ("guessed", "guess"),
        ("how long", "length"),
        ("why 50", "length"),
        ("W009", "w009"),
        ("less than 50 characters", "fifty"),
        ("django-insecure-", "insecure"),
        ("get_random_secret_key", "make"),
        ("quoting .env", "quoting"),
        ("two servers", "two"),
        ("BadSignature", "tokens"),
        ("os.environ.get", "get"),
        ("secret manager", "where"),
        ("staging", "environments"),
        ("docker collectstatic", "docker"),
        ("SECRET_KEY_FILE", "file"),
        ("tests CI", "ci"),
        ("pull request fork", "ci"),
        ("log everyone out", "logout"),
        ("how often", "often"),
        ("SECRET_KEY_FALLBACKS", "fallbacks"),
        ("git history", "git"),
        ("must not be empty", "empty"),
        ("import celery linters", "empty"),
        ("settings are not configured", "configured"),
        ("UndefinedValueError", "loaders"),
        ("look for .env", "loaders"),
        ("KeyError", "keyerror"),
        ("lost backup", "lost"),
        ("helm argo lookup", "helm"),
        ("each install product", "install"),
        ("windows powershell", "windows"),
        ("packages", "others"),
        ("HMAC bytes SIGNING_KEY", "jwt"),
        ("jwts encrypted fields", "tokens"),
        ("web page", "page"),
    ];

    #[test]
    fn every_question_is_found_by_its_words() {
        let guide = include_str!("../../static/guide.html");
        let answers: Vec<_> = guide.split("<details").skip(1).collect();
        let mut asked: Vec<_> = QUESTIONS.iter().map(|(_, id)| *id).collect();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!(asked.len(), answers.len(), "answers that nobody asks for");
        for (words, id) in QUESTIONS {
            let is_its = |answer: &&&str| answer.contains(&format!("<summary id=\"guide-{id}\">"));
            let answer = answers.iter().find(is_its).expect(id);
            // As the page sees it: the text alone.
            let mut text: String = answer.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect();
            text = text.replace("&amp;", "&");
            assert!(holds(&text, &words.to_ascii_lowercase()), "{words}");
            let found = answers.iter().filter(|other| holds(other, &words.to_ascii_lowercase())).count();
            assert!(found <= 12, "{words}: {found}");
        }
    }

    #[test]
    fn every_word_has_to_be_there() {
        assert!(holds("Does CSRF use the key?", "csrf key"));
        assert!(!holds("Does CSRF use the key?", "csrf cookie"));
        assert!(holds("anything", " "));
    }
}
