//! Vectors from iterators.
//!
//! What `collect` writes out for each kind of iterator weighs a hundred bytes in the page, compressed: it takes the
//! first item apart from the others, to reserve room for as many as are said to come. This is a loop.

/// What every iterator has.
pub(crate) trait Listed: Iterator + Sized {
    /// Its items as a vector.
    fn listed(self) -> Vec<Self::Item> {
        let mut all = Vec::new();
        for one in self {
            push(&mut all, one);
        }
        all
    }

    /// What its items hold, if none is missing.
    fn listed_whole<T>(self) -> Option<Vec<T>>
    where
        Self: Iterator<Item = Option<T>>,
    {
        let mut all = Vec::new();
        for one in self {
            push(&mut all, one?);
        }
        Some(all)
    }
}

impl<I: Iterator> Listed for I {}

#[inline(never)]
fn push<T>(all: &mut Vec<T>, one: T) {
    all.push(one);
}
