//! A famous number: the digits of π, e, φ or √2, or primes, Fibonacci's numbers, powers or squares one after the other.
//!
//! Its digits look random, and anyone can write them down.
//!
//! `3.14159265358979323846…`, `2357111317192329…`
//!
//! What to do: make a new key.
//!
//! Chance: twelve digits or more have to be those of one of some dozen numbers, fewer than 1 in 10^10 random keys of
//! digits alone, of which one that is long enough has 34.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check =
    Check { id: "famous-number", source: "the On-Line Encyclopedia of Integer Sequences, oeis.org", find };

/// π, e, φ, √2, √3 and γ.
const NUMBERS: &[&str] = &[
    "31415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679",
    "27182818284590452353602874713526624977572470936999595749669676277240766303535475945713821785251664274",
    "16180339887498948482045868343656381177203091798057628621354486227052604628189024497072072041893911374",
    "14142135623730950488016887242096980785696718753769480731766797379907324784621070388503875343276415727",
    "17320508075688772935274463415058723669428052538103806280558069794519330169088000370811461867572485756",
    "57721566490153286060651209008240243104215933593992359880576723488486772677766467093694706329174674951",
];

/// The fewest digits that are told.
const LEAST: usize = 12;

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    if !core.bytes().all(|byte| byte.is_ascii_digit() || b"., -_".contains(&byte)) || core.len() > 400 {
        return None;
    }
    let digits: String = core.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < LEAST || !is_famous(&digits) {
        return None;
    }
    let mut hit =
        Hit::core(Severity::Weak, subject, "This key is the digits of a famous number, which anyone can write down.")?;
    hit.bits = Some((8.0, "famous numbers"));
    Some(hit)
}

fn is_famous(digits: &str) -> bool {
    // Also from the point on, and back to front.
    let turned: String = digits.chars().rev().collect();
    let of_number = |number: &&str| {
        [digits, &turned]
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
    let powers = |base: u64| (0..60).map_while(move |exponent| base.checked_pow(exponent));
    written(&mut (2..).filter(is_prime))
        || written(&mut fibonacci)
        || [2, 3, 5, 7, 10].into_iter().any(|base| written(&mut powers(base)))
        || written(&mut (0..).map(|root| root * root))
        || written(&mut (1..).map(|root| root * root))
        || [2, 3, 5, 10].into_iter().any(|step| written(&mut (1..).map(|times| step * times)))
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
        ] {
            let found = judge(text);
            assert!(found[0].findings.iter().any(|finding| finding.id == "famous-number"), "{text}: {found:?}");
        }
        let found = judge("4902834723948092834723847239847239042398472398472394");
        assert!(found[0].findings.iter().all(|finding| finding.id != "famous-number"));
    }
}
