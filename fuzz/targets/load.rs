#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| keyproof_fuzz::load(input));
