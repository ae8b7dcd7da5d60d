//! Python, as far as settings files need it: tokens, statements and what stands within them, and the
//! texts that literals come to.
//!
//! Nothing is run. What cannot be Python (a quote or a bracket that does not close, an indentation
//! that fits no block) is told by its place; the rest of the grammar is not checked.
//!
//! Source: Python 3.14, "The Python Language Reference", chapters 2 and 8.

use std::{cell::Cell, ops::Range};

mod bodies;
mod follow;
mod hosts;
mod library;
mod names;
mod operators;
mod statements;
mod text;
mod value;

pub(crate) use follow::Host;
pub(crate) use hosts::{End, FRESH, Hosts, Outcome, is_class_for_development};
pub(crate) use text::inside;

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

    fn find_statements(&mut self) -> Result<(), usize> {
        // The blocks that are open: how far they are indented, and the head they stand under.
        let mut blocks: Vec<(usize, Option<usize>)> = vec![(0, None)];
        let mut at = 0;
        // The head whose block is to come.
        let mut awaited: Option<usize> = None;
        while at < self.tokens.len() {
            let end =
                (at..self.tokens.len()).find(|at| self.tokens[*at].kind == Kind::End).unwrap_or(self.tokens.len());
            let start = self.tokens[at].span.start;
            let line = self.text[..start].rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
            let indent = indent(self.text[line..start].trim_start_matches('\u{feff}'));
            let deepest = blocks.last().map_or(0, |block| block.0);
            if let Some(head) = awaited.take() {
                if indent <= deepest {
                    return Err(start);
                }
                blocks.push((indent, Some(head)));
            } else if indent > deepest {
                return Err(start);
            }
            while blocks.len() > 1 && blocks.last().is_some_and(|block| block.0 > indent) {
                self.end_block(blocks.pop());
            }
            if blocks.last().is_none_or(|block| block.0 != indent) {
                return Err(start);
            }
            let parent = blocks.last().and_then(|block| block.1);
            let colon = self.colon(at..end);
            let body = colon.map_or(at, |colon| colon + 1);
            let mut under = parent;
            if colon.is_some() {
                self.add(at..body, line, parent);
                under = Some(self.statements.len() - 1);
                if body == end {
                    awaited = under;
                }
            }
            if body < end {
                for part in self.split(&(body..end), ";") {
                    if !part.is_empty() {
                        self.add(part, line, under);
                    }
                }
                if let Some(head) = under.filter(|_| colon.is_some()) {
                    self.statements[head].until = self.statements.len();
                }
            }
            at = end + 1;
        }
        if let Some(head) = awaited {
            return Err(self.span(&self.statements[head].tokens).start);
        }
        while blocks.len() > 1 {
            self.end_block(blocks.pop());
        }
        Ok(())
    }

    fn add(&mut self, tokens: Part, line: usize, parent: Option<usize>) {
        let until = self.statements.len() + 1;
        self.statements.push(Statement { tokens, line, parent, until });
    }

    fn end_block(&mut self, block: Option<(usize, Option<usize>)>) {
        let until = self.statements.len();
        if let Some((_, Some(head))) = block {
            self.statements[head].until = until;
        }
    }

    /// The colon of a head, if the line begins with one.
    fn colon(&self, line: Part) -> Option<usize> {
        let colon = match self.word(line.start) {
            "if" | "elif" | "else" | "for" | "while" | "try" | "except" | "finally" | "with" | "class" | "def"
            | "async" | "case" => {
                // Each lambda has a colon of its own.
                let mut lambdas = 0;
                let depth = self.tokens[line.start].depth;
                line.clone().find(|at| {
                    let word = if self.tokens[*at].depth == depth { self.word(*at) } else { "" };
                    lambdas += i32::from(word == "lambda");
                    lambdas -= i32::from(word == ":");
                    lambdas < 0
                })
            }
            "match" => Some(line.end - 1).filter(|last| self.is(*last, ":")),
            _ => None,
        }?;
        // `case: int` and `match: int` are names.
        let is_name = colon == line.start + 1 && among(self.word(line.start), "case match");
        (!is_name).then_some(colon)
    }
}

/// The words that are no operands.
const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield",
];

/// How far a line is indented.
fn indent(blanks: &str) -> usize {
    blanks.bytes().fold(0, |column, byte| match byte {
        b'\t' => column / 8 * 8 + 8,
        b'\x0c' => 0,
        _ => column + 1,
    })
}

/// Whether `word` is one of these, which have a blank between. A comparison with each of them where it is asked would
/// weigh more in the page.
#[inline(never)]
pub(crate) fn among(word: &str, words: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The tokens of `text`, or of its first statement, or the place from which on it is not Python.
fn tokens(text: &str, first: bool) -> Result<Vec<Token>, usize> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let mut depth = open.len();
        let kind = match byte {
            b' ' | b'\t' | b'\x0c' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += text[at..].find(['\n', '\r']).unwrap_or(text.len() - at);
                continue;
            }
            b'\\' => {
                // A line that goes on in the next.
                let rest = &bytes[at + 1..];
                let newline = if rest.starts_with(b"\r\n") {
                    2
                } else {
                    usize::from(rest.starts_with(b"\n") || rest.starts_with(b"\r"))
                };
                if newline == 0 {
                    return Err(at);
                }
                at += 1 + newline;
                continue;
            }
            b'\n' | b'\r' => {
                at += 1;
                if first && depth == 0 {
                    break;
                }
                if depth > 0 || tokens.last().is_none_or(|last| last.kind == Kind::End) {
                    continue;
                }
                Kind::End
            }
            b'0'..=b'9' => {
                while bytes.get(at).is_some_and(|byte| is_of_name(*byte) || *byte == b'.') {
                    at += 1;
                }
                Kind::Number
            }
            _ if is_of_name(byte) => {
                while bytes.get(at).is_some_and(|byte| is_of_name(*byte)) {
                    at += 1;
                }
                let prefix = &text[start..at];
                let is_prefix = prefix.len() <= 2 && prefix.bytes().all(|byte| b"rbuftRBUFT".contains(&byte));
                if is_prefix && matches!(bytes.get(at), Some(b'\'' | b'"')) {
                    at = text::end(text, at, prefix.contains(['f', 'F', 't', 'T']))?;
                    Kind::Text
                } else {
                    Kind::Name
                }
            }
            b'\'' | b'"' => {
                at = text::end(text, at, false)?;
                Kind::Text
            }
            b'(' | b'[' | b'{' => {
                open.push((byte, tokens.len()));
                at += 1;
                Kind::Sign
            }
            b')' | b']' | b'}' => {
                let opened = match byte {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                match open.pop() {
                    Some((bracket, place)) if bracket == opened => tokens[place].close = tokens.len(),
                    _ => return Err(at),
                }
                depth -= 1;
                at += 1;
                Kind::Sign
            }
            b'$' | b'?' | b'`' | ..b' ' | 0x7f => return Err(at),
            _ => {
                at += 1;
                let assigns = b"!<>=+-*/%&|^@:".contains(&byte) && bytes.get(at) == Some(&b'=');
                if assigns {
                    at += 1;
                } else if byte == b'!' {
                    return Err(start);
                }
                Kind::Sign
            }
        };
        tokens.push(Token { kind, span: start..at, depth, close: tokens.len() });
    }
    if open.is_empty() { Ok(tokens) } else { Err(text.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The statements, each with how deep it stands, its tokens with blanks between.
    fn outline(text: &str) -> Result<Vec<(usize, String)>, usize> {
        let file = File::read(text)?;
        let statements = file.statements.iter().map(|statement| {
            let mut depth = 0;
            let mut parent = statement.parent;
            while let Some(head) = parent {
                depth += 1;
                parent = file.statements[head].parent;
            }
            let words: Vec<_> = statement.tokens.clone().map(|token| file.word(token)).collect();
            (depth, words.join(" "))
        });
        Ok(statements.collect())
    }

    #[track_caller]
    fn has(text: &str, expected: &[(usize, &str)]) {
        let got = outline(text).unwrap_or_else(|at| panic!("not read from {at} on: {text:?}"));
        let got: Vec<_> = got.iter().map(|(depth, words)| (*depth, &words[..])).collect();
        assert_eq!(got, expected, "{text:?}");
    }

    #[test]
    fn statements_and_blocks() {
        has("a = 1\nb = 2 # c\n\n#d\n", &[(0, "a = 1"), (0, "b = 2")]);
        has("\u{feff}a=1;b=2;\r\nc = (\n  3,\n)\r\n", &[(0, "a = 1"), (0, "b = 2"), (0, "c = ( 3 , )")]);
        has(
            "if a:\n\tb\n\tif c: d; e\n\nelse:\n  f\ng",
            &[(0, "if a :"), (1, "b"), (1, "if c :"), (2, "d"), (2, "e"), (0, "else :"), (1, "f"), (0, "g")],
        );
        has("a = \\\n  'b'\\\n'c'", &[(0, "a = 'b' 'c'")]);
        has(
            "def f(a: int = 1, *, b={}) -> 'c': return a\n",
            &[(0, "def f ( a : int = 1 , * , b = { } ) -> 'c' :".replace("->", "- >").as_str()), (1, "return a")],
        );
        has("if (lambda: 1)() or lambda: 2:\n a\n", &[(0, "if ( lambda : 1 ) ( ) or lambda : 2 :"), (1, "a")]);
        has(
            "match = 1\ncase: b = 2\nmatch x:\n  case 1: a\n  case {'b': 2}:\n    c\n",
            &[
                (0, "match = 1"),
                (0, "case : b = 2"),
                (0, "match x :"),
                (1, "case 1 :"),
                (2, "a"),
                (1, "case { 'b' : 2 } :"),
                (2, "c"),
            ],
        );
        has(
            "a: str = rb'\\'' f\"{b[\"c\"]}\" '''d\n''' u''\n",
            &[(0, "a : str = rb'\\'' f\"{b[\"c\"]}\" '''d\n''' u''")],
        );
        has("if (a := b) != 1: pass", &[(0, "if ( a := b ) != 1 :"), (1, "pass")]);
    }

    #[test]
    fn operands_need_something_between_them() {
        for (text, place) in [
            ("a = b['c']b['c']", 10),
            ("a = 1\nif a:\n  b = (c) d", 22),
            ("a = b c", 6),
            ("a = 'b' c", 8),
            ("a = 1 \\\n 2", 9),
            ("a = b {}", 6),
            ("print 'a'", 6),
        ] {
            assert_eq!(File::read(text).expect("tokens").doubled(), Some(place), "{text:?}");
        }
        for text in [
            "a = 'b' \"c\" f'd'\nb = (1)[2](3)\nc = not a if b else None\n",
            "match a:\n  case {'b': 1} if not c: d\n  case [*e] as f: pass\ntype A = int\nmatch = case\n",
            "a = lambda b: (yield)\nfor a in {1}: del b\nfrom . import a as b\nraise a from b\n",
            "a = ...\nb = .5 + 1e-5 + 1_0 .real\n@c\nasync def d(*, e: int = 1) -> f: return {**g}\n",
        ] {
            assert_eq!(File::read(text).expect("tokens").doubled(), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_not_python() {
        for (text, place) in [
            ("a = 'b\n'", 4),
            ("a = (1\n", 7),
            ("a = 1)", 5),
            ("a = [1)", 6),
            ("  a = 1", 2),
            ("if a:\nb", 6),
            ("if a:", 0),
            ("if a:\n  b\n c", 11),
            ("a = $b", 4),
            ("a = \\ b", 4),
            ("a = '''b''", 4),
        ] {
            assert_eq!(outline(text), Err(place), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "(a|if |:|\n|\r|\t|  |\\(|\\)|\\[|\\]|'|\"|'''|f\"|\\{|\\}|\\\\|#|=|;|é|lambda|\u{feff}|b'){0,24}") {
            if let Ok(file) = File::read(&text) {
                for (at, statement) in file.statements.iter().enumerate() {
                    proptest::prop_assert!(text.get(file.span(&statement.tokens)).is_some_and(|words| !words.is_empty()));
                    proptest::prop_assert!(statement.until > at && statement.until <= file.statements.len());
                    file.evaluate(&statement.tokens);
                }
            }
        }
    }
}
