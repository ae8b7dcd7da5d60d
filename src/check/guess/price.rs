//! What it costs to go from one state to another, in bits: the shares of each state's choices sum up
//! to one at most.

/// The first: anything, a text, mash, few characters.
pub(super) const FIRST: [f32; 4] = [0.6, 2.3, 4.0, 4.0];
/// From `Any`: another symbol, into a text, mash or few characters, a walk, two walks in turn,
/// walks between each other, a copy, a date.
pub(super) const SYMBOL: f32 = 0.4;
pub(super) const ENTER_TEXT: f32 = 4.0;
pub(super) const ENTER_MASH: f32 = 6.0;
pub(super) const ENTER_FEW: f32 = 4.5;
pub(super) const WALK: f32 = 4.7;
pub(super) const WALKS: f32 = 8.0;
pub(super) const WOVEN: f32 = 8.0;
pub(super) const COPY: f32 = 4.5;
pub(super) const DATE: f32 = 7.0;
/// From `Text`: a word, one that the filter knows, one that no list has, a sign, few characters, a copy, a
/// year, a famous text, and out of it.
pub(super) const WORD: f32 = 1.3;
pub(super) const KNOWN: [f32; 2] = [1.7, 1.0];
pub(super) const UNKNOWN: [f32; 7] = [3.5, 5.2, 5.2, 5.2, 5.2, 5.2, 6.2];
pub(super) const SIGN: f32 = 3.4;
pub(super) const TEXT_FEW: f32 = 4.2;
pub(super) const TEXT_COPY: f32 = 5.5;
pub(super) const YEAR: f32 = 5.8;
pub(super) const FAMOUS: f32 = 6.5;
pub(super) const LEAVE_TEXT: f32 = 4.6;
/// From `Letters`: another one, and the end of the word.
pub(super) const LETTER: f32 = 0.12;
pub(super) const END_LETTERS: f32 = 3.8;
/// From `Mash`: a key, and out of it.
pub(super) const KEY: f32 = 0.12;
pub(super) const LEAVE_MASH: f32 = 4.2;
/// From `Few`: another one, into a text, and out of it.
pub(super) const ONE_OF_FEW: f32 = 0.15;
pub(super) const FEW_TEXT: f32 = 4.0;
pub(super) const LEAVE_FEW: f32 = 4.5;
/// From `Date`: another one, a sign, and out of it.
pub(super) const DATE_AGAIN: f32 = 1.0;
pub(super) const DATE_SIGN: f32 = 2.0;
pub(super) const LEAVE_DATE: f32 = 2.0;
