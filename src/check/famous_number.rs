//! A famous number, or numbers that anyone can go on with: the digits of π, e, φ, √2 or ln 2, the constants of SHA-2 and
//! MD5, examples of standards, or primes, Fibonacci's numbers, powers, cubes or any that grow by a rule, one after the other.
//!
//! Its digits look random, and anyone can write them down.
//!
//! `3.14159265358979323846…`, `2357111317192329…`, `100200300400…`, `6a09e667bb67ae85…`
//!
//! What to do: make a new key.
//!
//! Chance: twelve digits or more have to be those of one of some dozen numbers, or follow from those before, fewer than
//! 1 in 10^9 random keys of digits alone, of which one that is long enough has 34; of hexadecimal ones 24 digits.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check =
    Check { id: "famous-number", source: "the On-Line Encyclopedia of Integer Sequences, oeis.org", find };

/// π, e, φ, √2, √3, γ, ln 2, ln 10, 2 π, 1 / √2, lg 2, 2^128, 2^256, √5, √6, √7, √10, ∛2, ln 3, π², 1 / π, 1 / e, e^π,
/// √π, ζ(3) and Catalan’s.
const NUMBERS: &[&str] = &[
    "31415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679",
    "27182818284590452353602874713526624977572470936999595749669676277240766303535475945713821785251664274",
    "16180339887498948482045868343656381177203091798057628621354486227052604628189024497072072041893911374",
    "14142135623730950488016887242096980785696718753769480731766797379907324784621070388503875343276415727",
    "17320508075688772935274463415058723669428052538103806280558069794519330169088000370811461867572485756",
    "57721566490153286060651209008240243104215933593992359880576723488486772677766467093694706329174674951",
    "69314718055994530941723212145817656807550013436025525412068000949339362196969471560586332699641868754",
    "2302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205089598298",
    "628318530717958647692528676655900576839433879875021164194988",
    "707106781186547524400844362104849039284835937688474036588339",
    "301029995663981195213738894724493026768189881462108541310427",
    "340282366920938463463374607431768211456",
    "115792089237316195423570985008687907853269984665640564039457584007913129639936",
    "2236067977499789696409173668731276235440618359611525724270897245",
    "2449489742783178098197284074705891391965947480656670128432692567",
    "2645751311064590590501615753639260425710259183082450180368334459",
    "3162277660168379331998893544432718533719555139325216826857504852",
    "1259921049894873164767210607278228350570251464701507980081975112",
    "1098612288668109691395245236922525704647490557822749451734694333",
    "9869604401089358618834490999876151135313699407240790626413349376",
    "3183098861837906715377675267450287240689192914809128974953346881",
    "3678794411714423215955237701614608674458111310317678345078368016",
    "2314069263277926900572908636794854738026610624260021199344504640",
    "1772453850905516027298167483341145182797549456122387128213807789",
    "1202056903159594285399738161511449990764986292340498881792271555",
    "9159655941772190150546035149323841107741493742816721342664981196",
];

/// In hexadecimal: π and φ behind the point; where SHA-256, SHA-512, SHA-1 and MD5 begin, and what SHA-256 and MD5 add;
/// the keys of the examples for AES; where the curve of Bitcoin begins; the key of a lawsuit of 2007; e, √2; the prime of
/// RFC 2409; the order of Bitcoin’s curve, and where P-256 begins; git’s empty tree and file; SHA-3 and Keccak of nothing;
/// Bitcoin’s first block.
///
/// Source: FIPS 180-4, FIPS 186, RFC 1321, RFC 2409, SP 800-38A, SEC 2.
const HEXADECIMAL: &[&str] = &[
    "3243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89452821e638d01377be5466cf34e90c6c",
    "19e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95",
    "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19",
    "6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1510e527fade682d19b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179",
    "67452301efcdab8998badcfe10325476c3d2e1f0",
    "0123456789abcdeffedcba9876543210f0e1d2c3",
    "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5",
    "d76aa478e8c7b756242070dbc1bdceeef57c0faf4787c62aa8304613fd469501",
    "2b7e151628aed2a6abf7158809cf4f3c",
    "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
    "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
    "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
    "09f911029d74e35bd84156c5635688c0",
    "b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef",
    "6a09e667f3bcc908b2fb1366ea957d3e3adec17512775099da2f590b0667322a",
    "c90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74",
    "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a",
    "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
];

/// The fewest digits that are told, and of hexadecimal ones.
const LEAST: usize = 12;
const LEAST_HEXADECIMAL: usize = 24;

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    let is_of_number = |byte: u8| byte.is_ascii_hexdigit() || b"., -_:".contains(&byte);
    if !(LEAST..=400).contains(&core.len()) || !core.bytes().all(is_of_number) {
        return None;
    }
    let digits: String =
        core.bytes().filter(u8::is_ascii_hexdigit).map(|digit| char::from(digit.to_ascii_lowercase())).collect();
    let is_hexadecimal = || {
        let has =
            |number: &&str| number.contains(&digits) || digits.len() > number.len() && digits.starts_with(*number);
        digits.len() >= LEAST_HEXADECIMAL && HEXADECIMAL.iter().any(has)
    };
    if digits.len() < LEAST {
        return None;
    }
    let is_decimal = digits.bytes().all(|digit| digit.is_ascii_digit());
    let (sentence, bits, model) = if is_decimal && goes_on(&digits) {
        (
            "This key is numbers that follow each other by a rule, which anyone can go on with.",
            24.0,
            "numbers in an order",
        )
    } else if is_decimal && is_famous(&digits) || is_hexadecimal() {
        ("This key is the digits of a famous number, which anyone can write down.", 8.0, "famous numbers")
    } else {
        return None;
    };
    let mut hit = Hit::core(Severity::Weak, subject, sentence)?;
    hit.bits = Some((bits, model));
    Some(hit)
}

/// Whether these are numbers of which the first two, three or four tell the others, as they grow by the same, or what they
/// grow by does, or what that grows by: `100200300`, `1112131415`, the squares, the cubes.
fn goes_on(digits: &str) -> bool {
    // How many terms are given, and how many digits each has at most.
    [(2, 12), (3, 6), (4, 4)].into_iter().any(|(terms, widest)| {
        let cuts = (0..terms).fold(1_usize, |cuts, _| cuts * widest);
        (0..cuts).any(|cut| follows(digits, cut, terms, widest))
    })
}

/// The same, where `cut` says how many digits each of the terms given has.
fn follows(digits: &str, mut cut: usize, terms: usize, widest: usize) -> bool {
    let (mut given, mut at) = (Vec::new(), 0);
    // Such as `01`, where all have as many digits.
    let mut width = 0;
    for _ in 0..terms {
        let length = cut % widest + 1;
        cut /= widest;
        let Some(term) = digits.get(at..at + length) else { return false };
        if length > 1 && term.starts_with('0') {
            width = length;
        }
        let Ok(number) = term.parse::<i64>() else { return false };
        given.push((number, length));
        at += length;
    }
    if digits.len() < at + LEAST || width > 0 && given.iter().any(|(_, length)| *length != width) {
        return false;
    }
    // The last term, and by what it grew, and so on.
    let mut last: Vec<_> = given.iter().map(|(number, _)| *number).collect();
    let mut ends = Vec::new();
    while let Some(end) = last.last() {
        ends.push(*end);
        last = last.windows(2).map(|pair| pair[1] - pair[0]).collect();
    }
    // The same over and over is a repetition.
    if ends[1..].iter().all(|growth| *growth == 0) {
        return false;
    }
    let mut rest = &digits[at..];
    while !rest.is_empty() {
        for place in (1..ends.len()).rev() {
            ends[place - 1] += ends[place];
        }
        let next = format!("{:0width$}", ends[0]);
        // Of the last one the end may be missing.
        match rest.strip_prefix(&*next) {
            Some(behind) => rest = behind,
            None => return next.starts_with(rest),
        }
    }
    true
}

fn is_famous(digits: &str) -> bool {
    // Also from the point on, and back to front.
    let turned: String = digits.chars().rev().collect();
    let behind = digits.strip_prefix('0').unwrap_or(digits);
    // The last digit may be rounded.
    let cut = behind.get(..behind.len() - 1).filter(|cut| cut.len() > 2 * LEAST).unwrap_or(digits);
    let of_number = |number: &&str| {
        [digits, behind, &turned, cut]
            .iter()
            .any(|digits| number.contains(*digits) || digits.len() > number.len() && digits.starts_with(*number))
    };
    if NUMBERS.iter().any(of_number) {
        return true;
    }
    let written = |terms: &mut dyn Iterator<Item = u64>| {
        let mut text = String::new();
        while text.len() < digits.len() + 2 {
            let Some(term) = terms.next() else { break };
            text.push_str(&term.to_string());
        }
        // The first term or two may be left out.
        (0..3).any(|left_out| text.get(left_out..).is_some_and(|text| text.starts_with(digits)))
    };
    let is_prime = |number: &u64| {
        *number > 1 && (2..*number).take_while(|part| part * part <= *number).all(|part| !number.is_multiple_of(part))
    };
    let mut pair = (0_u64, 1_u64);
    let mut fibonacci = std::iter::repeat_with(|| {
        let term = pair.0;
        pair = (pair.1, pair.0.wrapping_add(pair.1));
        term
    });
    let mut factorials = (1..=20).scan(1_u64, |product, factor| {
        *product *= factor;
        Some(*product)
    });
    let powers = |base: u64| (0..60).map_while(move |exponent| base.checked_pow(exponent));
    written(&mut (2..).filter(is_prime))
        || written(&mut fibonacci)
        || [2, 3, 5, 7, 10].into_iter().any(|base| written(&mut powers(base)))
        || written(&mut factorials)
}

#[cfg(test)]
mod tests {
    use crate::check::judge;

    #[test]
    fn famous_numbers() {
        for text in [
            "3.14159265358979323846264338327950288419716939937510",
            "31415926535897932384626433832795028841971693993751",
            "14159265358979323846264338327950288419716939937510",
            "2718281828459045235360287471352662497757247093699",
            "1.6180339887498948482045868343656381177203",
            "1.41421356237309504880168872420969807856967187537694",
            "23571113171923293137414347535961677173798389",
            "0112358132134558914423337761098715972584",
            "112358132134558914423337761098715972584",
            "12481632641282565121024204840968192163843276865536",
            "1491625364964811001211441691962252562893243614",
            "2468101214161820222426283032343638404244",
            "0.5772156649015328606065120900824024310421593359399",
            "0.69314718055994530941723212145817656807550013",
            "12624120720504040320362880362880039916800479001600",
            "0102030405060708091011121314151617181920",
            "100200300400500600700800900100011001200",
            "1112131415161718192021222324252627282930313233",
            "1234512346123471234812349123501235112352",
            "100999897969594939291908988878685848382",
            "20240101202401022024010320240104202401052024",
            "1827641252163435127291000133117282197274433754096",
            "1361015212836455566789110512013615317119021",
            "243F6A8885A308D313198A2E03707344A4093822299F31D0",
            "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19",
            "2b7e1516-28aed2a6-abf71588-09cf4f3c",
            "2.2360679774997896964091736687312762354406183596115",
            "1.6180339887498948482045868343656381177203091798058",
            "0.9159655941772190150546035149323841107741493743",
            "b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef",
            "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
        ] {
            let found = judge(text);
            assert!(found[0].findings.iter().any(|finding| finding.id == "famous-number"), "{text}: {found:?}");
        }
        for text in ["4902834723948092834723847239847239042398472398472394", "6a09e667bb67ae853c6ef37302a54ff5"] {
            let found = judge(text);
            assert!(found[0].findings.iter().all(|finding| finding.id != "famous-number"), "{text}");
        }
    }
}
