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
            "This is a command, not what it prints. A loader that reads it as a value gets the command as the key.",
            "Run it, and paste what it prints here.",
        );
    }
    let length = changed.length.map(|length| [length, subject.text.chars().count()].map(|count| count.to_string()));
    let said = match &length {
        Some([arrive, written]) => [", so that ", arrive, " characters arrive of ", written, "."].concat(),
        None => ", or stops.".to_owned(),
    };
    let sentence =
        ["The key that arrives isn’t the one written here: ", loader, " replaces or cuts a part of it", &said].concat();
    let remedy = if changed.is_lost {
        "Generate a new key. No quoting brings this one to that loader."
    } else {
        "Use the line shown below with what that loader reads. It reads this key from it unchanged."
    };
    Hit::broken(0..subject.text.len(), &sentence, remedy)
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

    /// What a loader makes something else of is broken, where the file tells which loader reads it: the finding names
    /// it, says how much arrives, and there is a line that helps. `KEYPROOF_KEYS` sets how many keys of each kind.
    #[test]
    fn what_is_written_as_it_is_may_be_broken() {
        let count = std::env::var("KEYPROOF_KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(12);
        let name = VariableName::usual();
        let checker = Checker::default();
        let mut broken = 0;
        for (id, before, between, after) in [
            ("compose-yaml", "services:\n  web:\n    environment:\n      ", ": ", ""),
            ("compose-yaml", "services:\n  web:\n    environment:\n      ", ": '", "'"),
            ("compose-yaml", "services:\n  web:\n    environment:\n      ", ": \"", "\""),
            ("compose-yaml", "services:\n  web:\n    environment:\n      - ", "=", ""),
            ("compose-yaml", "services:\n  web:\n    environment:\n      - '", "=", "'"),
            ("kubernetes-secret-stringdata", "apiVersion: v1\nkind: Secret\nstringData:\n  ", ": '", "'"),
            ("kubernetes-secret-data", "apiVersion: v1\nkind: Secret\ndata:\n  ", ": '", "'"),
            ("dockerfile-env", "FROM a\nENV ", "=", ""),
            ("dockerfile-env", "FROM a\nENV ", "=\"", "\""),
            ("supervisord", "[program:a]\nenvironment=", "=\"", "\""),
            ("systemd-environment", "[Service]\nEnvironment=\"", "=", "\""),
            ("systemd-environment", "[Service]\nEnvironment=", "=", ""),
            ("python-decouple-ini", "[settings]\n", "=", ""),
            ("uwsgi-ini", "[uwsgi]\nenv = ", "=", ""),
            ("bash", "#!/bin/bash\nexport ", "=\"", "\""),
        ] {
            let loader = loader::find(id).expect("a loader");
            let mut random = Random::start(Seeded(8)).expect("a good source");
            for preset in PRESETS {
                let recipe = preset.recipe(preset.length, &crate::key::Limits::NONE).expect("a recipe");
                for _ in 0..count {
                    let key = recipe.make(&mut random).expect("a key");
                    let text = [before, name.as_str(), between, key.expose(), after, "\n"].concat();
                    let reading = loader.read(&text, &name, &Environment::EMPTY);
                    let judged = checker.judge(&text);
                    if reading.is(&key) {
                        let verdicts: Vec<_> = judged.iter().map(|one| one.verdict).collect();
                        assert!(verdicts == [Verdict::Fit] || !checker.is_fit(&key), "{text}: {verdicts:?}");
                        continue;
                    }
                    assert_eq!(judged.len(), 1, "{text}");
                    assert_eq!(judged[0].verdict, Verdict::Broken, "{text}");
                    if let Some(finding) = judged[0].findings.iter().find(|finding| finding.id == "changed") {
                        assert!(finding.sentence.contains(loader.label), "{}", finding.sentence);
                        let written = &text[judged[0].span.clone()];
                        let Some((_, line)) = crate::check::helps(&text, &judged[0]) else {
                            assert!(Destination::Loader(loader).write(&name, &written.into()).is_err(), "{text}");
                            assert!(finding.remedy.starts_with("Generate a new key."), "{text}");
                            continue;
                        };
                        assert!(loader.read(line.expose(), &name, &Environment::EMPTY).is(&written.into()), "{text}");
                        broken += 1;
                    }
                }
            }
        }
        assert!(broken > count, "{broken}");
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

    #[test]
    fn the_remedy_is_a_line_only_where_there_is_one() {
        let uwsgi = |key: &str| format!("[uwsgi]\nenv = SECRET_KEY={key}\n");
        for (key, remedy, helps) in [
            ("3k4w9q%z3p0l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d", "Use the line", true),
            ("3k4w9q$(ab)z3p0%(l_r8dh5t)s+n4s=f6yb1cgjaue2wq7m", "Generate a new key.", false),
        ] {
            let text = uwsgi(key);
            let judged = &judge(&text)[0];
            let finding = judged.findings.iter().find(|finding| finding.id == "changed").expect("it is changed");
            assert!(finding.remedy.starts_with(remedy), "{}", finding.remedy);
            assert_eq!(crate::check::helps(&text, judged).is_some(), helps, "{text}");
        }
    }
}
