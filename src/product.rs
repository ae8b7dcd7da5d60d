//! Products that people host themselves: where each takes its `SECRET_KEY` from, and what hangs on it.
//!
//! The facts are a line a product in `product/products.tsv`, whose header says what stands in it, each with the
//! files of the product in which it was read. Whoever runs one of them needs a line in one file, and no
//! `settings.py`.

use crate::{key::Preset, line::Destination, name::VariableName};

/// A product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Product {
    /// How addresses and tests call it: kebab case.
    pub id: &'static str,
    /// How the page calls it.
    pub name: &'static str,
    variable: &'static str,
    /// Who reads the line.
    pub destination: Destination,
    /// The file that the line goes into, or another place.
    pub file: &'static str,
    /// The least length of a key that it demands or asks for; 0 where it does neither.
    pub least: usize,
    /// The kind of key, where it takes no other symbols.
    pub preset: Option<&'static Preset>,
    /// What it does without the line.
    pub default: Option<Default>,
    /// What else must have the same key, in a sentence; may be empty.
    pub shares: &'static str,
    /// What a new key breaks there beside logins, in a sentence; may be empty.
    pub breaks: &'static str,
    /// The repositories that this was read in, each with `@` and the commit.
    pub places: &'static str,
}

/// What a product does where no key is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// It uses a key that anyone can read.
    Published,
    /// It has such a key, and does not use it.
    Refused,
    /// It makes one.
    Made,
    /// It has none.
    None,
}

impl Default {
    const ALL: [(&'static str, Self); 4] =
        [("published", Self::Published), ("refused", Self::Refused), ("made", Self::Made), ("none", Self::None)];

    /// The same in a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Published => "Its default is public. Anyone who knows it can log in as any user.",
            Self::Refused => "The key in its example is public, and not accepted.",
            Self::Made => "Without this line it generates its own key.",
            Self::None => "It has no default.",
        }
    }
}

impl Product {
    /// Every product, by id. Not an iterator, which would weigh a kilobyte wherever it is used.
    #[inline(never)]
    pub fn all() -> Vec<Self> {
        str::from_utf8(&LINES).unwrap_or_default().lines().filter_map(Self::parse).collect()
    }

    /// The product with this id.
    pub fn find(id: &str) -> Option<Self> {
        Self::all().into_iter().find(|product| product.id == id)
    }

    /// The variable's name.
    pub fn variable(&self) -> VariableName {
        VariableName::parse(self.variable).unwrap_or_else(|_| VariableName::usual())
    }

    /// Whether its variable has this name.
    pub fn is_called(&self, name: &str) -> bool {
        self.variable == name
    }

    fn parse(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        let mut column = || columns.next();
        let (id, name, variable) = (column()?, column()?, column()?);
        let destination = Destination::find(column()?)?;
        let file = column()?;
        let (least, preset) = column().map(|demand| demand.split_once(' ').unwrap_or((demand, "")))?;
        let default = column()?;
        Some(Self {
            id,
            name,
            variable,
            destination,
            file,
            least: least.parse().unwrap_or(0),
            preset: Preset::find(preset),
            default: Default::ALL.into_iter().find(|(word, _)| *word == default).map(|(_, default)| default),
            shares: column()?,
            breaks: column()?,
            places: column()?,
        })
    }
}

/// The table as it stands in its file.
const TABLE: &[u8] = include_bytes!("product/products.tsv");

/// What the page carries of it.
static LINES: [u8; carried(&mut [0; TABLE.len()])] = {
    let mut lines = [0; carried(&mut [0; TABLE.len()])];
    carried(&mut lines);
    lines
};

/// Copies the table without its comments and without the files of its last column, and tells how long that is.
const fn carried(into: &mut [u8]) -> usize {
    let (mut at, mut length, mut column, mut skips) = (0, 0, 0, false);
    while at < TABLE.len() {
        let byte = TABLE[at];
        match byte {
            b'#' if at == 0 || TABLE[at - 1] == b'\n' => skips = true,
            b':' if column == PLACES => skips = true,
            b'\t' => column += 1,
            b' ' if column == PLACES => skips = false,
            _ => {}
        }
        let comment = skips && column == 0;
        if byte == b'\n' {
            (column, skips) = (0, false);
        }
        if !skips && !comment {
            into[length] = byte;
            length += 1;
        }
        at += 1;
    }
    length
}

/// The column with the places, from 0.
const PLACES: u32 = 9;

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<&'static str>> {
        let table = str::from_utf8(TABLE).expect("the table is UTF-8");
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
    }

    #[test]
    fn every_line_is_a_product() {
        let rows = rows();
        assert!(rows.len() >= 60, "{}", rows.len());
        let products = Product::all();
        assert_eq!(products.len(), rows.len());
        for (row, product) in rows.iter().zip(products) {
            let id = row[0];
            assert_eq!(row.len(), 10, "{id}");
            assert!(id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')), "{id}");
            assert_eq!(Product::find(id), Some(product));
            assert_eq!(product.variable().as_str(), row[2], "{id}");
            assert_eq!(product.destination.id(), row[3], "{id}: loaders stand in the registry's order");
            assert!(!product.name.is_empty() && !product.file.is_empty(), "{id}");
            let demand = product.preset.map_or_else(String::new, |preset| [" ", preset.id].concat());
            let least = if product.least == 0 { String::new() } else { product.least.to_string() };
            assert_eq!(row[5], least + &demand, "{id}");
            assert_eq!(product.default.is_none(), row[6].is_empty(), "{id}");
            for sentence in [product.shares, product.breaks] {
                assert!(sentence.is_empty() || sentence.ends_with('.'), "{id}: {sentence}");
            }
        }
    }

    #[test]
    fn they_are_sorted_and_differ() {
        let ids: Vec<_> = Product::all().iter().map(|product| product.id).collect();
        assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
        let mut names: Vec<_> = Product::all().iter().map(|product| product.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ids.len());
    }

    #[test]
    fn each_fact_has_its_place() {
        for (row, product) in rows().iter().zip(Product::all()) {
            let id = row[0];
            let mut carried = Vec::new();
            for place in row[9].split(' ') {
                let (repository, files) = place.split_once(':').expect(id);
                let (name, commit) = repository.split_once('@').expect(id);
                assert!(name.split('/').filter(|part| !part.is_empty()).count() == 2, "{id}: {name}");
                assert!(commit.len() == 10 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}: {commit}");
                assert!(!files.is_empty() && files.split(',').all(|file| !file.is_empty()), "{id}");
                carried.push(repository);
            }
            assert_eq!(product.places, carried.join(" "), "{id}");
        }
    }

    #[test]
    fn a_key_for_it_is_as_it_demands() {
        for product in Product::all() {
            let preset = product.preset.unwrap_or(&crate::key::PORTABLE);
            assert!(preset.length >= product.least, "{}", product.id);
            assert!(product.least <= crate::key::LONGEST, "{}", product.id);
        }
    }

    // By this name the test is run with the real loaders, too.
    mod real_loader {
        use super::*;
        use crate::{
            key::DJANGO,
            loader::{self, Environment, FileKind, Loader, Tested, oracle},
            make::{Kind, Made, Maker, Wish},
        };

        /// The file of the product with its line among others, as `loader` has it.
        fn file_with(product: &Product, loader: &Loader, line: &str) -> String {
            match loader.form.file {
                FileKind::Env => {
                    format!("# {}\nDEBUG=False\nOTHER_SECRET='a b'\n{line}\nHOSTS=example.org\n", product.name)
                }
                _ => format!("{line}\n"),
            }
        }

        /// With `KEYPROOF_ORACLES=1` the real loader has to give the same.
        #[test]
        fn its_line_is_read_back_from_a_file_with_others() {
            let real = std::env::var_os("KEYPROOF_ORACLES").is_some();
            let maker = Maker::default();
            for product in Product::all() {
                let kind = Kind::Preset(product.preset.unwrap_or(&DJANGO));
                let (length, name) = (64, product.variable());
                let wish = Wish { destination: product.destination, kind, length, name };
                for loader in loader::ALL.iter().filter(|loader| product.destination.includes(loader)) {
                    let made: Vec<_> = (0..8).map(|_| maker.make(&wish).expect(product.id)).collect();
                    let line = |made: &Made| file_with(&product, loader, made.line.text(loader.form).expose());
                    let files: Vec<_> = made.iter().map(line).collect();
                    for (made, file) in made.iter().zip(&files) {
                        assert!(made.key.expose().len() >= product.least, "{}", product.id);
                        let reading = loader.read(file, &wish.name, &Environment::EMPTY);
                        assert!(reading.is(&made.key), "{} of {file}", loader.id);
                    }
                    if real && loader.tested == Tested::Real {
                        for (made, answer) in made.iter().zip(oracle::ask(loader.id, wish.name.as_str(), &files)) {
                            let key = oracle::Answer::Value(made.key.expose().to_owned());
                            assert_eq!(answer, key, "{}: the real {}", product.id, loader.id);
                        }
                    }
                }
            }
        }
    }
}
