//! The evidence: the policy of this copy, its digest, and the copy itself. Its words stand in
//! `index.html`.

use super::browser::{download::TextFile, root, source};

/// Brings the tab to life.
pub(super) fn start() {
    root::set_text("policy", &root::policy().unwrap_or_default().replace("; ", ";\n"));
    yew::platform::spawn_local(async {
        let source = source::source();
        root::set_text("digest", source::sha256(&source).await.as_deref().unwrap_or("This browser can’t compute it."));
        root::set_text(
            "digest-verdict",
            match is_pristine(&source).await {
                Some(true) => {
                    "It agrees with the digest inside the file, so nothing changed it by accident. Anyone who changes it on purpose can change that, too."
                }
                Some(false) => CHANGED,
                None => "To check it, open the page over https, or as a saved copy.",
            },
        );
    });
    root::on_click("save-copy", || {
        yew::platform::spawn_local(async {
            let source = source::source();
            if is_pristine(&source).await == Some(false) {
                root::set_text("save-said", CHANGED);
                return;
            }
            let file = TextFile::new();
            file.push(&source);
            let saved = file.save(FILE, "text/html");
            root::set_text(
                "save-said",
                if saved {
                    concat!("Saved as keyproof-", env!("CARGO_PKG_VERSION"), ".html. It opens without a network.")
                } else {
                    "Try another browser. This one blocked saving the file."
                },
            );
        });
    });
}

/// What the copy is called, as in a release.
const FILE: &str = concat!("keyproof-", env!("CARGO_PKG_VERSION"), ".html");

/// Said of a file that has been changed.
const CHANGED: &str =
    "Download it again. This isn’t the file as it was built: an extension or a proxy may have changed it.";

/// Whether the file is as the bundler wrote it: it holds the digest of itself, taken with zeros in
/// the digest's place. None where the browser does not tell.
async fn is_pristine(source: &str) -> Option<bool> {
    let Some((digest, blank)) = taken_apart(source) else { return Some(false) };
    Some(source::sha256(&blank).await? == digest)
}

/// The digest that the file holds, and the file with zeros in its place.
fn taken_apart(source: &str) -> Option<(&str, String)> {
    let (before, rest) = source.split_once(MARK)?;
    let (digest, after) = (rest.get(..64)?, rest.get(64..)?);
    Some((digest, [before, MARK, ZEROS, after].concat()))
}

/// What stands before the digest in the file.
const MARK: &str = "data-digest=\"";

/// What stands in the digest's place while it is taken.
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_taken_out_for_its_own_taking() {
        let digest = "12".repeat(32);
        let file = format!("a{MARK}{digest}\"b");
        assert_eq!(taken_apart(&file), Some((&digest[..], format!("a{MARK}{ZEROS}\"b"))));
        assert_eq!(taken_apart("no digest"), None);
        assert_eq!(taken_apart(&format!("{MARK}é")), None);
    }
}
