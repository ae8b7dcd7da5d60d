//! What stands round the tabs: which one is open, the theme, and the keyboard.
//!
//! The frame's elements stand in `index.html`, so they are on the screen before the first
//! line of this runs.

use super::{
    browser::{keyboard, root},
    preferences::{Preferences, Theme},
    tab::Tab,
};

/// Brings the frame to life.
pub(super) fn start() {
    open(Tab::find(&root::fragment()).unwrap_or(Tab::Make));
    root::unfold(&root::fragment());
    show_theme(Preferences::load().theme);
    root::on_click("theme", || {
        Preferences::update(|preferences| {
            preferences.theme = preferences.theme.next();
            show_theme(preferences.theme);
        });
    });
    root::on_click("print", || root::set_print(root::is_ticked("print")));
    root::on_click("help-open", || root::open_dialog(HELP));
    keyboard::on_key(|key| match key {
        "n" => root::press("new"),
        "c" => root::press("copy") || root::press("copy-key"),
        "/" => {
            root::press("tab-make");
            open(Tab::Make);
            root::focus("destination-search");
            true
        }
        "?" => {
            root::open_dialog(HELP);
            true
        }
        _ => false,
    });
}

/// Follows the address whenever it changes, and tells of it.
pub(super) fn follow(then: impl Fn() + 'static) {
    root::on_fragment(move |fragment| {
        // An empty fragment is the page's first address; any other is a place on the open tab.
        if let Some(tab) = Tab::find(&fragment).or(fragment.is_empty().then_some(Tab::Make)) {
            if !root::is_shown(tab.page()) {
                open(tab);
                // What had the focus may be on the other tab; and what is new is to be heard.
                root::focus(tab.title());
            }
            root::unfold(&fragment);
        }
        then();
    });
}

/// The id of the dialog with the list of shortcuts.
const HELP: &str = "help";

/// The id of the set-up.
const SETUP: &str = "setup";

/// Shows one tab. The others stay as they are: what was made or typed there is there on coming
/// back.
fn open(tab: Tab) {
    for other in Tab::ALL {
        root::show(other.page(), other == tab);
        root::set_current(other.link(), other == tab);
    }
    // It is chosen on the first tab, and only told of on the others.
    root::show(SETUP, matches!(tab, Tab::Make | Tab::Check | Tab::Rotate));
    root::mark(SETUP, "open", tab == Tab::Make);
}

fn show_theme(theme: Theme) {
    root::set_theme(theme.id());
    let (icon, label) = match theme {
        Theme::System => ("◐", "Theme: system"),
        Theme::Light => ("○", "Theme: light"),
        Theme::Dark => ("●", "Theme: dark"),
    };
    root::set_text("theme", icon);
    root::set_label("theme", label);
}
