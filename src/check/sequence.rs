//! A sequence: characters in the order of the alphabet, of numbers, or of a keyboard's keys.
//!
//! `abcdefgh…`, `0123456789…`, `qwertyuiop…`, `1qaz2wsx…`, `aaaa…`, `000102030405…`: these are the first that anyone tries.
//!
//! What to do: make a new key.
//!
//! Chance: below 1 in a thousand million, see [`super::guess`].

use super::{Check, Hit, Severity, Subject, encoded_text::of_bytes, guess::Way};

pub(super) const CHECK: Check =
    Check { id: "sequence", source: "the order of letters, numbers and keys is known to all", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if of_bytes(subject.core).any(|bytes| is_counted(&bytes)) {
        let sentence = "The bytes of this key are all alike, or count up or down in equal steps.";
        let mut hit = Hit::core(Severity::Weak, subject, sentence)?;
        hit.bits = Some((16.0, "bytes in equal steps"));
        return Some(hit);
    }
    if !subject.guess.shows(Way::Walk) {
        return None;
    }
    Hit::core(
        Severity::Weak,
        subject,
        "This key’s characters follow each other as in the alphabet, in numbers, or on a keyboard.",
    )
}

/// Whether each byte is as far from the one before it as all others: `000102…1e1f`, or base64 of 32 noughts.
fn is_counted(bytes: &[u8]) -> bool {
    let mut steps = bytes.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]));
    let first = steps.next();
    bytes.len() >= 8 && steps.all(|step| Some(step) == first)
}

#[cfg(test)]
mod tests {
    use crate::check::judge;

    #[test]
    fn bytes_that_count() {
        for text in [
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "fffdfbf9f7f5f3f1efedebe9e7e5e3e1",
            "0x01 0x02 0x03 0x04 0x05 0x06 0x07 0x08 0x09 0x0a 0x0b 0x0c",
            "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff",
        ] {
            let judged = &judge(text)[0];
            assert!(judged.findings.iter().any(|finding| finding.id == "sequence"), "{text}: {judged:?}");
            assert!(judged.bits.low < 112.0, "{text}: {judged:?}");
        }
    }
}
