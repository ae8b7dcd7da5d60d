//! Files for fish, half of them as this product or a person would write them.

use fastrand::Rng;
use keyproof::{
    quoting::{DOUBLE_DOLLAR, SINGLE_BACKSLASH},
    secret::Secret,
};

use super::{DJANGO, PLAIN, choose, pieces, symbols};

/// What fish leaves alone without quotes.
const BARE: &str = "ABCxyzabcdef0123456789-_.,:@^+=/!]`#%";

const PIECES: &[&str] = &[
    "a", "b", "J", "x9", "é", "日", "\u{a0}", "\u{3000}", "\u{1f}", "\u{b}", "\u{c}", "''", "\"\"", "'b'", "\"c\"",
    "'\\''", "'\\\\'", "'\\n'", "\"\\$\"", "\"\\\"\"", "\"$J\"", "\"\\d\"", "\\\\", "\\'", "\\\"", "\\$", "\\ ", "\\#",
    "\\n", "\\t", "\\e", "\\d", "\\é", "\\*", "\\(", "\\{", "$J", "$H", "$J.", "$H-", "#", " #", "=", ":", "!", "%",
    "@", "^", ",", "-", "+", "]", "/", ".", "`", "\\\n", " ", "\t", "\r",
];

/// What is seldom followed to its end.
const RARE: &[&str] =
    &["*", "?", "~", "(a)", "$(a)", "{a,b}", "{", "}", "[", "[1]", "<", ">", "&", "|", ")", "\\x41", "$"];

pub(super) fn file(random: &mut Rng) -> String {
    let ending = *choose(random, &["\n", "\n", "\n", "\n", "\r\n", "; "]);
    let lines: Vec<_> = (0..random.usize(1..=4)).map(|_| line(random)).collect();
    let mut file = if random.u8(..30) == 0 { "\u{feff}" } else { "" }.to_owned();
    file.push_str(&lines.join(ending));
    if random.u8(..5) > 0 {
        file.push_str(ending);
    }
    file
}

fn line(random: &mut Rng) -> String {
    if random.u8(..12) == 0 {
        return (*choose(random, &["", "# 'c", "#", " "])).to_owned();
    }
    let name = *choose(random, &["K", "K", "K", "K", "J", "H", "k", "K2"]);
    let set =
        *choose(random, &["set -x", "set -x", "set -x", "set -gx", "set", "set  -g -x", " set --export", "set\t-xg"]);
    let value = if random.bool() { near_valid(random) } else { hostile(random) };
    let blank = *choose(random, &[" ", " ", " ", " ", "  ", "\t", " \\\n"]);
    let after = *choose(random, &["", "", "", "", "", " ", " # c", "\t#c", " b", ";", "; ", " \"\""]);
    format!("{set} {name}{blank}{value}{after}")
}

/// A key, quoted well.
fn near_valid(random: &mut Rng) -> String {
    let length = *choose(random, &[1, 2, 3, 8, 20, 50]);
    let key = match random.u8(..4) {
        0 => symbols(random, PLAIN, length),
        1 | 2 => symbols(random, DJANGO, length),
        _ => (0..length).map(|_| char::from(random.u8(b' '..=b'~'))).collect(),
    };
    match random.u8(..8) {
        0 | 1 => symbols(random, BARE, length),
        2 | 3 => DOUBLE_DOLLAR.apply(&Secret::new(key)).expose().to_owned(),
        4 if random.bool() => format!("'{key}'"),
        _ => SINGLE_BACKSLASH.apply(&Secret::new(key)).expose().to_owned(),
    }
}

fn hostile(random: &mut Rng) -> String {
    let quote = *choose(random, &["", "", "", "'", "\""]);
    let mut inside = pieces(random, PIECES, 6);
    if random.u8(..15) == 0 {
        inside.push_str(choose::<&str>(random, RARE));
        inside.push_str(&pieces(random, PIECES, 2));
    }
    let close = if random.u8(..30) == 0 { "" } else { quote };
    format!("{quote}{inside}{close}")
}
