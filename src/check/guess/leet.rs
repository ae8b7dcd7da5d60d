//! Letters written as signs and digits: `p4$$w0rd`, and the signs between words.

/// The signs and digits that stand for a letter.
pub(super) const fn signs(letter: u8) -> &'static [u8] {
    match letter {
        b'a' => b"4@",
        b'b' => b"86",
        b'e' => b"3",
        b'g' => b"96",
        b'i' => b"1!",
        b'l' => b"1|",
        b'o' => b"0",
        b's' => b"5$",
        b't' => b"7+",
        b'z' => b"2",
        _ => b"",
    }
}

/// Whether `byte` may stand for `letter`.
pub(in super::super) fn stands_for(byte: u8, letter: u8) -> bool {
    signs(letter).contains(&byte)
}

/// What each byte may mean in a word: itself, and the letters that it stands for.
const MEANT: [[u8; 3]; 128] = {
    let mut meant = [[0; 3]; 128];
    let mut byte = 0;
    while byte < 128 {
        meant[byte][0] = (byte as u8).to_ascii_lowercase();
        let (mut letter, mut count) = (b'a', 1);
        while letter <= b'z' {
            let mut at = 0;
            while at < signs(letter).len() {
                if signs(letter)[at] as usize == byte {
                    meant[byte][count] = letter;
                    count += 1;
                }
                at += 1;
            }
            letter += 1;
        }
        byte += 1;
    }
    meant
};

/// What `byte` may mean in a word, with noughts behind.
pub(super) fn meant(byte: u8) -> [u8; 3] {
    MEANT.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The letter that `byte` most likely stands for, or itself, in small.
pub(super) fn read_as(byte: u8) -> u8 {
    match meant(byte) {
        [own, 0, _] => own,
        [_, letter, _] => letter,
    }
}

/// Whether words have `byte` between them.
pub(super) const fn is_sign(byte: u8) -> bool {
    matches!(byte, b'@' | b'#' | b'-' | b'_' | b' ' | b'.' | b',' | b'!' | b'\'' | b'/')
}
