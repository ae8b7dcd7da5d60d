//! The commands for git, run for real: the search finds the commits, and afterwards the key is in none.

use std::{
    env, fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use keyproof::{line::Destination, rotate::steps::Code};
use libtest_mimic::Failed;

use crate::{djangos, plan};

/// Runs commands in bash as a person would, who pastes `input`.
fn bash(commands: &str, input: &str, folder: &Path, path: &Path) -> Result<String, Failed> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let mut child = Command::new("bash")
        .args(["-e", "-c", commands])
        .current_dir(folder)
        .env_clear()
        .env("PATH", env::join_paths([path.to_owned()].into_iter().chain(env::split_paths(&inherited)))?)
        .env("HOME", folder)
        .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("LC_ALL", "C.UTF-8"), ("GIT_TERMINAL_PROMPT", "0")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    // It may end without reading.
    let _ = child.stdin.take().ok_or("its input is piped")?.write_all(input.as_bytes());
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("failed: {commands}").into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

pub(crate) fn run() -> Result<(), Failed> {
    let folder = env::temp_dir().join(format!("keyproof-git-{}", std::process::id()));
    let (work, bin) = (folder.join("work"), folder.join("bin"));
    fs::create_dir_all(&work)?;
    fs::create_dir_all(&bin)?;
    let python = env::var("KEYPROOF_PYTHON").map_err(|_| "KEYPROOF_PYTHON is set by cargo xtask test")?;
    let program = djangos()?.join("packages/git_filter_repo.py");
    let filter = bin.join("git-filter-repo");
    fs::write(&filter, format!("#!/bin/sh\nexec \"{python}\" \"{}\" \"$@\"\n", program.display()))?;
    let done = tried(&work, &bin, &filter);
    fs::remove_dir_all(&folder)?;
    done
}

fn tried(work: &Path, bin: &Path, filter: &Path) -> Result<(), Failed> {
    let key = "django-insecure-o#l$d'k\"e\\y=(==>)*regex:glob:literal:%s&-abcdefg";
    let set_up = format!(
        "chmod +x {filter}
        git init -q --bare -b main ../server.git
        git init -q -b main .
        git config user.email a@example.com; git config user.name a
        git remote add origin ../server.git
        echo 'DEBUG = True' > settings.py; git add .; git commit -qm one
        cat > .env; git add .; git commit -qm 'with the key'
        rm .env; git add .; git commit -qm 'without it'
        git push -q origin main
        cd ..; git clone -q server.git fresh",
        filter = filter.display()
    );
    bash(&set_up, &format!("SECRET_KEY={key}\n"), work, bin)?;
    let fresh = work.with_file_name("fresh");
    let leaked = plan(Destination::Anywhere);
    let command = |code: Code| leaked.code(code).map(|(_, text)| text).ok_or("a command");
    let search = command(Code::Search)?;
    let found = bash(&search, &format!("{key}\n"), &fresh, bin)?;
    if found.lines().count() != 2 || !found.contains("with the key") || !found.contains("without it") {
        return Err(format!("the search finds {found:?}").into());
    }
    let rewrite = command(Code::Rewrite)?.replace("ADDRESS", "../server.git");
    bash(&[search, rewrite].concat(), &format!("{key}\n"), &fresh, bin)?;
    for repository in ["fresh", "server.git"] {
        let left = bash("git log -p --all", "", &work.with_file_name(repository), bin)?;
        if left.contains("django-insecure") || !left.contains("SECRET_KEY=REMOVED") {
            return Err(format!("in {repository} there is still {left}").into());
        }
    }
    Ok(())
}
