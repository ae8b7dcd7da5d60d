//! Lines: writing a key so that a loader, or every loader, reads it back identically.
//!
//! Writing is not the loader's business: [`Destination::write`] tries its quotings in order, asks
//! the loader's model what it would read, and keeps the first line that is read back identically.

use std::{borrow::Cow, fmt};

use crate::{
    key::Limits,
    listed::Listed,
    loader::{self, Django, Environment, Family, FileKind, Loader},
    name::VariableName,
    reading::Reading,
    secret::Secret,
};

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

/// A line that carries a key: the value as it is written, and how it came to be.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Line {
    /// The variable's name.
    pub name: VariableName,
    /// How the value is written.
    pub quoting: Quoting,
    /// The value as it is written, quotes and all.
    pub value: Secret,
}

impl Line {
    /// The line in the form that `loader` reads, without a newline.
    pub fn text(&self, form: loader::Form) -> Secret {
        let parts = [form.head, form.first, self.name.as_str(), form.between, self.value.expose(), form.after];
        let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum::<usize>() + 1);
        for part in parts {
            text.push_str(part);
        }
        Secret::new(text)
    }

    /// What `loader` reads of this line, in that loader's form, as the only line of a file.
    pub fn read_by(&self, loader: &Loader) -> Reading {
        // A written file ends in a newline, has no byte order mark and no carriage return.
        let mut file = self.text(loader.form).expose().to_owned();
        file.push('\n');
        let file = Secret::new(file);
        loader.read(file.expose(), &self.name, &Environment::EMPTY)
    }
}

impl Line {
    /// Whether `loader` reads the key also where another line follows. A quote with which a bare key
    /// begins may find its partner there, and so may one after a backslash, which closes only if it is the last.
    fn stays_within(&self, loader: &Loader, key: &Secret) -> bool {
        let sign = match self.quoting.quote {
            "" => key.expose().get(..1).filter(|first| "'\"`".contains(first)),
            quote => {
                let last =
                    |sign: &&str| self.value.expose().strip_suffix(sign).is_some_and(|rest| rest.ends_with('\\'));
                quote.get(..1).filter(last)
            }
        };
        let Some(sign) = sign else { return true };
        let form = loader.form;
        let mut file = self.text(loader.form).expose().to_owned();
        for part in ["\n", form.further, "_", form.between, "a", sign, form.after, "\n"] {
            file.push_str(part);
        }
        let file = Secret::new(file);
        loader.read(file.expose(), &self.name, &Environment::EMPTY).is(key)
    }
}

/// A line as it is to be pasted, without a newline.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Written {
    /// The whole line.
    pub text: Secret,
    /// How many characters stand before the value.
    pub lead: usize,
}

impl Line {
    /// The line as it is to be pasted, in this form.
    pub fn written(&self, form: loader::Form) -> Written {
        let lead = form.head.len() + form.first.len() + self.name.as_str().len() + form.between.len();
        Written { text: self.text(form), lead }
    }
}

/// Texts that a shell reads as something else where there are no quotes, as zsh does after a colon.
const NOT_BARE: [&str; 2] = [":=", ":~"];

/// Where a line goes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Destination {
    /// One line that every loader reads.
    #[default]
    Anywhere,
    /// A line for one loader.
    Loader(&'static Loader),
    /// One line that several loaders read.
    Several(Several),
}

/// Some of the loaders: two or more, which share a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Several(u128);

/// The most loaders of one line that are remembered, or stand in an address.
pub const MOST_TOGETHER: usize = 8;

// A place for each loader.
const _: () = assert!(loader::ALL.len() <= 128);

impl<'a> FromIterator<&'a Loader> for Several {
    fn from_iter<I: IntoIterator<Item = &'a Loader>>(loaders: I) -> Self {
        loaders.into_iter().fold(Self::default(), |several, loader| {
            if several.includes(loader) { several } else { several.toggled(loader) }
        })
    }
}

impl Several {
    /// These loaders, by their ids; none if one of the ids is no loader's.
    pub fn parse(ids: &str) -> Option<Self> {
        ids.split('+').try_fold(Self::default(), |several, id| Some(several.toggled(loader::find(id)?)))
    }

    /// These and `loader`, or these without it if it was among them.
    #[must_use]
    pub fn toggled(self, loader: &Loader) -> Self {
        let place = loader::ALL.iter().position(|other| other == loader);
        Self(self.0 ^ place.map_or(0, |place| 1 << place))
    }

    /// Whether `loader` is one of them.
    pub fn includes(self, loader: &Loader) -> bool {
        self.loaders().any(|one| one == loader)
    }

    /// The loaders, in the registry's order.
    pub fn loaders(self) -> impl Iterator<Item = &'static Loader> {
        loader::ALL.iter().enumerate().filter(move |(place, _)| self.0 >> place & 1 == 1).map(|(_, loader)| loader)
    }
}

/// No way of writing this key is read back identically. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CannotCarry(&'static str);

impl fmt::Display for CannotCarry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "No way of writing this key is read back unchanged by {}; use another key.", self.0)
    }
}

impl std::error::Error for CannotCarry {}

impl Destination {
    /// The destination with this id: `anywhere`, a loader's, or those of several with `+` between.
    pub fn find(id: &str) -> Option<Self> {
        if id == "anywhere" {
            Some(Self::Anywhere)
        } else if id.contains('+') {
            Several::parse(id).map(Self::Several)
        } else {
            loader::find(id).map(Self::Loader)
        }
    }

    /// How preferences and the probe call it.
    pub fn id(self) -> Cow<'static, str> {
        match self {
            Self::Anywhere => "anywhere".into(),
            Self::Loader(loader) => loader.id.into(),
            Self::Several(several) => several.loaders().map(|loader| loader.id).listed().join("+").into(),
        }
    }

    /// How the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Anywhere => "Any .env loader",
            Self::Loader(loader) => loader.label,
            Self::Several(_) => "My loaders",
        }
    }

    /// Who reads the line, within a sentence.
    pub const fn who(self) -> &'static str {
        match self {
            Self::Anywhere => "every loader",
            Self::Loader(loader) => loader.label,
            Self::Several(_) => "all of these loaders",
        }
    }

    /// Where the line is put: a file's name, or a place such as a terminal.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Anywhere | Self::Several(_) => ".env",
            Self::Loader(loader) => loader.place,
        }
    }

    /// The form of the line that is shown.
    pub const fn form(self) -> loader::Form {
        match self {
            Self::Anywhere | Self::Several(_) => loader::Form::ASSIGNMENT,
            Self::Loader(loader) => loader.form,
        }
    }

    /// The file that the line is put into, where it is one that a repository must not have.
    pub fn ignored(self) -> Option<&'static str> {
        let place = self.place();
        let file = place.split([' ', ',']).next().unwrap_or_default();
        (file.starts_with('.') && !file.contains('/') || file == "settings.ini").then_some(file)
    }

    /// The loader whose library `settings.py` has; none where the variable is in the environment already.
    pub fn library(self) -> Option<&'static Loader> {
        match self {
            // It leaves alone what the environment has, whoever has put it there.
            Self::Anywhere => loader::find("python-dotenv"),
            Self::Loader(loader) => Some(loader),
            // The one in the Python program; the others put the variable into its environment.
            Self::Several(several) => several.loaders().find(|loader| loader.family == Family::Python),
        }
    }

    /// How `settings.py` gets the key.
    pub fn django(self) -> Django {
        self.library().map_or(Django::Environ, |loader| loader.django)
    }

    /// The lines of `settings.py` that take the key, and fail loudly when it is missing.
    pub fn settings(self, name: &VariableName) -> String {
        self.django().settings(name)
    }

    /// What has to be installed for these lines, as a sentence; empty where nothing has.
    pub fn install(self) -> String {
        let package = self.django().package();
        package.map_or_else(String::new, |package| ["Needs: pip install ", package].concat())
    }

    /// What the programs that start Django have to be told, each with the file that it is told in; empty
    /// where there is nothing to tell.
    pub fn starts(self, name: &VariableName) -> String {
        let mut text = String::new();
        let told = loader::ALL.iter().filter(|loader| self != Self::Anywhere && self.includes(loader));
        for snippet in told.filter_map(|loader| loader.starts) {
            text.push_str("# ");
            text.push_str(snippet.place);
            text.push('\n');
            text.push_str(&snippet.text(name));
        }
        text
    }

    /// The destination with `loader` among those that must read the line, or without it if it was.
    /// Anywhere is where nothing is left.
    #[must_use]
    pub fn toggled(self, loader: &Loader) -> Self {
        let several = match self {
            Self::Anywhere => Several::default(),
            Self::Loader(one) => Several::default().toggled(one),
            Self::Several(several) => several,
        };
        let several = several.toggled(loader);
        let mut loaders = several.loaders();
        match (loaders.next(), loaders.next()) {
            (None, _) => Self::Anywhere,
            (Some(one), None) => Self::Loader(one),
            _ => Self::Several(several),
        }
    }

    /// Whether `loader` must read the line.
    pub fn includes(self, loader: &Loader) -> bool {
        match self {
            // A file of another kind has a form of its own.
            Self::Anywhere => loader.form.file == FileKind::Env,
            Self::Loader(one) => one == loader,
            Self::Several(several) => several.includes(loader),
        }
    }

    /// The ways to write a value that are tried, best first.
    fn quotings(self) -> Vec<Quoting> {
        let mut quotings = match self {
            Self::Loader(loader) => return loader.quotings.to_vec(),
            Self::Anywhere => return vec![BARE, SINGLE, DOUBLE],
            Self::Several(_) => vec![BARE, SINGLE],
        };
        for quoting in loader::ALL.iter().filter(|loader| self.includes(loader)).flat_map(|loader| loader.quotings) {
            if !quotings.contains(quoting) {
                quotings.push(*quoting);
            }
        }
        quotings
    }

    /// Whether each of the loaders reads `key` back identically from this way of writing it.
    fn carries(self, name: &VariableName, key: &Secret, quoting: Quoting) -> Option<Line> {
        let line = Line { name: name.clone(), quoting, value: quoting.apply(key) };
        let read =
            |loader: &Loader| !self.includes(loader) || line.read_by(loader).is(key) && line.stays_within(loader, key);
        loader::ALL.iter().all(read).then_some(line)
    }

    /// The first way of writing `key` that each of the loaders reads back identically.
    pub fn write(self, name: &VariableName, key: &Secret) -> Result<Line, CannotCarry> {
        let mut quotings = self.quotings().into_iter();
        quotings.find_map(|quoting| self.carries(name, key, quoting)).ok_or(CannotCarry(self.who()))
    }

    /// The way of writing `key` that the most of the loaders read back identically, and which do.
    pub fn write_for_most(self, name: &VariableName, key: &Secret) -> Option<(Line, Vec<&'static Loader>)> {
        let mut best: Option<(Line, Vec<&Loader>)> = None;
        for quoting in self.quotings() {
            let line = Line { name: name.clone(), quoting, value: quoting.apply(key) };
            let read = |loader: &&Loader| self.includes(loader) && line.read_by(loader).is(key);
            let works: Vec<_> = loader::ALL.iter().filter(read).listed();
            if best.as_ref().is_none_or(|(_, most)| most.len() < works.len()) {
                best = Some((line, works));
            }
        }
        best
    }

    /// What a key of these `symbols` must be without to be carried there.
    ///
    /// These are the limits of one way of writing, the one that leaves most, so that each key within
    /// them is carried by it. Found out by writing the symbols in several places and among several
    /// neighbours; only longer texts are declared, by [`Loader::cannot_carry`].
    pub fn limits(self, symbols: &str) -> Limits {
        let mut best: Option<Limits> = None;
        for quoting in self.quotings() {
            let limits = self.limits_of(quoting, symbols);
            let lost = |limits: &Limits| {
                30 * limits.nowhere.len() + 10 * (limits.not_first.len() + limits.not_last.len()) + limits.without.len()
            };
            if best.as_ref().is_none_or(|best| lost(&limits) < lost(best)) {
                best = Some(limits);
            }
            if best.as_ref().is_some_and(|best| lost(best) == 0) {
                break;
            }
        }
        let mut limits = best.unwrap_or(Limits::NONE);
        let included = loader::ALL.iter().filter(|loader| self.includes(loader));
        limits.without.extend(included.flat_map(|loader| loader.cannot_carry).map(|text| Cow::from(*text)));
        if self == Self::Anywhere {
            limits.without.extend(NOT_BARE.map(Cow::from));
        }
        limits
    }

    fn limits_of(self, quoting: Quoting, symbols: &str) -> Limits {
        let name = VariableName::usual();
        let carries = |key: String| self.carries(&name, &Secret::new(key), quoting).is_some();
        let mut limits = Limits::NONE;
        // Letters and digits do no harm among each other: what follows is about the others, each among
        // letters, digits and itself, and before and after each of the others.
        let (plain, special): (String, String) = symbols.chars().partition(char::is_ascii_alphanumeric);
        // Quotes and escapes last, so that they are what is left out where others conflict with them.
        let (quotes, others): (String, String) = special.chars().partition(|symbol| QUOTES.contains(*symbol));
        let mut special: Vec<char> = others.chars().chain(quotes.chars()).listed();
        let among = |symbol: &char| format!("a{symbol}aA{symbol}A1{symbol}1_{symbol}-{symbol}{symbol}a");
        let all = |special: &[char]| -> String {
            let both_ways = special.iter().chain(special.iter().rev());
            format!("a{plain}{}", both_ways.map(among).collect::<String>())
        };
        // Most of the time there is nothing to find: all the symbols at once are asked about first.
        if !carries(all(&special)) {
            let mut kept = Vec::new();
            for symbol in special {
                kept.push(symbol);
                if !carries(all(&kept)) {
                    kept.pop();
                    limits.nowhere.push(symbol);
                }
            }
            special = kept;
        }
        // Two of them may do together what neither does alone: `$(` begins a command.
        let pairs = || special.iter().flat_map(|one| special.iter().map(move |other| [*one, *other]));
        let close = if special.contains(&')') { ")" } else { "" };
        let round = |[one, other]: [char; 2]| format!("a{one}{other}a{close}1{one}{other}1{one}{other}_");
        let is_quote = |symbol: &char| QUOTES.contains(*symbol);
        let together = carries(pairs().map(round).collect());
        // Of quotes in a row, one may close what another opened: each pair is asked about by itself.
        let lost = pairs().filter(|pair| {
            (!together || pair.iter().any(is_quote))
                && !(carries(round(*pair)) && carries(format!("a{}{}a", pair[0], pair[1])))
        });
        limits.without.extend(lost.map(|pair| Cow::from(pair.iter().collect::<String>())));
        // A backslash may make something else of a letter: `\n` is a line break, `\x41` an A.
        if special.contains(&'\\') {
            let kept = |letter: &char| carries(format!("a\\{letter}a")) && carries(format!("a\\{letter}0041a1"));
            let lost = plain.chars().filter(|letter| !kept(letter));
            limits.without.extend(lost.map(|letter| Cow::from(["\\", &letter.to_string()].concat())));
        }
        let middle = all(&special);
        // What a loader takes for a number or a word is over where a comment begins.
        let [comment, number] = if special.contains(&'#') { ["#a", "1#a"] } else { ["1a", "a1"] };
        let carry = |keys: &[String]| keys.iter().all(|key| carries(key.clone()));
        // One letter of a case is like another, and so are digits.
        let classes: [fn(&char) -> bool; 3] =
            [char::is_ascii_lowercase, char::is_ascii_uppercase, char::is_ascii_digit];
        let classes = classes.map(|class| plain.chars().filter(class).collect());
        let alone = special.iter().map(|symbol| String::from(*symbol));
        for class in classes.into_iter().chain(alone) {
            let Some(symbol) = class.chars().next() else { continue };
            let rests = ["a1", "1a", &middle, &format!("a{symbol}"), comment, number];
            if !carry(&rests.map(|rest| format!("{symbol}{rest}"))) {
                limits.not_first.push_str(&class);
            }
            if !carry(&["a1", "1a", &middle, "_-"].map(|rest| format!("{rest}{symbol}"))) {
                limits.not_last.push_str(&class);
            }
        }
        limits
    }
}

/// What may begin and end a text, or keep it from ending.
const QUOTES: &str = "'\"`\\";

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::{
        key::Preset,
        random::{Random, tests::Seeded},
        reading::Reason,
    };

    const PRINTABLE: &str =
        "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    static LIMITS: LazyLock<Vec<(Destination, Limits)>> = LazyLock::new(|| {
        let all = loader::ALL.iter().map(Destination::Loader).chain([Destination::Anywhere]);
        all.map(|destination| (destination, destination.limits(PRINTABLE))).collect()
    });

    /// Every key that is drawn for loaders that share a file has a line that all of them read: for any
    /// two of them, and for more, chosen at random.
    #[test]
    fn one_line_for_all_of_mine() {
        let shared: Vec<_> = loader::ALL.iter().filter(|loader| loader.form == loader::Form::ASSIGNMENT).collect();
        let mut random = Random::start(Seeded(21)).expect("a good source");
        let mut subsets: Vec<Vec<&Loader>> = Vec::new();
        for (at, one) in shared.iter().enumerate() {
            // Some of the pairs; `cargo xtask several` goes through all.
            subsets.extend(shared[at + 1..].iter().skip(at % 11).step_by(11).map(|other| vec![*one, *other]));
        }
        for _ in 0..50 {
            let count = 3 + random.below(6).expect("a number");
            subsets.push((0..count).map(|_| shared[random.below(shared.len()).expect("a number")]).collect());
        }
        for subset in subsets {
            let destination = Destination::Several(subset.into_iter().collect());
            for preset in ["portable", "django"] {
                let preset = Preset::find(preset).expect("a preset");
                let recipe = preset.recipe(preset.length, &destination.limits(preset.symbols()));
                let recipe = recipe.unwrap_or_else(|error| panic!("{}: {error}", destination.id()));
                for _ in 0..3 {
                    let key = recipe.make(&mut random).expect("a key");
                    let line = destination.write(&VariableName::usual(), &key);
                    assert!(line.is_ok(), "{}: {}", destination.id(), key.expose());
                }
            }
        }
    }

    /// Whether a key keeps to the limits.
    fn within(text: &str, limits: &Limits) -> bool {
        !text.starts_with(|first| limits.not_first.contains(first))
            && !text.ends_with(|last| limits.not_last.contains(last))
            && !text.contains(|symbol| limits.nowhere.contains(symbol))
            && !limits.without.iter().any(|part| text.contains(&**part))
    }

    /// A bare key's own quote is not closed by a line below.
    #[test]
    fn a_line_stands_among_others() {
        let write = |id: &str, key: &str| {
            let destination = Destination::find(id).expect("a loader");
            destination.write(&VariableName::usual(), &Secret::from(key)).map(|line| line.value.expose().to_owned())
        };
        assert_eq!(write("node-env-file", "\"%").as_deref(), Ok("'\"%'"));
        assert!(write("node-env-file", "'a\"`").is_err());
        assert_eq!(write("dynaconf", "\"\\").as_deref(), Ok("'\"\\\\\"\\\\\\\\\"'"));
        assert_eq!(write("docker-env-file", "'a\"`").as_deref(), Ok("'a\"`"));
    }

    /// Whether all of it is a number, a list or a word to dynaconf: too few keys to be among the limits.
    fn is_toml(text: &str) -> bool {
        let name = VariableName::usual();
        let line = Line { name, quoting: BARE, value: text.into() };
        let read = loader::find("dynaconf").map(|dynaconf| line.read_by(dynaconf));
        matches!(read, Some(Reading::Refused(note) | Reading::Unknown(note)) if note.reason == Reason::Toml)
    }

    proptest::proptest! {
        #[test]
        fn a_key_within_the_limits_is_written(text in "[!-~]{1,60}") {
            let name = VariableName::usual();
            let key = Secret::new(text.clone());
            for (destination, limits) in &*LIMITS {
                let written = destination.write(&name, &key).is_ok();
                let is_left_out = !within(&text, limits) || *destination == Destination::Anywhere && is_toml(&text);
                proptest::prop_assert!(written || is_left_out, "{}: {text}", destination.id());
            }
        }
    }
}
