//! How often a letter follows another in words of several languages.

/// For each letter, what each of the 26 that may follow it costs, first after a consonant and then after
/// a vowel: `a` is 0.6 bits, and each letter after that 0.4 bits more. Counted in English, Spanish, French,
/// German, Portuguese, Italian and other words, names and passwords, and smoothed, so that no letter is
/// impossible.
const COSTS: &[u8; 1352] = b"\
    oljlopmojqnhigrltgihmmovmpfuuueyztfxwjwtgxyhsyhvzylwfutugwxejyrjutexzjvqkvzzosgpnpdoqpgssmnogovkjolrpznq\
    jojhlomolspijhpmtfhjqnoppsfroqgsqpfvriqqfrxhorirszoyhmkmennmiqpklnimsiilkqnzqtepopeqspgssmopgpwlnjltqznx\
    iohlholtwqpkleiovlhismwutoeypoextpktnuvseuvquxfswqrugomofopnfrrimkjnumhnmnozlvfsqqdsttfvwprtgsysorituzhy\
    dssuevuufyxupqgqzsothyuzmxfpnofqqqfrtrnpfqwqlkktnzjxnmklopmpmtqiigjltfjkhmltoufxwxfwylhzygvwgwzfmpkzyzqz\
    jvrsvustrwwustvsmtrtaxiyzwfxvwcsztfxzzzwfyzxvwjzzzltinjnfoojhromloiksokhjqlworgpnpfqqiftsmnqhovhjolpoznv\
    ikikhmoujwsikgtlzghjzvzxotfqvxdpvzdsyuwzfwznnstxzzuzeyvwexyhezzyyzfwzlqywztzszjmfmhmrnhoxplnqnqhikopphln\
    hkikjmmmkomkjjjjrkhjlomzrqgqpqdrsogvsnjrhqxsoqirqnjponkjppnopungjfpnrgigmmqzvvgkqrfwuthrygrugvzhjpjtvzmz\
    gtlshuufixhlruhssjnglxuzqqhmkjfnlnhppmkmimskjllonzmtmlliomppnqphifrltifjqmomsrgspmgfssgvtkrthrxioijwtznz\
    hqqkfskghwvnojjryhnrhvtzoyeqpqdssoiturnmgrzkojjwszpynrmkqrlqsushhdsqxggiuoszwrfvrheuusmusurgfrysqthwxzwk\
    gpnodqqngtpkolipxhknmtqzpuhnnjgnpqgtnemrjnvpkjnopzlvfhprfrtshvvpjnhfxrlqlvtzoyipighogpjqnpokmoupigppqznt\
    pomjrnoonujjmcolxhlkkpqwwugrprgstijwtjothgzhjjkwtzqxmwtzuzwxqzzzuwzzqvrwazkvzxhmkjgolohsnlkkkmukhiqopzlu\
    jojmgppjisnmlolksogemrpzruiplofqrhfutoooipwkjhlspzlosplmsnjurnvjmfxmyefgxpwvyxgwtwbuvxfzxuuwhvzqqwvvyzrz\
    fnnnfopigrpmnhjoslhotsqzrwhphpfqqmguuporofuqmgouqqnugkjkhmnnkqpkjjilslgkppnzrsfqqqdtrphxuiirlrurorktopnj";

/// What the letter `second` costs after `first`, and that after `before`, in bits.
pub(super) fn cost(before: u8, first: u8, second: u8) -> f32 {
    let place = |letter: u8| usize::from(letter.to_ascii_lowercase().wrapping_sub(b'a'));
    let vowel = usize::from(b"aeiou".contains(&before.to_ascii_lowercase()));
    let code = COSTS.get(vowel * 676 + place(first) * 26 + place(second)).copied().unwrap_or(b'z');
    0.6 + 0.4 * f32::from(code - b'a')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Else a random key could be taken for words more often than is promised.
    #[test]
    fn what_follows_a_letter_is_shared_out_once() {
        for before in [b'a', b'b'] {
            for first in b'a'..=b'z' {
                let shares: f32 = (b'a'..=b'z').map(|second| (-cost(before, first, second)).exp2()).sum();
                assert!(shares <= 1.0, "{}: {shares}", char::from(first));
            }
        }
    }
}
