//! What begins, ends or stands in a text, of several ASCII signs: each once, since the standard library's own
//! are written out anew for every list of them.

/// Looks for any of several signs.
pub(super) trait Signs {
    /// Without those at its beginning.
    fn skip(&self, signs: &str) -> &str;
    /// Without those at its end.
    fn cut(&self, signs: &str) -> &str;
    /// Where the first is.
    fn place(&self, signs: &str) -> Option<usize>;
    /// Whether it begins with one.
    fn begins(&self, signs: &str) -> bool;
    /// Whether it ends with one.
    fn ends(&self, signs: &str) -> bool;
    /// Whether one is in it.
    fn has(&self, signs: &str) -> bool {
        self.place(signs).is_some()
    }
}

impl Signs for str {
    #[inline(never)]
    fn skip(&self, signs: &str) -> &str {
        let length = self.bytes().take_while(|byte| signs.as_bytes().contains(byte)).count();
        &self[length..]
    }

    #[inline(never)]
    fn cut(&self, signs: &str) -> &str {
        let length = self.bytes().rev().take_while(|byte| signs.as_bytes().contains(byte)).count();
        &self[..self.len() - length]
    }

    #[inline(never)]
    fn place(&self, signs: &str) -> Option<usize> {
        self.bytes().position(|byte| signs.as_bytes().contains(&byte))
    }

    #[inline(never)]
    fn begins(&self, signs: &str) -> bool {
        self.bytes().next().is_some_and(|byte| signs.as_bytes().contains(&byte))
    }

    #[inline(never)]
    fn ends(&self, signs: &str) -> bool {
        self.bytes().next_back().is_some_and(|byte| signs.as_bytes().contains(&byte))
    }
}
