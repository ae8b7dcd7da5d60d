//! A UUID: of version 4 it is 122 random bits, of others it is a clock, a network address or a name.
//!
//! `c232ab00-9414-11ec-b3c8-9f6bdeced846` says when and where it was made.
//!
//! What to do: keep a version 4 if Django's warning is not in your way; make a new key in place of others.
//!
//! Chance: random UUIDs are of version 4, all of them.

use std::ops::Range;

use super::{Check, Hit, Severity, Subject, guess};

pub(super) const CHECK: Check = Check { id: "uuid", source: "RFC 9562", find };

/// The bits of a UUID of version 1, 2 or 6 at most, and the random ones of version 7.
const OF_CLOCK_AND_ADDRESS: f64 = 47.0;
const BESIDE_CLOCK: f64 = 74.0;

fn is_one_case(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_lowercase()) || !text.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    // A clock's first digits until the year 2039; of random capitals and digits it is none but once in 20,000.
    let is_crockford = |byte: u8| byte.is_ascii_alphanumeric() && !b"ILOUilou".contains(&byte);
    if core.len() == 26 && core.starts_with("01") && is_one_case(core) && core.bytes().all(is_crockford) {
        let mut hit = Hit::core(Severity::Weak, subject, "This key is a ULID: a clock, and 80 random bits.")?;
        hit.bits = Some((80.0, "the random part of a ULID"));
        return Some(hit);
    }
    // A clock, a counter that has hardly begun, a host's name and eight random digits: of random ones one in six million.
    let is_base36 = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if core.len() == 25 && core.starts_with('c') && core.as_bytes()[9..12] == *b"000" && core.bytes().all(is_base36) {
        let mut hit =
            Hit::core(Severity::Weak, subject, "This key is a CUID: a clock, a counter, and 41 random bits.")?;
        hit.bits = Some((60.0, "what the CUID was made of"));
        return Some(hit);
    }
    if let Some((sentence, bits)) = without_dashes(core) {
        let mut hit = Hit::core(Severity::Note, subject, sentence)?;
        hit.bits = Some((bits, "what a UUID is made of"));
        hit.remedy = "Generate a new key if this was made as a UUID.";
        return Some(hit);
    }
    let uuid = guess::unwrapped(core);
    if !guess::is_uuid(uuid) {
        return None;
    }
    let (sentence, bits) = match uuid.as_bytes()[14] {
        b'4' => {
            let sentence =
                "This key is a version 4 UUID, with 122 random bits: strong enough, and shorter than Django wants.";
            let remedy = "Keep it, unless Django’s warning matters to you.";
            return Hit::core(Severity::Note, subject, sentence).map(|hit| Hit { remedy, ..hit });
        }
        b'1' | b'2' | b'6' => {
            ("This key is a UUID made from a clock and a network address, not from random bits.", OF_CLOCK_AND_ADDRESS)
        }
        b'3' | b'5' => ("This key is a UUID made from a name. Anyone who guesses the name has the key.", 40.0),
        b'7' => ("This key is a version 7 UUID: a clock, and 74 random bits.", BESIDE_CLOCK),
        _ => ("This key is written like a UUID, and not one of random bits.", 60.0),
    };
    let mut hit = Hit::core(Severity::Weak, subject, sentence)?;
    hit.bits = Some((bits, "what the UUID was made of"));
    Some(hit)
}

/// What is to be said of 32 hexadecimal digits that may be a UUID with a clock: random ones have a clock of the years
/// 2015 to 2030, the version and the variant in their places once in 14,000 or 51,000 times.
fn without_dashes(text: &str) -> Option<(&'static str, f64)> {
    let is_uuid = text.len() == 32
        && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        && matches!(text.as_bytes()[16], b'8' | b'9' | b'a' | b'b' | b'A' | b'B');
    let digits = |range: Range<usize>| u32::from_str_radix(text.get(range)?, 16).ok();
    match text.as_bytes().get(12).filter(|_| is_uuid)? {
        b'1' if (0x1E4..=0x1F6).contains(&digits(13..16)?) => Some((
            "This may be a version 1 UUID without its dashes: a clock and a network address. Of random keys of 32 hexadecimal digits, one in 14,000 looks so, too.",
            OF_CLOCK_AND_ADDRESS,
        )),
        b'7' if (0x016F..=0x01C0).contains(&digits(0..4)?) => Some((
            "This may be a version 7 UUID without its dashes: a clock and 74 random bits. Of random keys of 32 hexadecimal digits, one in 51,000 looks so, too.",
            BESIDE_CLOCK,
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn what_may_be_a_uuid_is_noted() {
        for (uuid, bits) in [("bbe842aaed7e11f19b6e02fc00000001", 47.0), ("0190a6b0c1d27e3f8a4b5c6d7e8f9a0b", 74.0)] {
            let judgement = &judge(uuid)[0];
            assert!(judgement.bits.low <= bits, "{uuid}");
            assert_eq!(judgement.verdict, Verdict::Fit, "{uuid}");
            assert_eq!(judgement.findings[0].id, "uuid", "{uuid}");
            assert!(judgement.bits.low < 75.0 && judgement.bits.high > 127.0, "{uuid}");
        }
        // Another year, another variant.
        for key in ["bbe842aaed7e12f19b6e02fc00000001", "0190a6b0c1d27e3fca4b5c6d7e8f9a0b"] {
            assert!(judge(key)[0].findings.iter().all(|finding| finding.id != "uuid"), "{key}");
        }
    }

    #[test]
    fn of_what_a_uuid_is_made() {
        for (uuid, verdict) in [
            ("c232ab00-9414-11ec-b3c8-9f6bdeced846", Verdict::Weak),
            ("9b2fd2c2-1c0e-4d57-9a0b-6c1b6f7a3e11", Verdict::Fit),
        ] {
            for written in [uuid.to_owned(), uuid.to_uppercase(), format!("{{{uuid}}}"), format!("urn:uuid:{uuid}")] {
                let judgement = &judge(&written)[0];
                assert_eq!(judgement.verdict, verdict, "{written}");
                assert!(judgement.findings.iter().any(|finding| finding.id == "uuid"), "{written}");
            }
        }
    }
}
