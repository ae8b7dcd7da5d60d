//! Python, as far as settings files need it: tokens, statements and what stands within them, and the
//! texts that literals come to.
//!
//! Nothing is run. What cannot be Python (a quote or a bracket that does not close, an indentation
//! that fits no block) is told by its place; the rest of the grammar is not checked.
//!
//! Source: Python 3.14, "The Python Language Reference", chapters 2 and 8.

use std::{cell::Cell, ops::Range};

mod blocks;
mod bodies;
mod compound;
mod displays;
mod follow;
mod hosts;
mod library;
mod methods;
mod names;
mod operators;
mod outcome;
mod statements;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod value;

pub(crate) use follow::Host;
pub(crate) use hosts::{FRESH, Hosts, is_class_for_development};
pub(crate) use outcome::{End, Outcome};
pub(crate) use text::inside;
use tokens::{KEYWORDS, is_of_name, tokens};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or a keyword.
    Name,
    /// A number.
    Number,
    /// A text in quotes, with its prefix.
    Text,
    /// An operator, a bracket or another sign.
    Sign,
    /// The end of a line that is not within brackets.
    End,
}

/// A token.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
    /// How many brackets are open round it. A bracket is not round itself.
    pub(crate) depth: usize,
    /// The bracket that closes this one.
    close: usize,
}

/// A statement, or the head of one that has others in it.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    /// Its tokens. A head's end with its colon.
    pub(crate) tokens: Range<usize>,
    /// Where its line begins.
    pub(crate) line: usize,
    /// The head that it stands under.
    pub(crate) parent: Option<usize>,
    /// The statement behind all that stand under it: behind itself, if it is no head.
    pub(crate) until: usize,
}

/// A file of Python, read.
#[derive(Debug)]
pub(crate) struct File<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) statements: Vec<Statement>,
    /// How many steps are left for working a text out: names lead to others, and these to more.
    steps: Cell<u32>,
}

/// Some of a file's tokens: an expression, or a part of one.
pub(crate) type Part = Range<usize>;

impl<'a> File<'a> {
    /// `text` as Python; or the place from which on it is none.
    pub(crate) fn read(text: &'a str) -> Result<Self, usize> {
        let mut file = Self { text, tokens: tokens(text, false)?, statements: Vec::new(), steps: Cell::new(0) };
        file.find_statements()?;
        Ok(file)
    }

    /// The tokens of `text` as one statement, as far as they can be told.
    pub(crate) fn expression(text: &'a str) -> Option<Self> {
        Some(Self { text, tokens: tokens(text, false).ok()?, statements: Vec::new(), steps: Cell::new(100) })
    }

    /// The tokens of the first statement of `text`.
    pub(crate) fn first(text: &'a str) -> Option<Self> {
        Some(Self { text, tokens: tokens(text, true).ok()?, statements: Vec::new(), steps: Cell::new(100) })
    }

    /// The place of the first operand that stands right behind another, which no Python has: `a b`, `) 1`,
    /// `"a" b`. Texts may stand in a row.
    pub(crate) fn doubled(&self) -> Option<usize> {
        let kind = |at: usize| self.tokens[at].kind;
        let begins = |at: usize| match kind(at) {
            Kind::Name => !KEYWORDS.contains(&self.word(at)),
            Kind::Number | Kind::Text => true,
            _ => self.is(at, "{"),
        };
        let ends = |at: usize| among(self.word(at), ") ] }") || !self.is(at, "{") && begins(at);
        let twice =
            |at: &usize| begins(*at) && ends(at - 1) && !(kind(*at) == Kind::Text && kind(at - 1) == Kind::Text);
        let at = self.statements.iter().find_map(|Statement { tokens, .. }| {
            // Words of Python only at a statement's beginning.
            let soft = usize::from(among(self.word(tokens.start), "match case type"));
            (tokens.start + 1 + soft..tokens.end).find(twice)
        })?;
        Some(self.tokens[at].span.start)
    }

    /// The token's text.
    #[inline(never)]
    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| &self.text[token.span.clone()])
    }

    /// The token's text, if the token is in `part`.
    #[inline(never)]
    pub(crate) fn word_in(&self, part: &Part, token: usize) -> &'a str {
        if part.contains(&token) { self.word(token) } else { "" }
    }

    /// Whether the token is this word.
    #[inline(never)]
    pub(crate) fn is(&self, token: usize, word: &str) -> bool {
        self.word(token) == word
    }

    /// Whether the token is in the part, and is this word.
    #[inline(never)]
    pub(crate) fn is_in(&self, part: &Part, token: usize, word: &str) -> bool {
        self.word_in(part, token) == word
    }

    /// The token's text without the quotes round it.
    #[inline(never)]
    pub(crate) fn plain(&self, token: usize) -> &'a str {
        self.word(token).trim_matches(['\'', '"'])
    }

    /// Whether one of the part's tokens is one of these words.
    #[inline(never)]
    pub(crate) fn has(&self, part: &Part, words: &[&str]) -> bool {
        part.clone().any(|at| words.contains(&self.word(at)))
    }

    /// All of the file.
    pub(crate) fn all(&self) -> Part {
        0..self.tokens.len()
    }

    /// The part without the blanks and the comments in it.
    #[inline(never)]
    pub(crate) fn words(&self, part: &Part) -> String {
        part.clone().map(|at| self.word(at)).collect()
    }

    /// Whether the token is a name.
    #[inline(never)]
    pub(crate) fn is_name(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.kind == Kind::Name)
    }

    /// The bytes of a part; those before it, if it holds nothing.
    #[inline(never)]
    pub(crate) fn span(&self, part: &Part) -> Range<usize> {
        let start = self.tokens.get(part.start).map_or(self.text.len(), |token| token.span.start);
        let end = part.end.checked_sub(1).filter(|last| *last >= part.start).and_then(|last| self.tokens.get(last));
        start..end.map_or(start, |token| token.span.end)
    }

    /// The first token from `from` on that is `word`, in no more brackets than the part itself.
    #[inline(never)]
    pub(crate) fn find(&self, part: &Part, from: usize, word: &str) -> Option<usize> {
        let depth = self.tokens.get(part.start)?.depth;
        (from.max(part.start)..part.end).find(|at| self.tokens[*at].depth == depth && self.word(*at) == word)
    }

    /// The part cut at each `word` that is in no more brackets than the part itself.
    #[inline(never)]
    pub(crate) fn split(&self, part: &Part, word: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut from = part.start;
        while let Some(at) = self.find(part, from, word) {
            parts.push(from..at);
            from = at + 1;
        }
        parts.push(from..part.end);
        parts
    }

    /// The targets of an assignment, and what is assigned: a lambda has signs of its own.
    pub(crate) fn sides(&self, statement: &Part) -> Vec<Part> {
        let until = self.find(statement, 0, "lambda").unwrap_or(statement.end);
        let mut sides = self.split(&(statement.start..until), "=");
        if let Some(last) = sides.last_mut() {
            last.end = statement.end;
        }
        sides
    }

    /// The bracket that closes the one at `open`.
    pub(crate) fn close(&self, open: usize) -> usize {
        self.tokens[open].close
    }

    /// What stands between the brackets, the first of which is at `open`.
    pub(crate) fn within(&self, open: usize) -> Part {
        open + 1..self.close(open)
    }

    /// What stands between the commas within these brackets; a comma may stand behind the last.
    #[inline(never)]
    pub(crate) fn items(&self, open: usize) -> Vec<Part> {
        let mut items = self.split(&self.within(open), ",");
        items.retain(|item| !item.is_empty());
        items
    }

    /// The part without the parentheses that are round all of it.
    #[inline(never)]
    pub(crate) fn bare(&self, part: &Part) -> Part {
        let mut part = part.clone();
        while part.len() > 2
            && self.is(part.start, "(")
            && self.close(part.start) + 1 == part.end
            // All of it is one more pair, or it is no list.
            && (self.is(part.start + 1, "(") && self.close(part.start + 1) + 2 == part.end
                || self.find(&self.within(part.start), 0, ",").is_none())
        {
            part = part.start + 1..part.end - 1;
        }
        part
    }

    /// The statement's first word, if it is the head of a block.
    #[inline(never)]
    pub(crate) fn head(&self, statement: usize) -> &'a str {
        let Statement { tokens, until, .. } = &self.statements[statement];
        match self.word(tokens.start) {
            "async" if *until > statement + 1 => self.word(tokens.start + 1),
            word if *until > statement + 1 => word,
            _ => "",
        }
    }
}

/// Whether `word` is one of these, which have a blank between. A comparison with each of them where it is asked would
/// weigh more in the page.
#[inline(never)]
pub(crate) fn among(word: &str, words: &str) -> bool {
    words.split(' ').any(|one| one == word)
}
