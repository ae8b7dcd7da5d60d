//! The evidence: the policy of this copy, its digest, and the copy itself. Its words stand in
//! `static/index.html`.

use sha2::{Digest, Sha256};

use super::browser::{download::TextFile, root, source};

/// Brings the tab to life.
pub(super) fn start() {
    root::set_text("policy", &root::policy().unwrap_or_default().replace("; ", ";\n"));
    let source = source::source();
    root::set_text("digest", &hex(&source));
    root::set_text(
        "digest-verdict",
        if is_pristine(&source) {
            "It is the file as it was built: its own digest agrees."
        } else {
            "It is not the file as it was built. An extension or a proxy may have changed it; get another copy."
        },
    );
    root::on_click("save-copy", || {
        let source = source::source();
        if !is_pristine(&source) {
            root::set_text("save-said", "Not saved: something has changed this copy. Download the file again.");
            return;
        }
        let file = TextFile::new();
        file.push(&source);
        let saved = file.save("keyproof.html", "text/html");
        root::set_text(
            "save-said",
            if saved {
                "Saved as keyproof.html. Open it without a network."
            } else {
                "The browser refused to save it."
            },
        );
    });
}

/// The SHA-256 of `text`, in hex.
fn hex(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    hex
}

/// Whether the file is as the bundler wrote it: it holds the digest of itself, taken with zeros in
/// the digest's place.
fn is_pristine(source: &str) -> bool {
    let Some((before, rest)) = source.split_once(MARK) else { return false };
    let (Some(digest), Some(after)) = (rest.get(..64), rest.get(64..)) else { return false };
    digest == hex(&[before, MARK, ZEROS, after].concat())
}

/// What stands before the digest in the file.
const MARK: &str = "data-digest=\"";

/// What stands in the digest's place while it is taken.
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_seen() {
        let file = format!("a{MARK}{ZEROS}\"b");
        let file = file.replace(ZEROS, &hex(&file));
        assert!(is_pristine(&file));
        assert!(!is_pristine(&file.replace('b', "c")));
        assert!(!is_pristine("no digest"));
        assert!(!is_pristine(&format!("{MARK}é")));
    }
}
