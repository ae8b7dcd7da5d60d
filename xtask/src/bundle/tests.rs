//! What a bundle is refused for.

use super::*;

#[test]
fn the_script_is_the_boundary_within_the_start() {
    let boot = "(() => {\n{boundary}\nstart({packed}, {new}, {copied}, {selected});\n})();";
    let script = script(boot, "// A comment.\nconst a = 1;\n", "const b = 2;\n", 7).expect("it has its places");
    assert!(script.starts_with("(()=>{const a=1;const b=2;start(7,\""), "{script}");
    assert!(super::script("nothing", "", "", 0).is_err());
}

#[test]
fn the_boundary_has_its_lists() {
    let code = boundary(include_str!("../../../static/boundary.js")).expect("its places are there");
    assert!(code.contains("\"#rotate\"") && code.contains(store::ALL[0].source), "addresses");
    assert!(code.contains("DESTINATION = \"(anywhere|(python-decouple|"), "destinations");
    assert!(code.contains("PRODUCT = \"(adventurelog|") && code.contains("|PAPERLESS_SECRET_KEY|"), "products");
    assert!(!code.contains("{words}"), "words of names");
}

#[test]
fn locations_are_forgotten() {
    let address = 1000_u32;
    let location =
        |start: u32, length: u32, line: u32| [address + start, length, line, 7].map(u32::to_le_bytes).concat();
    let files = b"src/a.rssrc/b.rs".to_vec();
    let text = [location(0, 8, 1), location(8, 8, 200_000), location(2, 3, 5)].concat();
    let mut data = [files.clone(), location(0, 8, 3), location(8, 8, 9), text.clone(), vec![0]].concat();
    forget_locations(&mut data, address);
    // What is not quite a location stays; the first of these is one.
    let expected = [vec![0; files.len() + 3 * 16], text[16..].to_vec(), vec![0]].concat();
    assert_eq!(data, expected);
}

#[test]
fn a_release_has_no_other_script_than_its_own() {
    let policy = policy("a", "b", false);
    assert_eq!(policy.matches("sha256-").count(), 2);
    assert!(policy.contains("connect-src 'none'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("nonce-"), "{policy}");
}
