//! Walks: characters that follow each other as in the alphabet, in numbers, or on a keyboard.

/// The rows of the usual keyboards, so that a key stands under its upper neighbour.
const LAYOUTS: [[&[u8]; 4]; 4] = [
    [b"1234567890-=", b"qwertyuiop[]", b"asdfghjkl;'", b"zxcvbnm,./"],
    [b"", b"azertyuiop", b"qsdfghjklm", b"wxcvbn,;:!"],
    [b"", b"qwertzuiop", b"asdfghjkl", b"yxcvbnm,.-"],
    [b"", b"',.pyfgcrl/=", b"aoeuidhtns-", b";qjkxbmwvz"],
];

/// Where each key stands on each keyboard: 16 times its row, and its place in the row; nowhere is 255.
const PLACES: [[u8; 128]; 4] = places();

const fn places() -> [[u8; 128]; 4] {
    let mut places = [[255; 128]; 4];
    let mut layout = 0;
    while layout < 4 {
        let mut row = 0;
        while row < 4 {
            let keys = LAYOUTS[layout][row];
            let mut at = 0;
            while at < keys.len() {
                #[allow(clippy::cast_possible_truncation, reason = "four rows of a dozen keys")]
                let place = (row * 16 + at) as u8;
                places[layout][keys[at] as usize] = place;
                at += 1;
            }
            row += 1;
        }
        layout += 1;
    }
    places
}

/// What it costs to say which of the 22 kinds of walk it is.
pub(super) const COST: f32 = 4.5;

/// The kinds of walk in which `second` follows `first`, one bit each: the same again, the alphabet or numbers
/// upwards, downwards.
fn order(first: u8, second: u8) -> u32 {
    let (a, b) = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
    let letters = first.is_ascii_alphabetic() && second.is_ascii_alphabetic();
    if letters && first.is_ascii_uppercase() != second.is_ascii_uppercase() {
        return 0;
    }
    let mut kinds = u32::from(first == second);
    if letters || first.is_ascii_digit() && second.is_ascii_digit() {
        // Nine is followed by nought or one, and z by a.
        kinds |= u32::from(b == a + 1 || matches!((a, b), (b'9', b'0' | b'1') | (b'z', b'a'))) << 1;
        kinds |= u32::from(a == b + 1 || matches!((a, b), (b'0' | b'1', b'9') | (b'a', b'z'))) << 2;
    }
    kinds
}

/// What the same key types without the shift key held, on the usual keyboard.
const UNSHIFTED: [u8; 128] = {
    const SIGNS: [&[u8]; 2] = [b"!@#$%^&*()_+{}:\"<>?", b"1234567890-=[];',./"];
    let (mut unshifted, mut byte) = ([0; 128], 0);
    while byte < 128 {
        unshifted[byte] = (byte as u8).to_ascii_lowercase();
        byte += 1;
    }
    let mut at = 0;
    while at < SIGNS[0].len() {
        unshifted[SIGNS[0][at] as usize] = SIGNS[1][at];
        at += 1;
    }
    unshifted
};

/// The same, with those over neighbouring keys.
fn kinds(first: u8, second: u8) -> u32 {
    let mut kinds = order(first, second);
    let unshifted = |byte: u8| UNSHIFTED.get(usize::from(byte)).copied().unwrap_or(byte);
    let (of_first, of_second) = (unshifted(first), unshifted(second));
    let (a, b) = (usize::from(of_first), usize::from(of_second));
    let is_sign = |byte: u8, of: u8| !byte.is_ascii_alphabetic() && of != byte;
    let matters = first.is_ascii_alphabetic() && second.is_ascii_alphabetic()
        || is_sign(first, of_first)
        || is_sign(second, of_second);
    let same_case = !matters || (of_first == first) == (of_second == second);
    if a < 128 && b < 128 && same_case {
        for (layout, places) in PLACES.iter().enumerate() {
            let (from, to) = (places[a], places[b]);
            if from < 255 && to < 255 {
                let step = match to.wrapping_sub(from) {
                    1 => 0,
                    255 => 1,
                    16 => 2,
                    240 => 3,
                    _ => continue,
                };
                kinds |= 8 << (layout * 4 + step);
            }
        }
    }
    kinds
}

/// How many of the bytes from `start` on make the longest walk, and how many of them have to be told.
pub(super) fn longest(bytes: &[u8], start: usize) -> (usize, usize) {
    let run = |lag: usize, of: fn(u8, u8) -> u32| {
        let (mut end, mut left) = (start + lag, u32::MAX);
        while end < bytes.len() {
            left &= of(bytes[end - lag], bytes[end]);
            if left == 0 {
                break;
            }
            end += 1;
        }
        end.min(bytes.len()) - start
    };
    let each = run(1, kinds);
    // Every second character, in the alphabet or in numbers: `a1b2c3`.
    let second = run(2, order);
    // One step after the other of the same width: `2468`, `aceg`, `!"#$`.
    let width = |at: usize| Some(bytes.get(at + 1)?.wrapping_sub(bytes[at]));
    let steps =
        2 + (start + 1..bytes.len()).take_while(|at| width(*at).is_some_and(|own| width(start) == Some(own))).count();
    let most = each.max(second.saturating_sub(2));
    if steps > most + 2 && steps > 5 {
        (steps, 2)
    } else if second > each + 2 {
        (second, 2)
    } else {
        (each, 1)
    }
}

/// How many walks are looked for between each other at least, and at most.
pub(super) const WOVEN: [usize; 2] = [2, 4];

/// How many of the bytes from `start` on are this many walks, of which each has every second, third or fourth byte: of
/// one kind, and each of its own: `741852963`, `azbycx`.
pub(super) fn woven(bytes: &[u8], start: usize, walks: usize) -> [usize; 2] {
    let (mut all, mut each) = (u32::MAX, [u32::MAX; WOVEN[1]]);
    let (mut alike, mut own) = (0, 0);
    for at in start + walks..bytes.len() {
        let of = kinds(bytes[at - walks], bytes[at]);
        all &= of;
        each[at % walks] &= of;
        if each[at % walks] == 0 {
            break;
        }
        own = at + 1 - start;
        alike = if all > 0 { own } else { alike };
    }
    [alike, own]
}

/// What it costs to say how many walks they are, whether they are of one kind, and of which `kinds`.
pub(super) fn cost_woven(kinds: usize) -> f32 {
    1.6 + 1.0 + kinds as f32 * COST
}

/// How many of the bytes from `start` on are letters that follow each other and digits that do, in turn, each as
/// often as it likes: `abc123def456`, `qqq11www22`.
pub(super) fn in_turn(bytes: &[u8], start: usize) -> usize {
    let (mut last, mut left) = ([None; 2], [u32::MAX; 2]);
    let goes_on = |byte: &&u8| {
        let (of, byte) = (usize::from(byte.is_ascii_digit()), byte.to_ascii_lowercase());
        if let Some(before) = last[of].replace(byte).filter(|before| *before != byte) {
            left[of] &= kinds(before, byte);
        }
        byte.is_ascii_alphanumeric() && left[of] > 0
    };
    bytes[start..].iter().take_while(goes_on).count()
}

/// What it costs to say which two of the kinds these are, and of each character whether it is the same again; where
/// there are letters and digits, also which it goes on with, and where there are letters of both cases, of which it is.
pub(super) fn cost_in_turn(bytes: &[u8], both_cases: bool) -> f32 {
    let is_mixed = bytes.iter().any(u8::is_ascii_digit) && !bytes.iter().all(u8::is_ascii_digit);
    2.0 * COST + 2.0 + bytes.len() as f32 * (1.0 + f32::from(is_mixed) + f32::from(both_cases))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_two_walks_in_turn_are() {
        for (text, expected) in
            [("abc123def456ghi789jkl012x", 24), ("1a22b", 5), ("ABC321def", 9), ("1a3", 2), ("q1w2ee3rr4y", 10)]
        {
            assert_eq!(in_turn(text.as_bytes(), 0), expected, "{text}");
        }
    }

    #[test]
    fn how_long_woven_walks_are() {
        for (text, expected) in
            [("azbycxdwe!", 9), ("741852963", 9), ("9i8u7y6t5r!", 10), ("1a5e2b6f3c7g4d8hx", 16), ("q7Rw2Zt9XcV4bN", 4)]
        {
            let longest = (WOVEN[0]..=WOVEN[1]).flat_map(|walks| woven(text.as_bytes(), 0, walks)).max();
            assert_eq!(longest, Some(expected), "{text}");
        }
    }

    #[test]
    fn how_long_a_walk_is() {
        for (text, expected) in [
            ("aaaa", (4, 1)),
            ("abcdxyz", (4, 1)),
            ("87654", (5, 1)),
            ("890123", (6, 1)),
            ("qwertyuiop", (10, 1)),
            ("poiuy", (5, 1)),
            ("1qaz2wsx", (4, 1)),
            ("azertyuiop", (10, 1)),
            ("qwertz", (6, 1)),
            ("aoeuidhtns", (10, 1)),
            ("a1b2c3d4", (8, 2)),
            ("x7", (1, 1)),
            ("!QAZ@WSX", (4, 1)),
            ("!@#$%^&*()", (10, 1)),
            ("acegikmoqsuwy", (13, 2)),
        ] {
            assert_eq!(longest(text.as_bytes(), 0), expected, "{text}");
        }
    }
}
