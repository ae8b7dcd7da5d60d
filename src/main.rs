//! Starts the page.

/// The standard library's own for WASM weighs three kilobytes more, compressed.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    keyproof::page::start();
}
