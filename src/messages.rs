//! Messages that people see when a key does not arrive, and the answer of the guide to each.
//!
//! Someone who pastes an error instead of a key is led to its answer. `tests/rotation/messages.py` has the
//! real things say them.

/// A message, by words that it has.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    /// Words that all stand in it, in this order.
    words: &'static [&'static str],
    /// The address of the answer in the page.
    pub answer: &'static str,
}

const fn message(words: &'static [&'static str], answer: &'static str) -> Message {
    Message { words, answer }
}

/// The first that fits is meant: what led to an error stands before it in a traceback.
pub const ALL: &[Message] = &[
    message(&["SECRET_KEY setting must not be empty"], "#guide-empty"),
    message(&["settings are not configured"], "#guide-configured"),
    message(&["DJANGO_SETTINGS_MODULE", "must either define"], "#guide-configured"),
    message(&["less than 50 characters"], "#guide-fifty"),
    message(&["security.W009"], "#guide-fifty"),
    message(&["UndefinedValueError"], "#guide-loaders"),
    message(&["Declare it as envvar"], "#guide-loaders"),
    message(&["ImproperlyConfigured: Set the ", " environment variable"], "#guide-loaders"),
    message(&["EnvNotSetError"], "#guide-loaders"),
    message(&["nvironment variable \"", "\" not set"], "#guide-loaders"),
    message(&["validation error", "Field required"], "#guide-loaders"),
    message(&["Config '", "' is missing, and has no default"], "#guide-loaders"),
    message(&["ImproperlyConfigured: SECRET_KEY "], "#guide-empty"),
    message(&["ImproperlyConfigured: DJANGO_SECRET_KEY "], "#guide-empty"),
    message(&["ValueError: SECRET_KEY "], "#guide-empty"),
    message(&["ValueError: DJANGO_SECRET_KEY "], "#guide-empty"),
    message(&["RuntimeError: SECRET_KEY "], "#guide-empty"),
    message(&["RuntimeError: DJANGO_SECRET_KEY "], "#guide-empty"),
    message(&["ValidationError: ", " is required in env "], "#guide-loaders"),
    message(&["AttributeError: SECRET_KEY"], "#guide-loaders"),
    message(&["is required to be set as the environment variable"], "#guide-loaders"),
    message(&["required variable ", " is missing a value"], "#guide-empty"),
    message(&[": unbound variable"], "#guide-empty"),
    message(&[": parameter null or not set"], "#guide-empty"),
    message(&[": parameter not set"], "#guide-empty"),
    message(&["nvironment variable \"", "\" invalid: ['Shorter than"], "#guide-length"),
    message(&["validation error", "[type=", "too_short"], "#guide-length"),
    message(&["variable is not set. Defaulting to a blank string"], "#guide-quoting"),
    message(&["nvalid interpolation format for"], "#guide-quoting"),
    message(&["'%' must be followed by '%'"], "#guide-quoting"),
    message(&["could not parse statement starting at line"], "#guide-quoting"),
    message(&["event not found"], "#guide-quoting"),
    message(&["poorly formatted environment"], "#guide-quoting"),
    message(&["unexpected character ", " in variable name"], "#guide-quoting"),
    message(&["Format string ", " is badly formatted"], "#guide-quoting"),
    message(&["Format string ", " cannot be expanded"], "#guide-quoting"),
    message(&["Invalid environment assignment, ignoring"], "#guide-quoting"),
    message(&["UnicodeDecodeError"], "#guide-windows"),
    message(&["KeyError: '"], "#guide-keyerror"),
    message(&["InsecureKeyLengthWarning"], "#guide-jwt"),
    message(&["The HMAC key is ", " bytes long"], "#guide-jwt"),
    message(&["TokenError"], "#guide-tokens"),
    message(&["token_not_valid"], "#guide-tokens"),
    message(&["fernet.InvalidToken"], "#guide-tokens"),
    message(&["Signature verification failed"], "#guide-tokens"),
    message(&["BadSignature"], "#guide-two"),
    message(&["BadTimeSignature"], "#guide-two"),
    message(&["Session data corrupted"], "#guide-two"),
];

/// The address of the answer to a message that is in the text.
pub fn answer(text: &str) -> Option<&'static str> {
    // A key is seldom more than a word, and to look for words takes a while.
    let is_word = !text.contains(' ');
    let has = |message: &&Message| {
        if is_word && message.words.iter().any(|words| words.contains(' ')) {
            return false;
        }
        let mut rest = Some(text);
        message.words.iter().all(|words| {
            rest = rest.and_then(|rest| Some(rest.split_once(words)?.1));
            rest.is_some()
        })
    };
    ALL.iter().find(has).map(|message| message.answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_leads_to_an_answer() {
        let guide = include_str!("../static/guide.html");
        for message in ALL {
            let id = message.answer.strip_prefix('#').expect("a place in the page");
            assert!(guide.contains(&format!("<summary id=\"{id}\">")), "{id}");
            assert_eq!(answer(&message.words.join("SECRET_KEY")), Some(message.answer), "{message:?}");
        }
    }

    #[test]
    fn a_key_or_a_file_is_no_message() {
        for text in [
            "",
            "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d",
            "SECRET_KEY='KeyError'\n",
            "import os\nSECRET_KEY = os.environ['SECRET_KEY']\n",
            "try:\n    key = os.environ['SECRET_KEY']\nexcept KeyError:\n    raise\n",
            "environment variable SECRET_KEY is set",
        ] {
            assert_eq!(answer(text), None, "{text}");
        }
    }
}
