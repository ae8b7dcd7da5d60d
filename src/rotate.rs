//! Rotation: the steps of replacing a key, planned or after a leak, with the exact lines.
//!
//! A [`Plan`] is what the user has told, without any key. Its steps are data: [`steps::ALL`] in one
//! order, of which each plan shows some; a [`Rotation`] has what goes with it, keys and all. What the steps say of Django is in [`facts`], and every fact
//! there is an assertion of `tests/rotation.rs` against real Django.

pub mod calendar;

pub mod facts;

pub mod fallbacks;

pub mod packages;

pub mod requirements;

pub mod rotation;

pub mod steps;

pub mod timeline;

pub mod yours;

pub use fallbacks::Carry;
pub use rotation::Rotation;

use self::facts::{Fact, Group};
use crate::{
    date::Date,
    line::{Destination, Line},
    listed::Listed,
    loader::{self, Environment},
    name::VariableName,
    reading::Reading,
    secret::Secret,
};

/// Why the key is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Because it is time: nobody should notice.
    Planned,
    /// Because others may have it: everyone out.
    Leaked,
}

impl Cause {
    /// Both, in the page's order.
    pub const ALL: [Self; 2] = [Self::Planned, Self::Leaked];

    /// How the page calls it, and when it is the one.
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Planned => ["Planned", "It’s time for a new key, and nobody should notice."],
            Self::Leaked => ["Leaked", "Someone else may have the key. Log everyone out now."],
        }
    }
}

/// Versions of Django, as far as rotation differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Django {
    /// There are no fallbacks.
    Before41,
    /// Fallbacks accept signatures, but everyone is logged out.
    Early41,
    /// Fallbacks keep logins, too.
    Later,
    /// Cookies that older versions signed are refused.
    Since61,
}

impl Django {
    /// Every choice, the usual one first.
    pub const ALL: [Self; 4] = [Self::Later, Self::Since61, Self::Early41, Self::Before41];

    /// How the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Before41 => "before 4.1",
            Self::Early41 => "4.1.0 to 4.1.7",
            Self::Later => "4.1.8 to 6.0",
            Self::Since61 => "6.1 and later",
        }
    }

    /// That of a version such as `5.2`; of 4.1 its first releases, which are the worse.
    pub fn of(version: &str) -> Self {
        match version {
            "2.2" | "3.2" | "4.0" => Self::Before41,
            "4.1" => Self::Early41,
            "6.1" => Self::Since61,
            _ => Self::Later,
        }
    }

    /// A version that stands for all of them.
    const fn version(self) -> facts::Version {
        match self {
            Self::Before41 => [3, 2, 25],
            Self::Early41 => [4, 1, 7],
            Self::Later => [4, 2, 0],
            Self::Since61 => [6, 1, 0],
        }
    }
}

/// Where Django keeps sessions: `SESSION_ENGINE`, less `django.contrib.sessions.backends.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Rows of a table.
    Db,
    /// The same, with a cache in front.
    CachedDb,
    /// A cache only.
    Cache,
    /// Files.
    File,
    /// The cookie itself.
    SignedCookies,
}

impl Engine {
    /// Every engine, Django's default first.
    pub const ALL: [Self; 5] = [Self::Db, Self::CachedDb, Self::Cache, Self::File, Self::SignedCookies];

    /// The end of its `SESSION_ENGINE`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Db => "db",
            Self::CachedDb => "cached_db",
            Self::Cache => "cache",
            Self::File => "file",
            Self::SignedCookies => "signed_cookies",
        }
    }
}

/// For how long things that were signed are still wanted, in seconds as in `settings.py`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    /// `SESSION_COOKIE_AGE`
    pub sessions: u64,
    /// `PASSWORD_RESET_TIMEOUT`
    pub resets: u64,
    /// The longest age of links and tokens that the project signs itself.
    pub own: u64,
}

impl Ages {
    /// Django's defaults, and none of one's own.
    pub const USUAL: Self = Self { sessions: 14 * DAY, resets: 3 * DAY, own: 0 };

    /// Seconds as people write them in `settings.py`: `1209600` or `60 * 60 * 24 * 14`.
    pub fn parse(text: &str) -> Option<u64> {
        text.split('*').try_fold(1_u64, |product, factor| {
            let digits = factor.trim().replace('_', "");
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            product.checked_mul(digits.parse().ok().filter(|_| plain)?)
        })
    }

    /// Whole days after which nothing that was signed before is still wanted. One more than the longest
    /// age, since a deploy has an hour and a day has none.
    pub fn days(self) -> i64 {
        let longest = self.sessions.max(self.resets).max(self.own);
        i64::try_from(longest.div_ceil(DAY)).unwrap_or(i64::MAX).saturating_add(1)
    }
}

/// Seconds of a day.
pub const DAY: u64 = 86_400;

/// What the user has told of the project.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Why the key is replaced.
    pub cause: Cause,
    /// Where the line goes.
    pub destination: Destination,
    /// The variable with the key.
    pub name: VariableName,
    /// The version of Django.
    pub django: Django,
    /// Where sessions are kept.
    pub engine: Engine,
    /// Whether old instances run on while new ones start.
    pub rolling: bool,
    /// How old keys are carried.
    pub carry: Carry,
    /// How many old keys there are.
    pub old: usize,
    /// How long to wait.
    pub ages: Ages,
    /// The day on which the new key is everywhere; none if what was typed is no day.
    pub day: Option<Date>,
}

impl Plan {
    /// What most projects have: a planned rotation with instances that overlap, the newest kind of Django
    /// with its defaults, and one old key.
    pub fn usual(destination: Destination, day: Option<Date>) -> Self {
        Self {
            cause: Cause::Planned,
            destination,
            name: VariableName::usual(),
            django: Django::Later,
            engine: Engine::Db,
            rolling: true,
            carry: Carry::Each,
            old: 1,
            ages: Ages::USUAL,
            day,
        }
    }

    /// Whether this Django has fallbacks, and the plan makes use of them.
    pub fn falls_back(&self) -> bool {
        self.cause == Cause::Planned && self.django != Django::Before41
    }

    /// The day on which the old key can go.
    pub fn drop_day(&self) -> Option<Date> {
        Some(self.day?.plus(self.ages.days()))
    }

    /// What there is to know in this plan of what the group is about.
    pub fn facts(&self, group: Group) -> impl Iterator<Item = &'static Fact> {
        let shown = match group {
            Group::Ends | Group::Stays => true,
            Group::Fallback => self.falls_back(),
            Group::Leak | Group::Clear => self.cause == Cause::Leaked,
        };
        let (version, engine) = (self.django.version(), self.engine);
        facts::ALL.iter().filter(move |fact| {
            let of_engine = fact.engine.is_none_or(|of| of == engine);
            shown && fact.group == group && fact.holds(version) && of_engine
        })
    }

    /// The variable with the first old key, or with the list of them.
    pub fn fallback(&self) -> VariableName {
        fallbacks::name(&self.name, self.carry, 0)
    }

    /// The lines of `settings.py`.
    pub fn settings(&self) -> String {
        if self.falls_back() {
            fallbacks::settings(self.destination, &self.name, self.carry, self.old)
        } else {
            self.destination.settings(&self.name)
        }
    }

    /// The line with which the new key is a fallback, before it is the key.
    pub fn new_as_fallback(&self, key: &Secret) -> Option<Line> {
        let key = Secret::from(key.expose());
        fallbacks::lines(self.destination, &self.name, self.carry, &[key]).ok()?.pop()
    }

    /// The keys in what the user pasted of the old ones: the value of the key's variable, if this is a
    /// line of it, and otherwise each line is a key.
    pub fn old_keys(&self, pasted: &str) -> Vec<Secret> {
        let reader = match self.destination {
            Destination::Loader(loader) => Some(loader),
            Destination::Anywhere => loader::ALL.first(),
            Destination::Several(several) => several.loaders().next(),
        };
        if let Some(loader) = reader.filter(|_| pasted.contains(self.name.as_str()))
            && let Reading::Value { text, .. } = loader.read(pasted, &self.name, &Environment::EMPTY)
        {
            return vec![text];
        }
        pasted.lines().filter(|line| !line.is_empty()).map(Secret::from).listed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        let destination = Destination::find("python-decouple").expect("a loader");
        Plan::usual(destination, Date::parse("2026-11-26"))
    }

    #[test]
    fn the_old_key_goes_after_the_longest_age() {
        let after = |ages: Ages| Plan { ages, ..plan() }.drop_day().map(|day| day.written("-"));
        assert_eq!(after(Ages::USUAL).as_deref(), Some("2026-12-11"));
        assert_eq!(after(Ages { own: 30 * DAY + 1, ..Ages::USUAL }).as_deref(), Some("2026-12-28"));
        assert_eq!(after(Ages { sessions: 60, resets: 60, own: 0 }).as_deref(), Some("2026-11-28"));
        assert_eq!(after(Ages { own: u64::MAX, ..Ages::USUAL }).as_deref(), Some("9999-12-31"));
        assert_eq!(Plan { day: None, ..plan() }.drop_day(), None);
    }

    #[test]
    fn facts_are_those_of_the_plan() {
        let ids = |plan: &Plan, group| plan.facts(group).map(|fact| fact.id).collect::<Vec<_>>();
        let early = Plan { django: Django::Early41, ..plan() };
        assert!(ids(&plan(), Group::Fallback).contains(&"fallback-keeps-login"));
        assert!(ids(&early, Group::Fallback).contains(&"fallback-ends-login"));
        assert!(!ids(&plan(), Group::Ends).contains(&"file-session-ends"));
        assert_eq!(ids(&Plan { django: Django::Before41, ..plan() }, Group::Fallback), [""; 0]);
        assert_eq!(ids(&plan(), Group::Leak), [""; 0]);
    }

    #[test]
    fn seconds_as_people_write_them() {
        for (text, seconds) in [
            ("1209600", Some(1_209_600)),
            (" 60 * 60*24 * 14 ", Some(1_209_600)),
            ("1_209_600", Some(1_209_600)),
            ("0", Some(0)),
            ("", None),
            ("14 days", None),
            ("60 *", None),
            ("-1", None),
            ("99999999999 * 99999999999", None),
        ] {
            assert_eq!(Ages::parse(text), seconds, "{text}");
        }
    }

    #[test]
    fn old_keys_are_lines_or_the_value_of_a_line() {
        let keys = |pasted: &str| plan().old_keys(pasted).iter().map(|key| key.expose().to_owned()).collect::<Vec<_>>();
        assert_eq!(keys("a$b\nc,d\r\n\n"), ["a$b", "c,d"]);
        assert_eq!(keys("DJANGO_SECRET_KEY='a b'\n"), ["a b"]);
        assert_eq!(keys(""), [""; 0]);
    }
}
