//! The page. It decides nothing: it shows what the core says and forwards what the user does.
//!
//! All of `web_sys` is named in [`browser`]. A secret never enters Yew's state, properties or
//! virtual document: it goes from the vault (see [`make`]) straight into a closed field.

mod app;
mod browser;
mod check;
mod element;
mod frame;
mod guide;
mod loaders;
mod make;
mod parts;
mod preferences;
mod rotate;
mod tab;
mod trust;
mod xray;

/// Said when the user has pressed “Forget everything”.
const FORGOTTEN: &str = "Done. The keys and what you pasted are gone from this page, and its memory of them is overwritten. The clipboard and saved files are not.";

/// Brings the document to life: `index.html` has its frame and its words.
pub fn start() {
    frame::start();
    if let Some(element) = browser::root::element("app") {
        let app = yew::Renderer::<app::App>::with_root(element).render();
        frame::follow({
            let app = (*app).clone();
            move || {
                app.send_message(make::Message::Address);
                app.send_message(loaders::Message::Address);
            }
        });
        // The boot script presses it, too, when the page is left.
        browser::root::on_click("forget", move || {
            app.send_message(app::Message::Forget);
            browser::root::set_text("forget-said", FORGOTTEN);
        });
    }
    guide::start();
    trust::start();
}
