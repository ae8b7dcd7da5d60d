//! `cargo xtask probe`: JSON lines in, JSON lines out, one answer a line.
//!
//! The page's own library made native, for tests, fuzzers and the curious. A line that is not
//! understood is answered with `{"error":"why"}`, which never repeats what the line holds: it may be
//! a key. Keys are held in [`Secret`]s; the copies that pipes and the JSON parser make are not.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read, Write},
};

use keyproof::{
    assignment,
    check::Checker,
    document,
    inspect::{Question, User},
    key::{Alphabet, Limits, PORTABLE, PRESETS, Preset, Recipe},
    line::{Destination, Several},
    loader::{self, Environment},
    make::{self, Wish},
    name::VariableName,
    random::{Random, WebCrypto},
    repair::{
        self,
        settings::{self, Held, Refusal, Repaired},
    },
    rotate::yours,
    secret::Secret,
    xray::{self, Ray},
};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

mod answer;

use answer::{Answer, Exposed, Helps, Judged, LoaderReading};

/// The longest line that is read: a file of several megabytes, escaped.
const LONGEST_LINE: usize = 16 << 20;

/// The most keys that one line can ask for.
const MOST_KEYS: usize = 100_000;

/// Answers every line of `input` on `output`, until the input ends or nobody reads the answers.
pub(crate) fn run(input: impl Read, output: impl Write) -> io::Result<()> {
    let input = BufReader::with_capacity(1 << 16, input);
    let mut probe = Probe { input, output, limits: BTreeMap::new(), checker: Checker::default() };
    match probe.run() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// The most keys drawn in vain for one line.
const MOST_REFUSED: usize = 1000;

struct Probe<R, W> {
    input: BufReader<R>,
    output: W,
    /// What each destination asked for so far cannot carry of which symbols: it takes a while to find out.
    limits: BTreeMap<String, Limits>,
    /// What it knows of digests is made once.
    checker: Checker,
}

/// What came in.
enum Input {
    Line(Zeroizing<Vec<u8>>),
    TooLong,
    End,
}

impl<R: Read, W: Write> Probe<R, W> {
    fn run(&mut self) -> io::Result<()> {
        loop {
            let answer = match self.line()? {
                Input::Line(line) => self.answer(&line).unwrap_or_else(|error| Answer::Error { error }),
                Input::TooLong => {
                    Answer::Error { error: format!("The line is too long; send at most {LONGEST_LINE} bytes.") }
                }
                Input::End => return self.output.flush(),
            };
            serde_json::to_writer(&mut self.output, &answer)?;
            self.output.write_all(b"\n")?;
        }
    }

    /// The next line, less its newline.
    fn line(&mut self) -> io::Result<Input> {
        // Whoever sends one line and waits gets its answer before this waits for more.
        if !self.input.buffer().contains(&b'\n') {
            self.output.flush()?;
        }
        let mut line = Zeroizing::new(Vec::new());
        let most = LONGEST_LINE as u64 + 1;
        if self.input.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(Input::End);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if line.len() > LONGEST_LINE {
            self.input.skip_until(b'\n')?;
            return Ok(Input::TooLong);
        }
        Ok(Input::Line(line))
    }

    fn answer(&mut self, line: &[u8]) -> Result<Answer, String> {
        let mut fields = Fields::parse(line)?;
        let answer = match fields.text("op")?.expose() {
            "make" => self.make(&mut fields),
            "write" => write(&mut fields),
            "read" => read(&mut fields),
            "check" => check(&mut fields, &self.checker),
            "xray" => xray(&mut fields),
            "write_for" => write_for(&mut fields),
            "fix" => fix(&mut fields),
            "repair" => repair(&mut fields),
            "inspect" => inspect(&mut fields),
            "packages" => packages(&mut fields),
            "loaders" => Ok(Answer::Loaders { loaders: loader::ALL.iter().map(Into::into).collect() }),
            _ => {
                return Err(
                    "There is no such op; use make, write, read, check, xray, write_for, fix, repair, inspect, packages or loaders."
                        .to_owned(),
                );
            }
        }?;
        fields.end()?;
        Ok(answer)
    }

    fn make(&mut self, fields: &mut Fields<'_>) -> Result<Answer, String> {
        let preset = fields.text("preset")?;
        let alphabet = fields.optional_text("alphabet")?;
        let length = fields.optional_count("length")?;
        let count = fields.optional_count("count")?.unwrap_or(1);
        if count > MOST_KEYS {
            return Err(format!("One line makes at most {MOST_KEYS} keys; ask for fewer, and again."));
        }
        let destination = fields.optional_text("loader")?.map(|id| destination(&id)).transpose()?;
        let known = &mut self.limits;
        let mut limits = |symbols: &str| match destination {
            Some(destination) => known
                .entry(format!("{} {symbols}", destination.id()))
                .or_insert_with(|| destination.limits(symbols))
                .clone(),
            None => Limits::NONE,
        };
        let recipe = match (preset.expose(), alphabet) {
            ("custom", Some(alphabet)) => {
                let alphabet = Alphabet::parse(alphabet.expose()).map_err(|error| error.to_string())?;
                Recipe::new(&alphabet, length.unwrap_or(PORTABLE.length), &limits(alphabet.as_str()))
            }
            ("custom", None) => return Err("A custom key needs an \"alphabet\".".to_owned()),
            (_, Some(_)) => return Err("Only the preset custom takes an \"alphabet\".".to_owned()),
            (id, None) => {
                let preset = Preset::find(id).ok_or_else(|| {
                    let ids: Vec<_> = PRESETS.iter().map(|preset| preset.id).collect();
                    format!("There is no such preset; use {} or custom.", ids.join(", "))
                })?;
                preset.recipe(length.unwrap_or(preset.length), &limits(preset.symbols()))
            }
        }
        .map_err(|error| error.to_string())?;
        let mut random = Random::start(WebCrypto::default()).map_err(|error| error.to_string())?;
        let name = VariableName::usual();
        let mut keys = Vec::new();
        let mut refused = 0;
        while keys.len() < count {
            let key = recipe.make(&mut random).map_err(|error| error.to_string())?;
            match destination.map(|destination| destination.write(&name, &key)) {
                None | Some(Ok(_)) => keys.push(Exposed(key)),
                // The recipe leaves out what cannot be carried; see `keyproof::make`.
                Some(Err(error)) if refused == MOST_REFUSED => return Err(error.to_string()),
                Some(Err(_)) => refused += 1,
            }
        }
        Ok(Answer::Keys { keys, bits: (recipe.bits() * 100.0).round() / 100.0 })
    }
}

fn write(fields: &mut Fields<'_>) -> Result<Answer, String> {
    let destination = destination(&fields.text("loader")?)?;
    let name = name(fields)?;
    let key = fields.text("key")?;
    Ok(match destination.write(&name, &key) {
        Ok(line) => Answer::Line { line: Exposed(line.text(destination.form())) },
        Err(error) => Answer::Refused { refused: error.to_string() },
    })
}

fn read(fields: &mut Fields<'_>) -> Result<Answer, String> {
    let id = fields.text("loader")?;
    let loader = loader::find(id.expose()).ok_or("There is no such loader; the op loaders lists them.")?;
    let name = name(fields)?;
    let text = fields.text("text")?;
    // As on a host where nothing is set, whatever hangs on the host.
    let reading = loader.read(text.expose(), &name, &Environment::EMPTY);
    let rays = [Ray::of(loader, text.expose(), &name)];
    let key = fields.optional_text("key")?.or_else(|| xray::intended(text.expose(), &name, &rays));
    let remedy = Helps::of(&rays[0], text.expose(), &name, key.as_ref());
    Ok(Answer::Read { reading: reading.into(), remedy })
}

fn check(fields: &mut Fields<'_>, checker: &Checker) -> Result<Answer, String> {
    let text = fields.text("text")?;
    let mut secrets: Vec<_> = checker.judge(text.expose()).iter().map(Judged::from).collect();
    match secrets.len() {
        0 => Err(["There is no key in it: ", document::nothing(text.expose()).sentence()].concat()),
        1 => Ok(Answer::Judged(secrets.remove(0))),
        _ => Ok(Answer::AllJudged { secrets }),
    }
}

fn xray(fields: &mut Fields<'_>) -> Result<Answer, String> {
    let text = fields.text("text")?;
    let text = text.expose();
    let name = match fields.optional_text("name")? {
        Some(name) => VariableName::parse(name.expose()).map_err(|error| error.to_string())?,
        None => match assignment::secret_keys(text)[..] {
            [name] => VariableName::parse(name).map_err(|error| error.to_string())?,
            [] => return Err("No variable of the text is named like a secret key; give its \"name\".".to_owned()),
            _ => return Err("Several variables are named like a secret key; give the \"name\" of one.".to_owned()),
        },
    };
    let key = fields.optional_text("key")?;
    let rays: Vec<_> = xray::readers(text).map(|loader| Ray::of(loader, text, &name)).collect();
    let key = key.or_else(|| xray::intended(text, &name, &rays));
    let reading = |ray| {
        let remedy = Helps::of(&ray, text, &name, key.as_ref());
        LoaderReading::new(ray, remedy)
    };
    Ok(Answer::Readings { readings: rays.into_iter().map(reading).collect() })
}

fn write_for(fields: &mut Fields<'_>) -> Result<Answer, String> {
    let several = several(fields)?;
    let name = name(fields)?;
    let key = fields.text("key")?;
    let destination = Destination::Several(several);
    let (line, works) = destination.write_for_most(&name, &key).ok_or("There is no loader to write for.")?;
    let (works, fails): (Vec<_>, Vec<_>) = several.loaders().partition(|loader| works.contains(loader));
    let ids = |loaders: Vec<&loader::Loader>| loaders.iter().map(|loader| loader.id).collect();
    Ok(Answer::WrittenFor { line: Exposed(line.text(destination.form())), works: ids(works), fails: ids(fails) })
}

fn fix(fields: &mut Fields<'_>) -> Result<Answer, String> {
    let text = fields.text("text")?;
    let name = name(fields)?;
    let key = fields.text("key")?;
    Ok(match repair::rewrite(text.expose(), &name, &key, several(fields)?) {
        Ok(text) => Answer::Text { text: Exposed(text) },
        Err(error) => Answer::Refused { refused: error.to_string() },
    })
}

/// Which of the `keys` signed the `token`. The rest is optional: the `salt` of a signer or a cookie,
/// the `cookie`'s name, the `separator` if it is not `:`, and the user's `id`, `password` (its hash),
/// `last_login` and `email`. The kinds are the names of the files in `src/inspect/kind/`, with `-`.
fn inspect(fields: &mut Fields<'_>) -> Result<Answer, String> {
    let token = fields.text("token")?;
    let keys = fields.0.remove("keys").ok_or("The field \"keys\" is missing.")?;
    let keys: Vec<String> =
        serde_json::from_str(keys.get()).map_err(|_| "The field \"keys\" must be a list of texts.".to_owned())?;
    let keys: Vec<_> = keys.into_iter().map(Secret::new).collect();
    let names = ["salt", "cookie", "separator", "id", "password", "last_login", "email"];
    let mut texts = Vec::new();
    for name in names {
        texts.push(fields.text_or_null(name)?);
    }
    let given = |name| texts.iter().zip(names).find(|(_, other)| *other == name)?.0.as_ref().map(Secret::expose);
    let user = |name| given(name).unwrap_or_default();
    let question = Question {
        token: token.expose(),
        keys: &keys,
        salt: given("salt"),
        separator: Some(given("separator").unwrap_or(":")),
        cookie: given("cookie"),
        user: User { id: user("id"), password: user("password"), last_login: user("last_login"), email: user("email") },
    };
    if question.is_too_much() {
        return Err("This is too much to try; send a shorter token or fewer keys.".to_owned());
    }
    Ok(question.signature().into())
}

/// What is known of the packages that the `text` names, which is a file of requirements, a lock file,
/// `pyproject.toml` or `INSTALLED_APPS`.
fn packages(fields: &mut Fields<'_>) -> Result<Answer, String> {
    let text = fields.text("text")?;
    let yours = yours::of(text.expose()).ok_or("No package is named in it.")?;
    Ok(yours.into())
}

/// The variable carries the key that stood in the file, so that nothing changes for who is logged in;
/// where none stood there, a new one. The page offers a new one in any case: what was committed is
/// known.
fn repair(fields: &mut Fields<'_>) -> Result<Answer, String> {
    let text = fields.text("text")?;
    let id = fields.text("loader")?;
    let loader = loader::find(id.expose()).ok_or("There is no such loader; the op loaders lists them.")?;
    let name = name(fields)?;
    let repaired = match settings::repair(text.expose(), loader, &name) {
        Ok(repaired) => repaired,
        Err(refused) => return Ok(Answer::Refused { refused: refused.to_string() }),
    };
    let key = match &repaired.held {
        Held::One(key) => Ok(Secret::from(key.expose())),
        Held::None => {
            let wish = Wish {
                destination: Destination::Loader(loader),
                kind: make::Kind::Preset(&PORTABLE),
                length: PORTABLE.length,
                name: repaired.variable.clone(),
            };
            return Ok(match wish.make(WebCrypto::default()) {
                Ok(made) => repaired_with(&made.key, loader, repaired),
                Err(error) => Answer::Refused { refused: error.to_string() },
            });
        }
        Held::Several => Err(Refusal::Several),
        Held::Unknown => Err(Refusal::Code),
    };
    Ok(match key {
        Ok(key) => repaired_with(&key, loader, repaired),
        Err(refused) => Answer::Refused { refused: refused.to_string() },
    })
}

fn repaired_with(key: &Secret, loader: &'static loader::Loader, repaired: Repaired) -> Answer {
    match repaired.lines(loader, key) {
        Ok(env) => Answer::Repaired { text: Exposed(repaired.text), env: Exposed(env) },
        Err(refused) => Answer::Refused { refused: refused.to_string() },
    }
}

fn several(fields: &mut Fields<'_>) -> Result<Several, String> {
    let ids = fields.0.remove("loaders").ok_or("The field \"loaders\" is missing.")?;
    let ids: Vec<String> =
        serde_json::from_str(ids.get()).map_err(|_| "The field \"loaders\" must be a list of ids.".to_owned())?;
    Several::parse(&ids.join("+")).ok_or_else(|| "There is no such loader; the op loaders lists them.".to_owned())
}

fn destination(id: &Secret) -> Result<Destination, String> {
    Destination::find(id.expose())
        .ok_or_else(|| "There is no such loader; the op loaders lists them, and anywhere is one too.".to_owned())
}

fn name(fields: &mut Fields<'_>) -> Result<VariableName, String> {
    VariableName::parse(fields.text("name")?.expose()).map_err(|error| error.to_string())
}

/// The fields of one line that have not been looked at.
struct Fields<'a>(BTreeMap<Cow<'a, str>, &'a RawValue>);

impl<'a> Fields<'a> {
    fn parse(line: &'a [u8]) -> Result<Self, String> {
        let line = std::str::from_utf8(line).map_err(|_| "The line is not UTF-8.")?;
        if line.trim_ascii().is_empty() {
            return Err("The line is empty.".to_owned());
        }
        serde_json::from_str(line).map(Self).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => "The line is not a JSON object.".to_owned(),
            // Not the parser's own words: they may repeat a part of the line.
            _ => format!("The line is not JSON from column {} on.", error.column()),
        })
    }

    fn text(&mut self, name: &str) -> Result<Secret, String> {
        self.optional_text(name)?.ok_or_else(|| format!("The field \"{name}\" is missing."))
    }

    fn optional_text(&mut self, name: &str) -> Result<Option<Secret>, String> {
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        let text = serde_json::from_str(value.get());
        text.map(|text| Some(Secret::new(text))).map_err(|_| format!("The field \"{name}\" must be a Unicode text."))
    }

    /// As [`Self::optional_text`], and `null` is none.
    fn text_or_null(&mut self, name: &str) -> Result<Option<Secret>, String> {
        self.0.retain(|field, value| field != name || value.get() != "null");
        self.optional_text(name)
    }

    fn optional_count(&mut self, name: &str) -> Result<Option<usize>, String> {
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        serde_json::from_str(value.get()).map(Some).map_err(|_| format!("The field \"{name}\" must be a whole number."))
    }

    fn end(self) -> Result<(), String> {
        if self.0.is_empty() { Ok(()) } else { Err("The line has a field that this op does not take.".to_owned()) }
    }
}
