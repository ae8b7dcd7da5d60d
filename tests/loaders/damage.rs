//! Django's keys, put into lines as they come, read by the real loader, and pasted: what was changed on the
//! way by taking something out, or came in quotes, is never called fit. Where a shell put something of its own
//! in, such as its process's number for `$$`, that cannot be told from a key, and is counted apart.

use std::collections::BTreeMap;

use keyproof::{
    check::{self, Verdict},
    key::{DJANGO, Limits},
    line::Line,
    loader::Loader,
    name::VariableName,
    quoting::{BARE, DOUBLE, SINGLE},
    random::Random,
};
use libtest_mimic::Failed;

use crate::{
    Seeded,
    asked::{Asked, answers},
    oracle::Answer,
};

pub(crate) fn run(loader: &'static Loader, seed: u64) -> Result<(), Failed> {
    let mut random = Random::start(Seeded(fastrand::Rng::with_seed(seed)))?;
    let recipe = DJANGO.recipe(DJANGO.length, &Limits::NONE)?;
    let (mut keys, mut files) = (Vec::new(), Vec::new());
    for _ in 0..100 {
        let key = recipe.make(&mut random)?;
        for quoting in [BARE, SINGLE, DOUBLE] {
            // As in `keys`.
            let name = VariableName::parse(&format!("KEY_{}", keys.len()))?;
            let line = Line { name: name.clone(), quoting, value: quoting.apply(&key) };
            files.push((name, line.text(loader.form).expose().to_owned() + "\n"));
            keys.push(key.expose().to_owned());
        }
    }
    let checker = check::Checker::default();
    let (mut changed, mut unseen, mut put_in) = (0_u32, 0_u32, 0_u32);
    let mut said: BTreeMap<&str, u32> = BTreeMap::new();
    let asked: Vec<_> = files.iter().map(|(name, file)| Asked::one(file, name, loader)).collect();
    for (key, answer) in keys.iter().zip(answers(loader, &asked, &[]).into_iter().flatten()) {
        let Answer::Value(value) = answer else { continue };
        if value == *key || value.is_empty() {
            continue;
        }
        changed += 1;
        match checker.judge(&value).first() {
            Some(judged) if judged.verdict == Verdict::Fit && !is_part(&value, key) => put_in += 1,
            Some(judged) if judged.verdict == Verdict::Fit => {
                unseen += 1;
                println!("{}: {key:?} arrives as {value:?}, and is called fit", loader.id);
            }
            Some(judged) => *said.entry(judged.findings[0].id).or_default() += 1,
            None => {}
        }
    }
    println!(
        "{}: {changed} of {} naive lines arrive changed, {unseen} of them called fit, and {put_in} with something put in; {said:?}",
        loader.id,
        files.len()
    );
    if unseen > 0 {
        return Err(format!("{unseen} of {changed} keys that {} changed are called fit", loader.id).into());
    }
    Ok(())
}

/// Whether `value` is `key` with something left out.
fn is_part(value: &str, key: &str) -> bool {
    let mut rest = key.chars();
    value.chars().all(|character| rest.any(|other| other == character))
}
