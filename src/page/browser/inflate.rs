//! Unpacking by the browser, so that the page need not carry a decompressor.

use super::boundary;
use crate::secret::Secret;

/// The most bytes that are unpacked: a few kilobytes may hold gigabytes.
const MOST: u32 = 1 << 20;

/// What a zlib stream holds, or its beginning; none where the browser cannot tell.
pub(in crate::page) async fn inflate(packed: Vec<u8>) -> Option<Secret> {
    boundary::inflate(&packed, MOST).await.ok()?.as_string().map(Secret::new)
}
