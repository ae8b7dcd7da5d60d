//! What the makers of keys that people use draw, and how many bits that has: the check never says more.

use base64::{Engine, prelude::BASE64_STANDARD};
use fastrand::Rng;

use crate::check::Checker;

type Make = fn(&mut Rng) -> String;

fn some(r: &mut Rng, symbols: &str, length: usize) -> String {
    let symbols = symbols.as_bytes();
    (0..length).map(|_| char::from(symbols[r.usize(..symbols.len())])).collect()
}

fn bytes(r: &mut Rng, length: usize) -> Vec<u8> {
    (0..length).map(|_| r.u8(..)).collect()
}

fn hex(r: &mut Rng, length: usize) -> String {
    some(r, "0123456789abcdef", 2 * length)
}

fn base64(r: &mut Rng, length: usize) -> String {
    BASE64_STANDARD.encode(bytes(r, length))
}

fn url_safe(r: &mut Rng, length: usize) -> String {
    base64(r, length).trim_end_matches('=').replace('+', "-").replace('/', "_")
}

fn uuid(r: &mut Rng) -> String {
    let hex = hex(r, 16);
    let variant = some(r, "89ab", 1);
    format!("{}-{}-4{}-{variant}{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}

/// A number of so many bits in these digits, most significant first.
fn number(r: &mut Rng, digits: &str, bits: usize, length: usize) -> String {
    let mut number: Vec<u8> = (0..bits).map(|_| r.u8(..2)).collect();
    let base = digits.len() as u32;
    let mut text = Vec::new();
    for _ in 0..length {
        let mut rest = 0;
        for bit in &mut number {
            let whole = rest * 2 + u32::from(*bit);
            // Division of a number in digits of one bit: a digit of the quotient may be no more than one.
            (*bit, rest) = (u8::from(whole >= base), whole % base);
        }
        text.push(digits.as_bytes()[rest as usize]);
    }
    text.reverse();
    String::from_utf8(text).expect("ASCII")
}

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const HEX36: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ALPHANUMERIC: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const URL_SAFE: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CROCKFORD: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE57: &str = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

fn of(symbols: &str, extra: &str, length: usize, r: &mut Rng) -> String {
    some(r, &[symbols, extra].concat(), length)
}

/// `count` random bytes, each written so, with `sign` between.
fn each(r: &mut Rng, count: usize, sign: &str, write: impl Fn(u8) -> String) -> String {
    bytes(r, count).into_iter().map(write).collect::<Vec<_>>().join(sign)
}

/// Each maker, and the bits of what it draws.
const MAKERS: &[(&str, f64, Make)] = &[
    ("Django, get_random_secret_key", 282.2, |r| some(r, "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", 50)),
    ("Sentry, generate-secret-key", 280.8, |r| some(r, "abcdefghijklmnopqrstuvwxyz0123456789!@#%^&*(-_=+)", 50)),
    ("NetBox, generate_secret_key.py", 312.4, |r| of(ALPHANUMERIC, "!@#$%^&*(-_=+)", 50, r)),
    ("cookiecutter-django", 381.1, |r| some(r, ALPHANUMERIC, 64)),
    ("secrets.token_urlsafe()", 256.0, |r| url_safe(r, 32)),
    ("secrets.token_urlsafe(16)", 128.0, |r| url_safe(r, 16)),
    ("secrets.token_urlsafe(50)", 400.0, |r| url_safe(r, 50)),
    ("secrets.token_hex()", 256.0, |r| hex(r, 32)),
    ("secrets.token_hex(16), Symfony's APP_SECRET", 128.0, |r| hex(r, 16)),
    ("openssl rand -hex 64, Rails' secret_key_base", 512.0, |r| hex(r, 64)),
    ("openssl rand -base64 16", 128.0, |r| base64(r, 16)),
    ("openssl rand -base64 32", 256.0, |r| base64(r, 32)),
    ("openssl rand -base64 48", 384.0, |r| base64(r, 48)),
    ("Laravel, key:generate", 256.0, |r| "base64:".to_owned() + &base64(r, 32)),
    ("uuid4()", 122.0, uuid),
    ("uuid4().hex", 122.0, |r| uuid(r).replace('-', "")),
    ("uuid4().hex twice", 244.0, |r| (uuid(r) + &uuid(r)).replace('-', "")),
    ("uuid4() twice", 244.0, |r| uuid(r) + &uuid(r)),
    ("shortuuid.uuid()", 122.0, |r| number(r, BASE57, 122, 22)),
    ("ULID", 80.0, |r| "01K".to_owned() + &some(r, CROCKFORD, 23)),
    ("KSUID", 128.0, |r| "2".to_owned() + &some(r, ALPHANUMERIC, 26)),
    ("nanoid", 126.0, |r| some(r, URL_SAFE, 21)),
    ("pwgen -s 32, Helm's randAlphaNum 32", 190.5, |r| some(r, ALPHANUMERIC, 32)),
    ("Helm's randAlpha 40", 228.0, |r| some(r, LETTERS, 40)),
    ("Helm's randAlphaNum 40 | b64enc", 238.2, |r| BASE64_STANDARD.encode(some(r, ALPHANUMERIC, 40))),
    ("Terraform's random_password, 32", 204.1, |r| of(ALPHANUMERIC, "!@#$%&*()-_=+[]{}<>:?", 32, r)),
    ("Terraform's random_id, 32 bytes in base64url", 256.0, |r| url_safe(r, 32)),
    ("Ansible's lookup password, 20", 121.4, |r| of(ALPHANUMERIC, ".,:-_", 20, r)),
    ("Ansible's lookup password, 40", 242.7, |r| of(ALPHANUMERIC, ".,:-_", 40, r)),
    ("kubeadm's token", 113.8, |r| some(r, HEX36, 6) + "." + &some(r, HEX36, 16)),
    ("Bitwarden, LastPass, 32", 196.2, |r| of(ALPHANUMERIC, "!@#$%^&*", 32, r)),
    ("1Password, 32 of letters and digits", 190.5, |r| some(r, ALPHANUMERIC, 32)),
    ("KeePass, 20", 119.1, |r| some(r, ALPHANUMERIC, 20)),
    ("Chrome's, 15", 88.5, |r| of(BASE57, "-_.:!", 15, r)),
    ("Firefox's, 15", 87.1, |r| some(r, &BASE57[..56], 15)),
    ("Apple's", 71.0, |r| {
        let syllable = |r: &mut Rng| {
            some(r, "bcdfghjkmnpqrstvwxz", 1) + &some(r, "aeiouy", 1) + &some(r, "bcdfghjkmnpqrstvwxz", 1)
        };
        let groups: Vec<_> = (0..3).map(|_| syllable(r) + &syllable(r)).collect();
        let mut text = groups.join("-").into_bytes();
        text[0] = text[0].to_ascii_uppercase();
        text[19] = b'0' + r.u8(..10);
        String::from_utf8(text).expect("ASCII")
    }),
    ("base58 of 32 bytes", 256.0, |r| number(r, BASE58, 256, 44)),
    ("base32 of 20 bytes", 160.0, |r| some(r, BASE32, 32)),
    ("base32 of 32 bytes", 256.0, |r| number(r, BASE32, 256, 52)),
    ("Go's rand.Text()", 130.0, |r| some(r, BASE32, 26)),
    ("Crockford's base32 of 16 bytes", 128.0, |r| number(r, CROCKFORD, 128, 26)),
    ("BigInteger(130).toString(32)", 130.0, |r| some(r, &HEX36[..32], 26)),
    (".NET, four of GetRandomFileName()", 220.0, |r| {
        let mut name =
            || some(r, "abcdefghijklmnopqrstuvwxyz012345", 8) + "." + &some(r, "abcdefghijklmnopqrstuvwxyz012345", 3);
        (0..4).map(|_| name()).collect()
    }),
    ("letters in groups of five", 188.1, |r| (0..8).map(|_| some(r, LOWER, 5)).collect::<Vec<_>>().join("-")),
    ("letters and digits in groups of four", 165.5, |r| {
        (0..8).map(|_| some(r, HEX36, 4)).collect::<Vec<_>>().join("-")
    }),
    ("WordPress's salts", 417.6, |r| of(ALPHANUMERIC, "!@#$%^&*()-_[]{}<>~`+=,.;:/?| ", 64, r).replace(' ', "_")),
    ("pass generate, 40", 262.2, |r| (0..40).map(|_| char::from(r.u8(b'!'..=b'~'))).collect()),
    ("a prefix and 32 bytes in hexadecimal", 256.0, |r| "prod_".to_owned() + &hex(r, 32)),
    ("a point and 32 bytes in hexadecimal", 256.0, |r| "myapp.".to_owned() + &hex(r, 32)),
    ("two words and 32 bytes in hexadecimal", 256.0, |r| "sk_live_".to_owned() + &hex(r, 32)),
    ("32 bytes in hexadecimal and a suffix", 256.0, |r| hex(r, 32) + "-prod"),
    ("a usual word and token_urlsafe", 256.0, |r| "prod-".to_owned() + &url_safe(r, 32)),
    ("a usual word and a UUID", 122.0, |r| "prod-".to_owned() + &uuid(r)),
    ("a digest with its name", 256.0, |r| "sha256:".to_owned() + &hex(r, 32)),
    ("hexadecimal as numbers are written", 256.0, |r| "0x".to_owned() + &hex(r, 32)),
    ("Python's list(token_bytes(32))", 256.0, |r| format!("[{}]", each(r, 32, ", ", |byte| byte.to_string()))),
    ("PHP's and Go's bytes", 256.0, |r| format!("{{{}}}", each(r, 32, ", ", |byte| format!("{byte:#x}")))),
    ("bytes in decimal, blanks between", 256.0, |r| each(r, 32, " ", |byte| byte.to_string())),
    ("bytes as a shell's printf takes them", 256.0, |r| each(r, 32, "", |byte| format!("\\x{byte:02x}"))),
    ("bytes in octal", 256.0, |r| each(r, 32, "", |byte| format!("\\{byte:03o}"))),
    ("bytes as addresses have them", 256.0, |r| each(r, 32, "", |byte| format!("%{byte:02X}"))),
    ("Python's repr of bytes", 256.0, |r| {
        let inside = each(r, 32, "", |byte| match byte {
            b' '..=b'&' | b'('..=b'[' | b']'..=b'~' => char::from(byte).to_string(),
            _ => format!("\\x{byte:02x}"),
        });
        format!("b'{inside}'")
    }),
    ("digits, 50", 166.1, |r| some(r, "0123456789", 50)),
];

#[test]
fn no_more_is_said_than_a_maker_draws() {
    let checker = Checker::default();
    let mut random = Rng::with_seed(7);
    for (name, bits, make) in MAKERS {
        for _ in 0..200 {
            let key = make(&mut random);
            let judged = checker.judge(&key);
            assert_eq!(judged.len(), 1, "{name}: {key}");
            assert!(judged[0].bits.low <= bits + 0.1, "{name}, {bits} bits: {key} {judged:?}");
        }
    }
}
