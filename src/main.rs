//! Starts the page.

use rlsf::SmallGlobalTlsf;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroizing_alloc::ZeroAlloc;

/// Overwrites whatever is freed, a text that grows included: a secret that was only dropped is gone.
/// Beneath it a small allocator, since the standard library's own for WASM weighs three kilobytes
/// more, compressed.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<SmallGlobalTlsf> = ZeroAlloc(SmallGlobalTlsf::new());

fn main() {
    keyproof::page::start();
}

/// Overwrites what is left on the stack. The boundary calls it when all that was called has returned: from further
/// in, what lies between the parts of the stack that are in use would stay.
#[wasm_bindgen]
pub fn sweep() {
    keyproof::secret::sweep_stack();
}
