//! Keyboard mash: letters that fingers make up. They rest on the home row, the hands take turns or roll over
//! neighbouring keys, and what a hand did once it does again.

use super::letters::place;

/// For each letter, how rarely each of the 26 follows it: `a` is 0.5 bits, and each letter after that 0.6 bits
/// more. Counted in imitations of hands, one of which is that of `measure/src/corpora.rs`: rolls over
/// neighbouring keys, a few keys over and over in changing order, hands that take turns. Real hands were
/// not recorded.
const COSTS: &[u8; 676] = b"\
    gomglfgfkffellkknkdnlmkplpjllilhiilhhhlcklmkjkkdlljnkmmklijikiiicllmlmklkdndkmhomhldhfkgfgmmllnldnlmlpmp\
    hnlhkgiheggimlkjmdgnlkfolqgnldkgdgkffgmlklmlgnlljompgmmgldgdkgfgmlkkmkgmklknlngmlgkfdgkdggnnlklkglmljmmm\
    gnjfighhjggionejljgmdjimnmgmlekggdkgdhnnlllkglmljnnngnlgkfghldgdoolllkfmmmknnnfnkfjffgkgdgnnkkkjfllkjnnn\
    fmjfifggjgghmejikifkljhmllgdjgjfhhjghifmjkkigklkillkimmilhijbjijmnmfllilmlklnmhlkgkghikihjmnbkkjgkmkjlml\
    hlkgkhhfjfffjiiilkhlikdmjmhmkhcghhjgghlljkmkhekkkmlndomdlghglfgfmmllolgolmlqmpjlkjkhigjghhlkkjmcikkllldm\
    glkgjghhdhhhnlljjjgllkjldmjddjmijilhijlclmmljkklnnmnjnlibijhlhhilllkgljmlnkmknjmchkiigjghhklklmkilkkllkd\
    hkkhihhikhjimmmmjjhcdkjkkkiklikhhfkfghjhkjlkijikjcjm";

/// The shares of a whole that so many bits are.
const SHARES: [f32; 26] = {
    // 2^-0.5, and each 2^-0.6 of the one before it.
    let (mut shares, mut at) = ([std::f32::consts::FRAC_1_SQRT_2; 26], 1);
    while at < 26 {
        shares[at] = shares[at - 1] * 0.659_75;
        at += 1;
    }
    shares
};

/// The letters of one text before a place.
pub(super) struct Seen {
    /// How often each letter stood there, after each.
    pairs: [[u8; 26]; 26],
    /// How often each stood there.
    singles: [u8; 26],
}

impl Seen {
    pub(super) const fn new() -> Self {
        Self { pairs: [[0; 26]; 26], singles: [0; 26] }
    }

    /// What the letter `second` costs after the letter `first`, in bits; and counts them. What fingers do is
    /// shared out to hands in general and to what these did before.
    pub(super) fn cost(&mut self, first: u8, second: u8) -> f32 {
        let (first, second) = (place(first), place(second));
        let (Some(pairs), true) = (self.pairs.get_mut(first), second < 26) else { return 8.0 };
        let hands = SHARES[usize::from(COSTS[first * 26 + second] - b'a')];
        let after = f32::from(self.singles[first]);
        let pair = f32::from(pairs[second]);
        pairs[second] = pairs[second].saturating_add(1);
        self.singles[first] = self.singles[first].saturating_add(1);
        // The more is known of these hands, the more it counts.
        let own = 0.25 / (after + 1.5);
        let share = (1.0 - own * after) * hands + own * pair;
        -share.log2()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_letter_is_shared_out_once() {
        for text in [&b""[..], b"aaaaaaaa", b"asdasdadada"] {
            for first in b'a'..=b'z' {
                let shares: f32 = (b'a'..=b'z')
                    .map(|second| {
                        let mut seen = Seen::new();
                        text.windows(2).for_each(|pair| {
                            seen.cost(pair[0], pair[1]);
                        });
                        (-seen.cost(first, second)).exp2()
                    })
                    .sum();
                assert!(shares <= 1.0 && shares > 0.8, "{}: {shares}", char::from(first));
            }
        }
    }
}
