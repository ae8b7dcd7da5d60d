//! Keys to carry: Django's own, and such as break what is not quoted.

/// What Django's `get_random_secret_key` draws from.
const DJANGO: &str = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)";

/// Texts that mean something to a shell, a program or a file format.
const HOSTILE: &[&str] = &[
    "'",
    "\"",
    "\\",
    "$",
    "`",
    "!",
    "#",
    "%",
    "&",
    "*",
    "(",
    ")",
    "-",
    "_",
    "=",
    "+",
    "[",
    "]",
    "{",
    "}",
    "|",
    ";",
    ":",
    "<",
    ">",
    "?",
    "/",
    ",",
    ".",
    "~",
    "^",
    "@",
    " ",
    "  ",
    "a",
    "Z",
    "0",
    "é",
    "漢",
    "🔑",
    "\u{a0}",
    "\\n",
    "\\",
    "\\0",
    "\\'",
    "$(id)",
    "${HOME}",
    "$HOME",
    "$$",
    "`id`",
    "%s",
    "%d%n",
    "%%",
    "!!",
    "!$",
    "-n",
    "-e",
    "--",
    "--help",
    "@/etc/passwd",
    "@-",
    "=-",
    "file:///etc/passwd",
    "http://localhost/",
    "{{ x }}",
    "{% x %}",
    "${{ x }}",
    "\"\"\"",
    "'\\''",
    "&&",
    "||",
    "EOF",
    "~/",
    "\t",
    "null",
    "true",
    "1e5",
    "//",
    "*/",
    "<!--",
    "]]>",
    "\u{feff}",
    "é\u{301}",
];

/// Keys of both kinds by turns, always the same ones.
pub(crate) fn keys(count: usize, seed: u64) -> Vec<String> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..count).map(|number| if number % 2 == 0 { hostile(&mut random) } else { django(&mut random) }).collect()
}

fn django(random: &mut fastrand::Rng) -> String {
    let symbols: Vec<char> = DJANGO.chars().collect();
    (0..50).map(|_| random.choice(&symbols).expect("there are some")).collect()
}

fn hostile(random: &mut fastrand::Rng) -> String {
    let parts = random.usize(1..30);
    (0..parts).map(|_| *random.choice(HOSTILE).expect("there are some")).collect()
}
