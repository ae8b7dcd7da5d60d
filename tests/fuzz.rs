//! The inputs that are kept in `fuzz/corpus`, through what the fuzzer tries them on.

use std::{fs, path::Path};

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a library, there")]
mod targets;

#[test]
fn what_the_fuzzer_found_stays_mended() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut tried = 0;
    for corpus in fs::read_dir(corpora).expect("the corpora are there") {
        let corpus = corpus.expect("readable");
        let name = corpus.file_name();
        let target = name.to_str().and_then(targets::find).unwrap_or_else(|| panic!("no target: {}", name.display()));
        for input in fs::read_dir(corpus.path()).expect("a folder") {
            target(&fs::read(input.expect("readable").path()).expect("a file"));
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}
