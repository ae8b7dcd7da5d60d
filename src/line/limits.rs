//! What a key must be without to be carried.

use std::borrow::Cow;

use super::{Destination, NOT_BARE};
use crate::{key::Limits, listed::Listed, loader, name::VariableName, quoting::Quoting, secret::Secret};

impl Destination {
    /// What a key of these `symbols` must be without to be carried there.
    ///
    /// These are the limits of one way of writing, the one that leaves most, so that each key within
    /// them is carried by it. Found out by writing the symbols in several places and among several
    /// neighbours; only longer texts are declared, by [`Loader::cannot_carry`].
    pub fn limits(self, symbols: &str) -> Limits {
        let mut best: Option<Limits> = None;
        for quoting in self.quotings() {
            let limits = self.limits_of(quoting, symbols);
            let lost = |limits: &Limits| {
                30 * limits.nowhere.len() + 10 * (limits.not_first.len() + limits.not_last.len()) + limits.without.len()
            };
            if best.as_ref().is_none_or(|best| lost(&limits) < lost(best)) {
                best = Some(limits);
            }
            if best.as_ref().is_some_and(|best| lost(best) == 0) {
                break;
            }
        }
        let mut limits = best.unwrap_or(Limits::NONE);
        let included = loader::ALL.iter().filter(|loader| self.includes(loader));
        limits.without.extend(included.flat_map(|loader| loader.cannot_carry).map(|text| Cow::from(*text)));
        if self == Self::Anywhere {
            limits.without.extend(NOT_BARE.map(Cow::from));
        }
        limits
    }

    fn limits_of(self, quoting: Quoting, symbols: &str) -> Limits {
        let name = VariableName::usual();
        let carries = |key: String| self.carries(&name, &Secret::new(key), quoting).is_some();
        let mut limits = Limits::NONE;
        // Letters and digits do no harm among each other: what follows is about the others, each among
        // letters, digits and itself, and before and after each of the others.
        let (plain, special): (String, String) = symbols.chars().partition(char::is_ascii_alphanumeric);
        // Quotes and escapes last, so that they are what is left out where others conflict with them.
        let (quotes, others): (String, String) = special.chars().partition(|symbol| QUOTES.contains(*symbol));
        let mut special: Vec<char> = others.chars().chain(quotes.chars()).listed();
        let among = |symbol: &char| format!("a{symbol}aA{symbol}A1{symbol}1_{symbol}-{symbol}{symbol}a");
        let all = |special: &[char]| -> String {
            let both_ways = special.iter().chain(special.iter().rev());
            format!("a{plain}{}", both_ways.map(among).collect::<String>())
        };
        // Most of the time there is nothing to find: all the symbols at once are asked about first.
        if !carries(all(&special)) {
            let mut kept = Vec::new();
            for symbol in special {
                kept.push(symbol);
                if !carries(all(&kept)) {
                    kept.pop();
                    limits.nowhere.push(symbol);
                }
            }
            special = kept;
        }
        // Two of them may do together what neither does alone: `$(` begins a command.
        let pairs = || special.iter().flat_map(|one| special.iter().map(move |other| [*one, *other]));
        let close = if special.contains(&')') { ")" } else { "" };
        let round = |[one, other]: [char; 2]| format!("a{one}{other}a{close}1{one}{other}1{one}{other}_");
        let is_quote = |symbol: &char| QUOTES.contains(*symbol);
        let together = carries(pairs().map(round).collect());
        // Of quotes in a row, one may close what another opened: each pair is asked about by itself.
        let lost = pairs().filter(|pair| {
            (!together || pair.iter().any(is_quote))
                && !(carries(round(*pair)) && carries(format!("a{}{}a", pair[0], pair[1])))
        });
        limits.without.extend(lost.map(|pair| Cow::from(pair.iter().collect::<String>())));
        // A backslash may make something else of a letter: `\n` is a line break, `\x41` an A.
        if special.contains(&'\\') {
            let kept = |letter: &char| carries(format!("a\\{letter}a")) && carries(format!("a\\{letter}0041a1"));
            let lost = plain.chars().filter(|letter| !kept(letter));
            limits.without.extend(lost.map(|letter| Cow::from(["\\", &letter.to_string()].concat())));
        }
        let middle = all(&special);
        // What a loader takes for a number or a word is over where a comment begins.
        let [comment, number] = if special.contains(&'#') { ["#a", "1#a"] } else { ["1a", "a1"] };
        let carry = |keys: &[String]| keys.iter().all(|key| carries(key.clone()));
        // One letter of a case is like another, and so are digits.
        let classes: [fn(&char) -> bool; 3] =
            [char::is_ascii_lowercase, char::is_ascii_uppercase, char::is_ascii_digit];
        let classes = classes.map(|class| plain.chars().filter(class).collect());
        let alone = special.iter().map(|symbol| String::from(*symbol));
        for class in classes.into_iter().chain(alone) {
            let Some(symbol) = class.chars().next() else { continue };
            let rests = ["a1", "1a", &middle, &format!("a{symbol}"), comment, number];
            if !carry(&rests.map(|rest| format!("{symbol}{rest}"))) {
                limits.not_first.push_str(&class);
            }
            if !carry(&["a1", "1a", &middle, "_-"].map(|rest| format!("{rest}{symbol}"))) {
                limits.not_last.push_str(&class);
            }
        }
        limits
    }
}

/// What may begin and end a text, or keep it from ending.
const QUOTES: &str = "'\"`\\";
