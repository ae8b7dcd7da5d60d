//! Where the key and its line are while the page shows them.

use std::cell::{Cell, RefCell};

use super::choices::{Choices, Problem};
use crate::{
    line::{Quoting, Written},
    make::{Made, Proof},
    random::WebCrypto,
};

/// Holds what was made last. The one owner of the secret: what replaces it, drops it.
#[derive(Default)]
pub(super) struct Vault {
    held: RefCell<Option<Held>>,
    revision: Cell<u32>,
}

struct Held {
    made: Made,
    /// The line in its destination's form, without the newline.
    line: Written,
    /// For which asking it was made, see [`Choices::asked`].
    asked: u32,
}

/// What the page may know and show of the line: all but the line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) bits: f64,
    pub(super) length: usize,
    pub(super) quoting: Quoting,
    pub(super) proofs: Vec<Proof>,
    /// Why this kind of key, in a sentence or two.
    pub(super) why: String,
    /// Changes whenever the line may have.
    revision: u32,
}

impl Vault {
    /// Makes what `choices` ask for, keeping the key where it can stay.
    pub(super) fn fulfil(&self, choices: &Choices) -> Result<Shown, Problem> {
        let held = self.held.take();
        let wish = choices.wish()?;
        let made = match held {
            Some(held) if held.asked == choices.asked => wish.adapt(held.made, WebCrypto)?,
            _ => wish.make(WebCrypto)?,
        };
        self.revision.set(self.revision.get() + 1);
        let shown = Shown {
            bits: made.recipe.bits(),
            length: made.recipe.length(),
            quoting: made.line.quoting,
            proofs: made.proofs().collect(),
            why: wish.why(&made.recipe),
            revision: self.revision.get(),
        };
        let line = made.line.written(wish.destination.form());
        *self.held.borrow_mut() = Some(Held { made, line, asked: choices.asked });
        Ok(shown)
    }

    /// Gives the line to `use_it`, if there is one.
    pub(super) fn with_line<R>(&self, use_it: impl FnOnce(Option<&Written>) -> R) -> R {
        use_it(self.held.borrow().as_ref().map(|held| &held.line))
    }
}
