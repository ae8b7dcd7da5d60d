//! A key that does not arrive as it is written: the loader of the file that it stands in replaces or cuts a
//! part of it, or stops.
//!
//! `SECRET_KEY: '3k$w9…'` in a compose file: Compose looks for a variable `w9`, and puts nothing in its place.
//!
//! What to do: write it as that loader wants it.
//!
//! Chance: it is about the place, and not about the key.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check =
    Check { id: "changed", source: "The loader’s model: what it reads of this file", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let changed = subject.changed_by?;
    let loader = changed.by;
    if loader.is_empty() {
        return Hit::broken(
            0..subject.text.len(),
            "It is a command and not what it prints: what reads it as a value has the command for a key.",
            "Run it, and put what it prints here.",
        );
    }
    let sentence =
        ["What arrives is not what stands here: ", loader, " replaces or cuts a part of it, or stops."].concat();
    Hit::broken(
        0..subject.text.len(),
        &sentence,
        "Take the line that Carry writes for that loader: it is read back to the letter.",
    )
}

#[cfg(test)]
mod tests {
    use crate::{
        check::{Checker, Verdict, judge},
        key::PRESETS,
        line::Destination,
        loader::{self, Environment},
        make::{Kind, Wish},
        name::VariableName,
        random::{Random, tests::Seeded},
    };

    /// What is written for a loader is fit when it is pasted. `KEYPROOF_KEYS` sets how many keys of each kind.
    #[test]
    fn what_is_carried_is_fit() {
        let count = std::env::var("KEYPROOF_KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(12);
        let checker = Checker::default();
        let mut wrong = Vec::new();
        for loader in loader::ALL {
            for preset in PRESETS {
                let destination = Destination::Loader(loader);
                let name = VariableName::usual();
                let wish = Wish { destination, kind: Kind::Preset(preset), length: preset.length, name };
                let Ok(recipe) = wish.recipe() else { continue };
                let mut random = Random::start(Seeded(7)).expect("a good source");
                for _ in 0..count {
                    let Ok((key, line)) = wish.one(&recipe, &mut random) else { continue };
                    let text = line.text(loader.form);
                    let verdicts: Vec<_> = checker.judge(text.expose()).iter().map(|one| one.verdict).collect();
                    if verdicts != [Verdict::Fit] && checker.is_fit(&key) {
                        wrong.push(format!("{} {}: {verdicts:?} {}", loader.id, preset.id, text.expose()));
                        break;
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// What a loader makes something else of is broken, where the file tells which loader reads it.
    #[test]
    fn what_is_written_as_it_is_may_be_broken() {
        let name = VariableName::usual();
        for id in
            ["compose-yaml", "dockerfile-env", "supervisord", "systemd-environment", "python-decouple-ini", "uwsgi-ini"]
        {
            let loader = loader::find(id).expect("a loader");
            for key in [
                "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d",
                "3kw9(q!z3p0@l_r8dh5%t+n4s=f6yb1c*gjaue2wq7m&x2k9d7",
            ] {
                let form = loader.form;
                let text = [form.before, name.as_str(), form.between, key, form.after, "\n"].concat();
                let is_read = (loader.read)(&text, &name, &Environment::EMPTY).is(&key.into());
                let verdict = judge(&text).first().map(|one| one.verdict);
                let expected = if is_read { Verdict::Fit } else { Verdict::Broken };
                assert_eq!(verdict, Some(expected), "{text}");
            }
        }
    }

    #[test]
    fn what_a_loader_changes_is_told() {
        let key = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        let compose = |value: &str| format!("services:\n  web:\n    environment:\n      SECRET_KEY: '{value}'\n");
        for (text, expected) in [
            (compose(key), Verdict::Broken),
            (compose(&key.replace('$', "$$")), Verdict::Fit),
            (format!("FROM a\nENV SECRET_KEY={key}\n"), Verdict::Broken),
            (format!("FROM a\nENV SECRET_KEY='{key}'\n"), Verdict::Fit),
        ] {
            assert_eq!(judge(&text)[0].verdict, expected, "{text}");
        }
    }
}
