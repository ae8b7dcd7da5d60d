//! The smallest file on which a model and its loader still disagree.

use keyproof::{
    loader::{Environment, Loader},
    name::VariableName,
};

use crate::{
    agree,
    oracle::{self, Answer},
};

/// Leaves out parts of `file` as long as the model and the real loader still disagree; gives what
/// is left and what the real loader makes of it.
pub(crate) fn shrink(loader: &Loader, name: &VariableName, file: &str) -> (String, Answer) {
    let mut smallest = file.to_owned();
    let mut answer = oracle::ask(loader.id, name.as_str(), std::slice::from_ref(&smallest)).remove(0);
    loop {
        let characters: Vec<char> = smallest.chars().collect();
        let mut candidates = Vec::new();
        let mut part = characters.len().div_ceil(2);
        while part > 0 {
            for start in (0..characters.len()).step_by(part) {
                let end = characters.len().min(start + part);
                candidates.push(characters[..start].iter().chain(&characters[end..]).collect::<String>());
            }
            part = if part == 1 { 0 } else { part.div_ceil(2) };
        }
        let answers = oracle::ask(loader.id, name.as_str(), &candidates);
        let smaller = candidates
            .into_iter()
            .zip(answers)
            .find(|(file, answer)| !agree(loader, &loader.read(file, name, &Environment::EMPTY), answer));
        let Some((file, its_answer)) = smaller else { return (smallest, answer) };
        (smallest, answer) = (file, its_answer);
    }
}
