//! A token or key of another service, pasted by mistake.
//!
//! Its prefix tells. It opens something else, and should not be Django's key.
//!
//! `ghp_…`, `sk_live_…`, `eyJ….eyJ….…`
//!
//! What to do: make a key for Django. Where the token was pasted, copied or committed, make a new one with
//! its service, too.
//!
//! Chance: prefix, length and characters are all compared; none has the shape of a key of a usual format.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check =
    Check { id: "other-service", source: "the prefixes that the services publish for scanners", find };

/// Prefix, least and greatest length in all, and whose it is.
const PREFIXES: &[(&str, usize, usize, &str)] = &[
    ("ghp_", 40, 40, "a GitHub token"),
    ("gho_", 40, 40, "a GitHub token"),
    ("ghu_", 40, 40, "a GitHub token"),
    ("ghs_", 40, 40, "a GitHub token"),
    ("ghr_", 40, 40, "a GitHub token"),
    ("ghr_", 76, 80, "a GitHub token"),
    ("github_pat_", 60, 120, "a GitHub token"),
    ("glpat-", 26, 70, "a GitLab token"),
    ("sk_live_", 24, 130, "a Stripe key"),
    ("sk_test_", 24, 130, "a Stripe key"),
    ("pk_live_", 24, 130, "a Stripe key"),
    ("pk_test_", 24, 130, "a Stripe key"),
    ("rk_live_", 24, 130, "a Stripe key"),
    ("whsec_", 30, 90, "a Stripe key"),
    ("AKIA", 20, 20, "an access key of AWS"),
    ("ASIA", 20, 20, "an access key of AWS"),
    ("xoxb-", 30, 120, "a Slack token"),
    ("xoxp-", 30, 120, "a Slack token"),
    ("xoxa-", 30, 120, "a Slack token"),
    ("xapp-", 30, 140, "a Slack token"),
    ("AIza", 39, 39, "a Google key"),
    ("ya29.", 30, 400, "a Google token"),
    ("GOCSPX-", 35, 35, "a Google secret"),
    ("npm_", 40, 40, "an npm token"),
    ("pypi-AgE", 60, 400, "a PyPI token"),
    ("hf_", 37, 37, "a Hugging Face token"),
    ("dop_v1_", 71, 71, "a DigitalOcean token"),
    ("SG.", 69, 69, "a SendGrid key"),
    ("sk-proj-", 40, 250, "an OpenAI key"),
    ("sk-ant-", 40, 250, "an Anthropic key"),
    ("key-", 36, 36, "a Mailgun key"),
    ("shpat_", 38, 38, "a Shopify token"),
    ("rubygems_", 57, 57, "a RubyGems key"),
    ("dckr_pat_", 36, 36, "a Docker token"),
    ("HRKU-", 40, 80, "a Heroku key"),
    ("sntrys_", 60, 400, "a Sentry token"),
    ("pscale_", 30, 90, "a PlanetScale token"),
    ("hvs.", 28, 200, "a Vault token"),
    ("lin_api_", 40, 60, "a Linear key"),
    ("figd_", 40, 60, "a Figma token"),
    ("EAACEdEose0cBA", 30, 400, "a Facebook token"),
    ("AGE-SECRET-KEY-1", 74, 74, "an age key"),
];

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    // Under a name of its own, it is where it belongs.
    if subject.name.is_some_and(|name| !name.contains("SECRET_KEY") || name.contains("STRIPE") || name.contains("AWS"))
    {
        return None;
    }
    // Random letters in groups of one length begin like a token by chance.
    let whose = if super::guess::groups(core).is_some() {
        return None;
    } else if is_jwt(core) {
        "a JSON Web Token"
    } else {
        PREFIXES
            .iter()
            .find(|(prefix, least, most, _)| {
                (*least..=*most).contains(&core.len())
                    && super::begins(core, prefix)
                    && core[prefix.len()..].bytes().all(|byte| {
                        byte.is_ascii_alphanumeric() || b"-_".contains(&byte) || byte == b'.' && *prefix != "hvs."
                    })
            })?
            .3
    };
    let mut hit = Hit::core(Severity::Broken, subject, "")?;
    hit.sentence = ["It is ", whose, ", and not a key of Django’s."].concat();
    hit.remedy = "Generate a key for Django, and a new token where this one was shown.";
    Some(hit)
}

fn is_jwt(text: &str) -> bool {
    let is_part = |part: &str| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    super::begins(text, "eyJ") && text.split('.').count() == 3 && text.split('.').take(2).all(is_part)
}
