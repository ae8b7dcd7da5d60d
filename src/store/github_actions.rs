//! A secret of GitHub Actions, which becomes a variable of a workflow's step.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "github-actions",
    label: "GitHub Actions secret",
    name: "",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, SET),
    replace: Step::Takes(Hand::Plain, SET),
    replaced: "GitHub doesn’t keep the previous key. Save it until you no longer need it. Jobs that run have the old one.",
    read_back: Step::Words("GitHub gives it to workflows only. gh secret list shows when it was set."),
    starts: Some((".github/workflows/…, in the step or the job", "env:\n  {var}: ${{ secrets.{var} }}\n")),
    settings: ENVIRON,
    pitfalls: "\
        For a fork’s pull request the variable is empty, and Django refuses to start; a default in settings.py would hide it.\n\
        ${{ secrets.… }} within run: is pasted into the script, where $ and quotes are the shell’s: use env:.\n\
        Logs hide the key as it stands, not its base64 or a part of it.",
    windows: true,
    proof: Proof::Proven("gh 2.23.0"),
    source: "https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions",
};

const SET: &str = "gh secret set {var}";
