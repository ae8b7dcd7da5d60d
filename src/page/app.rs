//! The frame: name, tabs, shield, theme, and the tab that is open.

use yew::prelude::*;

use super::{
    browser::{keyboard, root},
    check::Check,
    help::{self, Help},
    make::Make,
    preferences::{Preferences, Theme},
    tab::Tab,
    trust::Trust,
};

#[component]
pub(super) fn App() -> Html {
    let tab = use_state_eq(|| Tab::find(&root::fragment()).unwrap_or(Tab::Make));
    let theme = use_state_eq(|| Preferences::load().theme);
    use_effect_with(*theme, |theme| root::set_theme(theme.id()));
    {
        let tab = tab.setter();
        use_effect_with((), move |()| {
            root::on_fragment(move |fragment| {
                // An empty fragment is the page's first address; any other is a place in a tab.
                if let Some(open) = Tab::find(&fragment).or(fragment.is_empty().then_some(Tab::Make)) {
                    tab.set(open);
                }
            });
            keyboard::on_key(|key| match key {
                "n" => root::press("new"),
                "c" => root::press("copy"),
                "/" => {
                    root::press("tab-make");
                    root::focus("destination-search");
                    true
                }
                "?" => {
                    root::open_dialog(help::ID);
                    true
                }
                _ => false,
            });
        });
    }
    let change_theme = {
        let theme = theme.clone();
        Callback::from(move |_| {
            let next = theme.next();
            theme.set(next);
            Preferences::update(|preferences| preferences.theme = next);
        })
    };
    let (theme_icon, theme_label) = match *theme {
        Theme::System => ("◐", "Theme: as the system has it"),
        Theme::Light => ("○", "Theme: light"),
        Theme::Dark => ("●", "Theme: dark"),
    };
    html! {
        <>
            <a class="skip" href="#content">{ "Skip to the content" }</a>
            <header>
                <p class="name">{ "Key" }<b>{ "proof" }</b></p>
                <nav aria-label="Sections">
                    for open in Tab::NAVIGATION {
                        <a
                            id={format!("tab-{}", open.id())}
                            href={format!("#{}", open.id())}
                            aria-current={(*tab == open).then_some("page")}
                        >
                            { open.label() }
                        </a>
                    }
                </nav>
                <div class="tools">
                    <a class="shield" href="#trust" aria-current={(*tab == Tab::Trust).then_some("page")}>
                        { "Sends nothing. Works offline." }
                    </a>
                    <button id="theme" type="button" class="icon" aria-label={theme_label} title={theme_label} onclick={change_theme}>
                        <span aria-hidden="true">{ theme_icon }</span>
                    </button>
                    <button
                        id="help-open"
                        type="button"
                        class="icon"
                        aria-label="Keyboard shortcuts"
                        title="Keyboard shortcuts"
                        onclick={|_| root::open_dialog(help::ID)}
                    >
                        <span aria-hidden="true">{ "?" }</span>
                    </button>
                </div>
            </header>
            <main id="content" tabindex="-1">
                // Hidden tabs stay as they are: what the user made or typed is there on coming back.
                <div hidden={*tab != Tab::Make}><Make /></div>
                <div hidden={*tab != Tab::Check}><Check /></div>
                <div hidden={*tab != Tab::Trust}><Trust /></div>
            </main>
            <Help />
        </>
    }
}
