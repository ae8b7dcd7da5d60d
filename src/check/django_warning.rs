//! Django's own warning, security.W009 (W025 for a fallback), as `check --deploy` gives it.
//!
//! Django wants 50 characters, 5 of them different, and no `django-insecure-` before them. It never
//! says which of the three failed. A shorter key can be strong, and a longer one weak: this is said
//! apart from the verdict.
//!
//! What to do: if the warning is in the way, make a key of 50 characters.

use super::{Check, Condition, Hit, Severity, Subject};

pub(super) const CHECK: Check = Check {
    id: "django-warning",
    source: "Django 5.2, django/core/checks/security/base.py, security.W009 and W025",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let conditions = conditions(subject.text);
    let first = conditions.first()?;
    Some(Hit {
        severity: Severity::Note,
        span: 0..subject.text.len(),
        sentence: if subject.text.is_empty() {
            "Django stops with ImproperlyConfigured: The SECRET_KEY setting must not be empty.".to_owned()
        } else {
            let why = match first {
                Condition::Unique => "fewer than 5 different characters",
                Condition::Length => "fewer than 50 characters",
                Condition::Prefix => "the prefix django-insecure-",
            };
            format!("Django’s check --deploy warns about this key: {why}.")
        },
        remedy: match first {
            Condition::Length => "Generate a key of 50 characters if the warning matters to you.",
            Condition::Unique | Condition::Prefix => "Generate a new key.",
        },
        bits: None,
    })
}

/// Which of Django's conditions `key` fails, in Django's order. Characters are code points.
pub fn conditions(key: &str) -> Vec<Condition> {
    let mut failed = Vec::new();
    let mut distinct = [None; 5];
    for character in key.chars() {
        if !distinct.contains(&Some(character)) {
            let Some(free) = distinct.iter_mut().find(|place| place.is_none()) else { break };
            *free = Some(character);
        }
    }
    if distinct.contains(&None) {
        failed.push(Condition::Unique);
    }
    if key.chars().take(50).count() < 50 {
        failed.push(Condition::Length);
    }
    if key.starts_with("django-insecure-") {
        failed.push(Condition::Prefix);
    }
    failed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_django_has_them() {
        use Condition::{Length, Prefix, Unique};
        let long = "abcde".repeat(10);
        for (key, expected) in [
            (&long[..], &[][..]),
            (&long[1..], &[Length]),
            (&"abcd".repeat(13), &[Unique]),
            ("", &[Unique, Length]),
            (&format!("django-insecure-{long}"), &[Prefix]),
            (&format!(" django-insecure-{long}"), &[]),
            (&"😀😁😂🤣😃".repeat(10), &[]),
            (&"😀😁😂🤣😃".repeat(5), &[Length]),
        ] {
            assert_eq!(conditions(key), expected, "{key}");
        }
    }
}
