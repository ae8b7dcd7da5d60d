//! The symbols a key is made of.

use std::fmt;

/// At least two different printable ASCII symbols without the space, each held once, in order of
/// first appearance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alphabet(String);

/// Why a text is no alphabet. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlphabetError {
    /// Fewer than two different symbols.
    TooFew,
    /// A blank, a control character or one beyond ASCII.
    NotPrintable,
}

impl fmt::Display for AlphabetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooFew => "An alphabet needs at least two different symbols; add some.",
            Self::NotPrintable => {
                "Loaders disagree on blanks and on letters beyond ASCII; use letters, digits and ASCII punctuation only."
            }
        })
    }
}

impl std::error::Error for AlphabetError {}

impl Alphabet {
    /// The alphabet of the symbols in `text`. A symbol given twice counts once, so that none can
    /// be likelier than another.
    pub fn parse(text: &str) -> Result<Self, AlphabetError> {
        let mut symbols = String::with_capacity(text.len().min(94));
        for symbol in text.chars() {
            if !symbol.is_ascii_graphic() {
                return Err(AlphabetError::NotPrintable);
            }
            if !symbols.contains(symbol) {
                symbols.push(symbol);
            }
        }
        if symbols.len() < 2 { Err(AlphabetError::TooFew) } else { Ok(Self(symbols)) }
    }

    /// The symbols, each one ASCII byte, none twice.
    pub fn symbols(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The symbols as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many symbols there are: 2 to 94.
    pub(super) fn len(&self) -> f64 {
        self.0.len() as f64
    }

    /// The alphabet less the symbols of `left_out`, if two or more are left.
    pub(super) fn less(&self, left_out: &str) -> Option<Self> {
        let symbols: String = self.0.chars().filter(|symbol| !left_out.contains(*symbol)).collect();
        (symbols.len() >= 2).then_some(Self(symbols))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_each_symbol_once() {
        let parse = |text| Alphabet::parse(text).map(|alphabet| alphabet.symbols().to_vec());
        assert_eq!(parse("abca"), Ok(b"abc".to_vec()));
        assert_eq!(parse("aaa"), Err(AlphabetError::TooFew));
        assert_eq!(parse(""), Err(AlphabetError::TooFew));
        assert_eq!(parse("a b"), Err(AlphabetError::NotPrintable));
        assert_eq!(parse("aé"), Err(AlphabetError::NotPrintable));
        assert_eq!(parse("a\nb"), Err(AlphabetError::NotPrintable));
    }
}
