//! Keyproof's own commands.

use std::io;

mod probe;
mod uniformity;

fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("uniformity") => uniformity::run(),
        _ => Ok(probe::run(io::stdin().lock(), io::BufWriter::with_capacity(1 << 16, io::stdout().lock()))?),
    }
}
