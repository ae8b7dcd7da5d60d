//! Keyboard mash: letters that fingers make up. They rest on the home row, and the hands take turns or
//! roll over neighbouring keys.

/// The keys of the left hand and the right, in the order of the fingers, row by row.
const ROWS: [(&[u8], u32); 3] = [(b"qwertyuiop", 8), (b"asdfghjkl;", 20), (b"zxcvbnm,./", 3)];

/// Where a letter stands: its row's weight, and its place in the row.
const fn place(letter: u8) -> (u32, usize) {
    let mut row = 0;
    while row < 3 {
        let mut at = 0;
        while at < 10 {
            if ROWS[row].0[at] == letter {
                return (ROWS[row].1, at);
            }
            at += 1;
        }
        row += 1;
    }
    (1, 0)
}

/// How often `second` follows `first`, in no unit.
const fn weight(first: u8, second: u8) -> u32 {
    let (row_before, from) = place(first);
    let (row, to) = place(second);
    let reach = if first == second {
        1
    } else if (from < 5) == (to < 5) {
        match from.abs_diff(to) {
            1 => 24,
            2 => 6,
            _ => 4,
        }
    } else {
        8
    };
    let stay = if row == row_before { 5 } else { 1 };
    row * reach * stay
}

/// For each pair of letters its cost in sixteenths of a bit, rounded up.
const COSTS: [[u8; 26]; 26] = costs();

const fn costs() -> [[u8; 26]; 26] {
    let mut costs = [[0; 26]; 26];
    let mut first = 0;
    while first < 26 {
        let (mut sum, mut second) = (0, 0);
        while second < 26 {
            sum += weight(b'a' + first, b'a' + second);
            second += 1;
        }
        second = 0;
        while second < 26 {
            costs[first as usize][second as usize] = sixteenths(sum, weight(b'a' + first, b'a' + second));
            second += 1;
        }
        first += 1;
    }
    costs
}

/// The least number of sixteenths of a bit that a share of `part` in `sum` costs.
const fn sixteenths(sum: u32, part: u32) -> u8 {
    // 2^(1/16) is 1.0442: multiplied until the sum is reached.
    let (mut reached, mut count) = ((part as u64) << 20, 0);
    while reached < (sum as u64) << 20 {
        reached = reached * 10442 / 10000;
        count += 1;
    }
    count
}

/// What the letter `second` costs after `first`, in bits.
pub(super) fn cost(first: u8, second: u8) -> f32 {
    let place = |letter: u8| usize::from(letter.to_ascii_lowercase().wrapping_sub(b'a'));
    COSTS.get(place(first)).and_then(|row| row.get(place(second))).map_or(8.0, |cost| f32::from(*cost) / 16.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_letter_is_shared_out_once() {
        for first in b'a'..=b'z' {
            let shares: f32 = (b'a'..=b'z').map(|second| (-cost(first, second)).exp2()).sum();
            assert!(shares <= 1.0 && shares > 0.9, "{}: {shares}", char::from(first));
        }
    }
}
