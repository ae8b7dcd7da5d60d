//! Files for the loaders: half of them nearly what a person would write, half of them hostile.
//!
//! There is no NUL in them: no environment variable can hold one.

use fastrand::Rng;
use keyproof::{
    loader::{Environment, Family, Loader},
    name::VariableName,
    quoting::{DOUBLE, DOUBLE_BACKSLASH, DOUBLE_DOLLAR, SINGLE, SINGLE_BACKSLASH, SINGLE_ESCAPED_QUOTE, SINGLE_SHELL},
    reading::Reading,
    secret::Secret,
};

mod compose_files;
mod fish;
mod manifests;
mod pieces;
mod services;

use pieces::{DJANGO, HELPERS, MAKE_PIECES, PIECES, PLAIN, RARE, REFERENCES, SHELL_BARE, SHELL_PIECES, TOML};

/// A line for make.
fn make_line(random: &mut Rng) -> String {
    let before = *choose(random, &["", "", "", "", " ", "\t", "export ", "export\t"]);
    let name = *choose(random, &["K", "K", "K", "K", "J", "K2", "k", "H", "K.a", "K-1"]);
    let equals = *choose(random, &["=", "=", "=", "=", " =", "= ", " = ", "\t=\t"]);
    let value = match random.u8(..4) {
        0 => symbols(random, DJANGO, 50).replace('$', "$$").replace('#', "\\#"),
        1 => symbols(random, SHELL_BARE, 20),
        _ => pieces(random, MAKE_PIECES, 6),
    };
    match random.u8(..60) {
        0 => String::new(),
        1 | 2 => format!("# {}", pieces(random, MAKE_PIECES, 3)),
        3 => pieces(random, MAKE_PIECES, 4),
        _ => format!("{before}{name}{equals}{value}"),
    }
}

/// Whether the file is a program to the loader, of which its model knows a part.
pub(crate) fn is_program(loader: &Loader) -> bool {
    loader.family == Family::Shell || loader.id == "make-include"
}

/// Whether the loader reads files as a shell does.
pub(crate) fn is_shell(loader: &Loader) -> bool {
    // To `export`, a word is a word.
    loader.family == Family::Shell && !loader.id.starts_with("export-")
}

/// Programs that read many files in one call, all of which fail if one does.
const FAILS_AS_A_WHOLE: &[&str] = &[
    "docker-env-file",
    "compose-env-file",
    "compose-project-env",
    "podman-env-file",
    "kubectl-env-file",
    "kustomize-envs",
];

/// A file for the loader.
///
/// A program that fails as a whole on one bad file has to be started for that file alone, so most
/// of the files that its model refuses are drawn again.
pub(crate) fn file(random: &mut Rng, loader: &Loader) -> String {
    let name = VariableName::parse("K").expect("a name");
    loop {
        let file = any_file(random, loader);
        let refused = matches!(loader.read(&file, &name, &Environment::EMPTY), Reading::Refused(_));
        if !refused || !FAILS_AS_A_WHOLE.contains(&loader.id) || random.u8(..10) == 0 {
            return file;
        }
    }
}

fn any_file(random: &mut Rng, loader: &Loader) -> String {
    if loader.id == "fish" {
        return fish::file(random);
    }
    if let Some(file) = services::file(random, loader).or_else(|| manifests::file(random, loader)) {
        return file;
    }
    if loader.id == "python-decouple-ini" {
        return ini(random);
    }
    let shell = is_shell(loader);
    let ending = *choose(random, &["\n", "\n", "\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\r"]);
    // To a shell a lone carriage return ends no line, and one after a blank is a command.
    let ending = if shell && (ending == "\r" || random.u8(..3) > 0) { "\n" } else { ending };
    let lines: Vec<_> = (0..random.usize(1..=4))
        .map(|_| if loader.id == "make-include" { make_line(random) } else { line(random, shell) })
        .collect();
    let mut lines = lines;
    // A shell stops the model where a variable is not set, so these are few there.
    if random.u8(..if shell { 12 } else { 3 }) == 0 && loader.id != "make-include" {
        helpers(random, shell, &mut lines);
    }
    if loader.id == "dynaconf" && random.bool() {
        let text = Secret::new(pieces(random, TOML, 4));
        let quoting = *choose(random, &[SINGLE_BACKSLASH, SINGLE_BACKSLASH, DOUBLE_BACKSLASH]);
        let name = *choose(random, &["K", "K", "K", "J", "k", "DYNACONF_K", "K__a", "K.a", "DYNACONF_J"]);
        lines.insert(random.usize(..=lines.len()), format!("{name}={}", quoting.apply(&text).expose()));
    }
    let mut file = if random.u8(..100) < if shell { 1 } else { 5 } { "\u{feff}" } else { "" }.to_owned();
    file.push_str(&lines.join(ending));
    if random.u8(..5) > 0 {
        file.push_str(ending);
    }
    if loader.id == "environs-expand-vars" {
        // What is left to expand once python-dotenv has expanded it.
        file = file.replace("${J:-x}", "${I:-${J:-x}}").replace("${J-x}", "${J:-\\${H}${H:-}");
    }
    file
}

/// Puts helpers among the lines, and one that refers to them.
fn helpers(random: &mut Rng, shell: bool, lines: &mut Vec<String>) {
    for _ in 0..random.usize(1..=4) {
        let helper = *choose(random, HELPERS);
        // A word alone is a command to a shell, and so is what a blank stands before.
        if !shell || helper.contains('=') && !helper.contains('`') {
            lines.insert(random.usize(..=lines.len()), helper.to_owned());
        }
    }
    let reference = if shell { *choose(random, &REFERENCES[..7]) } else { *choose(random, REFERENCES) };
    let quote = *choose(random, &["", "", "", "", "\"", "'"]);
    let quote = if reference.contains(['\'', '"']) || shell { "" } else { quote };
    lines.insert(random.usize(..=lines.len()), format!("K={quote}{reference}{quote}"));
}

/// A file with sections, options, and lines that go on.
fn ini(random: &mut Rng) -> String {
    let ending = *choose(random, &["\n", "\n", "\n", "\n", "\n", "\r\n", "\r"]);
    let mark = if random.u8(..40) == 0 { "\u{feff}" } else { "" };
    let mut lines = Vec::new();
    if random.u8(..12) > 0 {
        lines.push("[settings]".to_owned());
    }
    for _ in 0..random.usize(1..=5) {
        let indent = *choose(random, &["", "", "", "", "", "", " ", "  ", "\t", "\u{a0}", "\u{1c}"]);
        let length = *choose(random, &[1, 2, 8, 50]);
        let value = match random.u8(..6) {
            0 => symbols(random, DJANGO, length),
            1 | 2 => symbols(random, DJANGO, length).replace('%', "%%"),
            3 => pieces(random, PIECES, 8),
            4 => pieces(random, PIECES, 8).replace('%', "%%"),
            _ => pieces(random, &["%%", "%(J)s", "%(h)s", "%(k)s", "%(J)", "%()s", "a", " ", "%", "\u{b}", "é"], 4),
        };
        let names = ["K", "K", "K", "k", "J", "J", "j", "H", "h", "K2", "É", "é", "K ", "ſ", "K.a", "", "export K"];
        let between = *choose(random, &["=", "=", "=", " = ", ":", ": ", " :", "\t=\t", "==", ""]);
        let line = match random.u8(..20) {
            0 => String::new(),
            1 => format!("{indent}{}{value}", choose(random, &["#", ";"])),
            2 | 3 => format!("{indent}{value}"),
            4 => {
                (*choose(random, &["[settings]", "[DEFAULT]", "[DEFAULT]", "[Settings]", "[a]", "[]", "[a]]=b", "[a"]))
                    .to_owned()
            }
            _ => format!("{indent}{}{between}{value}", choose(random, &names)),
        };
        lines.push(line);
    }
    if lines.len() > 1 && random.u8(..6) == 0 {
        lines.swap(0, 1);
    }
    mark.to_owned() + &lines.join(ending) + if random.u8(..5) > 0 { ending } else { "" }
}

fn choose<'a, T>(random: &mut Rng, from: &'a [T]) -> &'a T {
    &from[random.usize(..from.len())]
}

fn line(random: &mut Rng, shell: bool) -> String {
    match random.u8(..20) {
        0 => String::new(),
        1 => format!("# {}", pieces(random, PIECES, 3).replace('\n', "")),
        2 if !shell => pieces(random, PIECES, 8),
        _ if random.bool() => near_valid(random, shell),
        _ => hostile(random, shell),
    }
}

fn pieces(random: &mut Rng, from: &[&str], most: usize) -> String {
    (0..random.usize(..=most)).map(|_| *choose(random, from)).collect()
}

fn symbols(random: &mut Rng, alphabet: &str, length: usize) -> String {
    (0..length).map(|_| char::from(*choose(random, alphabet.as_bytes()))).collect()
}

/// A line as a person or this product would write it, with a key in it.
fn near_valid(random: &mut Rng, shell: bool) -> String {
    let length = *choose(random, &[1, 2, 3, 8, 20, 50]);
    let key = match random.u8(..4) {
        0 => symbols(random, PLAIN, length),
        1 | 2 => symbols(random, DJANGO, length),
        _ => (0..length).map(|_| char::from(random.u8(b' '..=b'~'))).collect(),
    };
    let quotings =
        [DOUBLE_BACKSLASH, DOUBLE_DOLLAR, SINGLE, SINGLE_BACKSLASH, SINGLE_ESCAPED_QUOTE, SINGLE_SHELL, DOUBLE];
    let value = match random.u8(..4) {
        0 if shell => symbols(random, SHELL_BARE, length),
        0 => key,
        _ if shell && random.u8(..4) > 0 => SINGLE_SHELL.apply(&Secret::new(key)).expose().to_owned(),
        // Half the dollars a shell sees, it should not look into.
        _ if shell => DOUBLE_DOLLAR.apply(&Secret::new(key.replace('`', ""))).expose().to_owned(),
        _ => choose(random, &quotings).apply(&Secret::new(key)).expose().to_owned(),
    };
    let before = *choose(random, &["", "", "", "", "export "]);
    let name = *choose(random, &["K", "K", "K", "J"]);
    let after = *choose(random, &["", "", "", "", "", " ", " # c", "\t#c"]);
    format!("{before}{name}={value}{after}")
}

fn hostile(random: &mut Rng, shell: bool) -> String {
    if shell {
        let before = *choose(random, &["", "", "", "", " ", "\t", "export ", "export\t"]);
        let name = *choose(random, &["K", "K", "K", "K", "J", "K2", "k", "H"]);
        let quote = *choose(random, &["", "", "'", "\"", "'"]);
        let inside = match quote {
            "'" => pieces(random, PIECES, 6).replace('\'', ""),
            // Without quotes, `export` leaves it to the shell how many words a value becomes.
            "" if before.starts_with("export") => pieces(random, SHELL_PIECES, 6).replace('$', ""),
            _ => pieces(random, SHELL_PIECES, 6),
        };
        // Seldom unclosed, seldom followed by another word, which would be a command.
        let close = if random.u8(..30) == 0 { "" } else { quote };
        let after =
            *choose(random, &["", "", "", "", " ", "\t", "", "", "", " #c", ";", "; ", ";J=1", " J=2", "#", "("]);
        // What runs something is unknown, and that is for the cases in the model's own file.
        let after = if random.u8(..40) == 0 { "&" } else { after };
        return format!("{before}{name}={quote}{inside}{close}{after}");
    }
    let before =
        *choose(random, &["", "", "", "", "", " ", "\t", "export ", "export  ", "export\t", "set ", "\u{a0}", "'"]);
    let name = *choose(random, &["K", "K", "K", "K", "K", "J", "H", "K2", "AK", "k", "1K", "K ", "'K'", "K.a", "É"]);
    let equals = *choose(random, &["=", "=", "=", "=", "=", " =", "= ", " = ", "\t=\t", ": ", ":", ""]);
    let quote = *choose(random, &["", "", "", "'", "\"", "`"]);
    let close = if random.u8(..8) == 0 { "" } else { quote };
    let after = *choose(random, &["", "", "", " ", "\t", " # c", "#c", "\t# c", " x", ";", "'", "\"", "\\"]);
    let mut inside = pieces(random, PIECES, 8);
    match random.u8(..16) {
        0 | 1 => inside.push_str(choose::<&str>(random, RARE)),
        2 | 3 => inside.push_str(choose::<&str>(random, REFERENCES)),
        _ => {}
    }
    // A value may go over several lines.
    let inside = if random.u8(..10) == 0 { format!("{inside}\n{}", pieces(random, PIECES, 4)) } else { inside };
    format!("{before}{name}{equals}{quote}{inside}{close}{after}")
}
