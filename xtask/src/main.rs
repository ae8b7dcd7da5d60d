//! Keyproof's own commands.
fn main() {}
