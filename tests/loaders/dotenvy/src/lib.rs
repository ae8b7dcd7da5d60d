//! Asks the real dotenvy: what `dotenvy::dotenv()?` would leave in the environment.

use std::{
    collections::HashSet,
    env,
    sync::{Mutex, PoisonError},
};

/// One file at a time: they all go into the environment of this process.
static ENVIRONMENT: Mutex<()> = Mutex::new(());

/// The values of the variables `names` after `text` was read, or the error.
pub fn read(text: &str, names: &[&str]) -> Result<Vec<Option<String>>, String> {
    let _one = ENVIRONMENT.lock().unwrap_or_else(PoisonError::into_inner);
    let before: HashSet<_> = env::vars_os().map(|(name, _)| name).collect();
    let read = dotenvy::from_read(text.as_bytes()).map_err(|error| error.to_string());
    let values = names.iter().map(|name| env::var(name).ok()).collect();
    for (name, _) in env::vars_os().filter(|(name, _)| !before.contains(name)) {
        env::remove_var(name);
    }
    read.map(|()| values)
}
