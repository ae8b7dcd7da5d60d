//! The texts of a store: templates with names in their places, and the shells' ways of asking for the key and handing it
//! over.

use super::{Hand, Names, Shell};

/// Asks for the key without showing it, in a subshell that keeps it to itself. `printf` is a part of
/// the shell, so no process has the key among its arguments. Nothing is handed over if the question
/// is broken off.
const ASK: &str = "(\ntrap 'stty echo' EXIT; trap exit INT\nprintf 'Key: '; stty -echo\nIFS= read -r key && echo &&\n";

pub(super) fn posix(hand: Hand, line: &str, names: &Names<'_>) -> String {
    let (before, after) = match hand {
        Hand::Plain => ("printf %s \"$key\" | ", None),
        Hand::Line => ("printf '{var}=\"\"\"%s\"\"\"\\n' \"$key\" | ", None),
        Hand::Json(parts) => (
            "printf %s \"$key\" | python3 -c 'import json, sys; print(sys.argv[1] + json.dumps(sys.stdin.read()) + sys.argv[2])' ",
            Some(parts),
        ),
    };
    let mut text = [ASK, &fill(before, names, Some(Shell::Posix))].concat();
    for part in after.into_iter().flatten() {
        quote(Shell::Posix, &fill(part, names, None), &mut text);
        text.push(' ');
    }
    if after.is_some() {
        text.push_str("| ");
    }
    [text, fill(line, names, Some(Shell::Posix)), "\n)\n".to_owned()].concat()
}

/// By a private file, or, to programs that read nothing else, as standard input: PowerShell ends that
/// with a line break, which all of these drop, and in its version 5 with other bytes than UTF-8's
/// unless told.
pub(super) fn powershell(hand: Hand, line: &str, names: &Names<'_>) -> String {
    let line = fill(line, names, Some(Shell::PowerShell));
    let mut value = String::new();
    match hand {
        Hand::Plain => value.push_str("$k"),
        Hand::Line => value.push_str(&fill("('{var}=\"\"\"' + $k + '\"\"\"')", names, None)),
        Hand::Json([before, after]) => {
            value.push('(');
            quote(Shell::PowerShell, &fill(before, names, None), &mut value);
            value.push_str(" + (ConvertTo-Json $k) + ");
            quote(Shell::PowerShell, &fill(after, names, None), &mut value);
            value.push(')');
        }
    }
    let ask = "$k = [Net.NetworkCredential]::new('', (Read-Host Key -AsSecureString)).Password\n";
    if line.contains("$f") {
        let begin = "& {\n$f = [IO.Path]::GetTempFileName()\ntry {\n";
        [begin, ask, "[IO.File]::WriteAllText($f, ", &value, ")\n", &line, "\n} finally { Remove-Item $f }\n}\n"]
            .concat()
    } else {
        ["& {\n$OutputEncoding = [Text.UTF8Encoding]::new($false)\n", ask, &value, " | ", &line, "\n}\n"].concat()
    }
}

/// The template with its places filled in: names are quoted for the shell, if it is a command.
pub(super) fn fill(template: &str, names: &Names<'_>, shell: Option<Shell>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    let windows = shell == Some(Shell::PowerShell);
    // Docker's are the only ones.
    let (next, swap);
    let (next, swap) = if rest.contains("{next}") {
        next = [names.name, "_2"].concat();
        swap = ["source=", &next, ",target=", names.name].concat();
        (&*next, &*swap)
    } else {
        ("", "")
    };
    let places = [
        ("{var}", names.variable.as_str(), false),
        ("{name}", names.name, true),
        ("{scope}", names.scope, true),
        ("{next}", next, true),
        ("{swap}", swap, true),
        ("{then}", if windows { "\n" } else { " &&\n" }, false),
        ("{in}", if windows { "$f" } else { "/dev/stdin" }, false),
        ("{dash}", if windows { "$f" } else { "-" }, false),
        ("{at}", if windows { "@$f" } else { "-" }, false),
    ];
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((place, value, chosen)) = places.iter().find(|(place, ..)| rest.starts_with(place)) {
            match shell {
                Some(shell) if *chosen => quote(shell, value, &mut text),
                _ => text.push_str(value),
            }
            rest = &rest[place.len()..];
        } else {
            text.push('{');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

/// Writes a word so that the shell reads exactly it. What is safe stays as it is.
fn quote(shell: Shell, word: &str, text: &mut String) {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/' | b'-')) {
        text.push_str(word);
        return;
    }
    text.push('\'');
    for symbol in word.chars() {
        match (shell, symbol) {
            (Shell::Posix, '\'') => text.push_str("'\\''"),
            // It takes any of these for a quote, and two of them for one.
            (Shell::PowerShell, '\'' | '‘' | '’' | '‚' | '‛') => text.extend([symbol, symbol]),
            _ => text.push(symbol),
        }
    }
    text.push('\'');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn quotes(shell: Shell, cases: &[(&str, &str)]) {
        for (word, expected) in cases {
            let mut text = String::new();
            quote(shell, word, &mut text);
            assert_eq!(&text, expected);
        }
    }

    #[test]
    fn words_are_quoted_where_they_have_to_be() {
        let cases =
            [("a/b-c.d_1", "a/b-c.d_1"), ("a b", "'a b'"), ("~", "'~'"), ("=ls", "'=ls'"), ("$(id)", "'$(id)'")];
        quotes(Shell::Posix, &cases);
        quotes(Shell::PowerShell, &cases);
        quotes(Shell::Posix, &[("a'b", r"'a'\''b'"), ("a’b", "'a’b'"), ("!!", "'!!'")]);
        quotes(Shell::PowerShell, &[("a'b", "'a''b'"), ("a’b", "'a’’b'"), ("a‘‚‛", "'a‘‘‚‚‛‛'")]);
    }
}
