//! Starts the page.

use rlsf::SmallGlobalTlsf;
use zeroizing_alloc::ZeroAlloc;

/// Overwrites whatever is freed, a text that grows included: a secret that was only dropped is gone.
/// Beneath it a small allocator, since the standard library's own for WASM weighs three kilobytes
/// more, compressed.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<SmallGlobalTlsf> = ZeroAlloc(SmallGlobalTlsf::new());

fn main() {
    keyproof::page::start();
}
