//! How often a letter follows another in words of several languages.

/// For each letter, what each of the 26 that may follow it costs: `a` is 0.6 bits, and each letter
/// after that 0.4 bits more. Counted in English, Spanish, French, German, Portuguese, Italian and other
/// words, names and passwords, and smoothed, so that no pair is impossible.
const COSTS: &[u8; 676] = b"\
    nmkkmqmokrnhjgomsgihmmptmqgnppftrqgtthqogrvhloistwlufsnqhtsfjvjkrofsujojltuwprgrpmdqoqgttmomgrvkkolqqwms\
    jpkhkomoltqikgnnufhjpnpoosgspngippgvrjqogrwhnkirtwnvhqqmermihutlplhrwhlniuswoveqqqerspgssmpngrwlojktswnw\
    ipilholqoqpjkfjoukhipmutrpfspketqoktopqjfrvnopgstrqngpqpeprofsriojjrwjjnmprwlugppkfprrgvpgoohpxollkqsxjv\
    fjqqfssrgvtokmghxompjutxmvhrjhgpgpirnoqkjrvojgnqrwmtmnllmpnplunjjfjmtgjkhmltougsqqfsrkivthqogjxgklkutxpv\
    ksqqmtrrnvtpqoornoopatitsugpnlepnpguommlhpwljjmpswltirkofsrjhwomnniltoifktovotgropfsrhfvtmpnhrwijklrpwmr\
    jmjlhnmqjrrjkgomwggirruvotgrqqcqrrfutprogswmnoqsuwqwfrqpesrhfvroqkgrulkoqurwqvhphpfprngutpoomgtmmhntrllr\
    gllmhopqjrojkigmwkhjlrovrsfrqpdtrohvsjjojruooojspnkl";

/// What the letter `second` costs after `first`, in bits.
pub(super) fn cost(first: u8, second: u8) -> f32 {
    let place = |letter: u8| usize::from(letter.to_ascii_lowercase().wrapping_sub(b'a'));
    let code = COSTS.get(place(first) * 26 + place(second)).copied().unwrap_or(b'z');
    0.6 + 0.4 * f32::from(code - b'a')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Else a random key could be taken for words more often than is promised.
    #[test]
    fn what_follows_a_letter_is_shared_out_once() {
        for first in b'a'..=b'z' {
            let shares: f32 = (b'a'..=b'z').map(|second| (-cost(first, second)).exp2()).sum();
            assert!(shares <= 1.0, "{}: {shares}", char::from(first));
        }
    }
}
