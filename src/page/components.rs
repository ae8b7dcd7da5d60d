//! Parts that several tabs use.

mod chip;
mod field;
mod fold;

pub(super) use chip::chip;
pub(super) use field::SecretField;
pub(super) use fold::fold;
