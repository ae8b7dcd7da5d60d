//! What statements a text has, and where it is none of Python.

use super::*;

/// The statements, each with how deep it stands, its tokens with blanks between.
fn outline(text: &str) -> Result<Vec<(usize, String)>, usize> {
    let file = File::read(text)?;
    let statements = file.statements.iter().map(|statement| {
        let mut depth = 0;
        let mut parent = statement.parent;
        while let Some(head) = parent {
            depth += 1;
            parent = file.statements[head].parent;
        }
        let words: Vec<_> = statement.tokens.clone().map(|token| file.word(token)).collect();
        (depth, words.join(" "))
    });
    Ok(statements.collect())
}

#[track_caller]
fn has(text: &str, expected: &[(usize, &str)]) {
    let got = outline(text).unwrap_or_else(|at| panic!("not read from {at} on: {text:?}"));
    let got: Vec<_> = got.iter().map(|(depth, words)| (*depth, &words[..])).collect();
    assert_eq!(got, expected, "{text:?}");
}

#[test]
fn statements_and_blocks() {
    has("a = 1\nb = 2 # c\n\n#d\n", &[(0, "a = 1"), (0, "b = 2")]);
    has("\u{feff}a=1;b=2;\r\nc = (\n  3,\n)\r\n", &[(0, "a = 1"), (0, "b = 2"), (0, "c = ( 3 , )")]);
    has(
        "if a:\n\tb\n\tif c: d; e\n\nelse:\n  f\ng",
        &[(0, "if a :"), (1, "b"), (1, "if c :"), (2, "d"), (2, "e"), (0, "else :"), (1, "f"), (0, "g")],
    );
    has("a = \\\n  'b'\\\n'c'", &[(0, "a = 'b' 'c'")]);
    has(
        "def f(a: int = 1, *, b={}) -> 'c': return a\n",
        &[(0, "def f ( a : int = 1 , * , b = { } ) -> 'c' :".replace("->", "- >").as_str()), (1, "return a")],
    );
    has("if (lambda: 1)() or lambda: 2:\n a\n", &[(0, "if ( lambda : 1 ) ( ) or lambda : 2 :"), (1, "a")]);
    has(
        "match = 1\ncase: b = 2\nmatch x:\n  case 1: a\n  case {'b': 2}:\n    c\n",
        &[
            (0, "match = 1"),
            (0, "case : b = 2"),
            (0, "match x :"),
            (1, "case 1 :"),
            (2, "a"),
            (1, "case { 'b' : 2 } :"),
            (2, "c"),
        ],
    );
    has("a: str = rb'\\'' f\"{b[\"c\"]}\" '''d\n''' u''\n", &[(0, "a : str = rb'\\'' f\"{b[\"c\"]}\" '''d\n''' u''")]);
    has("if (a := b) != 1: pass", &[(0, "if ( a := b ) != 1 :"), (1, "pass")]);
}

#[test]
fn operands_need_something_between_them() {
    for (text, place) in [
        ("a = b['c']b['c']", 10),
        ("a = 1\nif a:\n  b = (c) d", 22),
        ("a = b c", 6),
        ("a = 'b' c", 8),
        ("a = 1 \\\n 2", 9),
        ("a = b {}", 6),
        ("print 'a'", 6),
    ] {
        assert_eq!(File::read(text).expect("tokens").doubled(), Some(place), "{text:?}");
    }
    for text in [
        "a = 'b' \"c\" f'd'\nb = (1)[2](3)\nc = not a if b else None\n",
        "match a:\n  case {'b': 1} if not c: d\n  case [*e] as f: pass\ntype A = int\nmatch = case\n",
        "a = lambda b: (yield)\nfor a in {1}: del b\nfrom . import a as b\nraise a from b\n",
        "a = ...\nb = .5 + 1e-5 + 1_0 .real\n@c\nasync def d(*, e: int = 1) -> f: return {**g}\n",
    ] {
        assert_eq!(File::read(text).expect("tokens").doubled(), None, "{text:?}");
    }
}

#[test]
fn what_is_not_python() {
    for (text, place) in [
        ("a = 'b\n'", 4),
        ("a = (1\n", 7),
        ("a = 1)", 5),
        ("a = [1)", 6),
        ("  a = 1", 2),
        ("if a:\nb", 6),
        ("if a:", 0),
        ("if a:\n  b\n c", 11),
        ("a = $b", 4),
        ("a = \\ b", 4),
        ("a = '''b''", 4),
    ] {
        assert_eq!(outline(text), Err(place), "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_not(text in "(a|if |:|\n|\r|\t|  |\\(|\\)|\\[|\\]|'|\"|'''|f\"|\\{|\\}|\\\\|#|=|;|é|lambda|\u{feff}|b'){0,24}") {
        if let Ok(file) = File::read(&text) {
            for (at, statement) in file.statements.iter().enumerate() {
                proptest::prop_assert!(text.get(file.span(&statement.tokens)).is_some_and(|words| !words.is_empty()));
                proptest::prop_assert!(statement.until > at && statement.until <= file.statements.len());
                file.evaluate(&statement.tokens);
            }
        }
    }
}
