//! Stands in for the crate of the same name, which prints every panic to the browser's console.
//!
//! A panic message can hold what the user typed, and a log is a place a key must never reach
//! (promise 1 in the README). With this crate in the place of the real one, the WASM has no console import at all.

/// Does nothing with a panic: what the user needs to know `static/boot.js` says.
pub fn hook(_: &std::panic::PanicHookInfo<'_>) {}

/// Does nothing: there is no hook to set.
pub fn set_once() {}
