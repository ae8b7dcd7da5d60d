//! Starts the page.

fn main() {
    keyproof::page::start();
}
