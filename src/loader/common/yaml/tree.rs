//! From tokens to a tree: as go-yaml's `parserc.go` and its composer do it.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use super::{Node, Scalar, Style, Tree, Value, Version, refused, scan::Token, unknown};
use crate::{
    loader::common::Variables,
    reading::{Reason, Stop},
};

/// Builds the tree from the tokens up to `at`.
struct Builder<'a> {
    tokens: Vec<(Token<'a>, Range<usize>)>,
    at: usize,
    file: &'a str,
    tree: Tree<'a>,
    anchors: HashMap<&'a str, usize>,
}

/// The tree of this `file`.
pub(super) fn build<'a>(
    tokens: Vec<(Token<'a>, Range<usize>)>,
    file: &'a str,
    version: Version,
) -> Result<Tree<'a>, Stop> {
    let tree = Tree { version, nodes: Vec::new(), documents: Vec::new() };
    let mut builder = Builder { tokens, at: 0, file, tree, anchors: HashMap::new() };
    let mut begins = true;
    while let Some(token) = builder.peek() {
        match token {
            Token::End => {
                builder.at += 1;
                continue;
            }
            Token::Start => builder.at += 1,
            _ if begins => {}
            _ => return builder.refused(),
        }
        begins = false;
        let document = match builder.peek() {
            None | Some(Token::Start | Token::End) => builder.empty(),
            _ => builder.node(true, false)?,
        };
        builder.tree.documents.push(document);
    }
    Ok(builder.tree)
}

impl<'a> Builder<'a> {
    fn peek(&self) -> Option<&Token<'a>> {
        Some(&self.tokens.get(self.at)?.0)
    }

    /// Where the next token is.
    fn span(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.file.len()..self.file.len(), |(_, span)| span.clone())
    }

    fn refused<T>(&self) -> Result<T, Stop> {
        let span = self.span();
        // Where the token has no characters of its own, the one behind it is shown.
        let next = self.file[span.start..].chars().next().map_or(0, char::len_utf8);
        refused(span.start..span.end.max(span.start + next), Reason::Syntax)
    }

    /// Adds a node that is nothing so far, behind the token before.
    #[inline(never)]
    fn empty(&mut self) -> usize {
        let end = self.at.checked_sub(1).map_or(0, |before| self.tokens[before].1.end);
        let value = Value::Scalar(Scalar { text: Cow::Borrowed(""), style: Style::Plain });
        self.tree.nodes.push(Node { span: end..end, tag: "", value, is_whole: true });
        self.tree.nodes.len() - 1
    }

    /// A node, or nothing, where one of these ends what it would stand in.
    #[inline(never)]
    fn node_or_empty(&mut self, in_block: bool, indentless: bool) -> Result<usize, Stop> {
        match self.peek() {
            Some(Token::BlockEntry) if indentless => self.node(in_block, indentless),
            None
            | Some(
                Token::Key | Token::Value | Token::BlockEnd | Token::BlockEntry | Token::FlowEntry | Token::FlowEnd(_),
            ) => Ok(self.empty()),
            _ => self.node(in_block, indentless),
        }
    }

    fn node(&mut self, in_block: bool, indentless: bool) -> Result<usize, Stop> {
        let id = self.empty();
        self.tree.nodes[id].is_whole = false;
        let mut properties = 0;
        let mut anchor = None;
        while let Some(token) = self.peek() {
            match *token {
                Token::Anchor(name) if anchor.is_none() => anchor = Some(name),
                Token::Tag(tag) if self.tree.nodes[id].tag.is_empty() => self.tree.nodes[id].tag = tag,
                _ => break,
            }
            self.at += 1;
            properties += 1;
        }
        if let Some(name) = anchor {
            self.anchors.insert(name, id);
        }
        let span = self.span();
        let value = match self.peek().cloned() {
            Some(Token::Alias(name)) if properties == 0 => {
                let target = self.anchors.get(name).copied();
                let Some(target) = target else { return self.refused() };
                if !self.tree.nodes[target].is_whole {
                    return refused(span, Reason::Endless);
                }
                self.at += 1;
                Value::Alias(target)
            }
            Some(Token::Scalar(scalar)) => {
                self.at += 1;
                Value::Scalar(scalar)
            }
            Some(Token::BlockEntry) if indentless => self.items(false)?,
            Some(Token::BlockSequence) if in_block => {
                self.at += 1;
                self.items(true)?
            }
            Some(Token::BlockMapping) if in_block => {
                self.at += 1;
                self.block_mapping()?
            }
            Some(Token::Flow(close)) => {
                self.at += 1;
                self.flow(close)?
            }
            _ if properties > 0 => Value::Scalar(Scalar { text: Cow::Borrowed(""), style: Style::Plain }),
            _ => return self.refused(),
        };
        let end = self.tokens[self.at - 1].1.end;
        let node = &mut self.tree.nodes[id];
        (node.value, node.is_whole) = (value, true);
        node.span = span.start.min(end)..end;
        Ok(id)
    }

    /// The items of a list, which `closes` or ends where there is no more.
    fn items(&mut self, closes: bool) -> Result<Value<'a>, Stop> {
        let mut items = Vec::new();
        loop {
            match self.peek() {
                Some(Token::BlockEntry) => {
                    self.at += 1;
                    items.push(self.node_or_empty(true, false)?);
                }
                Some(Token::BlockEnd) if closes => {
                    self.at += 1;
                    break;
                }
                _ if closes => return self.refused(),
                _ => break,
            }
        }
        Ok(Value::Sequence(items))
    }

    fn block_mapping(&mut self) -> Result<Value<'a>, Stop> {
        let mut pairs = Vec::new();
        loop {
            match self.peek() {
                Some(Token::Key) => self.at += 1,
                Some(Token::BlockEnd) => break,
                _ => return self.refused(),
            }
            let key = self.node_or_empty(true, true)?;
            pairs.push((key, self.value(true)?));
        }
        self.at += 1;
        self.mapping(pairs)
    }

    /// The value behind a key.
    fn value(&mut self, in_block: bool) -> Result<usize, Stop> {
        if !matches!(self.peek(), Some(Token::Value)) {
            return Ok(self.empty());
        }
        self.at += 1;
        self.node_or_empty(in_block, in_block)
    }

    /// What stands in brackets.
    fn flow(&mut self, close: u8) -> Result<Value<'a>, Stop> {
        let (mut items, mut pairs) = (Vec::new(), Vec::new());
        let is_list = close == b']';
        let mut is_first = true;
        loop {
            let is_end = |token: Option<&Token<'_>>| matches!(token, Some(Token::FlowEnd(end)) if *end == close);
            if !is_first && !is_end(self.peek()) {
                if !matches!(self.peek(), Some(Token::FlowEntry)) {
                    return self.refused();
                }
                self.at += 1;
            }
            is_first = false;
            if is_end(self.peek()) {
                self.at += 1;
                break;
            }
            let is_pair = matches!(self.peek(), Some(Token::Key));
            if is_pair {
                self.at += 1;
                let key = self.node_or_empty(false, false)?;
                pairs.push((key, self.value(false)?));
            } else {
                let item = self.node(false, false)?;
                if is_list {
                    items.push(item);
                } else {
                    pairs.push((item, self.empty()));
                }
            }
            // A pair in a list is a mapping of its own.
            if is_list && is_pair {
                let id = self.empty();
                self.tree.nodes[id].value = Value::Mapping(std::mem::take(&mut pairs));
                items.push(id);
            }
        }
        if is_list { Ok(Value::Sequence(items)) } else { self.mapping(pairs) }
    }

    /// A mapping, which has each key once.
    fn mapping(&self, pairs: Vec<(usize, usize)>) -> Result<Value<'a>, Stop> {
        let nodes = &self.tree.nodes;
        let mut keys = Variables::new();
        for (key, value) in &pairs {
            let Node { value: Value::Scalar(scalar), span, .. } = &nodes[*key] else { continue };
            let is_scalar = matches!(nodes[*value].value, Value::Scalar(_));
            match keys.insert(&scalar.text, is_scalar.then(String::new)) {
                Some(_) if self.tree.version != Version::Two => return refused(span.clone(), Reason::Repeated),
                Some(earlier) if earlier.is_none() || !is_scalar => return unknown(span.clone()),
                _ => {}
            }
        }
        Ok(Value::Mapping(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Stop, Tree, Version};

    #[test]
    fn what_is_refused_is_of_whole_characters() {
        let file = "\n$b)a`\n#c\n\u{730}=x$K9strin=g :";
        match Tree::of(file, Version::Two) {
            Err(Stop::Refused(note)) => assert_eq!(file.get(note.span), Some("\u{730}")),
            _ => panic!("it is no YAML"),
        }
    }
}
