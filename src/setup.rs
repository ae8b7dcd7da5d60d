//! The set-up that a line is made for, as an address has it.
//!
//! `#make?read-by=django-environ+compose-env-file&name=SECRET_KEY&kept-in=vault&product=paperless-ngx&version=5.2`: so a
//! README or a colleague can link to the page as it is for exactly this. Each part may be missing, and has its
//! usual value then, or the product's.
//!
//! A key never gets into an address. What stands there comes from closed lists, and a name only where
//! [`may_be_told`]: someone will paste a key into the wrong field. `static/boundary.js` holds all of it to the
//! same pattern once more.

use crate::{
    line::{Destination, MOST_TOGETHER},
    listed::Listed,
    name::VariableName,
    product::Product,
    store::{self, Store},
};

/// What a line is made for.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// Who reads it.
    pub destination: Destination,
    /// What it is called there.
    pub name: VariableName,
    /// The store that it is kept in, unless it is a file.
    pub store: Option<&'static Store>,
    /// The product that it is for.
    pub product: Option<Product>,
    /// The version of Django: one of [`VERSIONS`].
    pub version: Option<&'static str>,
}

/// The versions of Django that an address may name.
pub const VERSIONS: [&str; 10] = ["2.2", "3.2", "4.0", "4.1", "4.2", "5.0", "5.1", "5.2", "6.0", "6.1"];

/// The parts of an address, in their order.
const PARTS: [&str; 5] = ["read-by", "name", "kept-in", "product", "version"];

/// Where a key is kept that is in no store.
pub const A_FILE: &str = "a file";

/// What an address has that is not known here.
const OTHER: &str = "something unknown";

impl Setup {
    /// The set-up of this product, or the usual one.
    pub fn of(product: Option<Product>) -> Self {
        Self {
            destination: product.map_or(Destination::Anywhere, |product| product.destination),
            name: product.map_or_else(VariableName::usual, |product| product.variable()),
            store: None,
            product,
            version: None,
        }
    }

    /// What an address says after its `#`, and which of its parts make no sense and are left out. None where it
    /// has no set-up.
    pub fn parse(fragment: &str) -> Option<(Self, Vec<&'static str>)> {
        let (_, query) = fragment.split_once('?')?;
        let mut texts = [None; PARTS.len()];
        let mut left_out = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, text) = part.split_once('=').unwrap_or((part, ""));
            match PARTS.iter().position(|known| *known == name) {
                Some(at) if texts[at].is_none() => texts[at] = Some(text),
                at => left_out.push(at.map_or(OTHER, |at| PARTS[at])),
            }
        }
        let mut known = |at: usize, is_known: bool| {
            if texts[at].is_some() && !is_known {
                left_out.push(PARTS[at]);
            }
        };
        let product = texts[3].and_then(Product::find);
        known(3, product.is_some());
        let mut setup = Self::of(product);
        // A `+` is sent as it is, or as what forms make of it.
        let ids = texts[0].map(|ids| ids.replace("%2B", "+"));
        let destination = ids.and_then(|ids| Destination::find(&ids)).filter(|found| is_few(*found));
        known(0, destination.is_some());
        let name = texts[1].and_then(|name| VariableName::parse(name).ok()).filter(may_be_told);
        known(1, name.is_some());
        setup.store = texts[2].and_then(store::find);
        known(2, setup.store.is_some());
        setup.version = texts[4].and_then(|text| VERSIONS.into_iter().find(|version| *version == text));
        known(4, setup.version.is_some());
        setup.destination = destination.unwrap_or(setup.destination);
        setup.name = name.unwrap_or(setup.name);
        left_out.dedup();
        Some((setup, left_out))
    }

    /// All of it in a line.
    pub fn words(&self) -> String {
        let who = match (self.product, self.destination) {
            (Some(product), _) => product.name.to_owned(),
            (None, Destination::Anywhere) => "any loader".to_owned(),
            (None, Destination::Loader(loader)) => loader.label.to_owned(),
            (None, Destination::Several(several)) => {
                several.loaders().map(|loader| loader.label).listed().join(" and ")
            }
        };
        let kept = self.store.map_or_else(|| self.place(), |store| store.label);
        ["For ", &who, ": ", self.name.as_str(), " in ", kept].concat()
    }

    /// Where the line is put: the product's own file, if that is read so, or the loader's.
    pub fn place(&self) -> &'static str {
        let file = self.product.filter(|product| product.destination == self.destination);
        file.map_or(self.destination.place(), |product| product.file)
    }

    /// What follows the tab in an address: `?` and the parts that are not as usual; empty if all are. A name
    /// that may not be told, and loaders that are too many, are left out.
    pub fn query(&self) -> String {
        let usual = Self::of(self.product);
        let told = [
            (self.destination != usual.destination && is_few(self.destination)).then(|| self.destination.id()),
            (self.name != usual.name && may_be_told(&self.name)).then(|| self.name.as_str().into()),
            self.store.map(|store| store.id.into()),
            self.product.map(|product| product.id.into()),
            self.version.map(Into::into),
        ];
        let mut text = String::new();
        for (name, value) in PARTS.iter().zip(told) {
            let Some(value) = value else { continue };
            for piece in [if text.is_empty() { "?" } else { "&" }, name, "=", &value] {
                text.push_str(piece);
            }
        }
        text
    }
}

/// One sentence about what was left out of an address.
pub fn sentence(left_out: &[&str]) -> String {
    ["Left out, because this page doesn’t know that part of the address: ", &left_out.join(", "), "."].concat()
}

fn is_few(destination: Destination) -> bool {
    !matches!(destination, Destination::Several(several) if several.loaders().count() > MOST_TOGETHER)
}

/// Whether a name may stand in an address: a usual one, a product's, or one that reads like a name and not like
/// a key. That is, at most one word of one's own, of at most ten capitals, before one or more of [`WORDS`].
pub fn may_be_told(name: &VariableName) -> bool {
    let name = name.as_str();
    if Product::all().iter().any(|product| product.is_called(name)) {
        return true;
    }
    let mut rest = name;
    let mut words = 0;
    while let Some((before, word)) = rest.rsplit_once('_').or_else(|| (!rest.is_empty()).then_some(("", rest))) {
        if !WORDS.contains(&word) {
            break;
        }
        words += 1;
        rest = before;
    }
    let is_word = |word: &str| (1..=10).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let own = if rest.is_empty() { 0 } else { rest.split('_').filter(|word| is_word(word)).count() };
    // A `_` at the beginning leaves nothing before the words, too.
    let is_whole = rest.is_empty() || rest.split('_').count() == own;
    (1..=4).contains(&words) && own <= 1 && is_whole && !name.starts_with('_')
}

/// What the name of a key ends with.
pub const WORDS: [&str; 7] = ["DJANGO", "SECRET", "KEY", "SALT", "TOKEN", "SIGNING", "JWT"];

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample};

    use super::*;
    use crate::{
        key::{LONGEST, PRESETS},
        loader,
        make::{Kind, Maker, Wish},
    };

    fn name(text: &str) -> VariableName {
        VariableName::parse(text).expect("a name")
    }

    #[track_caller]
    fn reads(fragment: &str, query: &str, left_out: &[&str]) {
        let (setup, told) = Setup::parse(fragment).expect("a set-up");
        assert_eq!((setup.query(), &told[..]), (query.to_owned(), left_out), "{fragment}");
    }

    #[test]
    fn an_address_is_read() {
        let whole =
            "?read-by=django-environ+compose-env-file&name=SECRET_KEY&kept-in=vault&product=paperless-ngx&version=5.2";
        reads(&["make", whole].concat(), whole, &[]);
        reads("make?", "", &[]);
        reads("make?product=netbox", "?product=netbox", &[]);
        reads("make?name=SECRET_KEY&product=netbox&read-by=compose-env-file", "?product=netbox", &[]);
        reads("make?read-by=compose-env-file%2Bdjango-environ", "?read-by=django-environ+compose-env-file", &[]);
        reads("make?name=DJANGO_SECRET_KEY&read-by=anywhere", "", &[]);
        assert_eq!(Setup::parse("make"), None);
        assert_eq!(Setup::parse(""), None);
    }

    #[test]
    fn it_is_told_in_a_line() {
        let words = |address: &str| Setup::parse(address).map(|(setup, _)| setup.words());
        for (address, line) in [
            ("make?", "For any loader: DJANGO_SECRET_KEY in .env"),
            ("make?read-by=starlette&name=SECRET_KEY", "For Starlette Config: SECRET_KEY in .env"),
            ("make?read-by=posix-shell+starlette", "For Starlette Config and POSIX shell: DJANGO_SECRET_KEY in .env"),
            ("make?kept-in=pass", "For any loader: DJANGO_SECRET_KEY in pass"),
            ("make?product=netbox", "For NetBox (netbox-docker): SECRET_KEY in env/netbox.env"),
        ] {
            assert_eq!(words(address).as_deref(), Some(line), "{address}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_told_and_left_out() {
        reads("make?read-by=pip&name=SECRET_KEY", "?name=SECRET_KEY", &["read-by"]);
        reads("make?product=none&version=1.0&colour=red", "", &["something unknown", "product", "version"]);
        reads("make?name=a-b", "", &["name"]);
        reads("make?name=PATH", "", &["name"]);
        reads("make?name=MtRkWqZ8vBx3", "", &["name"]);
        reads("make?name=SECRET_KEY&name=DJANGO_KEY", "?name=SECRET_KEY", &["name"]);
        reads("make?read-by=", "", &["read-by"]);
        reads("make?kept-in=drawer", "", &["kept-in"]);
        assert_eq!(
            sentence(&["read-by", "name"]),
            "Left out, because this page doesn’t know that part of the address: read-by, name."
        );
    }

    #[test]
    fn names_that_may_be_told() {
        for usual in VariableName::USUAL {
            assert!(may_be_told(&name(usual)), "{usual}");
        }
        for good in ["ACME_SECRET_KEY", "SHOP_DJANGO_SECRET_KEY", "SECRET", "JWT_SIGNING_KEY", "shhhhKey"] {
            assert!(may_be_told(&name(good)), "{good}");
        }
        for bad in [
            "KEY_X",
            "_SECRET_KEY",
            "ACME__SECRET_KEY",
            "A_B_SECRET_KEY",
            "ABCDEFGHIJK_KEY",
            "secret_key2",
            "A1_SECRET_KEY",
            "SECRET_KEY_",
            "SECRET_SECRET_SECRET_SECRET_KEY",
            "QWERTZUIOP",
        ] {
            assert!(!may_be_told(&name(bad)), "{bad}");
        }
    }

    #[test]
    fn no_product_is_called_as_a_loader() {
        for product in Product::all() {
            assert_eq!(loader::find(product.id), None, "{}", product.id);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            loaders in sample::subsequence((0..loader::ALL.len()).collect::<Vec<_>>(), 0..=MOST_TOGETHER),
            name_at in 0..200_usize,
            product_at in 0..200_usize,
            store_at in 0..40_usize,
            version in sample::select([None].into_iter().chain(VERSIONS.map(Some)).collect::<Vec<_>>()),
        ) {
            let chosen = |destination: Destination, at: usize| destination.toggled(&loader::ALL[at]);
            let product = Product::all().get(product_at).copied();
            let names = VariableName::USUAL.into_iter().chain(["ACME_SECRET_KEY", "A_TOKEN"]).map(name);
            let names: Vec<_> = names.chain(Product::all().iter().map(Product::variable)).collect();
            let setup = Setup {
                destination: loaders.into_iter().fold(Destination::Anywhere, chosen),
                name: names[name_at % names.len()].clone(),
                store: store::ALL.get(store_at),
                product,
                version,
            };
            let address = ["make", &setup.query()].concat();
            let read = Setup::parse(&address).map_or((Setup::of(None), Vec::new()), |read| read);
            prop_assert_eq!(read, (setup, Vec::new()));
        }

        #[test]
        fn any_text_is_read(text in ".{0,80}") {
            let _ = Setup::parse(&["make?", &text].concat());
            let _ = Setup::parse(&["make?name=", &text].concat());
        }
    }

    /// Pasted into the wrong field.
    #[test]
    fn no_key_is_told() {
        let maker = Maker::default();
        for preset in PRESETS {
            for length in [preset.length, 32, 40, LONGEST.min(100)] {
                let kind = Kind::Preset(preset);
                let wish = Wish { destination: Destination::Anywhere, kind, length, name: VariableName::usual() };
                for made in (0..12).filter_map(|_| maker.make(&wish).ok()) {
                    for key in [made.key.expose().to_owned(), made.key.expose().to_uppercase()] {
                        let Ok(name) = VariableName::parse(&key) else { continue };
                        assert!(!may_be_told(&name), "{key}");
                        let setup = Setup { name, ..Setup::of(None) };
                        assert_eq!(setup.query(), "");
                        assert_eq!(Setup::parse(&["make?name=", &key].concat()).map(|read| read.1), Some(vec!["name"]));
                    }
                }
            }
        }
    }
}
