//! Ways to write a value.

use crate::secret::Secret;

/// A way to write a value: what stands round it, and what is written for some of its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoting {
    /// How the page calls it: "with … ".
    pub label: &'static str,
    /// What stands before the value and, the other way round, after it.
    pub quote: &'static str,
    /// Characters that are written as something else.
    pub escapes: &'static [(char, &'static str)],
}

/// The value as it is.
pub const BARE: Quoting = Quoting { label: "no quotes", quote: "", escapes: &[] };
/// The value as it is, but for `$`, before which a `\` stands.
pub const BARE_DOLLAR: Quoting = Quoting { label: "no quotes, \\ before each $", quote: "", escapes: &[('$', "\\$")] };
/// The value as it is, but for `%`, which is written twice.
pub const BARE_PERCENT: Quoting = Quoting { label: "no quotes, each % twice", quote: "", escapes: &[('%', "%%")] };
/// The value as it is, but for quotes and `\`, before each of which a `\` stands.
pub const BARE_BACKSLASH: Quoting = Quoting {
    label: "no quotes, quotes and \\ escaped",
    quote: "",
    escapes: &[('\\', "\\\\"), ('\'', "\\'"), ('"', "\\\"")],
};
/// The value as it is, but for what make wants escaped.
pub const BARE_MAKE: Quoting =
    Quoting { label: "no quotes, $ and # escaped", quote: "", escapes: &[('$', "$$"), ('#', "\\#")] };
/// The value as it is, but for `{`, for which a template of Go's stands.
pub const BARE_TEMPLATE: Quoting =
    Quoting { label: "no quotes, a template for each {", quote: "", escapes: &[('{', "{{\"{\"}}")] };
/// `'…'` with nothing escaped.
pub const SINGLE: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[] };
/// `'…'` where `\` escapes `'` and itself.
pub const SINGLE_BACKSLASH: Quoting =
    Quoting { label: "single quotes", quote: "'", escapes: &[('\\', "\\\\"), ('\'', "\\'")] };
/// `'…'` where `\` escapes `'` and itself, in which a `\` before `$` is dropped once more.
pub const SINGLE_BACKSLASH_DOLLAR: Quoting =
    Quoting { label: "single quotes", quote: "'", escapes: &[('\\', "\\\\"), ('\'', "\\'"), ('$', "\\\\$")] };
/// `'…'` where `\` escapes `'` and nothing else.
pub const SINGLE_ESCAPED_QUOTE: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[('\'', "\\'")] };
/// `'…'` as shells have it: a quote is written by leaving the quotes, `'\''`.
pub const SINGLE_SHELL: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[('\'', "'\\''")] };
/// `"…"` with nothing escaped.
pub const DOUBLE: Quoting = Quoting { label: "double quotes", quote: "\"", escapes: &[] };
/// `` `…` `` with nothing escaped.
pub const BACKTICK: Quoting = Quoting { label: "backticks", quote: "`", escapes: &[] };
/// `'…'` where `\` escapes `$` and nothing else.
pub const SINGLE_DOLLAR: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[('$', "\\$")] };
/// `` `…` `` where `\` escapes `$` and nothing else.
pub const BACKTICK_DOLLAR: Quoting = Quoting { label: "backticks", quote: "`", escapes: &[('$', "\\$")] };
/// `"…"` where `\` escapes `"` and itself.
pub const DOUBLE_BACKSLASH: Quoting =
    Quoting { label: "double quotes", quote: "\"", escapes: &[('\\', "\\\\"), ('"', "\\\"")] };
/// `"…"` where `\` escapes `"`, `$` and itself.
pub const DOUBLE_DOLLAR: Quoting =
    Quoting { label: "double quotes", quote: "\"", escapes: &[('\\', "\\\\"), ('"', "\\\""), ('$', "\\$")] };
/// `"…"` where `%` is doubled.
pub const DOUBLE_PERCENT: Quoting = Quoting { label: "double quotes", quote: "\"", escapes: &[('%', "%%")] };
/// `'…'` where `%` is doubled.
pub const SINGLE_PERCENT: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[('%', "%%")] };
/// Within the double quotes of a unit file's `Environment=`: `\` escapes `"` and itself, `%` itself.
pub const UNIT: Quoting =
    Quoting { label: "double quotes", quote: "", escapes: &[('\\', "\\\\"), ('"', "\\\""), ('%', "%%")] };

/// `'…'` as YAML has it: a quote is written twice.
pub const SINGLE_DOUBLED: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[('\'', "''")] };
/// The same where `$` is written twice as well.
pub const SINGLE_DOUBLED_DOLLAR: Quoting =
    Quoting { label: "single quotes", quote: "'", escapes: &[('\'', "''"), ('$', "$$")] };
/// `"…"` where `\` escapes `"` and itself, and `$` is written twice.
pub const DOUBLE_DOUBLED_DOLLAR: Quoting =
    Quoting { label: "double quotes", quote: "\"", escapes: &[('\\', "\\\\"), ('"', "\\\""), ('$', "$$")] };
/// `'…'` where `\` escapes `'` and itself, with the text in double quotes of TOML in it, where `$` is written as its
/// number: else `${` would be replaced.
pub const TOML: Quoting = Quoting {
    label: "quotes within quotes",
    quote: "'\"",
    escapes: &[('\\', "\\\\\\\\"), ('\'', "\\'"), ('"', "\\\\\""), ('$', "\\\\u0024")],
};

/// No quoting but a coding: the bytes as base64.
pub const BASE64: Quoting = Quoting { label: "base64", quote: "", escapes: &[] };

impl Quoting {
    /// `key` written this way. Not every key survives it: that is for the loader's model to say.
    pub fn apply(&self, key: &Secret) -> Secret {
        if *self == BASE64 {
            return base64(key);
        }
        let key = key.expose();
        let longest = self.escapes.iter().map(|(_, escape)| escape.len()).max().unwrap_or(1);
        let mut text = String::with_capacity(2 * self.quote.len() + key.len() * longest);
        text.push_str(self.quote);
        for character in key.chars() {
            match self.escapes.iter().find(|(escaped, _)| *escaped == character) {
                Some((_, escape)) => text.push_str(escape),
                None => text.push(character),
            }
        }
        text.extend(self.quote.chars().rev());
        Secret::new(text)
    }
}

/// The key's bytes as base64, with padding.
fn base64(key: &Secret) -> Secret {
    const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = key.expose().as_bytes();
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let symbol = SYMBOLS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > three.len() { '=' } else { symbol.into() });
        }
    }
    Secret::new(text)
}
