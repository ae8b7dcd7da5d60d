//! Texts to see what the check does, each with an end that helps: a verdict, and a line or a new key.

/// What each is called, and its text.
pub const EXAMPLES: [[&str; 2]; 3] = [
    ["a line in quotes", "DJANGO_SECRET_KEY=\"w3Xx9kQz3p0LrR8dh5tN4sFf6yb1CcGgjaue2wq7mTVx2KdW8Bv\"\n"],
    ["a placeholder", "SECRET_KEY=change-me-in-production\n"],
    [
        "a settings.py",
        "from pathlib import Path\n\nBASE_DIR = Path(__file__).resolve().parent.parent\n\nSECRET_KEY = \"django-insecure-#8w3k9x(q!z3p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2\"\n\nDEBUG = True\n",
    ],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{Checker, Verdict},
        line::Destination,
        loader,
        make::Maker,
        name::VariableName,
        repair::settings,
        xray::{Asked, Fixed, Headline, Standing},
    };

    #[test]
    fn each_has_an_end_that_helps() {
        let checker = Checker::default();
        let verdicts = EXAMPLES.map(|[_, text]| {
            let found = checker.judge(text);
            assert_eq!(found.len(), 1, "{text}");
            (found[0].verdict, found[0].wants_another())
        });
        assert_eq!(verdicts, [(Verdict::Fit, false), (Verdict::Unsafe, true), (Verdict::Unsafe, true)]);
        // The line is read differently, and there is one that all read alike.
        let mut asked = Asked::new(Maker::default(), Destination::Anywhere);
        asked.text(EXAMPLES[0][1]);
        while asked.go_on(EXAMPLES[0][1]) {}
        assert!(matches!(asked.fixed(), Some(Fixed::Text(_))));
        assert_eq!(asked.headline(Verdict::Fit), Headline::Differs(Standing::Differ, true));
        // The file is repaired.
        let loader = loader::find("python-dotenv").expect("a loader");
        let done = settings::repair(EXAMPLES[2][1], loader, &VariableName::usual());
        assert!(done.is_ok_and(|done| done.is_changed()));
    }
}
