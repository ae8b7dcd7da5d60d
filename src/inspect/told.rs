//! What is said of a value: whether a key signed it, and what a rotation does to it.

use super::{Content, IN_A_LINE, Note, Question, Signature, Sort, Time, looks};

/// What is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How good that is: as the verdicts of keys are called.
    pub verdict: &'static str,
    /// In a few words.
    pub heading: String,
    /// All else, a line each. It repeats no part of a key or of what was signed.
    pub sentences: String,
}

impl Told {
    /// What stands before it.
    pub fn sign(&self) -> &'static str {
        if self.verdict == "fit" { "✓" } else { "!" }
    }
}

impl Question<'_> {
    /// What is to be said of the value, and what is inside. The last of the keys is taken for the empty one that
    /// fallbacks may have, and not counted.
    pub fn tell(&self) -> (Told, Content) {
        match self.signature().or_else(|| self.changed()) {
            Some(signature) => (signed(&signature, self.keys.len().saturating_sub(1)), signature.content),
            None => not_signed(self),
        }
    }
}

/// The same of a value that none of the keys has signed.
fn not_signed(question: &Question<'_>) -> (Told, Content) {
    let told = |verdict, heading: &str, sentences: String| Told { verdict, heading: heading.to_owned(), sentences };
    if question.is_too_much() {
        let sentence = "Paste fewer keys, or the signed value alone.".to_owned();
        return (told("weak", "Too much to try", sentence), Content::None);
    }
    let look = looks(question);
    let (verdict, heading) = match look.sort {
        Sort::Unsigned => ("unsafe", "Not signed at all"),
        Sort::Other => ("weak", "Not signed with SECRET_KEY"),
        Sort::Unknown if question.keys.len() == 1 => {
            let sentence = "Paste the keys that may have signed it.".to_owned();
            return (told("weak", "With which key?", sentence), Content::None);
        }
        Sort::Unknown => ("weak", "No match found with these keys"),
    };
    let mut sentences = look.sentence.to_owned();
    for (words, time) in [(" It says that it was made on ", look.made), (" It says that it ends on ", look.ends)] {
        if let Some(time) = time {
            append(&mut sentences, &[words, &date(time), "."]);
        }
    }
    (told(verdict, heading, sentences), look.content)
}

/// What a signature tells; `count` keys were given.
fn signed(found: &Signature, count: usize) -> Told {
    let mut told = Told { verdict: "fit", heading: String::new(), sentences: String::new() };
    let number = |number: usize| number.to_string();
    append(&mut told.heading, &["Signed with key ", &number(found.signer + 1), " of ", &number(count)]);
    let text = &mut told.sentences;
    append(text, &["It is ", found.what]);
    match found.made {
        Some(made) => append(text, &[", signed on ", &date(made), "."]),
        None => append(text, &[". It does not tell when it was signed."]),
    }
    if let Some((made, lasts)) = found.made.zip(found.kind.lasts) {
        let end = date(made.plus(lasts.seconds));
        append(text, &[" If the defaults are kept, it holds until ", &end, ", by ", lasts.setting, "."]);
    }
    if let Some(ends) = found.ends {
        append(text, &[" It holds until ", &date(ends), "."]);
    }
    append(text, &["\n", found.rotation]);
    for note in &found.notes {
        match *note {
            Note::FromBase64 => append(text, &["\nThe key that signed it is what this one is the base64 of."]),
            Note::Sha1 => append(text, &["\nDjango 4.0 and later take SHA-1 only where the code asks for it."]),
            Note::Short(is, wanted) => {
                told.verdict = "weak";
                append(
                    text,
                    &[
                        "\nThis key is short for it: ",
                        &number(is),
                        " bytes, and ",
                        found.digest.label(),
                        " wants ",
                        &number(wanted),
                        ". PyJWT warns of it.",
                    ],
                );
            }
        }
    }
    if found.changed == Some(IN_A_LINE) {
        append(text, &["\nThe key is ", IN_A_LINE, "."]);
    } else if let Some(how) = found.changed {
        told.verdict = "broken";
        append(&mut told.heading, &[", but changed on its way"]);
        append(text, &["\nDjango has this key ", how, ". The Check tab tells where that happens."]);
    } else if found.signer == count {
        told.verdict = "unsafe";
        "Signed with an empty key".clone_into(&mut told.heading);
        append(text, &["\nAnyone can make such a value. An empty text stands in SECRET_KEY_FALLBACKS: leave it out."]);
    }
    let salt = if found.salt.is_empty() { "none" } else { &found.salt };
    append(text, &["\nSalt: ", salt, ". Digest: ", found.digest.label(), "."]);
    told
}

#[inline(never)]
fn append(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

fn date(time: Time) -> String {
    let mut text = time.text(" ", " UTC");
    if let Time::Local(_) = time {
        text.push_str(" by the server’s clock");
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::{
        inspect::{Question, User},
        secret::Secret,
    };

    #[track_caller]
    fn tells(token: &str, keys: &[&str], verdict: &str, heading: &str) -> String {
        let keys: Vec<_> = keys.iter().chain(&[""]).map(|key| Secret::from(*key)).collect();
        let user = User::default();
        let question = Question { token, keys: &keys, salt: None, separator: None, cookie: None, user };
        let (told, _) = question.tell();
        assert_eq!((told.verdict, &*told.heading), (verdict, heading), "{}", told.sentences);
        told.sentences
    }

    #[test]
    fn who_signed_it_is_told() {
        let rows = include_str!("../../tests/inspect/vectors.jsonl").lines();
        let mut rows = rows.map(|row| serde_json::from_str::<serde_json::Value>(row).expect("JSON"));
        let row = rows.find(|row| row["kind"] == "messages-cookie").expect("such a value");
        let [token, key] = ["token", "key"].map(|field| row[field].as_str().expect("a text"));
        let told = tells(token, &["another", key], "fit", "Signed with key 2 of 2");
        assert!(told.starts_with("It is ") && told.contains("Salt: ") && !told.contains(key), "{told}");
        tells(token, &["another"], "weak", "No match found with these keys");
        tells(token, &[], "weak", "With which key?");
    }

    #[test]
    fn what_is_too_much_is_not_tried() {
        let (token, keys) = ("a".repeat(1 << 20), ["key"; 100]);
        tells(&token, &keys, "weak", "Too much to try");
    }
}
