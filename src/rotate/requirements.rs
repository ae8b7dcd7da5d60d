//! Which packages a pasted file names, and in which versions.
//!
//! | kind | what is read of it |
//! | --- | --- |
//! | `requirements.txt`, `pip freeze`, `pip list` | a package a line: PEP 508's name, and the version after `==` |
//! | `uv.lock`, `poetry.lock`, `pdm.lock` | `name` and `version` of each `[[package]]` |
//! | `Pipfile.lock` | each object with a `version` |
//! | `pyproject.toml`, `Pipfile` | the lists and tables of dependencies |
//! | `settings.py` | the texts of `INSTALLED_APPS` and of other lists `…_APPS` |
//!
//! Linear in the text. What is not understood is passed over.

use std::collections::BinaryHeap;

use super::facts::Version;

/// What a text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A package a line.
    Requirements,
    /// A lock file.
    Lock,
    /// `pyproject.toml`
    Project,
    /// `INSTALLED_APPS`
    Apps,
}

impl Kind {
    /// Its name in the probe's answers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Requirements => "requirements",
            Self::Lock => "lock",
            Self::Project => "pyproject",
            Self::Apps => "apps",
        }
    }
}

/// A package that is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// As the index has it: small letters, and hyphens. As it stands, in `INSTALLED_APPS`.
    pub name: String,
    /// The one version that is asked for, if it is one.
    pub version: Option<Version>,
}

/// What the text was taken for, and the packages that it names, in order and once each.
pub fn read(text: &str) -> (Kind, Vec<Named>) {
    let kind = kind(text);
    // A heap sorts, and is a sixth of `sort` in the page.
    let named: BinaryHeap<_> = match kind {
        Kind::Requirements => text.lines().filter_map(requirement).collect(),
        Kind::Lock => lock(text).into(),
        Kind::Project => project(text).into(),
        Kind::Apps => apps(text).into(),
    };
    let mut named = named.into_sorted_vec();
    named.dedup();
    (kind, named)
}

fn kind(text: &str) -> Kind {
    let starts = |what: &str| text.lines().any(|line| line.starts_with(what));
    let is_section = |line: &str| {
        ["[project]", "[tool.", "[dependency-groups]", "[packages]", "[build-system]"]
            .iter()
            .any(|s| line.starts_with(s))
    };
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    if starts("[[package]]") || (first.starts_with('{') && text.contains("\"_meta\"")) {
        Kind::Lock
    } else if text.lines().any(is_section) {
        Kind::Project
    } else if text.contains("_APPS") || first.starts_with(['\'', '"', '[', '(']) {
        Kind::Apps
    } else {
        Kind::Requirements
    }
}

/// The package of one line of `requirements.txt`, or of one text of `dependencies`.
fn requirement(line: &str) -> Option<Named> {
    let line = line.trim();
    if let Some((_, name)) = line.split_once("#egg=") {
        return requirement(name);
    }
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && !"._-".contains(c)).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let named = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.len() <= 80;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('[').and_then(|extras| extras.split_once(']')).map_or(rest, |(_, rest)| rest.trim());
    let rest = rest.trim_start_matches('(');
    let version = match rest.strip_prefix("==") {
        Some(exact) => version(exact.trim_start_matches('=').trim_start()),
        // A column of `pip list`.
        None if rest.starts_with(|c: char| c.is_ascii_digit()) => version(rest),
        None => None,
    };
    let ends = rest.is_empty()
        || version.is_some()
        || rest.starts_with("==")
        || rest.starts_with(['<', '>', '!', '~', ';', '@', '#', '\\', '&']);
    (named && ends).then(|| Named { name: normal(name), version })
}

/// What the index makes of a name.
fn normal(name: &str) -> String {
    let hyphens = |c: char| if "._".contains(c) { '-' } else { c.to_ascii_lowercase() };
    name.chars().map(hyphens).collect()
}

/// The first three numbers of a version; none if it is a pattern, or no version.
fn version(text: &str) -> Option<Version> {
    let text = text.trim_start_matches('v');
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !".+!-".contains(c)).unwrap_or(text.len());
    if text[end..].starts_with('*') {
        return None;
    }
    let mut version = [0; 3];
    for (number, part) in version.iter_mut().zip(text[..end].split('.')) {
        let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        if digits == 0 {
            break;
        }
        *number = part[..digits].parse().ok()?;
        if digits < part.len() {
            break;
        }
    }
    text.starts_with(|c: char| c.is_ascii_digit()).then_some(version)
}

/// The value of `key = "value"` or `"key": "value"`.
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let rest = line.trim_start_matches('"').strip_prefix(key)?.trim_start_matches('"').trim_start();
    let text = rest.strip_prefix(['=', ':'])?.trim_start().strip_prefix('"')?;
    text.split('"').next()
}

fn lock(text: &str) -> Vec<Named> {
    let mut named = Vec::new();
    let (mut name, mut in_package) = (None, false);
    let json = !text.lines().any(|line| line.starts_with("[[package]]"));
    for line in text.lines() {
        if json {
            let line = line.trim();
            if let Some(key) = line.strip_suffix("\": {").and_then(|line| line.strip_prefix('"')) {
                name = Some(key);
            } else if let Some((name, of)) = name.zip(value(line, "version")) {
                named.push(Named { name: normal(name), version: version(of.trim_start_matches('=')) });
            }
        } else if line.starts_with('[') {
            in_package = line.starts_with("[[package]]");
            name = None;
        } else if in_package {
            name = name.or_else(|| value(line, "name"));
            if let Some((name, of)) = name.zip(value(line, "version")) {
                named.push(Named { name: normal(name), version: version(of) });
            }
        }
    }
    named
}

fn project(text: &str) -> Vec<Named> {
    let mut named = Vec::new();
    let (mut section, mut key, mut depth) = ("", "", 0);
    for line in text.lines() {
        let line = line.trim();
        if depth == 0 && line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
            continue;
        }
        if depth == 0 {
            key = line.split(['=', ' ']).next().unwrap_or_default().trim_matches('"');
        }
        let is_table =
            section.ends_with("packages") || (section.starts_with("tool.poetry") && section.ends_with("dependencies"));
        let is_list = match section {
            "project" => key == "dependencies",
            "project.optional-dependencies" | "dependency-groups" => true,
            _ => key == "dev-dependencies" || section.starts_with("tool.pdm.dev-dependencies"),
        };
        let was = depth;
        let mut texts = Vec::new();
        quoted(line, &mut depth, &mut texts);
        if is_list {
            named.extend(texts.into_iter().filter_map(requirement));
        } else if is_table && was == 0 && !key.is_empty() && !key.starts_with('#') && key != "python" {
            let exact = value(line, key).or_else(|| value(line.split_once("version")?.1, ""));
            named.push(Named {
                name: normal(key),
                version: exact.and_then(|text| version(text.trim_start_matches('='))),
            });
        }
    }
    named
}

fn apps(text: &str) -> Vec<Named> {
    let mut named = Vec::new();
    let anywhere = !text.contains("_APPS");
    let (mut depth, mut within) = (0, false);
    for line in text.lines() {
        let line = line.trim();
        if depth == 0 {
            let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(line.len());
            within = anywhere || line[..end].ends_with("_APPS");
        }
        let mut texts = Vec::new();
        quoted(line, &mut depth, &mut texts);
        let is_path = |text: &&str| {
            !text.is_empty() && text.len() <= 100 && text.chars().all(|c| c.is_ascii_alphanumeric() || "._".contains(c))
        };
        let paths = texts.into_iter().filter(is_path).filter(|_| within);
        named.extend(paths.map(|text| Named { name: text.to_owned(), version: None }));
    }
    named
}

/// The quoted texts of a line, up to a comment; `depth` is how many brackets are open.
fn quoted<'a>(line: &'a str, depth: &mut usize, texts: &mut Vec<&'a str>) {
    let mut rest = line;
    while let Some(at) = rest.find(['\'', '"', '#', '[', ']', '(', ')']) {
        let (mark, after) = rest[at..].split_at(1);
        rest = after;
        match mark {
            "#" => return,
            "[" | "(" => *depth += 1,
            "]" | ")" => *depth = depth.saturating_sub(1),
            quote => {
                let Some((text, after)) = rest.split_once(quote) else { return };
                texts.push(text);
                rest = after;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, kind: Kind, expected: &[(&str, Option<Version>)]) {
        let (found, named) = read(text);
        let named: Vec<_> = named.iter().map(|named| (named.name.as_str(), named.version)).collect();
        assert_eq!((found, named.as_slice()), (kind, expected), "{text}");
    }

    #[test]
    fn requirements() {
        let text = "# comment\n-r base.txt\n--hash=sha256:abc\nDjango==5.2.19 \\\n    --hash=sha256:00\n\
            django_allauth[headless, mfa] == 65.21.1 ; python_version > '3.9'\nwagtail>=6,<7\nq @ https://host/q.whl\n\
            -e git+https://host/x.git@main#egg=Django-Q2\nuvicorn\ncelery===5.7.0rc1\nredis==5.*\n";
        let expected = [
            ("celery", Some([5, 7, 0])),
            ("django", Some([5, 2, 19])),
            ("django-allauth", Some([65, 21, 1])),
            ("django-q2", None),
            ("q", None),
            ("redis", None),
            ("uvicorn", None),
            ("wagtail", None),
        ];
        reads(text, Kind::Requirements, &expected);
        reads("Package  Version\n-------- ------\nDjango   5.2\n", Kind::Requirements, &[("django", Some([5, 2, 0]))]);
        reads("SECRET_KEY=abc\nKEY='x'\na b c\n", Kind::Requirements, &[]);
        reads("", Kind::Requirements, &[]);
    }

    #[test]
    fn lock_files() {
        let uv = "version = 1\n[[package]]\nname = \"shop\"\nversion = \"0.1.0\"\nsource = { editable = \".\" }\n\
            dependencies = [\n    { name = \"django\" },\n]\n\n[[package]]\nname = \"django\"\nversion = \"6.1.3\"\n";
        reads(uv, Kind::Lock, &[("django", Some([6, 1, 3])), ("shop", Some([0, 1, 0]))]);
        let poetry = "# @generated by Poetry\n\n[[package]]\nname = \"Wagtail\"\nversion = \"8.0.1\"\n\n\
            [package.dependencies]\nDjango = \">=4.2\"\nversion = \"9\"\n\n[metadata]\nversion = \"7\"\n";
        reads(poetry, Kind::Lock, &[("wagtail", Some([8, 0, 1]))]);
        let pipfile = "{\n  \"_meta\": {\n    \"hash\": {\n      \"sha256\": \"x\"\n    }\n  },\n  \"default\": {\n    \
            \"django\": {\n      \"hashes\": [\n        \"sha256:1\"\n      ],\n      \"version\": \"==4.2.30\"\n    }\n  }\n}\n";
        reads(pipfile, Kind::Lock, &[("django", Some([4, 2, 30]))]);
    }

    #[test]
    fn projects() {
        let text = "[build-system]\nrequires = [\"hatchling\"]\n[project]\nname = \"shop\"\nkeywords = [\"wagtail\"]\n\
            dependencies = [\n  \"Django>=5.2\", # \"flask\"\n  'django-allauth[headless]==65.21.1',\n]\n\
            [project.optional-dependencies]\nq = [\"django-q2==1.11.1\"]\n[tool.ruff]\nselect = [\"drf-jwt\"]\n";
        let expected = [("django", None), ("django-allauth", Some([65, 21, 1])), ("django-q2", Some([1, 11, 1]))];
        reads(text, Kind::Project, &expected);
        let poetry = "[tool.poetry.dependencies]\npython = \"^3.11\"\nDjango = \"^5.2\"\nwagtail = \"8.0.1\"\n\
            drf-jwt = { version = \"==1.19.2\", extras = [\"x\"] }\n# old = \"1\"\n[tool.poetry.scripts]\nx = \"y\"\n";
        reads(poetry, Kind::Project, &[("django", None), ("drf-jwt", Some([1, 19, 2])), ("wagtail", Some([8, 0, 1]))]);
    }

    #[test]
    fn installed_apps() {
        let text = "SECRET_KEY = 'abc'\nTHIRD_PARTY_APPS = [\n    'allauth.account',  # 'wagtail',\n    # \"django_q\",\n    \
            \"rest_framework_simplejwt\",\n]\nINSTALLED_APPS = DJANGO_APPS + [\"axes\"]\nLANGUAGES = ['en']\n";
        reads(text, Kind::Apps, &[("allauth.account", None), ("axes", None), ("rest_framework_simplejwt", None)]);
        reads("'axes',\n'django_q',\n", Kind::Apps, &[("axes", None), ("django_q", None)]);
    }

    #[test]
    fn anything_at_all_is_read_without_a_panic() {
        let pieces = [
            "[[package]]",
            "\n",
            "name = ",
            "\"",
            "'",
            "_APPS",
            "=",
            "==",
            "[",
            "]",
            "1",
            ".",
            "é",
            "{",
            "}",
            "\"_meta\"",
            "#",
            "version",
            "\": {",
            "tool.poetry.dependencies",
            "[project]",
            "dependencies",
            "(",
            "*",
            "99999",
            "-e ",
            "#egg=",
        ];
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let text: String = (0..random.usize(..20)).map(|_| pieces[random.usize(..pieces.len())]).collect();
            let _ = read(&text);
        }
    }
}
