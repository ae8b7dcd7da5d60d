//! What was found, as a text to keep: with fingerprints and no keys.

use super::Judgement;

impl Judgement {
    /// The line of `text` that the key stands in, from 1.
    pub fn line(&self, text: &str) -> usize {
        text[..self.span.start].matches('\n').count() + 1
    }

    /// What the key is called that was found as the one `at` this place: its variable's name, or its number.
    pub fn label(&self, text: &str, at: usize) -> String {
        self.name.clone().map_or_else(|| format!("Key {}", at + 1), |name| text[name].to_owned())
    }
}

/// The report of what was found in `text`.
pub fn report(text: &str, found: &[&Judgement]) -> String {
    let mut report = String::from(
        "Keyproof report. A fingerprint is the first 8 hex digits of the key’s SHA-256: it tells keys apart, and anyone who guesses a weak key can confirm it.\n\n",
    );
    for (at, judgement) in found.iter().enumerate() {
        let (line, label) = (judgement.line(text).to_string(), judgement.label(text, at));
        let verdict = judgement.verdict.label();
        for part in [&judgement.fingerprint, "  line ", &line, "  ", &label, ": ", verdict, "\n"] {
            report.push_str(part);
        }
        for finding in &judgement.findings {
            for part in ["    ", &finding.sentence, " ", finding.remedy, "\n"] {
                report.push_str(part);
            }
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;

    #[test]
    fn no_key_is_in_it() {
        let text =
            "# both\nSECRET_KEY=change-me-please\nOTHER_SECRET_KEY=w3kx9kqz3p0lr8dh5tn4sf6yb1cgjaue2wq7mx2kd9a\n";
        let found = Checker::default().judge(text);
        let report = report(text, &found.iter().collect::<Vec<_>>());
        assert!(report.contains("  line 2  SECRET_KEY: "), "{report}");
        assert!(report.contains("  line 3  OTHER_SECRET_KEY: "), "{report}");
        assert!(!report.contains("change-me-please") && !report.contains("w3kx9kqz"), "{report}");
    }
}
