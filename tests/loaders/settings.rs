//! The `settings.py` lines of each loader, run for real: with the variable set they give the key,
//! and without it they fail. And in projects that Django itself has begun, with what the page says beside them.

use std::{
    env, fs,
    path::Path,
    process::{Command, Output},
};

use keyproof::{
    line::Destination,
    loader::{self, Loader},
    name::VariableName,
};
use libtest_mimic::Failed;

pub(crate) fn run(loader: &'static Loader) -> Result<(), Failed> {
    let name = VariableName::parse("DJANGO_SECRET_KEY")?;
    let folder = env::temp_dir().join(format!("keyproof-settings-{}-{}", loader.id, std::process::id()));
    fs::create_dir_all(&folder)?;
    let settings = loader.django.settings(&name);
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

/// A fresh project for each of the ways in which `settings.py` gets the key, as the page tells them: the line in its
/// file, the lines in place of Django's own. It is checked, and runs with the key.
pub(crate) fn projects() -> Result<(), Failed> {
    let name = VariableName::parse("DJANGO_SECRET_KEY")?;
    let mut tried = Vec::new();
    for destination in loader::ALL.iter().map(Destination::Loader).chain([Destination::Anywhere]) {
        let settings = destination.settings(&name);
        if tried.contains(&settings) {
            continue;
        }
        let key = "3k$w9(q!z3p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9da";
        let line = destination.write(&name, &key.into())?;
        project(destination, &settings, line.text(destination.form()).expose(), key)?;
        tried.push(settings);
    }
    println!("settings: {} projects started with their key", tried.len());
    Ok(())
}

fn project(destination: Destination, settings: &str, line: &str, key: &str) -> Result<(), Failed> {
    let folder = env::temp_dir().join(format!("keyproof-project-{}-{}", destination.id(), std::process::id()));
    fs::create_dir_all(&folder)?;
    let python = env::var("KEYPROOF_PYTHON").map_err(|_| "KEYPROOF_PYTHON is set by cargo xtask test")?;
    let run = |arguments: &[&str]| -> Result<String, Failed> {
        let mut command = Command::new(&python);
        command.current_dir(&folder).args(arguments).env_clear().env("PYTHONDONTWRITEBYTECODE", "1");
        // What the program that starts Django has read, where that is not Python.
        if !destination.django().reads_the_file() {
            command.env("DJANGO_SECRET_KEY", key);
        }
        let output = command.output()?;
        if !output.status.success() {
            return Err(format!("{settings}{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(String::from_utf8(output.stdout)?)
    };
    run(&["-m", "django", "startproject", "shop", "."])?;
    let file = folder.join("shop/settings.py");
    let begun = fs::read_to_string(&file)?;
    let own = begun.lines().find(|line| line.starts_with("SECRET_KEY = ")).ok_or("no key in Django's own settings")?;
    fs::write(&file, begun.replace(own, settings))?;
    let place = destination.ignored().unwrap_or(".env");
    fs::write(folder.join(place), [line, "\n"].concat())?;
    run(&["manage.py", "check"])?;
    let print = "from django.conf import settings; print(settings.SECRET_KEY, end='')";
    let printed = run(&["manage.py", "shell", "--no-imports", "-c", print])?;
    fs::remove_dir_all(&folder)?;
    if printed == key { Ok(()) } else { Err(format!("{settings}gives {printed:?}").into()) }
}

/// Runs the lines after those with which Django's own settings begin. Where the loader is not part
/// of the Python program, the file's variables are in the environment, as the loader would have it.
fn import(folder: &Path, settings: &str, file: &str, loader: &Loader) -> Result<Output, Failed> {
    if loader.place == "settings.ini" {
        fs::write(folder.join(loader.place), loader.form.head.to_owned() + loader.form.first + file)?;
    }
    fs::write(folder.join(".env"), file)?;
    let program = format!(
        "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\n\n{settings}\nprint(SECRET_KEY, end=\"\")\n"
    );
    fs::write(folder.join("settings.py"), program)?;
    let python = env::var("KEYPROOF_PYTHON").map_err(|_| "KEYPROOF_PYTHON is set by cargo xtask test")?;
    let mut command = Command::new(python);
    command.current_dir(folder).arg("settings.py").env_clear().env("PYTHONDONTWRITEBYTECODE", "1");
    if !loader.django.reads_the_file() {
        let set = file.trim_end().split_once('=').ok_or_else(|| format!("a file for {}", loader.id))?;
        command.env(set.0, set.1);
    }
    Ok(command.output()?)
}
