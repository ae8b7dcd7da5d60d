//! An invisible character: a byte order mark, a zero-width or a no-break space.
//!
//! Editors, chats and web pages put them in. Nobody sees them, and Django signs with them.
//!
//! What to do: take it out on every host, or make a new key.
//!
//! Chance: a random key holds none.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check =
    Check { id: "invisible-character", source: "Unicode, general categories Cf and Zs", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let (place, odd) = subject.text.char_indices().find(|(_, character)| is_invisible(*character))?;
    let sentence = match odd {
        '\u{feff}' => "This key has an invisible byte order mark.",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            "This key has an unusual space, such as a no-break space."
        }
        _ => "This key has an invisible character.",
    };
    Hit::broken(place..place + odd.len_utf8(), sentence, "Remove it, or generate a new key.")
}

/// Characters that take no room, or look like a space and are none.
pub(super) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{a0}'
            | '\u{ad}'
            | '\u{180e}'
            | '\u{2000}'..='\u{200f}'
            | '\u{202a}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}'
            | '\u{3000}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}
