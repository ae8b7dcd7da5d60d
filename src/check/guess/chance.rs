//! What chance saves: the bits by which a random key looks like something that it is not.

/// The bits that words drawn by dice hardly ever save: those of EFF's short list hold 2.6 less each than is counted.
pub(super) const DRAWN_SAVES: f64 = 45.0;

/// The bits from which on syllables that can be spoken are taken for what they are: 24 letters by pwgen.
pub(super) const SPOKEN: f64 = 66.0;

/// The bits that chance saves hardly ever of syllables that can be spoken: of a hundred thousand keys that pwgen and
/// apg make, some ten at most.
pub(super) const SPOKEN_BY_CHANCE: f64 = 8.0;

/// The same where each word begins with a capital, as those of few such keys do, and of longer ones yet fewer.
pub(super) const fn capitals_by_chance(length: usize) -> f64 {
    if length < 32 { 0.0 } else { -2.0 }
}

/// The bits that chance saves less than once in a thousand million keys of a usual format. The shorter a key, the
/// oftener it looks like something.
///
/// That a code saves as many bits is as rare as 2 to the minus of them at most; of these codes it is far rarer, by
/// the measure of the test `chance_saves_little`.
pub(super) const fn by_chance(length: usize, symbol: f64) -> f64 {
    // What is of letters only is seldom anything but words, and looks like them no oftener: of the usual formats few
    // keys have no digit or sign.
    let letters = if symbol > 4.6 && symbol < 4.8 {
        1
    } else if symbol > 5.65 && symbol < 5.75 {
        2
    } else {
        0
    };
    match (length, letters) {
        (..40, 2) => 11.0,
        (..28, 1) | (_, 2) => 9.0,
        (28..44, 1) => 8.0,
        (_, 1) => 10.0,
        (..28, _) => 22.0,
        (28..36, _) => 21.0,
        (36..44, _) => 18.0,
        _ => 15.0,
    }
}
