//! Files of the programs that start services, which are not `NAME=value` lines.

use fastrand::Rng;
use keyproof::{loader::Loader, secret::Secret};

use super::{DJANGO, PIECES, PLAIN, choose, pieces, symbols};

/// A file for the loader, if it is one of these.
pub(super) fn file(random: &mut Rng, loader: &Loader) -> Option<String> {
    let line = match loader.id {
        "systemd-environment" => unit_line,
        "supervisord" => supervisord_line,
        "circus" => circus_line,
        "uwsgi-ini" => uwsgi_line,
        "apache-setenv" => apache_line,
        "crontab" => crontab_line,
        _ => return None,
    };
    let ending: &str = choose::<&str>(random, &["\n", "\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\r", "\n\r"]);
    let mut file = if random.u8(..20) == 0 { "\u{feff}" } else { "" }.to_owned();
    if random.u8(..20) > 0 {
        // The section, and nothing else: what the written line begins with.
        file.extend(loader.form.head.split_inclusive('\n'));
    }
    let lines: Vec<_> = (0..random.usize(1..=4)).map(|_| line(random, loader)).collect();
    file.push_str(&lines.join(ending));
    if random.u8(..5) > 0 {
        file.push_str(ending);
    }
    Some(file)
}

/// The line that this product would write, or nearly.
fn near_valid(random: &mut Rng, loader: &Loader) -> String {
    let length = *choose(random, &[1, 2, 3, 8, 20, 50]);
    let key = match random.u8(..3) {
        0 => symbols(random, PLAIN, length),
        1 => symbols(random, DJANGO, length),
        _ => (0..length).map(|_| char::from(random.u8(b' '..=b'~'))).collect(),
    };
    let value = if random.u8(..4) == 0 {
        key
    } else {
        choose(random, loader.quotings).apply(&Secret::new(key)).expose().to_owned()
    };
    let before = loader.form.first;
    let name = *choose(random, &["K", "K", "K", "J"]);
    let after = *choose(random, &["", "", "", "", "", " ", " # c", "\t;c", " ;c"]);
    format!("{before}{name}{}{value}{}{after}", loader.form.between, loader.form.after)
}

/// `before`, something of the loader's own among what is hostile to all, and sometimes a line more.
fn hostile(random: &mut Rng, own: &[&str], most: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.usize(..=most) {
        let from = if random.bool() { own } else { PIECES };
        text.push_str(choose::<&str>(random, from));
    }
    text
}

/// Seldom one that makes cron ignore the file.
fn crontab_line(random: &mut Rng, loader: &Loader) -> String {
    match random.u8(..24) {
        0 => String::new(),
        1 => format!(" \t# {}", hostile(random, PIECES, 3).replace('\n', "")),
        2 => (*choose(random, &["17 3 * * * root true", "@daily root true", "*/5 1-4,7 * jan mon root true K=a"]))
            .to_owned(),
        3 => (*choose(random, &["export K=a", "K", "K=", "@any root true", "K=\"", "\"", "K='a' b", "a b", "=a"]))
            .to_owned(),
        4..=9 => near_valid(random, loader),
        _ => {
            let before = *choose(random, &["", "", "", " ", "\t "]);
            let name = *choose(random, &["K", "K", "K", "J", "H", "k", "'K'", "\"J\"", "'K J'"]);
            let equals = *choose(random, &["=", "=", "=", " = ", "\t=\t", " ="]);
            let quote = *choose(random, &["", "", "'", "\"", "\"", "'\"", "\"'"]);
            let own = ["'", "\"", " ", "\t", "a", "#", "%", "\\", "$J", "=", "\u{b}", "\u{a0}"];
            let mut inside = hostile(random, &own, 5).replace('\n', "");
            // Mostly such as closes where it should.
            if let Some(first) = quote.chars().next().filter(|_| random.u8(..8) > 0) {
                inside = inside.replace(first, "");
            }
            let inside = if quote.is_empty() && random.u8(..8) > 0 { ["a", &inside].concat() } else { inside };
            let after = *choose(random, &["", "", "", " ", "\t", "\r"]);
            let close: String = quote.chars().rev().collect();
            format!("{before}{name}{equals}{quote}{inside}{close}{after}")
        }
    }
}

fn apache_line(random: &mut Rng, loader: &Loader) -> String {
    let own = ["\\", "\\\\", "\\\"", "\\'", "\"", "'", " ", "\t", "${J}", "${", "}", "#", "\\\n", "a", "\u{b}"];
    match random.u8(..12) {
        0 => String::new(),
        1 => format!(" #{}", hostile(random, &own, 3).replace('\n', "")),
        2..=6 => {
            let line = near_valid(random, loader);
            // A comment behind it is a word too many.
            let end = line.rfind(" # c").or_else(|| line.rfind(";c")).filter(|_| random.u8(..6) > 0);
            line[..end.unwrap_or(line.len())].to_owned()
        }
        _ => {
            let before = *choose(random, &["SetEnv ", "SetEnv ", "SetEnv\t", " setenv  ", "SetEnv"]);
            let name = *choose(random, &["K", "K", "K", "K", "K", "J", "J", "k", "\"K\"", "'K", ""]);
            let quote = *choose(random, &["", "", "\"", "\"", "'"]);
            let close = if random.u8(..8) == 0 { "" } else { quote };
            // A word of its own behind it is an error.
            let after = *choose(random, &["", "", "", "", "", "", "", "", " ", " ", " ", "a", " a"]);
            let inside = hostile(random, &own, 6);
            let inside = if quote.is_empty() { inside.replace([' ', '\t', '\u{b}'], "") } else { inside };
            if before == "SetEnv" { before.to_owned() } else { format!("{before}{name} {quote}{inside}{close}{after}") }
        }
    }
}

const UNIT: &[&str] = &[
    "%",
    "%%",
    "%n",
    "%k",
    "%$",
    "%0",
    "K=",
    " K=",
    " \"K=",
    "J=",
    "\\x41",
    "\\xc3\\xa9",
    "\\xff",
    "\\x0",
    "\\101",
    "\\400",
    "\\000",
    "\\u00e9",
    "\\ud800",
    "\\U0001F4A9",
    "\\U00110000",
    "\\s",
    "\\a",
    "\\q",
    "\\\n",
    "\\\r\n",
    "\\\n#c\n",
    "\n",
    ";",
    "#",
    "]",
    "[",
    "\u{feff}",
    "'",
    "\"",
];

fn unit_line(random: &mut Rng, loader: &Loader) -> String {
    match random.u8(..40) {
        0 => String::new(),
        1 => format!("# {}", pieces(random, PIECES, 3)),
        2 => hostile(random, UNIT, 6),
        3 => (*choose(random, &["[Service]", "[Unit]", "[X]", "[Service", " [Service] ", "[]"])).to_owned(),
        4 => "Environment=".to_owned(),
        5..20 => near_valid(random, loader),
        _ => {
            let key = *choose(
                random,
                &[
                    "Environment=",
                    "Environment=",
                    "Environment=",
                    "Environment = ",
                    " Environment\t=",
                    "environment=",
                    "PassEnvironment=",
                ],
            );
            let name =
                *choose(random, &["K=", "\"K=", "'K=", "K", "J=a K=", "\u{feff}K=", "export K=", "\\x4b=", "1K="]);
            format!("{key}{name}{}", hostile(random, UNIT, 6))
        }
    }
}

const SUPERVISORD: &[&str] = &[
    "%%",
    "%%",
    "%(here)s",
    "%(program_name)s",
    "%(process_num)02d",
    "%(x)s",
    "%(",
    "%d",
    "%",
    "%5%",
    ",",
    ",",
    ",K=",
    ",J=",
    ", K=",
    "\n ",
    "\n\n  ",
    "\n#c\n ",
    " ;",
    " #",
    ";",
    "#",
    "'",
    "\"",
    "\"\"",
    "a",
    "b",
    ".",
    "/",
    ":",
    "(",
    ")",
];

fn supervisord_line(random: &mut Rng, loader: &Loader) -> String {
    match random.u8(..40) {
        0 => String::new(),
        1 => format!("# {}", pieces(random, PIECES, 3)),
        2 => format!("x={}", pieces(random, PIECES, 3)),
        3 => (*choose(random, &["[program:django]", "[supervisord]", "[x]", "[DEFAULT]", "[]", "[program:a b]", "K"]))
            .to_owned(),
        4..30 => near_valid(random, loader),
        _ => {
            let keys: &[&str] =
                &["environment=", "environment=", "environment=", "Environment : ", " environment = ", "environ="];
            let names: &[&str] =
                &["K=", "K=", "K=\"", "K='", "J=a,K=", "K = ", "\"K\"=", "K", "\n K=", "K=a,", "K=\"a\","];
            let (key, name) = (*choose(random, keys), *choose(random, names));
            let close = *choose(random, &["", "", "\"", "'", "\"", ","]);
            format!("{key}{name}{}{close}", hostile(random, SUPERVISORD, 4))
        }
    }
}

const CIRCUS: &[&str] = &[
    ";",
    " ;",
    "\t;",
    "\"\"",
    "$A",
    "$J",
    "$H_1",
    "$K2",
    "$j",
    "$(circus.env.H)",
    "$(circus.env.k2)",
    "((CIRCUS.env.J))",
    "((circus.circus.env.H))",
    "((circus.env.H)",
    "$(circus.env.x)",
    "$((circus.env.h))",
    "\n ",
    "\n\t#",
    "\n\n K=",
];

fn circus_line(random: &mut Rng, loader: &Loader) -> String {
    const HEADERS: &[&str] = &[
        "[env]",
        "[env]",
        "[env:django]",
        "[env:web]",
        "[env:*]",
        "[env: d?ango ,web]",
        "[env:w*,[a-d]jango]",
        "[DEFAULT]",
        "[watcher:web]\ncmd=true",
        "[watcher:django]\ncopy_env=On",
        "[watcher:web]",
        "[x]",
        "[env:django",
        " [env]",
        "[]",
    ];
    match random.u8(..40) {
        0 => String::new(),
        1 => {
            format!("{} {}", choose::<&str>(random, &["#", ";", "rem", "Rem", " #", "rem="]), pieces(random, PIECES, 3))
        }
        2..10 => (*choose(random, HEADERS)).to_owned(),
        10..20 => near_valid(random, loader),
        _ => {
            let before = *choose(random, &["", "", "", "", "", " ", "\t"]);
            let name = *choose(random, &["K", "K", "K", "J", "H", "k", "K2", "export K", "", "copy_env"]);
            let equals = *choose(random, &["=", "=", "=", " = ", ":", " :\t", "=="]);
            let after = *choose(random, &["", "", "", " ", " ;c", ";c", "\n c ;d"]);
            format!("{before}{name}{equals}{}{after}", hostile(random, CIRCUS, 4))
        }
    }
}

const UWSGI: &[&str] = &[
    "%%", "%%", "%!", "%f", "%\n", "%é", "%(", "%(x)", "%p", "$(", "$(X)", "$(X(Y))", "$()", "@(", "@(x)", "@()",
    "@$(", ")", "(", " ", "\t", "\r", "=", "\n", ";", "#", "[", "]",
];

fn uwsgi_line(random: &mut Rng, loader: &Loader) -> String {
    match random.u8(..40) {
        0 => String::new(),
        1 => format!("{} {}", choose::<&str>(random, &["#", ";"]), pieces(random, PIECES, 3)),
        2 => (*choose(random, &["env =", "env = K", "env = J", "env", "=", "K=a"])).to_owned(),
        3 => (*choose(random, &["[uwsgi]", "[uwsgi] ", "[x]", "[uwsgix", "[]", "[uwsgi:x]"])).to_owned(),
        4..24 => near_valid(random, loader),
        _ => {
            let key = *choose(random, &["env = ", "env=", "env =", " env\t= ", "Env = ", "enviro = "]);
            let name = *choose(random, &["K=", "K=", "K=", "K =", "J=", "%%K=", "%fK=", "K%%="]);
            format!("{key}{name}{}", hostile(random, UWSGI, 6))
        }
    }
}
