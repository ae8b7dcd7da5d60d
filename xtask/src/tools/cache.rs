//! Where the set-up keeps what it has built or downloaded, and where its own output goes.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::bundle::sha256;

/// The folder of what is built or downloaded.
#[derive(Debug, Clone)]
pub(super) struct Cache(PathBuf);

impl Cache {
    /// `KEYPROOF_CACHE`, or a folder of the user's cache.
    pub(super) fn find() -> Result<Self> {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let folder = set("KEYPROOF_CACHE")
            .or_else(|| Some(set("XDG_CACHE_HOME")?.join("keyproof")))
            .or_else(|| Some(env::home_dir()?.join(".cache/keyproof")))
            .context("there is no home for a cache; set KEYPROOF_CACHE to a folder")?;
        Ok(Self(std::path::absolute(folder)?))
    }

    /// The folder of a tool, for what `pins` say together; filled by `make` if it is not there in full.
    pub(super) fn folder(
        &self,
        tool: &str,
        pins: &[impl AsRef<[u8]>],
        make: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let mut all = Vec::new();
        for pin in pins {
            // With the length before it, so that no two lists of pins are the same bytes.
            all.extend(format!("{}:", pin.as_ref().len()).bytes().chain(pin.as_ref().iter().copied()));
        }
        let folder = self.0.join(format!("{tool}-{}", &sha256(&all)[..16]));
        let complete = folder.join("complete");
        if !complete.exists() {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            fs::create_dir_all(&folder)?;
            eprintln!("set-up: {tool}");
            make(&folder).with_context(|| format!("{tool} could not be set up"))?;
            File::create(complete)?;
        }
        Ok(folder)
    }
}

/// Where the set-up's own output goes.
#[derive(Debug)]
pub(super) struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    pub(super) fn create(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, "")?;
        Ok(Self { path: path.to_owned(), file: File::options().append(true).open(path)? })
    }

    pub(super) fn try_clone(&self) -> Result<Self> {
        Ok(Self { path: self.path.clone(), file: self.file.try_clone()? })
    }

    /// Runs a command to its end, quietly.
    pub(super) fn run(&self, command: &mut Command) -> Result<()> {
        let program = command.get_program().to_owned();
        let status = command
            .stdin(Stdio::null())
            .stdout(self.file.try_clone()?)
            .stderr(self.file.try_clone()?)
            .status()
            .with_context(|| format!("{} cannot be started", program.display()))?;
        ensure!(status.success(), "{} failed, see {}", program.display(), self.path.display());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_made_once_for_each_pin_and_anew_after_a_failure() {
        let cache = Cache(env::temp_dir().join(format!("keyproof-test-{}", std::process::id())));
        let made = |pin: &str, fails: bool| {
            let mut made = false;
            let folder = cache.folder("tool", &[pin], |folder| {
                made = true;
                assert_eq!(fs::read_dir(folder)?.count(), 0, "nothing is left of an attempt that failed");
                fs::write(folder.join("file"), pin)?;
                ensure!(!fails, "no network");
                Ok(())
            });
            let file = folder.and_then(|folder| Ok(fs::read_to_string(folder.join("file"))?));
            (made, file.map_err(|error| format!("{error:#}")))
        };
        let failed = "tool could not be set up: no network".to_owned();
        assert_eq!(made("1", true), (true, Err(failed)));
        assert_eq!(made("1", false), (true, Ok("1".to_owned())));
        assert_eq!(made("1", false), (false, Ok("1".to_owned())));
        assert_eq!(made("2", false), (true, Ok("2".to_owned())));
        // A name that no compiler has a say in: what `printf 1:1 | sha256sum` begins with.
        assert!(cache.0.join("tool-d6b5915c46057bcb").exists());
        fs::remove_dir_all(&cache.0).expect("it was there");
    }
}
