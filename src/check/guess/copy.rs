//! What stands for a second time.

/// As many earlier places are looked at.
const MOST: usize = 16;

/// Where pairs of bytes stood.
pub(super) struct Places {
    /// By the hash of two bytes, one more than the last place where they stood.
    last: [u16; 256],
    /// For each place, one more than the place before it with the same hash.
    before: Vec<u16>,
}

impl Places {
    pub(super) fn new(length: usize) -> Self {
        Self { last: [0; 256], before: vec![0; length] }
    }

    /// How many of the bytes from `at` on stand earlier. Every place has to be asked about in its turn.
    pub(super) fn longest(&mut self, bytes: &[u8], at: usize) -> usize {
        let Some(&[first, second]) = bytes.get(at..at + 2) else { return 0 };
        let hash = usize::from(first.wrapping_mul(31) ^ second);
        let mut longest = 0;
        let mut next = std::mem::replace(&mut self.last[hash], at as u16 + 1);
        self.before[at] = next;
        for _ in 0..MOST {
            let Some(before) = usize::from(next).checked_sub(1) else { break };
            let same = bytes[before..].iter().zip(&bytes[at..]).take_while(|(a, b)| a == b).count();
            longest = longest.max(same);
            next = self.before[before];
        }
        longest
    }
}
