//! What becomes of the key and its line when something else is chosen, typed or brought.

use super::{Action, Choices, Make, Stores, choices::Problem, said::Said};
use crate::{line::Destination, page::browser::root, secret::Secret};

impl Make {
    /// Does what the user chose, and makes the line that it asks for. The key stays where it can.
    pub(super) fn choose(&mut self, action: Action) {
        let new = matches!(action, Action::New);
        self.said = if new { Said::New } else { Said::Nothing };
        let writes = !matches!(action, Action::New | Action::Setup(_));
        let store = self.choices.store;
        if matches!(action, Action::Destination(_) | Action::Product(_) | Action::Store(_)) {
            self.search.clear();
        }
        self.left_out.clear();
        if action.is_of_a_new_key() {
            self.own.forget();
        }
        self.choices.change(action);
        if self.choices.store != store {
            self.stores = Stores::of(self.choices.store);
        }
        if writes {
            self.address.write(&self.choices);
        }
        self.remake(new);
        if self.made.is_err() {
            self.said = Said::Nothing;
        }
        self.choices.remember();
    }

    /// Makes the line anew, of the user's own key where there is one: a `new` key, or the same where it can stay.
    pub(super) fn remake(&mut self, new: bool) {
        self.environments.forget();
        self.dice.drop_program();
        // Taken out, so that a wish that cannot be fulfilled leaves no old key behind.
        let before = std::mem::replace(&mut self.made, Err(Problem::NOTHING_YET));
        self.made = if let Some(key) = self.own.key() {
            let Choices { destination, store, .. } = self.choices;
            self.choices.named().and_then(|name| Ok(self.maker.carry(destination, &name, key, store.is_some())?))
        } else {
            self.choices.wish().and_then(|wish| {
                Ok(match before {
                    Ok(made) if !new => self.maker.adapt(&wish, made)?,
                    _ => self.maker.make(&wish)?,
                })
            })
        };
        self.stale = true;
        self.explain();
    }

    /// Carries this key, which was checked.
    pub(in crate::page) fn carry(&mut self, key: &Secret) {
        root::unfold("own-open");
        self.said = Said::Nothing;
        self.own.take(key, &self.maker);
        self.remake(true);
    }

    /// Takes over the set-up of the address, unless it is the one that is here; whether the tab looks different then.
    pub(super) fn follow(&mut self, fragment: &str) -> bool {
        if self.address.is_own(fragment) {
            return false;
        }
        let mut choices = self.choices.clone();
        let left_out = self.address.read(&mut choices, fragment);
        let setup = choices.setup();
        let changes = setup.query() != self.choices.setup().query();
        if changes {
            self.choose(Action::Setup(Box::new(setup)));
            self.several = matches!(self.choices.destination, Destination::Several(_));
        }
        // What this page writes there itself says nothing new.
        let says = !left_out.is_empty();
        if says {
            self.left_out = left_out;
            self.stale = true;
        }
        changes || says
    }

    /// Makes a key with what the user gave, and shows how.
    pub(super) fn make_by_hand(&mut self) {
        let own = self.dice.own();
        if own.expose().is_empty() {
            self.dice.made(Err("Roll or type something first.".to_owned()));
            return;
        }
        // Said beside the button.
        self.said = Said::Nothing;
        self.environments.forget();
        self.own.forget();
        let made = self.choices.wish().and_then(|wish| Ok(self.maker.by_hand(&wish, &own)?));
        let (made, program) = match made {
            Ok((made, program)) => (Ok(made), Ok(program)),
            Err(problem) => (Err(problem), Err(problem.to_string())),
        };
        self.made = made;
        self.dice.made(program);
        self.stale = true;
        self.explain();
    }
}
