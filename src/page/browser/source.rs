//! The page's own file, as it was before anything was shown in it.

use super::boundary;

/// The document's source, taken before the first change to it.
pub(in crate::page) fn source() -> String {
    boundary::source()
}

/// The SHA-256 of `text` in hex; none where the browser does not tell (plain http).
pub(in crate::page) async fn sha256(text: &str) -> Option<String> {
    boundary::digest(text).await.ok()?.as_string()
}
