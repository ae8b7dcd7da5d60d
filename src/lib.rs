//! Keyproof makes a Django `SECRET_KEY` and the line that carries it to Django unchanged.
//!
//! The modules in reading order; `ARCHITECTURE.md` draws how a key moves through them. All but
//! [`page`] is pure: no browser, no clock, no network, and randomness is handed in.

pub mod secret;

pub mod field;

pub mod quoting;

pub mod random;

pub mod key;

pub mod name;

pub mod reading;

pub mod assignment;

pub mod loader;

pub mod line;
mod listed;

pub mod make;

pub mod xray;

pub mod story;

pub mod repair;

mod python;

pub mod document;

pub mod store;

pub mod check;

pub mod date;

pub mod inspect;

pub mod messages;

pub mod rotate;

pub mod product;

pub mod setup;

pub mod find;

#[cfg(feature = "page")]
pub mod page;
