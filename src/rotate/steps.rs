//! The steps, in one order for all plans. Each plan shows some of them.

use super::{Carry, Cause, Django, Engine, Plan};
use crate::line::Destination;

/// A step. What it says depends on the plan; where it says nothing, it is no step of that plan.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// How tests call it.
    pub id: &'static str,
    /// A title and a few sentences.
    pub says: fn(&Plan) -> Option<[&'static str; 2]>,
    /// What is to be copied, in this order.
    pub parts: &'static [Part],
}

/// Something to be copied, or the place for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A piece of a file, or commands; see [`Plan::code`].
    Code(Code),
    /// The line with the new key, a secret.
    New,
    /// The command of the store that the key is kept in, which puts another in its place.
    Store,
    /// The line with the new key as a fallback, a secret.
    NewAsFallback,
    /// Where the old keys are typed, and their lines: secrets.
    Old,
    /// The day on which the old key goes, and its calendar entry.
    Day,
}

/// A part of a step: its place among all parts of all steps, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct At(usize);

impl At {
    /// This part of this step.
    pub fn new(step: usize, part: usize) -> Self {
        Self(ALL.iter().take(step).map(|step| step.parts.len()).sum::<usize>() + part)
    }

    /// The first part of this kind.
    pub fn first(part: Part) -> Self {
        Self(parts().position(|other| *other == part).unwrap_or_default())
    }

    /// As a number.
    pub const fn number(self) -> usize {
        self.0
    }

    /// The one with this number.
    pub const fn of(number: usize) -> Self {
        Self(number)
    }

    /// The part; none where there is no such place.
    pub fn part(self) -> Option<Part> {
        parts().nth(self.0).copied()
    }
}

fn parts() -> impl Iterator<Item = &'static Part> {
    ALL.iter().flat_map(|step| step.parts)
}

/// What holds no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// `settings.py`
    Settings,
    /// The name that the old key's line gets.
    Rename,
    /// Tells how many fallbacks an instance has.
    Count,
    /// Clears the sessions.
    Clear,
    /// Looks for the key in git.
    Search,
    /// Takes it out of git.
    Rewrite,
}

/// Every step.
pub const ALL: &[Step] = &[
    Step {
        id: "upgrade",
        says: |plan| match (plan.cause, plan.django) {
            (Cause::Planned, Django::Before41) => Some([
                "Upgrade Django first, if you can",
                "Before 4.1 there are no fallbacks: a new key logs everyone out, whatever you do. From 4.2 on, nobody notices. If you can upgrade, do that, and come back.",
            ]),
            (Cause::Planned, Django::Early41) => Some([
                "Upgrade to 4.1.8 or later first",
                "4.1.0 to 4.1.7 accept what the old key signed, and log everyone out all the same.",
            ]),
            _ => None,
        },
        parts: &[],
    },
    Step {
        id: "quiet",
        says: |plan| {
            (plan.cause == Cause::Planned && plan.django == Django::Before41).then_some([
                "Otherwise choose a quiet hour",
                "Everyone has to log in again, and what was signed before is rejected: links for new passwords, links in emails. Tell users beforehand.",
            ])
        },
        parts: &[],
    },
    Step {
        id: "settings",
        says: |plan| {
            plan.falls_back().then_some(if plan.rolling {
                [
                    "Let every instance accept the new key",
                    "Deploy these lines of settings.py and the new key as a fallback, and wait until the last instance has both. One that knew only the old key would reject what the others sign after the next step.",
                ]
            } else {
                [
                    "Let settings.py take a second key",
                    "These lines stay when the rotation is over: without the variable the list is empty. Deploy them with the next step.",
                ]
            })
        },
        parts: &[Part::Code(Code::Settings), Part::NewAsFallback],
    },
    Step {
        id: "new",
        says: |plan| {
            Some(match (plan.cause, plan.falls_back(), plan.rolling) {
                (Cause::Leaked, ..) => [
                    "Replace the key, now",
                    "On every instance, and restart them all. Everyone is logged out, and so is anyone who forged a login. Don’t keep the old key as a fallback: it could still be used to forge.",
                ],
                (_, false, _) => [
                    "Replace the line",
                    "On all instances at once: stop them, replace the line, start them. Instances with different keys reject each other’s sessions.",
                ],
                (_, _, true) => ["Swap the keys", "This line has the new key. Remove the line of the step before."],
                _ => ["Put the new key in", "This line has the new key."],
            })
        },
        parts: &[Part::New, Part::Store],
    },
    Step {
        id: "old",
        says: |plan| {
            plan.falls_back().then_some(match plan.carry {
                Carry::Each => [
                    "Keep the old key as a fallback",
                    "Give the old key’s line this name and leave the rest as it is. Deploy it together with the new line, to every instance.",
                ],
                Carry::List => [
                    "Keep the old key as a fallback",
                    "Write its line here, and deploy it together with the new line, to every instance.",
                ],
            })
        },
        parts: &[Part::Code(Code::Rename), Part::Old],
    },
    Step {
        id: "arrived",
        says: |plan| {
            plan.falls_back().then_some([
                "Check that it has arrived",
                "On each instance this prints how many fallbacks there are, and no key. The inspector below tells which key signs now, from a newly signed value.",
            ])
        },
        parts: &[Part::Code(Code::Count)],
    },
    Step {
        id: "wait",
        says: |plan| {
            plan.falls_back().then_some(["Wait", "Wait until you no longer need anything the old key signed."])
        },
        parts: &[Part::Day],
    },
    Step {
        id: "drop",
        says: |plan| {
            plan.falls_back().then_some([
                "Drop the old key",
                "Remove its line and deploy. settings.py stays as it is. The command above prints 0 then.",
            ])
        },
        parts: &[],
    },
    Step {
        id: "clear",
        says: |plan| {
            (plan.cause == Cause::Leaked).then_some(match plan.engine {
                Engine::SignedCookies => [
                    "Sessions are gone",
                    "With signed_cookies there is nothing on the server to clear: the new key ended them all.",
                ],
                Engine::Db | Engine::File => [
                    "Clear the sessions",
                    "The new key has ended them; this removes what is left, should the old key ever come back.",
                ],
                Engine::CachedDb | Engine::Cache => [
                    "Clear the sessions",
                    "Logins have ended, but what sessions in the cache hold has not. This empties the cache that they are in.",
                ],
            })
        },
        parts: &[Part::Code(Code::Clear)],
    },
    Step {
        id: "out-of-code",
        says: |plan| {
            (plan.cause == Cause::Leaked).then_some([
                "Keep it out of the code",
                "If the key was in settings.py, or a default there, these lines replace it.",
            ])
        },
        // The lines of the step `settings`, which this plan does not show.
        parts: &[Part::Code(Code::Settings)],
    },
    Step {
        id: "revoke",
        says: |plan| {
            (plan.cause == Cause::Leaked).then_some([
                "Revoke what was beside it",
                "Anyone who saw the file saw the rest: database and email passwords, cloud keys, tokens of payment and other services. Replace each one where it was issued. Changing the file alone undoes nothing.",
            ])
        },
        parts: &[],
    },
    Step {
        id: "look-back",
        says: |plan| {
            (plan.cause == Cause::Leaked).then_some([
                "Look for what was done with it",
                "From the day it could be seen: logins from unusual places, new administrators, changed addresses, links used that nobody was sent. A new key doesn’t undo what was read or changed. If signed_cookies used PickleSerializer, assume the server is compromised and rebuild it.",
            ])
        },
        parts: &[],
    },
    Step {
        id: "search",
        says: |plan| {
            (plan.cause == Cause::Leaked).then_some([
                "Was it ever committed?",
                "In bash, in the repository: paste the old key when it waits, and press Enter. Each commit that added or removed it is listed.",
            ])
        },
        parts: &[Part::Code(Code::Search)],
    },
    Step {
        id: "rewrite",
        says: |plan| {
            (plan.cause == Cause::Leaked).then_some([
                "If so, remove it from the history",
                "In the same terminal, in a fresh clone, with git-filter-repo. Everyone else has to clone again. This only tidies up. A pushed key stays known.",
            ])
        },
        parts: &[Part::Code(Code::Rewrite)],
    },
    Step {
        id: "caches",
        says: |plan| {
            (plan.cause == Cause::Leaked).then_some([
                "And out of the copies",
                "Forks, open pull requests, other clones, logs and caches of CI, images and packages that were built. A forge shows a commit by its number long after no branch has it: GitHub until its support removes it, GitLab until the repository is cleaned up in its settings.",
            ])
        },
        parts: &[],
    },
];

impl Plan {
    /// The place of what is to be copied, and its text; nothing where this plan has none.
    pub fn code(&self, code: Code) -> Option<(&'static str, String)> {
        Some(match code {
            Code::Settings => ("settings.py", self.settings()),
            Code::Rename => {
                if self.carry == Carry::List {
                    return None;
                }
                (self.place(), self.fallback().as_str().to_owned())
            }
            Code::Count => (
                TERMINAL,
                "python manage.py shell -c \"from django.conf import settings; print(len(settings.SECRET_KEY_FALLBACKS))\"\n"
                    .to_owned(),
            ),
            Code::Clear => (
                TERMINAL,
                match self.engine {
                    Engine::Db => CLEAR_ROWS,
                    Engine::CachedDb => CLEAR_BOTH,
                    Engine::Cache => CLEAR_CACHE,
                    Engine::File => CLEAR_FILES,
                    Engine::SignedCookies => return None,
                }
                .to_owned(),
            ),
            Code::Search => ("bash", "read -rs OLD_KEY\ngit log --all --oneline -S \"$OLD_KEY\"\n".to_owned()),
            Code::Rewrite => (
                "bash",
                "printf 'literal:%s==>REMOVED\\n' \"$OLD_KEY\" > ../replace.txt\ngit filter-repo --replace-text ../replace.txt\nrm ../replace.txt\ngit push --force --mirror ADDRESS\n"
                    .to_owned(),
            ),
        })
    }

    /// Where the line goes.
    pub const fn place(&self) -> &'static str {
        Destination::place(self.destination)
    }
}

const TERMINAL: &str = "a terminal";

const CLEAR_ROWS: &str = "python manage.py shell -c \"from django.contrib.sessions.models import Session; Session.objects.all().delete()\"\n";
const CLEAR_CACHE: &str = "python manage.py shell -c \"from django.conf import settings; from django.core.cache import caches; caches[settings.SESSION_CACHE_ALIAS].clear()\"\n";
const CLEAR_BOTH: &str = "python manage.py shell -c \"from django.contrib.sessions.models import Session; Session.objects.all().delete(); from django.conf import settings; from django.core.cache import caches; caches[settings.SESSION_CACHE_ALIAS].clear()\"\n";
const CLEAR_FILES: &str = "python manage.py shell -c \"import pathlib; from django.contrib.sessions.backends.file import SessionStore; store = SessionStore(); [file.unlink() for file in pathlib.Path(store.storage_path).glob(store.file_prefix + '*')]\"\n";

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps of a plan, by their ids.
    fn shown(cause: Cause, django: Django, rolling: bool) -> Vec<&'static str> {
        let plan = Plan { cause, django, rolling, ..Plan::usual(Destination::Anywhere, None) };
        ALL.iter().filter(|step| (step.says)(&plan).is_some()).map(|step| step.id).collect()
    }

    #[test]
    fn the_steps_of_each_plan() {
        let fallback = ["settings", "new", "old", "arrived", "wait", "drop"];
        assert_eq!(shown(Cause::Planned, Django::Later, true), fallback);
        assert_eq!(shown(Cause::Planned, Django::Later, false), fallback);
        assert_eq!(shown(Cause::Planned, Django::Early41, false)[0], "upgrade");
        assert_eq!(shown(Cause::Planned, Django::Before41, true), ["upgrade", "quiet", "new"]);
        assert_eq!(
            shown(Cause::Leaked, Django::Later, true),
            ["new", "clear", "out-of-code", "revoke", "look-back", "search", "rewrite", "caches"]
        );
    }
}
