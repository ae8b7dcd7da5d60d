//! GitHub Actions reading what a step of a workflow wrote to the file `$GITHUB_ENV`.
//!
//! `K='a$b' #c` is all of `'a$b' #c`: quotes, blanks and comments stay. `K<<EOF`, lines, and a line
//! `EOF` make a value of several lines. A line with neither fails the step, be it a comment.
//!
//! Modelled from actions/runner 2.336.0, `src/Runner.Worker/FileCommandManager.cs`, class
//! `EnvFileKeyValuePairs` (lines 353 to 488), as it is on Linux. Its own test cases are rows of the table
//! below; the real one cannot be had from a registry.

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{self, assigned::Assigned},
};
use crate::{
    listed::Listed,
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "github-env",
    label: "GitHub Actions $GITHUB_ENV",
    family: Family::Other,
    version: "2.336.0",
    source: "src/Runner.Worker/FileCommandManager.cs, EnvFileKeyValuePairs",
    place: "the file $GITHUB_ENV",
    form: Form::ASSIGNMENT,
    tested: Tested::FromSource,
    quotings: &[quoting::BARE],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet {
        place: "a workflow, where the secret has the variable's name",
        text: "- run: printf '{var}=%s\\n' \"${KEY:?}\" >> \"$GITHUB_ENV\"\n  env:\n    KEY: ${{ secrets.{var} }}\n- run: python manage.py check --deploy\n",
    }),
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut assigned = Assigned::new(file, name, environment);
    let mut at = if file.starts_with(common::BYTE_ORDER_MARK) { common::BYTE_ORDER_MARK.len_utf8() } else { 0 };
    while let Some((end, next)) = line(file, at) {
        let text = &file[at..end];
        let refused = |reason| Err(Stop::refused(at..end, reason));
        let (equals, heredoc) = (text.find('='), text.find("<<"));
        let (key, span) = match (equals, heredoc) {
            (None, None) if text.is_empty() => {
                at = next;
                continue;
            }
            (Some(equals), heredoc) if heredoc.is_none_or(|heredoc| equals < heredoc) => {
                at = next;
                (&text[..equals], end - (text.len() - equals - 1)..end)
            }
            (_, Some(heredoc)) => {
                let (key, delimiter) = (&text[..heredoc], &text[heredoc + 2..]);
                if key.is_empty() || delimiter.is_empty() {
                    return refused(Reason::Syntax);
                }
                let mut last = next;
                let mut value = next..next;
                loop {
                    let Some((end, next)) = line(file, last) else { return refused(Reason::Unclosed) };
                    let found = &file[last..end] == delimiter;
                    last = next;
                    if found {
                        break;
                    }
                    value.end = end;
                }
                at = last;
                (key, value)
            }
            _ => return refused(Reason::Syntax),
        };
        if key.eq_ignore_ascii_case("NODE_OPTIONS") {
            continue;
        }
        let returns = file[span.clone()].match_indices('\r').map(|(index, _)| span.start + index);
        let notes = returns.map(|at| Note::new(at..at + 1, Reason::CarriageReturn)).listed();
        assigned.set(key, span.clone(), file[span].to_owned(), notes)?;
    }
    Ok(assigned.loaded())
}

/// Where the line at `at` ends, and where the next one begins; none at the end of the file.
fn line(file: &str, at: usize) -> Option<(usize, usize)> {
    let rest = file.get(at..).filter(|rest| !rest.is_empty())?;
    Some(rest.find('\n').map_or((file.len(), file.len()), |length| (at + length, at + length + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b' #c\n", Value("'a$b' #c")),
                ("K=a<<b\n", Value("a<<b")),
                ("K<<a=b\nc\na=b\n", Value("c")),
                ("K=a\r\n", Value("a\r")),
                ("export K=a\n", Missing),
                (" K=a\n", Missing),
                ("#\nK=a\n", Refused),
                ("K\n", Refused),
                ("K=a\nK=b\n", Value("b")),
                ("<<EOF\nEOF\n", Refused),
                ("K<<\n\n", Refused),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a\nK=b\r\n", &[("a", Reason::Overridden), ("\r", Reason::CarriageReturn)]),
                ("# c\n", &[("# c", Reason::Syntax)]),
                ("K<<EOF\na\n", &[("K<<EOF", Reason::Unclosed)]),
            ],
        );
    }
}
