//! The `settings.py` lines of each loader, run for real: with the variable set they give the key,
//! and without it they fail.

use std::{
    env, fs,
    path::Path,
    process::{Command, Output},
};

use keyproof::{loader::Loader, name::VariableName};
use libtest_mimic::Failed;

pub(crate) fn run(loader: &'static Loader) -> Result<(), Failed> {
    let name = VariableName::parse("DJANGO_SECRET_KEY")?;
    let folder = env::temp_dir().join(format!("keyproof-settings-{}-{}", loader.id, std::process::id()));
    fs::create_dir_all(&folder)?;
    let settings = loader.settings(&name);
    let set = import(&folder, &settings, "DJANGO_SECRET_KEY=abc-123\n", loader)?;
    let missing = import(&folder, &settings, "OTHER=1\n", loader)?;
    fs::remove_dir_all(&folder)?;
    let printed = String::from_utf8_lossy(&set.stdout);
    if printed != "abc-123" {
        return Err(format!("{settings}gives {printed:?}: {}", String::from_utf8_lossy(&set.stderr)).into());
    }
    let error = String::from_utf8_lossy(&missing.stderr);
    if missing.status.success() || !error.to_uppercase().contains("DJANGO_SECRET_KEY") {
        return Err(format!("{settings}does not fail loudly when the variable is missing: {error}").into());
    }
    Ok(())
}

/// Runs the lines after those with which Django's own settings begin. Where the loader is not part
/// of the Python program, the file's variables are in the environment, as the loader would have it.
fn import(folder: &Path, settings: &str, file: &str, loader: &Loader) -> Result<Output, Failed> {
    if loader.place == "settings.ini" {
        fs::write(folder.join(loader.place), loader.form.before.to_owned() + file)?;
    }
    fs::write(folder.join(".env"), file)?;
    let program = format!(
        "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\n\n{settings}\nprint(SECRET_KEY, end=\"\")\n"
    );
    fs::write(folder.join("settings.py"), program)?;
    let python = env::var("KEYPROOF_PYTHON").map_err(|_| "KEYPROOF_PYTHON is set by cargo xtask test")?;
    let mut command = Command::new(python);
    command.current_dir(folder).arg("settings.py").env_clear().env("PYTHONDONTWRITEBYTECODE", "1");
    if !settings.contains("\".env\"") && !settings.contains("decouple") {
        let set = file.trim_end().split_once('=').ok_or_else(|| format!("a file for {}", loader.id))?;
        command.env(set.0, set.1);
    }
    Ok(command.output()?)
}
