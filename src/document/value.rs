//! What stands in a key's place: a key, or what says where one is, how one is made, or that it was encrypted.

use super::signs::Signs as _;
use std::ops::Range;

use super::{
    Nothing,
    names::{self, Name},
};

/// What a value is worth.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Worth {
    /// A key, for all that it looks like.
    Key,
    /// A reference with a default, which is the key where the variable is not set.
    Default(Range<usize>),
    /// A reference with an empty default.
    Empty,
    /// A command, which only a shell runs.
    Command,
    /// No key.
    Nothing(Nothing),
}

/// How what SOPS, dotenvx, Ansible, eyaml, Jasypt, App Platform and KMS have encrypted begins.
const ENCRYPTED: &[&str] =
    &["ENC[AES", "ENC[PKCS7,", "ENC[GPG,", "EV[1:", "encrypted:", "!vault", "$ANSIBLE_VAULT", "ENC(", "AQICAH"];

/// How references to somewhere else begin.
const ELSEWHERE: &[&str] = &[
    "@Microsoft.KeyVault(",
    "arn:aws",
    "secretref:",
    "credentials('",
    "vault:",
    "ref+",
    "/run/secrets/",
    "file:/",
    "ssm:/",
    "gcp:secretmanager:",
    "@format {",
    "@jinja ",
    "!Ref",
    "!Sub",
    "!GetAtt",
    "!ENV",
    "!secret ",
    "!reference",
    "process.env.",
    "os.environ",
    "os.getenv",
    "var.",
    "local.",
    "module.",
    "data.",
    "ENV[",
];

/// What `value` is, which stood in quotes or not. In a file of `NAME=value` lines of an unknown loader, it is
/// not looked up.
pub(super) fn of(value: &str, is_quoted: bool, is_plain: bool) -> Worth {
    let begins = |starts: &[&str]| starts.iter().any(|start| value.starts_with(start));
    if begins(ENCRYPTED) && value.len() > 7 || value == "ENC[" {
        return Worth::Nothing(Nothing::Encrypted);
    }
    // `kubectl describe`
    let is_told = value.starts_with("<set to the key '");
    let is_resource = is_told || value.starts_with("projects/") && value.contains("/secrets/");
    if is_resource || (begins(ELSEWHERE) || is_address(value)) && (is_quoted || !value.contains("  ")) {
        return Worth::Nothing(Nothing::Reference);
    }
    if is_command(value) {
        return Worth::Command;
    }
    // `${{ secrets.NAME || 'default' }}`, `{{ .Values.key | default "…" }}`, `{{ key | default('…') }}`
    let template =
        value.strip_prefix("${{").or_else(|| value.strip_prefix("{{")).filter(|inside| inside.contains("}}"));
    if let Some(inside) = template {
        let default = inside.find("||").or_else(|| inside.find("default ")).or_else(|| inside.find("default("));
        if is_made(inside) {
            return Worth::Nothing(Nothing::Command);
        }
        let text = default.and_then(|at| {
            let rest = &inside[at..];
            let open = rest.place("'\"")?;
            let close = rest[open + 1..].find(rest.as_bytes()[open] as char)?;
            let start = value.len() - inside.len() + at + open + 1;
            Some(start..start + close)
        });
        return match text {
            Some(text) if !text.is_empty() => Worth::Default(text),
            _ => Worth::Nothing(Nothing::Reference),
        };
    }
    if begins(&["{%", "<<"]) && value.has("}>") {
        return Worth::Nothing(Nothing::Reference);
    }
    if let Some(inside) = value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        if inside.contains("}${") {
            return Worth::Nothing(Nothing::Reference);
        }
        let name = inside.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_.:[]".contains(byte)).count();
        let sign = inside[..name].trim_end_matches(':').len();
        let (name, rest) = (sign, &inside[sign..]);
        let default =
            rest.strip_prefix(":-").or_else(|| rest.strip_prefix(":=")).or_else(|| rest.strip_prefix(['-', '=']));
        return match default {
            Some("") => Worth::Empty,
            Some(default) if default.starts_with('$') => Worth::Nothing(Nothing::Reference),
            Some(default) => Worth::Default(value.len() - 1 - default.len()..value.len() - 1),
            None if name > 0 => Worth::Nothing(Nothing::Reference),
            None => Worth::Key,
        };
    }
    // tox: `{env:NAME}`, `{env:NAME:default}`
    if let Some(inside) = value.strip_prefix("{env:").and_then(|rest| rest.strip_suffix('}')) {
        return match inside.split_once(':') {
            Some((_, default)) if !default.is_empty() && !default.starts_with('{') => {
                Worth::Default(value.len() - 1 - default.len()..value.len() - 1)
            }
            _ => Worth::Nothing(Nothing::Reference),
        };
    }
    let is_name = |name: &str| {
        (1..40).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !name.as_bytes()[0].is_ascii_digit()
    };
    let between = |open: &str, close: &str| {
        value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(is_name)
    };
    if [("$", ""), ("%", "%"), ("$(", ")"), ("%(", ")s")].iter().any(|(open, close)| between(open, close))
        || between("*", "") && !is_quoted && !is_plain
    {
        return Worth::Nothing(Nothing::Reference);
    }
    // `SECRET_KEY=DJANGO_SECRET_KEY`, but not `YOUR_SECRET_KEY`
    let is_upper = value.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if is_upper && value.contains('_') && names::of(value) == Name::Django && !names::is_wanting(value) {
        return Worth::Nothing(Nothing::Reference);
    }
    // A tag of YAML, as `!env NAME`, and Azure's `$[variables.name]`.
    let is_tag = value.strip_prefix('!').and_then(|rest| rest.split_once(' ')).is_some_and(|(tag, _)| is_name(tag));
    // Vercel's `@name`, in small letters
    let is_at = value.strip_prefix('@').is_some_and(|name| {
        (4..40).contains(&name.len())
            && name.contains('-')
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    });
    if is_at || is_tag && !is_quoted && !is_plain || value.starts_with("$[variables") && value.ends_with(']') {
        return Worth::Nothing(Nothing::Reference);
    }
    if matches!(value, "{" | "[" | "[]" | "{}" | "null" | "~") && !is_quoted {
        return Worth::Nothing(Nothing::Reference);
    }
    // `SECRET_KEY = config('SECRET_KEY')`, out of a traceback; a random key begins and ends so once in 10^8.
    let is_whole = is_call(value) && (value.ends_with("')") || value.ends_with("\")"));
    if !is_quoted && (is_whole || !is_plain && is_call(value)) {
        return Worth::Nothing(if is_made(value) { Nothing::Command } else { Nothing::Reference });
    }
    Worth::Key
}

/// Whether it is an address, such as `op://vault/item/field`: of the schemes that there are, each is of small
/// letters, digits and three signs. A random key begins so once in 10^6.
fn is_address(value: &str) -> bool {
    let scheme = value.split("://").next().unwrap_or_default();
    let is_of_scheme = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-.".contains(&byte);
    (2..20).contains(&scheme.len())
        && scheme.len() + 3 < value.len()
        && scheme.as_bytes()[0].is_ascii_lowercase()
        && scheme.bytes().all(is_of_scheme)
}

/// Whether code makes something random there.
pub(super) fn is_made(code: &str) -> bool {
    [
        "rand",
        "lookup('password'",
        "lookup(\"password\"",
        "urandom",
        "uuid",
        "token_",
        "get_random",
        "genSecret",
        "genPrivateKey",
    ]
    .iter()
    .any(|word| code.contains(word))
}

/// Whether it is a command that only a shell runs. A random key may begin and end so, but holds no blank, and is
/// no short word.
pub(super) fn is_command(value: &str) -> bool {
    const BEGINS: &[&str] = &["python -c ", "python3 -c ", "pwgen ", "head -c ", "date +", "uuidgen"];
    // Where what it makes comes from.
    const SOURCES: &[&str] = &[
        "/dev/urandom",
        "/dev/random",
        "openssl rand ",
        "randomBytes(",
        "random_bytes(",
        "::NewGuid()",
        "SecureRandom.",
        "getRandomValues(",
    ];
    let is_word =
        |text: &str| text.len() < 24 && text.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_./".contains(&byte));
    let inside = value.strip_prefix("$(").and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| inside.contains(' ') || is_word(inside))
        || value.len() > 2 && value.starts_with('`') && value.ends_with('`') && value.contains(' ')
        || BEGINS.iter().any(|start| value.starts_with(start))
        || SOURCES.iter().any(|source| value.contains(source))
}

/// Whether a command that was typed writes a key.
pub(super) fn is_making(line: &str) -> bool {
    is_made(line) || line.contains("pwgen ") || line.contains("head -c ")
}

/// Whether code begins so: a call, or something taken out of a mapping, with a text in quotes, with names and numbers
/// alone, or with what stands on the next lines. A random key is so once in 10^6: it may hold a bracket anywhere.
pub(super) fn is_call(value: &str) -> bool {
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || "_.".contains(character);
    let rest = value.trim_start_matches(is_of_name);
    if rest.len() == value.len() || !rest.begins("([") || value.as_bytes()[0].is_ascii_digit() {
        return false;
    }
    let has = |all: [&str; 4]| all.iter().any(|signs| rest.contains(signs));
    let is_of_code = |character: char| is_of_name(character) || "()[], =:".contains(character);
    has(["(\"", "('", "[\"", "['"]) && (has(["\")", "')", "\"]", "']"]) || rest.ends("(,"))
        || rest.trim_end_matches([',', ';']).ends("([)]") && rest.trim_end_matches(';').chars().all(is_of_code)
}
