//! What reads the variable in the file's own words, without its defaults:
//! `config("K", default="a", cast=str)` is `config("K", cast=str)`, `os.environ.get("K") or "a"` is
//! `os.environ["K"]`.

use crate::listed::Listed;
use crate::python::{File, Kind, Part, among};

/// Functions that hand on what they are given.
const SAME: &str = "str force_str bytes force_bytes SecretStr bool";

/// The words of `value` that stop without the variable, if it reads one of `variables`. A choice stays one, if
/// it `chooses`.
pub(super) fn loud(file: &File<'_>, value: &Part, variables: &[String], chooses: bool) -> Option<String> {
    loud_within(file, value, variables, chooses, 12)
}

fn loud_within(file: &File<'_>, value: &Part, variables: &[String], chooses: bool, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let part = &file.bare(value);
    // A default that gives a name something is used elsewhere.
    if part.clone().any(|at| file.is(at, ":=")) {
        return None;
    }
    let written = |part: &Part| file.text[file.span(part)].to_owned();
    let loud = |part: &Part| loud_within(file, part, variables, chooses, depth);
    let reads = |part: &Part| part.clone().any(|at| is_variable(file, at, variables));
    if part.is_empty() || !reads(part) {
        return None;
    }
    if let Some(at) = file.find(part, 0, "if")
        && let Some(or) = file.find(part, at, "else")
    {
        let (first, condition, second) = (part.start..at, at + 1..or, or + 1..part.end);
        // A choice that is not about the variable stays one.
        if reads(&condition) || !chooses {
            return loud(&first).or_else(|| loud(&second));
        }
        let side = |part: &Part| loud(part).unwrap_or_else(|| written(part));
        return Some([&side(&first), " if ", &written(&condition), " else ", &side(&second)].concat());
    }
    let choices = file.split(part, "or");
    if choices.len() > 1 {
        let last = choices.iter().rposition(reads)?;
        let first = written(&(choices[0].start..choices[last].start));
        let words = loud(&choices[last])?;
        return Some(if first.is_empty() { words } else { [&first, " ", &words].concat() });
    }
    if file.find(part, 0, "+").is_some() || file.find(part, 0, "%").is_some() {
        return None;
    }
    let open = part.clone().find(|at| among(file.word(*at), "( ["))?;
    let close = file.close(open);
    let trailers = &(close + 1..part.end);
    let chain = part.start..open;
    let plain = chain.clone().all(|at| file.is_name(at) || file.is(at, "."));
    if chain.is_empty() || !plain || !reads(&(open..close)) {
        return None;
    }
    let behind = written(trailers);
    if file.is(open, "[") {
        return Some(written(part));
    }
    let items = file.items(open);
    let first = items.first()?;
    let last = file.word(open - 1);
    let is_variable = |part: &Part| part.len() == 1 && is_variable(file, part.start, variables);
    // `str(os.environ.get("K"))`
    if !is_variable(first) && items.len() == 1 && among(last, SAME) {
        return Some([&written(&chain), "(", &loud(first)?, ")", &behind].concat());
    }
    let by_name = |item: &Part| file.is_in(item, item.start + 1, "=");
    let bare = |item: &Part| if by_name(item) { item.start + 2..item.end } else { item.clone() };
    let name = &bare(items.iter().find(|item| is_variable(&bare(item)))?);
    let is_default = |at: usize, item: &Part| {
        if file.is_in(item, item.start + 1, "=") {
            return among(file.word(item.start), "default fallback default_value");
        }
        // A class in a place of a default is what the value is made into.
        let is_class = item.len() == 1 && file.is_name(item.start) && among(file.word(item.start), "str bool bytes");
        at > 0 && !is_class
    };
    let from_environ = last == "get" && file.is(open - 2, ".") && among(file.word(open - 3), "environ environb");
    if from_environ || last == "getenv" {
        let of = if from_environ {
            written(&(chain.start..open - 2))
        } else if open - chain.start == 3 {
            written(&(chain.start..open - 1)) + "environ"
        } else {
            return None;
        };
        // Another variable may stand in for it.
        let other = items.get(1).filter(|item| reads(item)).cloned();
        if let Some(other) = other {
            let text = [&written(&chain), "(", &written(name), ") or ", &loud(&other)?].concat();
            return Some(if behind.is_empty() { text } else { ["(", &text, ")", &behind].concat() });
        }
        return Some([&of, "[", &written(name), "]", &behind].concat());
    }
    let kept: Vec<_> =
        items.iter().enumerate().filter(|(at, item)| !is_default(*at, item)).map(|(_, item)| written(item)).collect();
    // What another object's `get` gives without a default is no error.
    if last == "get" && file.is(open - 2, ".") {
        return None;
    }
    let dropped = items.iter().enumerate().any(|(at, item)| is_default(at, item) && reads(item));
    if dropped || among(last, "setdefault getattr") {
        return None;
    }
    Some([&written(&chain), "(", &kept.join(", "), ")", &behind].concat())
}

/// Whether the token is the name of one of the variables.
fn is_variable(file: &File<'_>, at: usize, variables: &[String]) -> bool {
    file.tokens[at].kind == Kind::Text
        && file.evaluate(&(at..at + 1)).is_some_and(|text| {
            let text = text.text.expose();
            // Something may be put in front.
            let is = |name: &String| {
                name.strip_suffix(text)
                    .is_some_and(|front| front.is_empty() || front.ends_with('_') && text.contains("SECRET"))
            };
            variables.iter().any(is)
        })
}

/// `values.Value("a", environ_prefix=None)` is `values.SecretValue(environ_prefix=None)`.
pub(super) fn secret_value(file: &File<'_>, value: &Part) -> Option<String> {
    let part = &file.bare(value);
    let open = part.clone().find(|at| file.is(*at, "("))?;
    if !file.is(open - 1, "Value") || file.close(open) + 1 != part.end || open < part.start + 2 {
        return None;
    }
    let written = |part: &Part| &file.text[file.span(part)];
    let named = |item: &Part| file.is_in(item, item.start + 1, "=") && !file.is(item.start, "default");
    let kept: Vec<_> = file.items(open).iter().filter(|item| named(item)).map(written).listed();
    Some([written(&(part.start..open - 1)), "SecretValue(", &kept.join(", "), ")"].concat())
}

/// What a field of pydantic's is without its default, and the place of what is to go: `secret_key: str = "a"`
/// is `secret_key: str`.
pub(super) fn required(file: &File<'_>, statement: &Part) -> Option<(Part, String)> {
    let equals = file.find(statement, 0, "=")?;
    let value = equals + 1..statement.end;
    if !file.is_in(statement, statement.start + 1, ":") {
        return None;
    }
    if !file.is(value.start, "Field") || !file.is(value.start + 1, "(") {
        return Some((equals - 1..statement.end, file.word(equals - 1).to_owned()));
    }
    let items = file.items(value.start + 1);
    let named = |item: &Part| file.is_in(item, item.start + 1, "=") && !file.word(item.start).starts_with("default");
    let kept: Vec<_> = items.iter().filter(|item| named(item)).map(|item| &file.text[file.span(item)]).listed();
    Some((value, ["Field(", &kept.join(", "), ")"].concat()))
}
