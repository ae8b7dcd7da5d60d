//! Keyproof's own commands.

use std::io;

mod probe;

fn main() -> io::Result<()> {
    probe::run(io::stdin().lock(), io::BufWriter::with_capacity(1 << 16, io::stdout().lock()))
}
