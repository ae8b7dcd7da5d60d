//! A placeholder: text that stands where a key should stand.
//!
//! Templates and tutorials have one, and everyone who has read them knows it. Filler round it, other
//! spellings and other languages make it no better.
//!
//! `change-me`, `your-secret-key-here`, `CH4NG3_M3_00000000`, `${SECRET_KEY}`, `{{ secret_key }}`, `<secret>`
//!
//! What to do: put a new key in its place.
//!
//! Chance: only of what is too short or told for less than chance explains is a placeholder said.

use super::{
    Check, Hit, Severity, Subject,
    guess::{CERTAIN, ENOUGH, stands_for},
};

pub(super) const CHECK: Check =
    Check { id: "placeholder", source: "words that templates and tutorials put in the place of a key", find };

/// What placeholders have in them, without the signs between words.
const PHRASES: &str = "changeme changethis changeit changekey changed replaceme replacethis replacewith placeholder yoursecret yourkey \
     yourdjango yourrandom yourown mysecret mykey thesecret asecret secretkey keysecret supersecret verysecret topsecret notsecret \
     somesecret secrethere keyhere insecure notsecure unsafe notsafe djangokey djangosecret secretdjango example dummy sample default \
     password passwort passwd foobar fakekey fakesecret fixme todo putyour puthere insertyour inserthere enteryour generateme generatea \
     togenerate setme setthis editme fillme overrideme dontuse donotuse notforproduction notinproduction developmentkey devkey \
     devsecret devonly testkey testsecret testingkey localkey localsecret randomkey randomstring uniquekey tobechanged mustbechanged \
     pleasechange keepsecret keepthis keepit thisisa thisisnot thisismy longstring fiftychar 50char somethingsecret hereisasecret \
     notarealkey notreal buildtime buildonly dockerbuild citest tempkey temporary invalidkey none null undefined secrettoken secret123 \
     clavesecreta clave secreta secreto contrasena cambiame cambiar cambia cambieme ejemplo tuclave llave insegura noseguro \
     motdepasse clesecrete secrete maclef changez changer changezmoi remplacer remplacez exemple nonsecurise votrecle \
     geheim schluessel schlussel aendern andern aendermich aenderemich ersetzen ersetzmich beispiel unsicher meinkey deinkey \
     chavesecreta minhachave suachave segredo senha mudeme mudar alterar alterame troque trocar exemplo inseguro \
     chiavesegreta chiave segreta segreto cambiami esempio insicuro sostituisci \
     sleutel wachtwoord verander wijzigmij voorbeeld onveilig sekret parol klyuch kluch izmeni pomenyay zameni primer \
     haslo tajny klucz zmienmnie przyklad anahtar gizli degistir hemlig nyckel losenord hemmelig nokkel endre salasana salainen \
     tajne heslo zmenit cheie secreta schimba kunci rahasia ganti himitsu kagi miyao mima";

/// The same in other scripts.
const SCRIPTS: &str = "секрет ключ измен замен пароль смен 密钥 密码 秘密 秘钥 更改 修改 替换 変更 鍵 비밀 변경 열쇠 مفتاح سري κλειδ μυστικ गुप्त סוד מפתח";

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    let guess = &subject.guess;
    let holds = || PHRASES.split(' ').any(|phrase| contains(core.as_bytes(), phrase.as_bytes()));
    let in_script = || !core.is_ascii() && SCRIPTS.split(' ').any(|phrase| core.contains(phrase));
    let can_be = core.len() <= 512 && (guess.high < ENOUGH || guess.is_weak());
    if !is_template(core)
        && !is_filler(core)
        && !(can_be && guess.rest() < ENOUGH - CERTAIN && (holds() || in_script()))
    {
        return None;
    }
    let mut hit = Hit::core(Severity::Unsafe, subject, "This is a placeholder, not a key.")?;
    hit.remedy = "Put a new key in its place.";
    hit.bits = Some((0.0, "placeholders"));
    Some(hit)
}

/// Whether a program should have put a value here.
fn is_template(text: &str) -> bool {
    let name = |byte: u8| byte.is_ascii_alphanumeric() || b"_- .:/'\"|()[]$".contains(&byte);
    let enclosed = [
        ("${", "}"),
        ("{{", "}}"),
        ("{%", "%}"),
        ("<", ">"),
        ("%(", ")s"),
        ("[", "]"),
        ("$(", ")"),
        ("#{", "}"),
        ("{", "}"),
        ("%", "%"),
        ("@@", "@@"),
        ("__", "__"),
        ("((", "))"),
        ("ENC[", "]"),
    ]
    .iter()
    .any(|(open, close)| {
        let inside = super::begins(text, open).then(|| text[open.len()..].strip_suffix(close)).flatten();
        // Random keys may stand between such marks by chance, but are longer, or mix capitals with others.
        inside.is_some_and(|inside| {
            let letters = inside.bytes().filter(u8::is_ascii_alphabetic).count();
            let usual = letters >= 3 && letters * 10 >= inside.len() * 7 && inside.len() <= 40;
            usual && inside.bytes().all(name) && is_written(inside)
        })
    });
    let begins = [
        "os.environ",
        "os.getenv",
        "get_random_secret_key",
        "secrets.token",
        "vault:",
        "op://",
        "@Microsoft.KeyVault(",
        "file:/",
        "/run/secrets/",
        "arn:aws:",
        "ssm:/",
        "process.env",
        "@Microsoft.KeyVault(",
        "openssl rand",
        "python -c",
        "python3 -c",
        "pwgen -",
        "head -c",
        "uuidgen",
        "import ",
    ];
    enclosed
        || is_command(text)
        || begins.iter().any(|start| super::begins(text, start))
        || (text.starts_with("env(") || text.starts_with("config("))
            && text.contains(['\'', '"'])
            && text.ends_with(')')
        || text.strip_prefix('$').is_some_and(|name| {
            name.len() >= 3 && name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        })
}

/// Whether it is a command that was not run: `$(openssl rand -base64 50)`. A random key holds no blank.
fn is_command(text: &str) -> bool {
    text.starts_with("$(") && text.ends_with(')') && text.contains(' ')
}

/// Whether its letters are of one case, or capitals begin its words.
fn is_written(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    let mut capitals = bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
    !bytes.iter().any(u8::is_ascii_lowercase) || capitals.all(|(at, _)| starts(at))
}

/// Whether it is only what fills a form: `xxxx`, `****`, `....`, `????`.
fn is_filler(text: &str) -> bool {
    let mut bytes = text.bytes();
    let first = bytes.next().unwrap_or(b' ');
    text.len() >= 3 && b"xX*.?#-_".contains(&first) && bytes.all(|byte| byte == first)
}

/// Whether `phrase` stands in `text`, in any case, with digits or signs for letters and signs between.
fn contains(text: &[u8], phrase: &[u8]) -> bool {
    let is = |byte: u8, letter: u8| byte.to_ascii_lowercase() == letter || stands_for(byte, letter);
    (0..text.len()).any(|start| {
        let mut at = start;
        phrase.iter().enumerate().all(|(place, letter)| {
            // At most three signs between two letters.
            let mut skipped = 0;
            while place > 0
                && skipped < 3
                && text.get(at).is_some_and(|byte| !byte.is_ascii_alphanumeric() && !is(*byte, *letter))
            {
                at += 1;
                skipped += 1;
            }
            at += 1;
            text.get(at - 1).is_some_and(|byte| is(*byte, *letter))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn placeholders() {
        for text in [
            "change-me",
            "CHANGE_ME_PLEASE_00000000000000000000000000000000000000",
            "ch4ng3-m3",
            "xxxxxxxxxxchangemexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "your-secret-key-here",
            "unsafe-dev-secret-key",
            "dummy",
            "cambiame-por-favor",
            "bitte-ändern-geheim",
            "changez-moi",
            "${SECRET_KEY}",
            "{{ secret_key }}",
            "{{ cookiecutter.secret_key }}",
            "<your secret key>",
            "<your-secret-key>",
            "REPLACE_ME_WITH_A_REAL_SECRET_KEY_BEFORE_DEPLOYING",
            "YOUR_SECRET_KEY_HERE",
            "$SECRET_KEY",
            "__SECRET_KEY__",
            "****************",
            "os.environ['SECRET_KEY']",
            "env('SECRET_KEY')",
            "%SECRET_KEY%",
            "<Your Secret Key>",
            "$(openssl rand -base64 50)",
            "openssl rand -hex 32",
            "$(head -c 50 /dev/urandom | base64)",
        ] {
            let judgement = &judge(text)[0];
            assert!(judgement.findings.iter().any(|finding| finding.id == "placeholder"), "{text}: {judgement:?}");
            assert!(matches!(judgement.verdict, Verdict::Unsafe | Verdict::Broken), "{text}");
        }
        // Random, and between two percent signs by chance.
        assert_eq!(judge("%7oWJl1de8znHNiLHxpaMH6ShbUyMml%")[0].verdict, Verdict::Fit);
    }
}
