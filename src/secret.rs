//! The one type that holds a secret.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// A key, or text that may hold one. Its memory is overwritten when it is dropped.
///
/// There is no `Debug`, `Display`, `Clone` or `Serialize`: a secret is handed out on purpose, by
/// [`Secret::expose`], or not at all. What this cannot promise: natively, a `String` that grows leaves its
/// old buffer behind, so build one with its full capacity (in the page the allocator overwrites that, too), and
/// the browser keeps copies of its own of whatever a text field shows.
#[allow(missing_debug_implementations, reason = "a secret is never printed")]
pub struct Secret(String);

impl Secret {
    /// Takes ownership of `text`; no copy is made.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The secret itself. Do not store or log what this gives.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl ZeroizeOnDrop for Secret {}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Overwrites what functions that have returned left on the stack beneath this one. What is on the heap is
/// overwritten as it is freed, by the page's allocator; this is for the rest, such as a word that was copied from
/// one place to another.
#[allow(clippy::large_stack_arrays, reason = "the stack is what it is for")]
#[inline(never)]
pub fn sweep_stack() {
    // A variable that could be changed: a reference to mere zeros would be one to a constant, and write nothing.
    let mut zeros = [0_u8; DEEP];
    std::hint::black_box(&mut zeros);
}

/// Further down than any function of ours goes, and a quarter of the stack that WASM has.
const DEEP: usize = 1 << 18;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exposes_what_it_was_given() {
        assert_eq!(Secret::from("k").expose(), "k");
    }
}
