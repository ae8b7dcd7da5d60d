//! Unpacks LZMA, in the page, before anything else runs: the page's own WASM is packed so.
//!
//! It takes the old `.lzma` format (`xz --format=lzma`), as `xtask/src/bundle.rs` writes it:
//! three literal context bits, no position bits, the size in the header, no end mark.
//!
//! A second WASM, since JavaScript takes three times as long. It imports nothing. What does not
//! unpack is found by the browser, which then has no valid WASM.

/// As many bytes can be packed.
pub const MOST_PACKED: usize = 1 << 23;
/// As many bytes can be unpacked.
pub const MOST: usize = 1 << 25;

/// What the page calls.
#[cfg(target_family = "wasm")]
mod exports {
    use std::sync::Mutex;

    use super::{MOST, MOST_PACKED, unpack_into};

    // Of zeros, which stand in no file and take no memory until they are written over.
    static PACKED: Mutex<[u8; MOST_PACKED]> = Mutex::new([0; MOST_PACKED]);
    static UNPACKED: Mutex<[u8; MOST]> = Mutex::new([0; MOST]);

    /// Where the packed bytes are to be put.
    #[allow(unsafe_code, reason = "the attribute that names an export is called so")]
    #[unsafe(no_mangle)]
    extern "C" fn packed() -> *const u8 {
        PACKED.try_lock().map_or(std::ptr::null(), |packed| packed.as_ptr())
    }

    /// Unpacks them, and tells where the result is; its length stands in the header.
    #[allow(unsafe_code, reason = "the attribute that names an export is called so")]
    #[unsafe(no_mangle)]
    extern "C" fn unpack() -> *const u8 {
        let (Ok(packed), Ok(mut unpacked)) = (PACKED.try_lock(), UNPACKED.try_lock()) else {
            return std::ptr::null();
        };
        unpack_into(&*packed, &mut *unpacked);
        unpacked.as_ptr()
    }
}

/// The length of the header: the properties, the size of the dictionary, the size unpacked.
const HEADER: usize = 13;

/// Unpacks a `.lzma` file into the beginning of `out`, as far as it goes.
pub fn unpack_into(packed: &[u8], out: &mut [u8]) {
    let size = packed.iter().skip(5).take(4).rev().fold(0, |size, byte| size << 8 | usize::from(*byte));
    let size = size.min(out.len());
    let mut decoder = Decoder { packed, at: HEADER, range: u32::MAX, code: 0, odds: [EVEN; ODDS] };
    // The first byte is always zero.
    for _ in 0..5 {
        decoder.next_byte();
    }
    decoder.run(&mut out[..size]);
}

/// Even odds for a bit, of 2048.
const EVEN: u16 = 1024;

// Where the odds of each kind of decision stand. Of those with a number for each state there are 12.
const IS_MATCH: usize = 0;
const IS_REPEATED: usize = 12;
const IS_NOT_LAST: usize = 24;
const IS_NOT_SECOND: usize = 36;
const IS_FOURTH: usize = 48;
const IS_LONG: usize = 60;
/// 64 for each of four lengths.
const SLOT: usize = 72;
const MIDDLE: usize = SLOT + 4 * 64;
const ALIGN: usize = MIDDLE + 128;
const LENGTH: usize = ALIGN + 16;
const REPEATED_LENGTH: usize = LENGTH + 32 + 256;
const LITERAL: usize = REPEATED_LENGTH + 32 + 256;
/// 0x300 for each of the eight values of the last byte's first three bits.
const ODDS: usize = LITERAL + 8 * 0x300;

/// The range decoder, with what it has learnt.
struct Decoder<'a> {
    packed: &'a [u8],
    at: usize,
    range: u32,
    code: u32,
    odds: [u16; ODDS],
}

impl Decoder<'_> {
    fn next_byte(&mut self) {
        self.code = self.code << 8 | u32::from(self.packed.get(self.at).copied().unwrap_or(0));
        self.at += 1;
    }

    fn normalize(&mut self) {
        if self.range < 1 << 24 {
            self.range <<= 8;
            self.next_byte();
        }
    }

    /// A bit, by the odds that stand there, which learn from it.
    fn bit(&mut self, place: usize) -> usize {
        let Some(odds) = self.odds.get_mut(place) else { return 0 };
        let bound = (self.range >> 11) * u32::from(*odds);
        let bit = self.code >= bound;
        if bit {
            self.range -= bound;
            self.code -= bound;
            *odds -= *odds >> 5;
        } else {
            self.range = bound;
            *odds += (2048 - *odds) >> 5;
        }
        self.normalize();
        usize::from(bit)
    }

    /// A number of so many bits, the highest first.
    fn number(&mut self, place: usize, bits: usize) -> usize {
        let number = (0..bits).fold(1, |number, _| number << 1 | self.bit(place + number));
        number - (1 << bits)
    }

    /// A number of so many bits, the lowest first.
    fn reversed(&mut self, place: usize, bits: usize) -> usize {
        let (mut known, mut number) = (1, 0);
        for at in 0..bits {
            let bit = self.bit(place + known);
            known = known << 1 | bit;
            number |= bit << at;
        }
        number
    }

    fn length(&mut self, place: usize) -> usize {
        if self.bit(place) == 0 {
            2 + self.number(place + 8, 3)
        } else if self.bit(place + 1) == 0 {
            10 + self.number(place + 16, 3)
        } else {
            18 + self.number(place + 32, 8)
        }
    }

    /// How far back a match of this length is, less one.
    fn distance(&mut self, length: usize) -> usize {
        let slot = self.number(SLOT + 64 * (length - 2).min(3), 6);
        if slot < 4 {
            return slot;
        }
        let bits = (slot >> 1) - 1;
        let distance = (2 | slot & 1) << bits;
        if slot < 14 {
            return distance + self.reversed(MIDDLE + distance - slot, bits);
        }
        let mut even = 0;
        for _ in 4..bits {
            self.range >>= 1;
            let bit = self.code >= self.range;
            if bit {
                self.code -= self.range;
            }
            self.normalize();
            even = even << 1 | usize::from(bit);
        }
        distance + (even << 4) + self.reversed(ALIGN, 4)
    }

    /// A byte after `before`; after a match, `matched` would have gone on with it.
    fn literal(&mut self, before: u8, matched: Option<u8>) -> u8 {
        let place = LITERAL + 0x300 * usize::from(before >> 5);
        let mut byte = 1;
        if let Some(matched) = matched {
            let mut matched = usize::from(matched);
            while byte < 0x100 {
                let expected = matched >> 7 & 1;
                matched <<= 1;
                let bit = self.bit(place + ((1 + expected) << 8) + byte);
                byte = byte << 1 | bit;
                if bit != expected {
                    break;
                }
            }
        }
        while byte < 0x100 {
            byte = byte << 1 | self.bit(place + byte);
        }
        byte.to_le_bytes()[0]
    }

    fn run(&mut self, out: &mut [u8]) {
        // What the last few steps were; 7 and more: the last one was a match.
        let mut state = 0;
        let mut distances = [0_usize; 4];
        let mut done = 0;
        while done < out.len() {
            let back = |out: &[u8], distance: usize| {
                done.checked_sub(distance + 1).and_then(|place| out.get(place).copied()).unwrap_or(0)
            };
            if self.bit(IS_MATCH + state) == 0 {
                let matched = (state > 6).then(|| back(out, distances[0]));
                let byte = self.literal(back(out, 0), matched);
                if let Some(place) = out.get_mut(done) {
                    *place = byte;
                }
                done += 1;
                state = match state {
                    0..4 => 0,
                    4..10 => state - 3,
                    _ => state - 6,
                };
                continue;
            }
            let after_match = state > 6;
            let length = if self.bit(IS_REPEATED + state) == 0 {
                let length = self.length(LENGTH);
                state = if after_match { 10 } else { 7 };
                let [first, second, third, _] = distances;
                distances = [self.distance(length), first, second, third];
                length
            } else {
                let [first, second, third, fourth] = distances;
                let mut short = false;
                if self.bit(IS_NOT_LAST + state) == 0 {
                    short = self.bit(IS_LONG + state) == 0;
                } else if self.bit(IS_NOT_SECOND + state) == 0 {
                    distances = [second, first, third, fourth];
                } else if self.bit(IS_FOURTH + state) == 0 {
                    distances = [third, first, second, fourth];
                } else {
                    distances = [fourth, first, second, third];
                }
                if short {
                    state = if after_match { 11 } else { 9 };
                    1
                } else {
                    state = if after_match { 11 } else { 8 };
                    self.length(REPEATED_LENGTH)
                }
            };
            for _ in 0..length {
                let byte = done.checked_sub(distances[0] + 1).and_then(|place| out.get(place).copied()).unwrap_or(0);
                if let Some(place) = out.get_mut(done) {
                    *place = byte;
                }
                done += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "SECRET_KEY='a' SECRET_KEY='b' a SECRET_KEY='b' aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab SECRET_KEYS, 0123 SECRET_KEY='a' 0123 aab SECRET_KEY";

    /// As `xz --format=lzma --lzma1=pb=0` packs it, with its size in the header.
    const PACKED: &[u8] = &[
        3, 0, 0, 1, 0, 139, 0, 0, 0, 0, 0, 0, 0, 0, 41, 145, 207, 61, 192, 145, 81, 164, 159, 232, 84, 11, 237, 236,
        136, 127, 39, 248, 8, 87, 53, 170, 145, 154, 58, 206, 207, 66, 185, 197, 30, 255, 212, 129, 217, 40, 88, 38,
        84, 12, 203, 192, 4, 180, 107, 63, 255, 252, 180, 240, 0,
    ];

    #[test]
    fn unpacks_what_xz_packed() {
        let mut out = [0; TEXT.len()];
        unpack_into(PACKED, &mut out);
        assert_eq!(str::from_utf8(&out), Ok(TEXT));
    }

    #[test]
    fn takes_what_is_cut_or_no_such_file() {
        for length in 0..PACKED.len() {
            unpack_into(&PACKED[..length], &mut [0; 8]);
            unpack_into(&PACKED[length..], &mut [0; 300]);
        }
    }
}
