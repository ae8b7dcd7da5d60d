//! The statements of a file, and the blocks that they stand in, by their indentation.

use super::{File, Kind, Part, Statement, among};

impl File<'_> {
    pub(super) fn find_statements(&mut self) -> Result<(), usize> {
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

/// How far a line is indented.
fn indent(blanks: &str) -> usize {
    blanks.bytes().fold(0, |column, byte| match byte {
        b'\t' => column / 8 * 8 + 8,
        b'\x0c' => 0,
        _ => column + 1,
    })
}
