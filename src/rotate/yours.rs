//! What is known of the packages that someone has: those of a pasted file, in their versions.

use super::{
    facts::Version,
    packages::{ALL, About, FIRST, Fact, Package, written},
    requirements::{self, Kind},
};

/// What is known of the packages that someone has.
#[derive(Debug)]
pub struct Yours {
    /// What the text was taken for.
    pub kind: Kind,
    /// Those that use the key, or were seen not to.
    pub known: Vec<Known>,
    /// Names of others that may have to do with Django, with their versions.
    pub unknown: Vec<String>,
    /// How many there are beside these.
    pub others: usize,
}

impl Yours {
    /// How many are known, and which are not, in words.
    pub fn summary(&self) -> String {
        let known = match self.known.len() {
            0 => "None of the packages known here is in it. ".to_owned(),
            1 => "One package is known here. ".to_owned(),
            count => [&count.to_string(), " packages are known here. "].concat(),
        };
        let unknown = match self.unknown.join(", ").as_str() {
            "" => String::new(),
            names => ["Not known here, so not said to be safe: ", names, ". "].concat(),
        };
        let others = match self.others {
            0 => String::new(),
            others => ["Not looked at: ", &others.to_string(), " with other names."].concat(),
        };
        [known, unknown, others].concat()
    }
}

/// A package that someone has, of which something is known.
#[derive(Debug)]
pub struct Known {
    /// The package.
    pub package: &'static Package,
    /// The version they have, if it is told.
    pub version: Option<Version>,
    /// How near that is to what was run.
    pub tested: Tested,
    /// The version that was run whose facts are told.
    pub like: Version,
}

/// How near a version is to what was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tested {
    /// It was run.
    Exactly,
    /// It lies between two that were run, and of which the same is so.
    Between,
    /// It is older or newer than what was run, or what was run differs around it.
    No,
    /// No version is told.
    Unpinned,
}

impl Tested {
    /// Its name in the probe's answers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::Between => "between",
            Self::No => "no",
            Self::Unpinned => "unpinned",
        }
    }
}

impl Known {
    fn new(package: &'static Package, version: Option<Version>) -> Self {
        let newest = package.tried.last().copied().unwrap_or(FIRST);
        let Some(wanted) = version else { return Self { package, version, tested: Tested::Unpinned, like: newest } };
        let before = package.tried.iter().rfind(|tried| **tried <= wanted).copied();
        let after = package.tried.iter().find(|tried| **tried >= wanted).copied();
        let same = |one, other| package.facts.iter().all(|fact| fact.holds(one) == fact.holds(other));
        let tested = match (before, after) {
            (Some(one), Some(other)) if one == other => Tested::Exactly,
            (Some(one), Some(other)) if same(one, other) => Tested::Between,
            _ => Tested::No,
        };
        Self { package, version, tested, like: before.or(after).unwrap_or(newest) }
    }

    /// What is so, in the page's order.
    pub fn facts(&self) -> impl Iterator<Item = &'static Fact> {
        let like = self.like;
        self.package.facts.iter().filter(move |fact| fact.holds(like))
    }

    /// Of that, what is told of the package; the rest are steps.
    pub fn told(&self) -> impl Iterator<Item = &'static Fact> {
        self.facts().filter(|fact| fact.about < About::First)
    }

    /// What to do before the key is replaced, if anything; what only spares users something has its place
    /// where the key did not leak.
    pub fn before(&self, leaked: bool) -> Option<&'static str> {
        let wanted = |fact: &&Fact| fact.about == About::First || (fact.about == About::Keep && !leaked);
        self.facts().find(wanted).map(|fact| fact.sentence)
    }

    /// How sure this is, in words.
    pub fn sure(&self) -> String {
        let like = written(self.like);
        match self.tested {
            Tested::Exactly => "Tested in this version.".to_owned(),
            Tested::Between => {
                ["Tested in older and newer versions, which do the same: ", &self.package.versions(), "."].concat()
            }
            Tested::No => ["Your version was not tested. This is what ", &like, " does."].concat(),
            Tested::Unpinned => ["No version given. This is what ", &like, " does."].concat(),
        }
    }
}

/// The most unknown packages that are named.
const MOST_UNKNOWN: usize = 40;

/// What is known of the packages that a pasted text names; nothing if it names none.
pub fn of(pasted: &str) -> Option<Yours> {
    let (kind, named) = requirements::read(pasted);
    let mut yours = Yours { kind, known: Vec::new(), unknown: Vec::new(), others: 0 };
    for one in named {
        let is = |package: &&&Package| {
            let module = one.name.strip_prefix(package.module);
            match kind {
                Kind::Apps => module.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
                _ => one.name == package.name,
            }
        };
        let before = yours.known.len();
        for package in ALL.iter().filter(is) {
            let known = Known::new(package, one.version);
            if !yours.known.iter().any(|other| other.package.id == package.id && other.version == one.version) {
                // In the order of the registry: inserting weighs less in the page than `sort` does.
                let place = |known: &Known| ALL.iter().position(|package| package.id == known.package.id);
                let at = yours.known.partition_point(|other| place(other) <= place(&known));
                yours.known.insert(at, known);
            }
        }
        let found = yours.known.len() > before || ALL.iter().any(|package| is(&package));
        if found || is_django(&one.name) {
            continue;
        }
        // What is shown is like a package's name: a key may have been pasted.
        let near = ["django", "drf", "wagtail", "flask", "jwt", "rest-"].iter().any(|word| one.name.contains(word));
        if (near || kind == Kind::Apps)
            && !one.name.starts_with("django-insecure")
            && yours.unknown.len() < MOST_UNKNOWN
        {
            let version = one.version.map(|version| [" ", &written(version)].concat());
            yours.unknown.push(one.name + &version.unwrap_or_default());
        } else {
            yours.others += 1;
        }
    }
    (!yours.known.is_empty() || !yours.unknown.is_empty() || yours.others > 0).then_some(yours)
}

/// Whether it is Django itself, of which the rest of the tab tells.
fn is_django(name: &str) -> bool {
    name == "django" || name.starts_with("django.contrib.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_yours() {
        let yours = of("django==5.2.19\nDjango_Cryptography==1.0\nwagtail\ndjango-nobody-knows==1.2\nrequests==2\n");
        let yours = yours.expect("packages");
        let known = |at: usize| (yours.known[at].package.id, yours.known[at].tested, yours.known[at].like);
        assert_eq!(known(0), ("wagtail", Tested::Unpinned, [8, 0, 1]));
        assert_eq!(known(1), ("django_cryptography", Tested::No, [1, 1, 0]));
        assert_eq!(
            (yours.known.len(), yours.unknown.as_slice(), yours.others),
            (2, &["django-nobody-knows 1.2.0".to_owned()][..], 1)
        );
        assert!(of("a key that was pasted\n").is_none());
        let key = of("django-insecure-abcdefgh\n").expect("something");
        assert_eq!((key.unknown.len(), key.others), (0, 1));
        let apps = of("INSTALLED_APPS = ['django.contrib.auth', 'allauth', 'allauth.account', 'shop']").expect("apps");
        assert_eq!((apps.known.len(), apps.unknown.as_slice()), (1, &["shop".to_owned()][..]));
    }
}
