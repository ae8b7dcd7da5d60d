//! Which of the real loaders take their time.

/// Programs that are started for each hundred files or fewer: fewer files by default. `--files 20000`
/// takes Compose some five minutes.
pub(crate) const STARTED_OFTEN: &[&str] = &[
    "direnv-dotenv",
    "direnv-envrc",
    "compose-env-file",
    "compose-project-env",
    "compose-yaml",
    "uv-env-file",
    "podman-env-file",
    "kubectl-env-file",
    "make-include",
    "deno-env-file",
    "bun",
    "just-dotenv",
    "task-dotenv",
    "export-xargs",
    "export-grep-xargs",
];
