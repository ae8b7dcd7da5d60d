//! Task, the command `task`, with `dotenv: ['.env']` in `Taskfile.yml`.
//!
//! As Go's godotenv, by which it reads. But each value is a template then: in `{{…}}`, whatever the quotes,
//! something is looked up or run, and `{{` without its end stops the program.
//!
//! Modelled from Task 3.54.0, `taskfile/dotenv.go` and `internal/templater`, and godotenv 1.5.1.

use super::{Family, Loader, Precedence, Snippet, godotenv};
use crate::reading::{Reason, Stop};

pub(super) const LOADER: Loader = Loader {
    id: "task-dotenv",
    label: "Task, dotenv:",
    family: Family::Service,
    version: "3.54.0",
    source: "taskfile/dotenv.go; godotenv: parser.go",
    cannot_carry: &["{{"],
    load: |file, environment, name| {
        let mut loaded = godotenv::whole(file, environment, name);
        if let Some(at) = file.find("{{")
            && !matches!(loaded.end, Some(Stop::Refused(_)))
        {
            loaded.end = Some(Stop::unknown(at..at + 2, Reason::Template));
        }
        loaded
    },
    precedence: Precedence::Host,
    starts: Some(Snippet {
        place: "Taskfile.yml",
        text: "version: '3'\ndotenv: ['.env']\ntasks:\n  run: python manage.py runserver\n",
    }),
    ..godotenv::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Refused, Unknown, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a #b\n", Value("a")),
                ("K='a$B{b}'\n", Value("a$B{b}")),
                ("J=1\nK=\"$J\"\n", Value("1")),
                ("K='{{.J}}'\n", Unknown),
                ("J='{{'\nK=a\n", Unknown),
                ("J='{{\nK=a\n", Refused),
            ],
        );
    }
}
