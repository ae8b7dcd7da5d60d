//! Sentences, and what programs write about what they do: no key is in them, and no kind of file is.

/// Words that sentences have, and phrases that people take for keys seldom have three of.
const WORDS: &str = " a am an and are at be but can could do does did for from have has hello help hi how i if in is it it's me my need \
     no not of on or please should so that the then there this to want was we what when where which who why will with would you your ";

/// Whether `text` is one of sentences, or a log.
pub(super) fn is(text: &str) -> bool {
    let (mut lines, mut wordy, mut logs, mut common) = (0, 0, 0, Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(200) {
        lines += 1;
        let parts = line.split([' ', '\t', ',', '.', '?', '!', ';', ':']).filter(|word| !word.is_empty());
        wordy += usize::from(parts.clone().count() > 3);
        for word in parts {
            let word = word.to_ascii_lowercase();
            if WORDS
                .match_indices(&word)
                .any(|(at, _)| WORDS[..at].ends_with(' ') && WORDS[at + word.len()..].starts_with(' '))
                && !common.contains(&word)
            {
                common.push(word);
            }
        }
        let is_time =
            |part: &[u8]| part[0].is_ascii_digit() && part[1] == b':' && part[2].is_ascii_digit() && part[4] == b':';
        let is_log = line.as_bytes().windows(5).any(is_time) || line.contains("INFO") || line.ends_with("... OK");
        logs += usize::from(is_log && line.contains(' '));
    }
    if lines == 1 {
        let last = text.trim_end().ends_with(['.', '?', '!', '…']);
        return wordy == 1 && (logs == 1 || common.len() > 3 || common.len() > 1 && last && text.contains(' '));
    }
    lines > 1 && (logs * 4 >= lines && logs > 0 || wordy * 2 >= lines && common.len() > 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_phrases() {
        for text in [
            "hello can you help me please",
            "What is the SECRET_KEY for?",
            "I have a project.\nHow do I put it on a server, and where is the key?\n",
            "[2024-05-01 10:00:00 +0000] [1] [INFO] Starting\n[2024-05-01 10:00:01 +0000] [7] [INFO] Booting\n",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "correct horse battery staple",
            "my long pass phrase of words",
            "the quick brown fox jumps over the lazy dog",
            "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d",
            "a b c d\ne f g h\ni j k l\n",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
