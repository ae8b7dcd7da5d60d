//! A UUID: of version 4 it is 122 random bits, of others it is a clock, a network address or a name.
//!
//! `c232ab00-9414-11ec-b3c8-9f6bdeced846` says when and where it was made.
//!
//! What to do: keep a version 4 if Django's warning is not in your way; make a new key in place of others.
//!
//! Chance: random UUIDs are of version 4, all of them.

use super::{Check, Hit, Severity, Subject, guess};

pub(super) const CHECK: Check = Check { id: "uuid", source: "RFC 9562", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    if !guess::is_uuid(core) {
        return None;
    }
    let (sentence, bits) = match core.as_bytes()[14] {
        b'4' => {
            let sentence =
                "It is a UUID of version 4, with 122 random bits: strong enough, and shorter than Django wants.";
            let remedy = "Keep it, unless Django’s warning is in your way.";
            return Hit::core(Severity::Note, subject, sentence).map(|hit| Hit { remedy, ..hit });
        }
        b'1' | b'2' | b'6' => ("It is a UUID made of a clock and a network address, and not of random bits.", 47.0),
        b'3' | b'5' => ("It is a UUID made of a name: who guesses the name has the key.", 40.0),
        b'7' => ("It is a UUID of version 7: a clock, and 74 random bits.", 74.0),
        _ => ("It is written like a UUID, and not one of random bits.", 60.0),
    };
    let mut hit = Hit::core(Severity::Weak, subject, sentence)?;
    hit.bits = Some((bits, "what the UUID was made of"));
    Some(hit)
}
