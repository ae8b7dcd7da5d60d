//! The bundler: from the WASM, `index.html` and `static/` to one HTML file that needs nothing else.
//!
//! - The WASM is deflated and base64-encoded into a script element that no browser runs.
//! - `static/boundary.js` in `static/boot.js` becomes the one script, named in the policy by hash; nothing of
//!   what wasm-bindgen writes is in it.
//! - The file is written as browsers serialise it, so that the page can give out its own bytes
//!   (`static/boot.js`), and holds a digest of itself, so that it can tell if they were changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    io::Write,
    mem,
    path::Path,
};

use anyhow::{Context, Result, anyhow, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{Compression, write::GzEncoder};
use keyproof::{
    field::NO_HELP,
    key::{PORTABLE, PRESETS},
    line::Destination,
    loader::{self, samples},
    make::{self, Kind, Maker, SHORT_LIST, Wish, sum},
    messages,
    name::VariableName,
    product::Product,
    setup::{self, Setup},
    store,
};
use sha2::{Digest, Sha256};
use walrus::{ConstExpr, DataKind, Module, ir::Value};
use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::{
    audit::{self, Instead, List},
    build::{self, Profile, Programs, root},
    order, traps,
};

/// Stands in the digest's place while it is taken; `src/page/trust.rs` takes it the same way.
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// By this the policy of the development page knows Trunk's script, into which Trunk writes its
/// address as it serves it, so that its hash is not known here.
const RELOAD: &str = "reload";

/// The page as one file, from its two programs; what a release may do is audited. `staged` is the page that
/// Trunk has staged, for the script by which it reloads the page in development.
pub(crate) fn make(programs: &Programs, profile: Profile, staged: Option<&str>) -> Result<String> {
    let (first, first_table) = program(&programs.first, audit::FIRST, "firstImports", profile)?;
    let (wasm, table) = program(&programs.page, audit::PAGE, "imports", profile)?;
    let reload = staged.and_then(reload_script).filter(|_| profile == Profile::Debug);
    let wasm = encoded(&wasm, profile)?;
    let script = script(&file("boot.js")?, &boundary(&file("boundary.js")?)?, &(first_table + &table), wasm.len())?;
    page(&encoded(&first, profile)?, &wasm, &script, reload)
}

/// One of the programs, and the table of what it calls.
fn program(path: &Path, list: List, table_name: &str, profile: Profile) -> Result<(Vec<u8>, String)> {
    let mut output = bound(path, profile)?;
    let imports = imports_of(output.wasm());
    let instead = match profile {
        Profile::Release => audit::check(list, &imports, output.js())?,
        // Yew and wasm-bindgen ask for more in development, such as `outerHTML` for their own checks.
        Profile::Debug => audit::look_up(list, &imports, output.js())?,
    };
    let table = table(output.wasm_mut(), instead, table_name)?;
    let wasm = output.wasm_mut();
    let segments: Vec<_> = wasm.data.iter().map(walrus::Data::id).collect();
    for segment in segments {
        let data = wasm.data.get_mut(segment);
        if let DataKind::Active { offset: ConstExpr::Value(Value::I32(address)), .. } = data.kind {
            forget_locations(&mut data.value, u32::try_from(address)?);
        }
    }
    // For linkers only.
    wasm.customs.remove_raw("target_features");
    let wasm = match profile {
        Profile::Release => order::sorted(&traps::instead_of_panics(&wasm.emit_wasm())?)?,
        Profile::Debug => wasm.emit_wasm(),
    };
    Ok((wasm, table))
}

/// The bad pages of `tests/attacks`: as wasm-bindgen has it, with all that it gives, started by `start`, and
/// behind the boundary, where what is not listed is refused. And what is not listed.
pub(crate) fn attacks(wasm: &Path, start: &str) -> Result<(String, String, Vec<String>)> {
    let mut output = bound(wasm, Profile::Debug)?;
    let glue = output.js();
    let imports = glue.find("function __wbg_get_imports()").context("The glue's imports are not where they were")?;
    let loading = glue.find("let wasmModule, wasmInstance, wasm;").context("The glue's loading is not where it was")?;
    let bare =
        format!("(() => {{\n{}{start}}})();", glue.get(imports..loading).context("The glue loads before it imports")?);
    // It does not ask the browser to look up no names, or some of what is to be seen would not be; so it has no
    // links of its own.
    let asks = "<meta http-equiv=\"x-dns-prefetch-control\" content=\"off\">\n";
    let before = page("", &encoded(&output.wasm_mut().emit_wasm(), Profile::Debug)?, &bare, None)?;
    let before = before.replacen(asks, "", 1).replace(" href=\"https:", " data-href=\"https:");
    let imports = imports_of(output.wasm());
    let instead = audit::look_up(audit::PAGE, &imports, output.js())?;
    let refused = instead.iter().filter_map(|instead| match instead {
        Instead::Refused(name) => Some(name.clone()),
        _ => None,
    });
    let refused = refused.collect();
    let table = table(output.wasm_mut(), instead, "imports")?;
    let wasm = encoded(&output.wasm_mut().emit_wasm(), Profile::Debug)?;
    // There is no small program before them: it would be held by the same functions.
    let table = format!("const firstImports = {{}};\n{table}");
    let script = script(&file("boot.js")?, &boundary(&file("boundary.js")?)?, &table, wasm.len())?;
    let after = page("", &wasm, &script, None)?;
    Ok((before, after, refused))
}

/// What wasm-bindgen makes of the WASM.
fn bound(wasm: &Path, profile: Profile) -> Result<Output> {
    Bindgen::new()
        .input_path(wasm)
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(true)
        .generate_output()
}

/// The modules and names of what it imports.
fn imports_of(wasm: &Module) -> Vec<(String, String)> {
    wasm.imports.iter().map(|import| (import.module.clone(), import.name.clone())).collect()
}

/// The file in `static/`.
fn file(name: &str) -> Result<String> {
    fs::read_to_string(root()?.join("static").join(name)).with_context(|| name.to_owned())
}

/// The page of these programs, which `script` starts.
fn page(first: &str, wasm: &str, script: &str, reload: Option<&str>) -> Result<String> {
    let reload = reload.map(|script| format!("<script nonce=\"{RELOAD}\">{script}</script>"));
    let style = file("style.css")?;
    let style = minifier::css::minify(&style).map_err(|error| anyhow!("style.css: {error}"))?.to_string();
    let program = |id: &str, more: &str, text: &str| {
        format!("<script id=\"{id}\" type=\"application/octet-stream\"{more}>{text}</script>")
    };
    let parts = [
        ("{policy}", policy(&style, script, reload.is_some())),
        (
            "{icon}",
            format!(
                "<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">",
                BASE64_STANDARD.encode(file("icon.svg")?)
            ),
        ),
        ("{guide}", file("guide.html")?.trim_end().to_owned()),
        ("{style}", format!("<style>{style}</style>")),
        ("{first}", program("first", "", first)),
        ("{script}", format!("<script>{script}</script>")),
        ("{wasm}", program("wasm", &format!(" data-digest=\"{ZEROS}\""), wasm)),
        ("{reload}", reload.unwrap_or_default()),
    ];
    let mut html = fs::read_to_string(root()?.join("index.html")).context("index.html")?.trim_end().to_owned();
    // For Trunk.
    html = html.replace("<link data-trunk rel=\"rust\" data-trunk-skip>\n", "");
    for (place, text) in build::origin()?.into_iter().chain(first_card()?) {
        ensure!(html.contains(place), "index.html has to hold {place}");
        html = html.replace(place, &text);
    }
    for (place, part) in parts {
        ensure!(html.matches(place).count() == 1, "index.html has to hold {place} once");
        html = html.replace(place, &part);
    }
    let digest = sha256(html.as_bytes());
    Ok(html.replacen(ZEROS, &digest, 1))
}

/// What stands on the first card before the large program has filled it: what that will put there for a visitor
/// who has chosen nothing, so that nothing moves.
fn first_card() -> Result<[(&'static str, String); 14]> {
    let name = VariableName::usual();
    let wish = Wish {
        destination: Destination::Anywhere,
        kind: Kind::Preset(&PORTABLE),
        length: PORTABLE.length,
        name: name.clone(),
    };
    let made = Maker::default().make(&wish)?;
    let chip = |destination: Destination| {
        let (id, label, pressed) = (destination.id(), destination.label(), destination == wish.destination);
        format!(
            "<button type=\"button\" class=\"chip\" aria-pressed=\"{pressed}\" data-destination=\"{id}\">{label}</button>"
        )
    };
    let help = NO_HELP.map(|(name, value)| format!("{name}=\"{value}\""));
    Ok([
        ("{chips}", SHORT_LIST.iter().filter_map(|id| Destination::find(id)).map(chip).collect()),
        ("{loaders}", loader::ALL.len().to_string()),
        ("{samples}", samples::ALL.len().to_string()),
        ("{help}", help.join(" ")),
        ("{place}", wish.destination.place().to_owned()),
        ("{bits}", made.measure()),
        ("{proofs}", sum(made.proofs(wish.destination).map(|proof| proof.outcome))),
        ("{why}", wish.why(&made)),
        ("{settings}", wish.destination.settings(&name).replace('&', "&amp;").replace('<', "&lt;")),
        ("{setup}", Setup::of(None).words()),
        ("{name}", name.to_string()),
        ("{kept}", setup::A_FILE.to_owned()),
        ("{install}", wish.destination.install()),
        ("{ignored}", wish.destination.ignored().unwrap_or_default().to_owned()),
    ])
}

/// Gives short names to what the WASM and the script call each other by, since the long ones end in
/// hashes that do not compress, and writes the table of the imports: which function of the boundary
/// each of them is.
fn table(wasm: &mut Module, instead: Vec<Instead>, name: &str) -> Result<String> {
    let mut short = BTreeMap::new();
    for export in wasm.exports.iter_mut().filter(|export| export.name.contains("__closures_")) {
        let name = format!("c{}", short.len());
        short.insert(mem::replace(&mut export.name, name.clone()), name);
    }
    let mut table = format!("const {name} = {{\n  __proto__: null,\n");
    for (number, (import, instead)) in wasm.imports.iter_mut().zip(instead).enumerate() {
        import.name = format!("i{number}");
        "boundary".clone_into(&mut import.module);
        // Writing to a string does not fail.
        let _ = match instead {
            Instead::Refused(name) => writeln!(
                table,
                "  i{number}: () => {{ document.documentElement.dataset.unlisted ??= \"{name}\"; refuse(); }},"
            ),
            Instead::Function(name) => writeln!(table, "  i{number}: boundary.{name},"),
            Instead::Closure { export, changes } => {
                let export = short.get(&export).with_context(|| format!("The WASM has no {export}"))?;
                writeln!(table, "  i{number}: (at, shape) => closure(at, shape, wasm.{export}, {changes}),")
            }
        };
    }
    Ok(table + "};\n")
}

/// The places of the page to which what the WASM shows links.
const TABS: &[&str] = &["#make", "#check", "#rotate", "#loaders", "#guide", "#trust"];

/// The boundary with the lists that are made from the registries.
fn boundary(code: &str) -> Result<String> {
    let addresses = TABS.iter().copied().chain(store::ALL.iter().map(|store| store.source));
    let addresses: BTreeSet<_> = addresses.chain(messages::ALL.iter().map(|message| message.answer)).collect();
    let loaders: Vec<_> = loader::ALL.iter().map(|loader| loader.id).collect();
    let loaders = loaders.join("|");
    let presets: Vec<_> = PRESETS.iter().map(|preset| preset.id).collect();
    let products: Vec<_> = Product::all().iter().map(|product| product.id).collect();
    let names = VariableName::USUAL.into_iter().map(str::to_owned);
    let names: BTreeSet<_> = names.chain(Product::all().iter().map(|product| product.variable().to_string())).collect();
    let lists = [
        ("{addresses}", serde_json::to_string(&addresses)?),
        // Eight that share a line, at most, are remembered.
        ("{destinations}", format!("anywhere|({loaders})([+]({loaders})){{0,7}}")),
        ("{presets}", presets.join("|")),
        ("{samples}", samples::ALL.iter().map(|sample| sample.id).collect::<Vec<_>>().join("|")),
        ("{products}", products.join("|")),
        ("{stores}", store::ALL.iter().map(|store| store.id).collect::<Vec<_>>().join("|")),
        ("{names}", names.into_iter().collect::<Vec<_>>().join("|")),
    ];
    let code = lists.into_iter().try_fold(code.to_owned(), |code, (place, list)| fill(&code, place, &list))?;
    Ok(code.replace("{words}", &setup::WORDS.join("|")))
}

/// The one script: what starts the page, the boundary and the tables of the imports, in one function. The large
/// program is `packed` characters long in the page.
fn script(boot: &str, boundary: &str, tables: &str, packed: usize) -> Result<String> {
    let mut code = fill(boot, "{boundary}", &(boundary.to_owned() + tables))?;
    let words = [("{copied}", make::COPIED), ("{selected}", make::SELECTED), ("{new}", make::NEW)];
    for (place, words) in words {
        code = fill(&code, place, &serde_json::to_string(words)?)?;
    }
    code = fill(&code, "{packed}", &packed.to_string())?;
    // Comments on a line of their own are for readers of the source.
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let script = minifier::js::minify(&code).map_err(|error| anyhow!("The script: {error}"))?.to_string();
    // It stands in a script element, and is serialised as it is.
    ensure!(!script.contains("</script") && !script.contains("<!--"), "The script would end its element early");
    Ok(script)
}

/// Puts a part in its place, which has to be there once.
fn fill(whole: &str, place: &str, part: &str) -> Result<String> {
    ensure!(whole.matches(place).count() == 1, "{place} has to be there once");
    Ok(whole.replace(place, part))
}

/// Takes every source location out of `data`, which is loaded at `address`: four kilobytes, compressed, that
/// nobody reads, since nothing is said of where a panic was.
///
/// A location is how Rust lays out `core::panic::Location`: the address and the length of a file's
/// name, the line, the column.
fn forget_locations(data: &mut [u8], address: u32) {
    const WORD: usize = size_of::<u32>();
    let is_path = |text: &[u8]| {
        let in_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"_/.-".contains(byte);
        text.ends_with(b".rs") && text.iter().all(in_path)
    };
    let word = |data: &[u8], at: usize| u32::from_le_bytes(data[at..at + WORD].try_into().unwrap_or_default());
    let mut names = Vec::new();
    let first = (address as usize).next_multiple_of(WORD) - address as usize;
    for at in (first..data.len().saturating_sub(4 * WORD)).step_by(WORD) {
        let [start, length, line, column] = [0, 1, 2, 3].map(|place| word(data, at + place * WORD));
        let name = start
            .checked_sub(address)
            .and_then(|from| data.get(from as usize..(from + length.min(MOST_NAME)) as usize));
        let plausible = (1..MOST_LINE).contains(&line) && (1..MOST_LINE).contains(&column);
        if plausible && name.is_some_and(|name| name.len() == length as usize && is_path(name)) {
            data[at..at + 4 * WORD].fill(0);
            names.push(start - address..start - address + length);
        }
    }
    for name in names {
        data[name.start as usize..name.end as usize].fill(0);
    }
}

/// The longest name of a source file, and its last line and column: longer ones are something else.
const MOST_NAME: u32 = 200;
const MOST_LINE: u32 = 100_000;

/// The policy: this script, this style, and no connection whatever.
fn policy(style: &str, script: &str, reload: bool) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let (reload, connect) = if reload { (format!(" 'nonce-{RELOAD}'"), "ws:") } else { (String::new(), "'none'") };
    let rules = [
        "default-src 'none'".to_owned(),
        format!("script-src {}{reload} 'wasm-unsafe-eval'", hash(script)),
        format!("style-src {}", hash(style)),
        "img-src data:".to_owned(),
        format!("connect-src {connect}"),
        "form-action 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "require-trusted-types-for 'script'".to_owned(),
        "trusted-types 'none'".to_owned(),
    ];
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", rules.join("; "))
}

/// The script by which Trunk reloads the page.
fn reload_script(staged: &str) -> Option<&str> {
    let (_, rest) = staged.rsplit_once("<script>")?;
    let (script, _) = rest.split_once("</script>")?;
    script.contains("WebSocket").then_some(script)
}

/// A program as the page holds it.
fn encoded(bytes: &[u8], profile: Profile) -> Result<String> {
    let mut packed = Vec::new();
    match profile {
        Profile::Release => {
            // As many blocks as help: the default of 15 is for smaller files.
            let options = zopfli::Options { maximum_block_splits: 200, ..zopfli::Options::default() };
            zopfli::compress(options, zopfli::Format::Deflate, bytes, &mut packed)?;
        }
        Profile::Debug => {
            let mut encoder = flate2::write::DeflateEncoder::new(&mut packed, Compression::fast());
            encoder.write_all(bytes)?;
            encoder.finish()?;
        }
    }
    Ok(BASE64_STANDARD.encode(packed))
}

/// How many bytes a server sends that compresses as well as gzip can.
pub(crate) fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// The SHA-256, in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests;
