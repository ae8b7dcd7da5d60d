//! What a variable is for, by its name: Django's key, another service's secret, or neither.

use std::ops::Range;

use super::signs::Signs as _;

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// Django's key.
    Django,
    /// A key of something that is not told.
    Some,
    /// Another service's secret.
    Other,
    /// Not the key, but where it is.
    Where,
    /// No secret.
    None,
}

/// Services and purposes whose secrets are not Django's key.
const OTHERS: &str = " JWT AWS S3 STRIPE RECAPTCHA CAPTCHA HCAPTCHA TURNSTILE MINIO PAYPAL PAYSTACK RAZORPAY FLUTTERWAVE BRAINTREE \
     MOLLIE SQUARE ALIPAY WECHAT GOOGLE GITHUB FACEBOOK TWITTER APPLE DISCORD SLACK TELEGRAM TWILIO SENDGRID MAILGUN MAILJET OAUTH \
     OAUTH2 OIDC SAML LDAP AUTH0 CLERK SUPABASE NEXTAUTH KEYCLOAK COGNITO CLIENT ACCESS REFRESH TOKEN FERNET WEBHOOK CSRF FLASK \
     RAILS LARAVEL GF GRAFANA AIRFLOW SUPERSET REDASH SPACES WASABI B2 R2 CLOUDINARY ALGOLIA PUSHER VAPID OPENAI ALIYUN TENCENT \
     QINIU COS OSS SSH PLAID ALPACA APCA BINANCE ";

/// The same of a name that does not say `SECRET_KEY`.
const PURPOSES: &str =
    " API SIGNING ENCRYPTION SESSION COOKIE PRIVATE SOCIAL DB POSTGRES MYSQL REDIS EMAIL STORAGE SENTRY CONSUMER BASE ";

/// Words before `SECRET_KEY` that make a switch of it.
const SWITCHES: &str =
    " SKIP REQUIRE REQUIRED GENERATE CHECK VALIDATE ALLOW USE NO IS HAS MISSING GET MAKE ROTATE NEEDS ";

/// Words behind it that say where it is.
const WHERES: &str =
    " FILE PATH FILENAME LOCATION KEY ARN URL URI REF REFERENCE ID ENV NAME CMD COMMAND SOURCE SECRET FROM ";

/// Words behind it that say something else of it.
const ABOUTS: &str = " LENGTH LEN SIZE MIN MAX CHECK HEADER FIELD ENABLED REQUIRED EXPIRES AGE ROTATION ERROR WARNING VERSION GENERATED ";

/// Names in capitals that hold `KEY` or `SECRET` and are no secret.
const NO_SECRETS: &str = "PUBLIC PUBLISHABLE KEY_ID ACCESS_KEY KEY_PREFIX KEYBOARD KEY_FILE KEY_PATH KEYSTONE KEYGEN KEYRING KEYCLOAK \
     KEYSPACE KEYVAULT KEY_VAULT KEY_NAME KEY_LENGTH KEY_ARN KEY_FUNC ROUTING_KEY MONITOR_KEY CACHE_KEY PRIMARY_KEY SORT_KEY \
     SECRETS_MANAGER SECRETSMANAGER SECRET_NAME SECRET_ID SECRET_ARN SECRET_FILE SKIP_ _CHECK KEYWORD HOTKEY MONKEY TURKEY KEYMAP";

/// Whether one of the words of `name`, in capitals and with `_` between, is in `list`, which has blanks round each.
fn has(name: &str, list: &str) -> bool {
    name.split('_').any(|word| !word.is_empty() && is_in(word, list))
}

fn is_in(word: &str, list: &str) -> bool {
    list.match_indices(word).any(|(at, _)| list[..at].ends_with(' ') && list[at + word.len()..].starts_with(' '))
}

/// `djangoSecretKey`, `system.secret-key` and `DJANGO_SECRETKEY` as `_DJANGO_SECRET_KEY_`.
fn spelled(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    words.push('_');
    let mut was_small = false;
    for letter in name.chars() {
        if was_small && letter.is_ascii_uppercase() {
            words.push('_');
        }
        was_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        words.push(if matches!(letter, '-' | '.' | ' ') { '_' } else { letter.to_ascii_uppercase() });
    }
    words.push('_');
    words.replace("SECRETKEY", "SECRET_KEY").replace("SECRET_KEY", "_SECRET_KEY")
}

/// Words of a name that was written where a key was to come.
const WANTING: &str = " YOUR MY CHANGE CHANGEME REPLACE REPLACEME INSERT PUT ADD SET ENTER PASTE FILL EXAMPLE SAMPLE DUMMY FAKE SOME HERE \
     TODO PLACEHOLDER ";

/// Whether what reads like a name stands there for want of a key.
pub(super) fn is_wanting(name: &str) -> bool {
    has(name, WANTING)
}

/// Whether a key below `parent` in a file is another service's.
pub(super) fn is_of_other(parent: &str) -> bool {
    has(&spelled(parent), OTHERS)
}

/// What a variable of this name is for.
pub(super) fn of(name: &str) -> Name {
    let words = spelled(name);
    if let Some((before, after)) = words.split_once("_SECRET_KEY_") {
        let next = after.split('_').next().unwrap_or_default();
        return if has(before, SWITCHES) || is_in(next, ABOUTS) {
            Name::None
        } else if has(before, OTHERS) || has(after, OTHERS) || next == "BASE" {
            Name::Other
        } else if !next.is_empty() && is_in(next, WHERES) || has(before, " EXISTING ") {
            Name::Where
        } else {
            Name::Django
        };
    }
    let is_capital = !name.bytes().any(|byte| byte.is_ascii_lowercase());
    if is_capital && has(&words, OTHERS) {
        return Name::Other;
    }
    if !is_secret(name) {
        return Name::None;
    }
    if words == "_SECRET_" || has(&words, " DJANGO ") && (words.ends_with("_SECRET_") || words.ends_with("_KEY_")) {
        Name::Django
    } else if has(&words, PURPOSES) {
        Name::Other
    } else {
        Name::Some
    }
}

/// Whether a variable of this name in capitals holds a secret key.
pub(super) fn is_secret(name: &str) -> bool {
    let capitals = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    capitals
        && (name.contains("KEY") || name.contains("SECRET"))
        && !NO_SECRETS.split_ascii_whitespace().any(|part| name.contains(part))
}

/// The same, and not another service's.
pub(super) fn is_own_secret(name: &str) -> bool {
    is_secret(name) && of(name) != Name::Other
}

/// No name has so many characters before or behind.
const LONGEST: usize = 128;

/// How much further a name goes that begins with `Secret`: `Secret key: …`, as people write it.
fn of_two_words(bytes: &[u8], length: usize) -> usize {
    let (first, rest) = bytes.split_at(length);
    let is_name = first.eq_ignore_ascii_case(b"secret")
        && rest.len() > 4
        && rest[..4].eq_ignore_ascii_case(b" key")
        && matches!(rest.trim_ascii_start()[3..].trim_ascii_start(), [b':' | b'=', ..]);
    if is_name { 4 } else { 0 }
}

/// The first name in `within` that holds `key` or `secret`, and what it is for.
pub(super) fn next(text: &str, within: Range<usize>) -> Option<(Range<usize>, Name)> {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let bytes = text.as_bytes().get(within.clone())?;
    let mut from = 0;
    loop {
        let holds = |part: &[u8]| {
            part[..3].eq_ignore_ascii_case(b"key") || part.len() > 5 && part[..6].eq_ignore_ascii_case(b"secret")
        };
        let place =
            from + (0..bytes.len() - from).find(|at| bytes.len() >= from + at + 3 && holds(&bytes[from + at..]))?;
        let before = bytes[from..place].iter().rev().take(LONGEST).take_while(|byte| is_of_name(byte)).count();
        let behind = bytes[place..].iter().take(LONGEST).take_while(|byte| is_of_name(byte)).count();
        let end = place + behind;
        let lead = text[..within.start + place - before].cut(" \t-*>#");
        let is_first = lead.is_empty() || lead.ends_with('\n');
        let end = end + if is_first { of_two_words(&bytes[place - before..], before + behind) } else { 0 };
        let behind = end - place;
        from = end;
        if before + behind >= LONGEST {
            continue;
        }
        let name = &bytes[place - before..end];
        let lead = name.iter().take_while(|byte| b"-.".contains(byte)).count();
        let tail = name.iter().rev().take_while(|byte| b"-.".contains(byte)).count();
        let name = within.start + place - before + lead..within.start + end - tail;
        match of(&text[name.clone()]) {
            Name::None => {}
            is => return Some((name, is)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_are_for() {
        for (names, is) in [
            (
                "SECRET_KEY DJANGO_SECRET_KEY PAPERLESS_SECRET_KEY SECRET_KEY_OLD SECRET_KEY_FALLBACKS secretKey",
                Name::Django,
            ),
            (
                "secret-key djangoSecretKey system.secret-key DJANGO_SECRET SECRET django.secretKey DD_SECRET_KEY",
                Name::Django,
            ),
            (
                "GF_SECURITY_SECRET_KEY SECRET_KEY_BASE JWT_SECRET_KEY aws.secretKey STRIPE_SECRET_KEY jwtSecretKey",
                Name::Other,
            ),
            ("API_KEY JWT_SECRET FIELD_ENCRYPTION_KEY SIGNING_KEY AWS_SECRET_ACCESS_KEY", Name::Other),
            ("SECRET_KEY_FILE secretKeyRef existingSecretKey SECRET_KEY_ENV", Name::Where),
            ("APP_KEY B_KEY SITE_SECRET SECRET_KEYS", Name::Some),
            ("KEYSTONE ROUTING_KEY KEYGEN MONITOR_KEY SKIP_SECRET_KEY_CHECK key secret secrets", Name::None),
            ("SECRET_KEY_LENGTH REQUIRE_SECRET_KEY keyboard POSTGRES_PASSWORD", Name::None),
        ] {
            for name in names.split(' ') {
                assert_eq!(of(name), is, "{name}");
            }
        }
        let text = "a key: system.secret-key=b";
        assert_eq!(next(text, 0..text.len()), Some((7..24, Name::Django)));
    }
}
