//! An excerpt: one line of a text, with a mark under a part of it, as compilers show them.

use std::ops::Range;

use crate::{listed::Listed, secret::Secret};

/// A piece of a text that fits a narrow screen, and what is marked in it.
#[allow(missing_debug_implementations, reason = "a text shown may be a secret")]
pub struct Excerpt {
    /// The piece, without characters that cannot be seen.
    pub text: Secret,
    /// Characters before the mark, and in it.
    lead: usize,
    marked: usize,
}

/// Characters of an excerpt, and of those before the mark.
const WIDTH: usize = 34;
const LEAD: usize = 14;

impl Excerpt {
    /// The line under the excerpt.
    pub fn carets(&self) -> String {
        [" ".repeat(self.lead), "^".repeat(self.marked)].concat()
    }
}

/// The piece of `text` round the bytes `span`, from the line that this begins in.
pub(crate) fn excerpt(text: &str, span: Range<usize>) -> Excerpt {
    let line = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let before: Vec<char> = text[line..span.start].chars().rev().take(LEAD + 1).listed();
    let mut shown = String::with_capacity(4 * (WIDTH + 2));
    let cut = before.len() > LEAD;
    if cut {
        shown.push('…');
    }
    for character in before[..before.len().min(LEAD)].iter().rev() {
        push_visible(&mut shown, *character);
    }
    let lead = before.len().min(LEAD) + usize::from(cut);
    // An end of line that is marked is shown, and nothing after it.
    let mut marked = 0;
    for (at, character) in text[span.start..].char_indices() {
        let inside = span.start + at < span.end;
        if lead + marked >= WIDTH || !inside && character == '\n' {
            break;
        }
        if !inside && shown.chars().count() >= WIDTH {
            shown.push('…');
            break;
        }
        push_visible(&mut shown, character);
        marked += usize::from(inside);
    }
    // What is missing is marked where it would stand.
    Excerpt { text: Secret::new(shown), lead, marked: marked.max(1) }
}

/// `text` with signs for what cannot be seen.
pub fn visible(text: &str) -> Secret {
    let mut shown = String::with_capacity(3 * text.len());
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Secret::new(shown)
}

fn push_visible(shown: &mut String, character: char) {
    shown.push(match character {
        '\n' => '⏎',
        '\r' => '␍',
        '\t' => '⇥',
        '\u{a0}' => '⍽',
        '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => '·',
        other => other,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(text: &str, part: &str, expected: [&str; 2]) {
        let start = text.find(part).expect("it is there");
        let excerpt = excerpt(text, start..start + part.len());
        assert_eq!([excerpt.text.expose(), &excerpt.carets()], expected);
    }

    #[test]
    fn a_part_is_marked_under_its_line() {
        shows("A=1\nK=ab#cd\nB=2", "#cd", ["K=ab#cd", "    ^^^"]);
        shows("DJANGO_SECRET_KEY=ab#cd", "#cd", ["…_SECRET_KEY=ab#cd", "               ^^^"]);
        shows("K=a\r\n", "\r", ["K=a␍", "   ^"]);
        shows("K='a\nb'\nC=1", "a\nb", ["K='a⏎b'", "   ^^^"]);
        let long = "x".repeat(60);
        shows(&long, &long, ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"]);
    }

    proptest::proptest! {
        #[test]
        fn any_part_of_any_text_is_shown(text in "[ab\n\r\u{feff}é]{0,80}", a in 0..80_usize, b in 0..80_usize) {
            let places: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (places[a.min(places.len() - 1)], places[b.min(places.len() - 1)]);
            let excerpt = excerpt(&text, a.min(b)..a.max(b));
            proptest::prop_assert!(excerpt.carets().len() <= WIDTH + 2);
        }
    }
}
