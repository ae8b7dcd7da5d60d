//! Fields for what is secret or code.

/// What a field says to browsers and password managers, as attributes: no help that would send, store or change
/// what is typed.
pub const NO_HELP: [(&str, &str); 11] = [
    ("autocomplete", "off"),
    ("autocorrect", "off"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("writingsuggestions", "false"),
    ("translate", "no"),
    // Grammarly, 1Password, LastPass, Bitwarden, Dashlane.
    ("data-gramm", "false"),
    ("data-1p-ignore", ""),
    ("data-lpignore", "true"),
    ("data-bwignore", ""),
    ("data-form-type", "other"),
];
