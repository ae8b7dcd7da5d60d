//! The bytes of a file as a text, and what in them no text area would show: UTF-16, a mark before the first
//! line, ends of lines as Windows has them, bytes that are no text.
//!
//! `echo "SECRET_KEY=…" > .env` in PowerShell 5 writes UTF-16 with a mark: no loader finds the name in it.

use crate::{
    loader::{self, Environment, FileKind},
    name::VariableName,
    secret::Secret,
};

/// The text of a file's bytes, and what is to be said of them.
pub fn decode(bytes: &[u8]) -> (Secret, Vec<String>) {
    let mut notes = Vec::new();
    let units = |big: bool, bytes: &[u8]| {
        let unit = |pair: &[u8]| u16::from_be_bytes(if big { [pair[0], pair[1]] } else { [pair[1], pair[0]] });
        let units = bytes.chunks_exact(2).map(unit);
        char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect::<String>()
    };
    let wide = match bytes {
        [0xff, 0xfe, rest @ ..] => Some(units(false, rest)),
        [0xfe, 0xff, rest @ ..] => Some(units(true, rest)),
        // Without a mark, each letter has a zero beside it.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(units(false, bytes)),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(units(true, bytes)),
        _ => None,
    };
    let is_wide = wide.is_some();
    let mut text = match wide {
        Some(text) => {
            notes.push(UTF16.to_owned());
            text
        }
        None => match str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
                let sentence = ["A byte in line ", &line.to_string(), " ", NOT_UTF8];
                notes.push(sentence.concat());
                String::from_utf8_lossy(bytes).into_owned()
            }
        },
    };
    if text.contains('\0') {
        notes.push(NO_TEXT.to_owned());
    }
    if !is_wide && text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
        notes.push([MARK, &who_loses("\u{feff}K=a\nB=b\n"), ". Save it as UTF-8 without a mark (BOM)."].concat());
    }
    if text.contains("\r\n") {
        let who = who_loses("K=a\r\nB=b\r\n");
        notes.push([CRLF, &who, ". Save it with the line ends of Unix (LF)."].concat());
    }
    (Secret::new(text), notes)
}

const UTF16: &str = "The file is UTF-16, as PowerShell’s > writes it: no loader finds the key in it. Save it as UTF-8.";
const NOT_UTF8: &str = "is not UTF-8: what reads the file stops there, or reads another key. Save it as UTF-8.";
const NO_TEXT: &str = "There are zero bytes in the file: it is no text, or was not written to its end.";
const MARK: &str = "The file begins with a mark (BOM), as Notepad may write it. It hides the first line from ";
const CRLF: &str = "The lines end as on Windows (CRLF). That becomes a part of the key with ";

/// The loaders that do not read `a` for `K` in such a file: the first few, and how many others.
fn who_loses(file: &str) -> String {
    let mut who = String::new();
    let Ok(name) = VariableName::parse("K") else { return who };
    let key = Secret::from("a");
    let of_lines = loader::ALL.iter().filter(|loader| loader.form.file == FileKind::Env);
    let mut count = 0_usize;
    for loader in of_lines.filter(|loader| !loader.read(file, &name, &Environment::EMPTY).is(&key)) {
        count += 1;
        if count < 4 {
            who.push_str(if count > 1 { ", " } else { "" });
            who.push_str(loader.label);
        }
    }
    if count > 3 {
        who.push_str(" and ");
        who.push_str(&(count - 3).to_string());
        who.push_str(" others");
    }
    who
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Verdict, judge};

    const KEY: &str = "q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz";

    fn wide(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn what_bytes_say() {
        let line = ["SECRET_KEY=", KEY, "\n"].concat();
        let windows = line.replace('\n', "\r\n");
        let marked = ["\u{feff}", &line].concat();
        for (bytes, said) in [
            (line.clone().into_bytes(), None),
            (wide(&["\u{feff}", &windows].concat(), false), Some("UTF-16")),
            (wide(&["\u{feff}", &line].concat(), true), Some("UTF-16")),
            (wide(&line, false), Some("UTF-16")),
            (marked.clone().into_bytes(), Some("(BOM)")),
            (windows.clone().into_bytes(), Some("CRLF")),
            ([line.as_bytes(), b"# caf\xe9\n"].concat(), Some("line 2")),
            ([line.as_bytes(), b"\0"].concat(), Some("zero")),
        ] {
            let (text, notes) = decode(&bytes);
            let judged = judge(text.expose());
            assert_eq!(judged.len(), 1, "{said:?}");
            assert_eq!((&text.expose()[judged[0].span.clone()], judged[0].verdict), (KEY, Verdict::Fit), "{said:?}");
            match said {
                None => assert!(notes.is_empty(), "{notes:?}"),
                Some(said) => assert!(notes[0].contains(said), "{said}: {notes:?}"),
            }
        }
    }

    #[test]
    fn who_is_named_does_so() {
        let notes = |text: &str| decode(text.as_bytes()).1.concat();
        assert!(notes("A=b\r\n").contains("dash"), "{}", notes("A=b\r\n"));
        assert!(notes("\u{feff}A=b\n").contains("python-decouple"), "{}", notes("\u{feff}A=b\n"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_text(bytes: Vec<u8>) {
            decode(&bytes);
        }
    }
}
