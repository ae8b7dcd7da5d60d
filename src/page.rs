//! The page. It decides nothing: it shows what the core says and forwards what the user does.
//!
//! All of `web_sys` is named in [`browser`]. A secret never enters Yew's state, properties or
//! virtual document: it goes from the vault (see [`make`]) straight into a closed field.

mod app;
mod browser;
mod bulk;
mod check;
mod components;
mod environments;
mod help;
mod make;
mod preferences;
mod tab;
mod trust;

/// Shows the page in the document's `#app` element.
pub fn start() {
    yew::set_custom_panic_hook(Box::new(|_| browser::root::set_state(browser::root::State::Failed)));
    if let Some(element) = browser::root::mount_point() {
        yew::Renderer::<app::App>::with_root(element).render();
    }
}
