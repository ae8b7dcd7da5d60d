//! Parts that several tabs use.

mod chip;
mod field;
mod fold;

pub(super) use chip::Chip;
pub(super) use field::SecretField;
pub(super) use fold::Fold;
