//! Starts the first card of the page: the key that most visitors came for, before the rest has arrived.
//!
//! A program of its own, so small that it stands in front of all else in the page's file. It draws a
//! key and its line; `static/boot.js` shows and copies it, and hands both to the other program
//! (`main.rs`) once that is there. It knows one line, [`first_line`], that needs no loader to be asked.

use keyproof::{make::first_line, random::WebCrypto};
use rlsf::SmallGlobalTlsf;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroizing_alloc::ZeroAlloc;

/// Overwrites whatever is freed, as in `main.rs`.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<SmallGlobalTlsf> = ZeroAlloc(SmallGlobalTlsf::new());

#[wasm_bindgen]
extern "C" {
    /// Shows the line in its field; the first `lead` symbols stand before the key.
    #[wasm_bindgen(js_name = keyproofFirstLine)]
    fn show_line(line: &str, lead: usize);

    /// Says why there is no line.
    #[wasm_bindgen(js_name = keyproofFirstProblem)]
    fn show_problem(sentence: &str);

    /// Keeps the digests of the random blocks that were drawn, for the other program.
    #[wasm_bindgen(js_name = keyproofFirstSeen)]
    fn keep_seen(digests: &str);
}

fn main() {}

/// Makes a key of `length` symbols, or as many as are usual if that is 0, and shows its line.
#[wasm_bindgen]
pub fn make(length: usize) {
    let random = WebCrypto::default();
    match first_line(length, random.clone()) {
        Ok(Some(line)) => show_line(line.text.expose(), line.lead),
        // The other program says what is wrong with that length.
        Ok(None) => {}
        Err(error) => show_problem(error.sentence()),
    }
    keep_seen(&random.seen());
}

/// Overwrites what is left on the stack, as in the other program.
#[wasm_bindgen]
pub fn sweep() {
    keyproof::secret::sweep_stack();
}
