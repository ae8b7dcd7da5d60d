//! Keys of known truth, made by code: random ones of every format that people use, and weak ones of every
//! family that people make.
//!
//! It is two tables, and so longer than other files.

use base64::{Engine, prelude::BASE64_STANDARD};
use fastrand::Rng;

/// How keys of one kind are made.
pub(crate) type Maker = fn(&mut Rng) -> String;

/// Letters and digits, and what some formats add to them.
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const DIGITS: &str = "0123456789";
const DJANGO: &str = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)";
const ALPHANUMERIC: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const URL_SAFE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

fn some(random: &mut Rng, symbols: &str, length: usize) -> String {
    let symbols = symbols.as_bytes();
    (0..length).map(|_| char::from(symbols[random.usize(..symbols.len())])).collect()
}

fn bytes(random: &mut Rng, length: usize) -> Vec<u8> {
    (0..length).map(|_| random.u8(..)).collect()
}

fn uuid(random: &mut Rng, version: char) -> String {
    let hex = hex(&bytes(random, 16));
    let variant = ['8', '9', 'a', 'b'][random.usize(..4)];
    format!("{}-{}-{version}{}-{variant}{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Random keys of every usual format, by name. None of them may be called anything but fit.
pub(crate) const RANDOM: &[(&str, Maker)] = &[
    ("Django, 50", |r| some(r, DJANGO, 50)),
    ("hex, 32", |r| hex(&bytes(r, 16))),
    ("hex, 64", |r| hex(&bytes(r, 32))),
    ("token_urlsafe(32)", |r| {
        let padded = BASE64_STANDARD.encode(bytes(r, 32)).replace('+', "-").replace('/', "_");
        padded.trim_end_matches('=').to_owned()
    }),
    ("token_urlsafe(50)", |r| {
        let padded = BASE64_STANDARD.encode(bytes(r, 50)).replace('+', "-").replace('/', "_");
        padded.trim_end_matches('=').to_owned()
    }),
    ("cookiecutter, 64", |r| some(r, ALPHANUMERIC, 64)),
    ("base64 of 32 bytes", |r| BASE64_STANDARD.encode(bytes(r, 32))),
    ("base64 of 48 bytes", |r| BASE64_STANDARD.encode(bytes(r, 48))),
    ("base64 of 64 bytes", |r| BASE64_STANDARD.encode(bytes(r, 64))),
    ("base58, 22", |r| some(r, BASE58, 22)),
    ("base58, 44", |r| some(r, BASE58, 44)),
    ("UUID v4", |r| uuid(r, '4')),
    ("nanoid, 21", |r| some(r, URL_SAFE, 21)),
    ("lower case, 50", |r| some(r, LOWER, 50)),
    ("letters, 24", |r| some(r, LETTERS, 24)),
    ("letters, 32", |r| some(r, LETTERS, 32)),
    ("groups of five letters", |r| (0..8).map(|_| some(r, LOWER, 5)).collect::<Vec<_>>().join("-")),
    ("digits, 50", |r| some(r, DIGITS, 50)),
    ("printable, 50", |r| (0..50).map(|_| char::from(r.u8(b'!'..=b'~'))).collect()),
    ("upper-case hex, 64", |r| hex(&bytes(r, 32)).to_uppercase()),
    ("password manager, 32", |r| some(r, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*", 32)),
    ("nine words by dice", |r| {
        let sign = ["-", " ", ".", "_"][r.usize(..4)];
        dice(r, 9).join(sign)
    }),
];

/// Weak keys by family. All of them should be called something but fit.
pub(crate) const WEAK: &[(&str, Maker)] = &[
    ("placeholders", placeholder),
    ("placeholders with filler", |r| {
        let symbols = some_of(r, &["0", "x", "X", "-", "1234567890", "abcdef", "*", "."]);
        let length = 1 + r.usize(..20);
        let filler = some(r, symbols, length);
        let inner = placeholder(r);
        match r.usize(..3) {
            0 => filler + &inner,
            1 => inner + &filler,
            _ => format!("{filler}{inner}{filler}"),
        }
    }),
    ("template variables", |r| {
        let name = some_of(
            r,
            &["SECRET_KEY", "secret_key", "DJANGO_SECRET_KEY", "cookiecutter.secret_key", "MY_KEY", "secret"],
        );
        let (open, close) = [
            ("${", "}"),
            ("{{ ", " }}"),
            ("<", ">"),
            ("%(", ")s"),
            ("[", "]"),
            ("$(", ")"),
            ("__", "__"),
            ("{{", "}}"),
        ][r.usize(..8)];
        format!("{open}{name}{close}")
    }),
    ("repetition", |r| {
        let unit = 1 + r.usize(..12);
        let unit = any(r, unit);
        cut(r, &unit.repeat(60))
    }),
    ("repetition with changes", |r| {
        let unit = 2 + r.usize(..9);
        let unit = any(r, unit);
        let mut text: Vec<char> = unit.repeat(60).chars().take(50 + r.usize(..15)).collect();
        for _ in 0..=r.usize(..3) {
            let place = r.usize(..text.len());
            text[place] = r.alphanumeric();
        }
        text.into_iter().collect()
    }),
    ("sequences", |r| {
        let mut text = String::new();
        while text.len() < 50 {
            let all = some_of(r, &[LOWER, DIGITS, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789abcdef"]);
            let start = r.usize(..all.len());
            let mut part: String = all[start..].chars().chain(all.chars()).take(5 + r.usize(..30)).collect();
            if r.bool() {
                part = part.chars().rev().collect();
            }
            text += &part;
        }
        cut(r, &text)
    }),
    ("keyboard walks", |r| {
        let rows = [
            "1234567890",
            "qwertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "azertyuiop",
            "qsdfghjklm",
            "wxcvbn",
            "qwertzuiop",
            "yxcvbnm",
            "1qaz",
            "2wsx",
            "3edc",
            "4rfv",
            "5tgb",
            "6yhn",
            "7ujm",
            "aoeuidhtns",
            "!@#$%^&*()",
        ];
        let mut text = String::new();
        while text.len() < 50 {
            let row = some_of(r, &rows[..rows.len() - 1]);
            let mut part: String = row.chars().skip(r.usize(..2)).collect();
            if r.usize(..4) == 0 {
                part = part.chars().rev().collect();
            }
            if r.usize(..5) == 0 {
                part = part.to_uppercase();
            }
            text += &part;
        }
        cut(r, &text)
    }),
    ("dates", |r| {
        let mut text = String::new();
        let sign = ["", "", "-", "/", "."][r.usize(..5)];
        let order = r.usize(..3);
        while text.len() < 48 {
            let (year, month, day) = (1950 + r.u32(..80), 1 + r.u32(..12), 1 + r.u32(..28));
            let date = match order {
                0 => format!("{year}{sign}{month:02}{sign}{day:02}"),
                1 => format!("{day:02}{sign}{month:02}{sign}{year}"),
                _ => format!("{month:02}{sign}{day:02}{sign}{year}"),
            };
            text += &date;
        }
        text
    }),
    ("words", |r| {
        let language = some_of(r, &["en", "en", "en", "es", "fr", "de", "pt", "it", "nl", "ru"]);
        // Eleven of the thousand English words would hold more than the 112 bits that are enough.
        let count = 7 + r.usize(..if language == "en" { 4 } else { 6 });
        let words: Vec<_> = (0..count).map(|_| word(r, language)).collect();
        let text = match r.usize(..5) {
            0 => words.concat(),
            1 => words.iter().map(|word| capital(word)).collect(),
            2 => words.concat() + &r.u32(1..2030).to_string(),
            3 => words[..words.len().min(8)].join(["_", "-", " "][r.usize(..3)]),
            _ => words.concat().to_uppercase(),
        };
        text.chars().take(80).collect()
    }),
    ("words in leet", |r| {
        let language = some_of(r, &["en", "passwords", "names"]);
        let text: String = (0..7).map(|_| capital(word(r, language))).collect();
        let swaps = [('o', '0'), ('i', '1'), ('e', '3'), ('a', '4'), ('s', '5'), ('t', '7'), ('a', '@'), ('s', '$')];
        let kept: Vec<_> = swaps.iter().filter(|_| r.usize(..4) > 0).collect();
        text.chars().map(|letter| kept.iter().find(|swap| swap.0 == letter).map_or(letter, |swap| swap.1)).collect()
    }),
    ("names and years", |r| {
        let mut text = String::new();
        while text.len() < 50 {
            text += &capital(word(r, "names"));
            if r.bool() {
                text += &(1940 + r.u32(..90)).to_string();
            }
            if r.usize(..4) == 0 {
                text += some_of(r, &["!", "@", "#", "_", "-"]);
            }
        }
        text
    }),
    ("phrases of few words", |r| {
        let sign = ["-", " ", ".", "_"][r.usize(..4)];
        let count = 3 + r.usize(..6);
        let mut words: Vec<_> = dice(r, count).into_iter().map(str::to_owned).collect();
        if r.bool() {
            words = words.iter().map(|word| capital(word)).collect();
        }
        if r.usize(..3) == 0 {
            let place = r.usize(..words.len());
            words[place] += &r.u32(..10).to_string();
        }
        words.join(sign)
    }),
    ("keyboard mash", |r| {
        let rolls = [
            "asdf", "jkl", "sdf", "fdsa", "kjh", "lkj", "hjk", "asd", "dfg", "fgh", "jh", "kl", "fj", "dk", "sl",
            "wer", "poi", "iu", "re", "hg", "gf", "ds", "sa", "ei", "vn", "cm", "ks", "jd", "fk", "al", "oi", "we",
            "kf", "sj", "dh",
        ];
        let mut text = String::new();
        let length = 36 + r.usize(..30);
        while text.len() < length {
            match r.usize(..5) {
                0 => text.push(char::from(b"asdfghjklasdfjklqweruiop"[r.usize(..24)])),
                _ => text += some_of(r, &rolls),
            }
        }
        text
    }),
    ("short, padded to fifty", |r| {
        let secret = match r.usize(..4) {
            0 => word(r, "passwords").to_owned(),
            1 => format!("{}{}", capital(word(r, "names")), r.u32(1940..2030)),
            2 => any(r, 8),
            _ => format!("{}{}!", word(r, "en"), r.u32(..1000)),
        };
        let mut text = secret.clone();
        let pad = ["0", "x", "1234567890", "abc", "!", "=", "-", "a", "qwertyuiop", &secret.clone()][r.usize(..10)]
            .to_owned();
        while text.len() < 50 {
            text += &pad;
        }
        text.chars().take(50.max(secret.len())).collect()
    }),
    ("encoded text", |r| {
        let text = match r.usize(..3) {
            0 => (0..5).map(|_| word(r, "en")).collect::<Vec<_>>().join(" "),
            1 => placeholder(r) + &placeholder(r),
            _ => (0..4).map(|_| capital(word(r, "passwords"))).collect(),
        };
        if r.bool() { BASE64_STANDARD.encode(text) } else { hex(text.as_bytes()) }
    }),
    ("digests of words", |r| {
        use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
        let mut word = some_of(r, &words("passwords")[..300]).to_owned();
        if r.usize(..4) == 0 {
            word.push('\n');
        }
        let digest = match r.usize(..4) {
            0 => Sha224::digest(&word).to_vec(),
            1 => Sha256::digest(&word).to_vec(),
            2 => Sha384::digest(&word).to_vec(),
            _ => Sha512::digest(&word).to_vec(),
        };
        if r.usize(..3) == 0 { BASE64_STANDARD.encode(digest) } else { hex(&digest) }
    }),
    ("UUIDs of a clock or a name", |r| {
        let version = ['1', '3', '5', '6', '7'][r.usize(..5)];
        uuid(r, version)
    }),
    ("times and numbers", |r| match r.usize(..4) {
        0 => (1_000_000_000 + r.u64(..900_000_000)).to_string(),
        1 => (1_600_000_000_000 + r.u64(..200_000_000_000)).to_string(),
        2 => r.u64(..).to_string(),
        _ => format!("{}.{:06}", 1_600_000_000 + r.u64(..200_000_000), r.u32(..1_000_000)),
    }),
    ("tokens of other services", |r| match r.usize(..8) {
        0 => "ghp_".to_owned() + &some(r, ALPHANUMERIC, 36),
        1 => "sk_live_".to_owned() + &some(r, ALPHANUMERIC, 24),
        2 => "glpat-".to_owned() + &some(r, URL_SAFE, 20),
        3 => "AIza".to_owned() + &some(r, URL_SAFE, 35),
        4 => "xoxb-".to_owned() + &some(r, DIGITS, 12) + "-" + &some(r, DIGITS, 12) + "-" + &some(r, ALPHANUMERIC, 24),
        5 => "SG.".to_owned() + &some(r, URL_SAFE, 22) + "." + &some(r, URL_SAFE, 43),
        6 => "npm_".to_owned() + &some(r, ALPHANUMERIC, 36),
        _ => "eyJhbGciOiJIUzI1NiJ9.eyJ".to_owned() + &some(r, URL_SAFE, 60) + "." + &some(r, URL_SAFE, 43),
    }),
    ("hashes of passwords", |r| match r.usize(..3) {
        0 => {
            "pbkdf2_sha256$1000000$".to_owned()
                + &some(r, ALPHANUMERIC, 22)
                + "$"
                + &BASE64_STANDARD.encode(bytes(r, 32))
        }
        1 => "$2b$12$".to_owned() + &some(r, ALPHANUMERIC, 53),
        _ => {
            "$argon2id$v=19$m=65536,t=3,p=4$".to_owned() + &some(r, ALPHANUMERIC, 22) + "$" + &some(r, ALPHANUMERIC, 43)
        }
    }),
    ("short random texts", |r| {
        let length = 6 + r.usize(..10);
        any(r, length)
    }),
    ("few characters", |r| {
        let symbols = some_of(r, &["01", "ab", "xo", "abc", "012"]);
        let length = 50 + r.usize(..10);
        some(r, symbols, length)
    }),
    ("made by startproject", |r| {
        let key = "django-insecure-".to_owned() + &some(r, DJANGO, 50);
        match r.usize(..5) {
            0 => format!("'{key}'"),
            1 => format!(" {key}"),
            2 => key.replacen("django-insecure", "Django-Insecure", 1),
            _ => key,
        }
    }),
    ("damaged keys", |r| {
        let key = some(r, DJANGO, 50);
        let place = 1 + r.usize(..48);
        match r.usize(..9) {
            0 => format!("\"{key}\"").replace("\"\"", "\""),
            1 => key + "\t",
            2 => key + " ",
            3 => format!("{}\u{200b}{}", &key[..place], &key[place..]),
            4 => format!("\u{feff}{key}"),
            5 => format!("{}\u{a0}{}", &key[..place], &key[place..]),
            6 => format!("{}\n{}", &key[..30], &key[30..]),
            7 => format!("“{key}”"),
            _ => format!("{}\u{fffd}{}", &key[..place], &key[place..]),
        }
    }),
];

fn any(random: &mut Rng, length: usize) -> String {
    let symbols = some_of(random, &[DJANGO, ALPHANUMERIC, LOWER, DIGITS, URL_SAFE, "0123456789abcdef"]);
    some(random, symbols, length)
}

/// The first fifty or some more characters.
fn cut(random: &mut Rng, text: &str) -> String {
    let length = 50 + random.usize(..15);
    text.chars().take(length).collect()
}

fn placeholder(random: &mut Rng) -> String {
    let texts = [
        "change me",
        "changeme",
        "change this",
        "change me please",
        "change me in production",
        "please change this key",
        "replace me",
        "replace this with a real key",
        "your secret key",
        "your secret key here",
        "your django secret key",
        "my secret key",
        "my super secret key",
        "super secret",
        "super secret key",
        "top secret",
        "secret",
        "secret key",
        "not so secret",
        "not a secret",
        "insecure",
        "insecure dev key",
        "insecure key for dev",
        "unsafe",
        "unsafe dev secret key",
        "dummy",
        "dummy key",
        "dummy secret",
        "example",
        "example key",
        "sample key",
        "default key",
        "default secret",
        "development key",
        "dev secret key",
        "local dev key",
        "test key",
        "test secret key",
        "testing secret",
        "key for tests only",
        "foobar",
        "todo change",
        "fixme",
        "placeholder",
        "secret key placeholder",
        "put your key here",
        "insert key here",
        "generate me",
        "generate a new key",
        "set me",
        "do not use in production",
        "dont use this",
        "this is not a secret",
        "this is a secret key",
        "keep it secret keep it safe",
        "password",
        "secret password",
        "django secret",
        "django key",
        "some secret key",
        "some random string",
        "a random string",
        "random string here",
        "a very long random string",
        "build time key",
        "fake key",
        "fake secret key",
        "not for production",
        "only for development",
        "temporary key",
        "cambiame",
        "cambiar esto",
        "clave secreta",
        "tu clave secreta aqui",
        "contrasena",
        "changez moi",
        "a changer",
        "cle secrete",
        "motdepasse",
        "votre cle secrete",
        "remplacer",
        "bitte aendern",
        "aendere mich",
        "geheim",
        "geheimer schluessel",
        "ersetzen",
        "mude me",
        "mudar",
        "chave secreta",
        "sua chave secreta",
        "troque isso",
        "senha",
        "cambiami",
        "chiave segreta",
        "da cambiare",
        "verander mij",
        "geheime sleutel",
        "wachtwoord",
        "sekretnyy klyuch",
        "izmeni menya",
        "parol",
        "haslo",
        "tajny klucz",
        "gizli anahtar",
    ];
    let text = some_of(random, &texts);
    let sign = some_of(random, &["-", "_", "", " ", ".", "-", "_"]);
    let text = text.replace(' ', sign);
    match random.usize(..6) {
        0 => text.to_uppercase(),
        1 => capital(&text),
        2 => text.replace('e', "3").replace('a', "4"),
        3 => format!("{text}!{}", random.u32(..1000)),
        _ => text,
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn some_of<'a>(random: &mut Rng, texts: &[&'a str]) -> &'a str {
    texts[random.usize(..texts.len())]
}

fn words(list: &str) -> Vec<&'static str> {
    let lines = include_str!("yardstick/words.txt").lines();
    let mut lists = lines.filter_map(|line| line.split_once(": "));
    lists.find(|(name, _)| *name == list).map(|(_, words)| words.split(' ').collect()).unwrap_or_default()
}

fn word(random: &mut Rng, list: &str) -> &'static str {
    some_of(random, &words(list))
}

/// Different words, drawn by dice.
fn dice(random: &mut Rng, count: usize) -> Vec<&'static str> {
    let mut all = words("dice");
    random.shuffle(&mut all);
    all.truncate(count);
    all
}
