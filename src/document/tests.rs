//! What is found in short texts of each kind, and that any text is read.

use super::*;

#[track_caller]
fn holds(text: &str, expected: &[(Kind, &str, &str)]) {
    let found = read(text);
    let found: Vec<_> = found
        .iter()
        .map(|found| (found.kind, found.name.clone().map_or("", |name| &text[name]), &text[found.span.clone()]))
        .collect();
    assert_eq!(found, expected, "{text:?}");
}

#[track_caller]
fn roles(text: &str, expected: &[(Role, &str)]) {
    let found = read(text);
    let found: Vec<_> = found.iter().map(|found| (found.role, &text[found.span.clone()])).collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn what_is_a_line_and_what_is_a_key() {
    holds("abc=def", &[(Kind::Key, "", "abc=def")]);
    holds("ABC=def", &[(Kind::Key, "", "ABC=def")]);
    holds(" abc\n", &[(Kind::Key, "", " abc")]);
    holds(" \n", &[]);
    for padded in ["A9OzaOtWkf9KvDhUYztNYj+ljKLcPnAeMv9XsP+KEY4=", "ixU7Th6Cn4d721ZnCbjuBeXIRrU/IbyZDC8yULa/KEY="] {
        holds(padded, &[(Kind::Key, "", padded)]);
    }
    for by_chance in
        ["Vn/z\\U@{J.<6]z00'5su|J-&bh3u(6L:Dzl{+9^BKEY:J;Jz'5", "KSy=P==45t~4uJ4|<KEY>%vj<+,WvK?LI})]%;6ZT?abi4ltM6"]
    {
        holds(by_chance, &[(Kind::Key, "", by_chance)]);
    }
    holds("KEY=abc", &[(Kind::Env, "KEY", "abc")]);
    holds("DEBUG=1;KEY=abc", &[(Kind::Line, "KEY", "abc")]);
    holds("SECRET_KEY=abc", &[(Kind::Env, "SECRET_KEY", "abc")]);
    holds("export DJANGO_SECRET_KEY='a b'\r\n", &[(Kind::Env, "DJANGO_SECRET_KEY", "a b")]);
    holds("SECRET_KEY='a' # b", &[(Kind::Env, "SECRET_KEY", "a")]);
    holds("SECRET_KEY='a'#b", &[(Kind::Env, "SECRET_KEY", "'a'#b")]);
    holds("SECRET_KEY='a' b", &[(Kind::Env, "SECRET_KEY", "'a' b")]);
    holds("SECRET_KEY='a\\' # b", &[(Kind::Env, "SECRET_KEY", "a\\")]);
    holds(r#"SECRET_KEY="a\"b\\" "#, &[(Kind::Env, "SECRET_KEY", r#"a\"b\\"#)]);
    holds("SECRET_KEY='a';", &[(Kind::Env, "SECRET_KEY", "a")]);
    holds("SECRET_KEY=a # b", &[(Kind::Env, "SECRET_KEY", "a")]);
    holds("SECRET_KEY=a#b", &[(Kind::Env, "SECRET_KEY", "a#b")]);
    holds("SECRET_KEY = \"a=b\"  # c", &[(Kind::Settings, "SECRET_KEY", "a=b")]);
    holds("DEBUG=1\nSECRET_KEY=a\nAPI_KEY=b\n", &[(Kind::Env, "SECRET_KEY", "a")]);
    holds("A_KEY=a\nB_KEY=b\n", &[(Kind::Env, "A_KEY", "a"), (Kind::Env, "B_KEY", "b")]);
    for empty in ["SECRET_KEY=", "SECRET_KEY= ", "SECRET_KEY= # b", "SECRET_KEY='' # b"] {
        holds(empty, &[(Kind::Env, "SECRET_KEY", "")]);
    }
    holds("from .base import SECRET_KEY", &[]);
    holds("SECRET_KEY = os.environ[\"SECRET_KEY\"]", &[]);
}

#[test]
fn fields_of_a_page_and_of_a_table() {
    let key = "q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz";
    for (before, after) in [
        ("DJANGO_SECRET_KEY\n", ""),
        ("DJANGO_SECRET_KEY\r\n", "\r\n"),
        ("Name\nDJANGO_SECRET_KEY\n", "\nNotes\n"),
        ("name,value\nDJANGO_SECRET_KEY,", "\n"),
        ("name,value,notes\nDJANGO_SECRET_KEY,", ",of production\n"),
        ("name,username,password,notes\nDJANGO_SECRET_KEY,,", ",\n"),
        ("DJANGO_SECRET_KEY\n  \t\u{a0}", "  \n"),
    ] {
        holds(&[before, key, after].concat(), &[(Kind::Line, "DJANGO_SECRET_KEY", key)]);
    }
    for more in ["DATABASE_URL=a4b5c6d7e8f9g0h1i2j3", "https://docs.example.com/en/5.2/secret"] {
        holds(&["DJANGO_SECRET_KEY\n", more].concat(), &[]);
    }
}

#[test]
fn files() {
    let django = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
    holds(
        &format!("from pathlib import Path\n\nSECRET_KEY = '{django}'\nDEBUG = True\n"),
        &[(Kind::Settings, "SECRET_KEY", django)],
    );
    holds("services:\n  web:\n    environment:\n      SECRET_KEY: abc # d\n", &[(Kind::Compose, "SECRET_KEY", "abc")]);
    holds(
        "services:\n  web:\n    environment:\n      - SECRET_KEY=abc def\n      - \"B_KEY=x y\"\n",
        &[(Kind::Compose, "SECRET_KEY", "abc def")],
    );
    holds("FROM python:3\nENV SECRET_KEY=abc DEBUG=1\n", &[(Kind::Dockerfile, "SECRET_KEY", "abc")]);
    holds("FROM python:3\nENV SECRET_KEY abc\n", &[(Kind::Dockerfile, "SECRET_KEY", "abc")]);
    holds(
        "jobs:\n  test:\n    env:\n      SECRET_KEY: 'a b'\n      OTHER_KEY: ${{ secrets.KEY }}\n",
        &[(Kind::Ci, "SECRET_KEY", "a b")],
    );
    holds("cd app\nexport SECRET_KEY='abc'\nls -a\n", &[(Kind::Shell, "SECRET_KEY", "abc")]);
    holds("SECRET_KEY=abc python manage.py check\n", &[(Kind::Shell, "SECRET_KEY", "abc")]);
    holds("  501  heroku config:set SECRET_KEY=abc\n", &[(Kind::Shell, "SECRET_KEY", "abc")]);
    holds("aaa\nbbb\nccc\n", &[(Kind::List, "", "aaa"), (Kind::List, "", "bbb"), (Kind::List, "", "ccc")]);
    holds("```\naaa\n```\n", &[(Kind::Key, "", "aaa")]);
    holds(">>> f()\n'aaa'\n", &[(Kind::Key, "", "'aaa'")]);
    for none in ["A=b\nexport C_2='d'\n", "# A\nB=c\n\n# D=\n", "A_b: 1\nmy_secret_key\n"] {
        holds(none, &[]);
    }
    holds("AAA=\nBBB=\n", &[(Kind::List, "", "AAA="), (Kind::List, "", "BBB=")]);
    let wrapped = format!("{}\n{}\n", &django[..30], &django[30..]);
    holds(&wrapped, &[(Kind::Key, "", &wrapped)]);
}

#[test]
fn what_is_commented_out() {
    let settings = Kind::Settings;
    holds(
        "import os\n# SECRET_KEY = 'old'\n  ##SECRET_KEY = os.environ.get('K', 'older')\n# SECRET_KEY = env('K')\nSECRET_KEY = 'new'\n",
        &[(settings, "SECRET_KEY", "old"), (settings, "SECRET_KEY", "older"), (settings, "SECRET_KEY", "new")],
    );
    holds("import os\n# SECRET_KEY = 'a'\nSECRET_KEY = 'a'\n# A_KEY = 'b'\n", &[(settings, "SECRET_KEY", "a")]);
    holds("import os\n# SECRET_KEY = 'a'\nSECRET_KEY = env('K')\n", &[(settings, "SECRET_KEY", "a")]);
    holds("A_KEY=b\n# SECRET_KEY=c\n", &[(Kind::Env, "A_KEY", "b")]);
}

#[test]
fn what_a_secret_is_for() {
    roles("import os\nSECRET_KEY = os.environ.get('SECRET_KEY', 'abc')\n", &[(Role::Default, "abc")]);
    roles("SECRET_KEY = config('SECRET_KEY', default=\"abc\", cast=str)\n", &[(Role::Default, "abc")]);
    roles("SECRET_KEY = os.getenv('SECRET_KEY') or 'abc'\n", &[(Role::Default, "abc")]);
    roles("SECRET_KEY = env('SECRET_KEY')\n", &[]);
    roles("SECRET_KEY: str = 'abc'\n", &[(Role::Key, "abc")]);
    roles(
        "SECRET_KEY = 'abc'\nSECRET_KEY_FALLBACKS = [\n    '''def''',  # old's\n    \"\",\n]\nX = 'y'\n",
        &[(Role::Key, "abc"), (Role::Fallback, "def"), (Role::Fallback, "")],
    );
    roles("import os\nSECRET_KEY_FALLBACKS = os.environ.get('OLD', '').split(',')\n", &[(Role::FallbackDefault, "")]);
    roles("import secrets\nSECRET_KEY = secrets.token_hex(32)  # b\n", &[(Role::Made, "secrets.token_hex(32)")]);
    roles("SECRET_KEY_FALLBACKS=a,b\n", &[(Role::Fallback, "a"), (Role::Fallback, "b")]);
    roles("services:\n  a:\n    environment:\n      SECRET_KEY: ${SECRET_KEY:-abc}\n", &[(Role::Default, "abc")]);
}

#[test]
fn what_literals_come_to() {
    for (text, expected) in [
        ("SECRET_KEY = 'ab'", None),
        (r"SECRET_KEY = 'a\'b\\'", Some("a'b\\")),
        (r"SECRET_KEY = r'a\b'", None),
        ("SECRET_KEY = 'a' \"b\"  # c", Some("ab")),
        ("SECRET_KEY = (\n    'a'  # b\n    'c'\n)\nA = 'd'\n", Some("ac")),
        ("SECRET_KEY = 'a' + 'b'", Some("ab")),
        ("SECRET_KEY = \\\n    'a' 'b'", Some("ab")),
        (r#"import os\nSECRET_KEY = os.environ.get("K", "a\"b")"#, Some("a\"b")),
    ] {
        let text = text.replace("os\\n", "os\n");
        let found = read(&text);
        assert_eq!(found.len(), 1, "{text:?}");
        assert_eq!(found[0].secret(&text).as_ref().map(Secret::expose), expected, "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text: String) {
        for found in read(&text) {
            found.secret(&text);
            proptest::prop_assert!(text.get(found.span).is_some());
        }
    }

    #[test]
    fn any_shapes_side_by_side_are_read(from in 0_usize..1000, many in 1_usize..24, cut in 0_usize..400, is_one_line: bool) {
        let shapes = kinds::all();
        // Those of a kind stand together.
        let text: String = (from..from + many).map(|at| &shapes[at % shapes.len()][..]).collect();
        let mut at = cut.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let text = if is_one_line { text[at..].replace('\n', " ") } else { text[at..].to_owned() };
        for found in read(&text) {
            found.secret(&text);
            arrives(&text, &found);
            proptest::prop_assert!(text.get(found.span).is_some());
        }
    }

    #[test]
    fn any_lines_are_read(text in "((SECRET_KEY|A_KEY|SECRET_KEY_FALLBACKS|DEBUG|services:|jobs:|FROM |import x|[a-zé]{0,3})[ =:'\"\\[\\](),$\\-\n\\\\{}#]{0,4}){0,8}") {
        for found in read(&text) {
            found.secret(&text);
            proptest::prop_assert!(text.get(found.span).is_some());
        }
    }
}
