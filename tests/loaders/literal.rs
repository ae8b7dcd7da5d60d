//! Literals of Python, in some of the ways to write them.

use super::Maker;

impl Maker<'_> {
    /// A literal of some text, in some of the ways to write it.
    pub(super) fn literal(&mut self) -> String {
        let length = self.random.usize(8..40);
        let symbols: Vec<char> = match self.random.usize(..6) {
            0 => (' '..='~').filter(|symbol| *symbol != ' ').collect(),
            1 => "aé€😀ß#%{}'\"\\".chars().collect(),
            2 => "abc'\"\\".chars().collect(),
            _ => "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)".chars().collect(),
        };
        let text: Vec<char> =
            (0..length).map(|_| self.of(&symbols)).collect::<Vec<_>>().into_iter().chain(['k', '3', 'y']).collect();
        let text = if self.one_in(4) { "django-insecure-".chars().chain(text).collect() } else { text };
        match self.random.usize(..12) {
            0 => {
                let (a, b) = text.split_at(text.len() / 2);
                format!("{} {}", self.quoted(a), self.quoted(b))
            }
            1 => {
                let (a, b) = text.split_at(text.len() / 2);
                let comment = self.of(&["", "  # the first half", "  # it's \"quoted\""]);
                format!("(\n    {}{comment}\n    {}\n)", self.quoted(a), self.quoted(b))
            }
            2 => {
                let (a, b) = text.split_at(text.len() / 2);
                format!("{} + {}", self.quoted(a), self.quoted(b))
            }
            3 => format!("({})", self.quoted(&text)),
            4 => {
                let inside: String = text.iter().filter(|symbol| !"'\"\\{}%".contains(**symbol)).collect();
                format!("f\"{{'{inside}'}}-{{{{x}}}}\"")
            }
            5 => format!("\"a-%s-b\" % {}", self.quoted(&text)),
            6 => format!("'{{}}-c'.format({})", self.quoted(&text)),
            _ => self.quoted(&text),
        }
    }

    pub(super) fn quoted(&mut self, text: &[char]) -> String {
        let triple = self.one_in(6);
        let quote = self.of(&['\'', '"']);
        let raw = self.one_in(6) && !text.iter().any(|symbol| "'\"\\".contains(*symbol));
        let prefix = if raw { self.of(&["r", "R"]) } else { self.of(&["", "", "", "", "u", ""]) };
        let mut inside = String::new();
        for symbol in text {
            let escape = match symbol {
                '\\' => Some("\\\\".to_owned()),
                _ if *symbol == quote => Some(format!("\\{symbol}")),
                _ if !raw && self.one_in(12) => Some(match u32::from(*symbol) {
                    code @ ..0x80 if self.one_in(3) => format!("\\{code:03o}"),
                    code @ ..0x100 => format!("\\x{code:02x}"),
                    code @ ..0x1_0000 => format!("\\u{code:04X}"),
                    code => format!("\\U{code:08x}"),
                }),
                _ => None,
            };
            match escape {
                Some(escape) => inside += &escape,
                None => inside.push(*symbol),
            }
            if !raw && self.one_in(60) {
                inside += "\\\n";
            }
        }
        let quote = String::from(quote).repeat(if triple { 3 } else { 1 });
        format!("{prefix}{quote}{inside}{quote}")
    }
}
