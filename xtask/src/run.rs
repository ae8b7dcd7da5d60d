//! `cargo xtask run`: builds the page and serves it on this machine, under a path of its own, as
//! GitHub Pages does.

use std::{
    env, fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Response, Server};

use crate::build;

/// The path under which the page is served.
const PATH: &str = "/keyproof/";

pub(crate) fn run() -> Result<()> {
    let page = build::run()?;
    // Port 0: the system chooses a free one. Loopback: no other machine sees it.
    let server = Arc::new(Server::http("127.0.0.1:0").map_err(|error| anyhow!("No port to serve on: {error}"))?);
    let port = server.server_addr().to_ip().context("The server has an address")?.port();
    let address = format!("http://127.0.0.1:{port}{PATH}");
    println!("\nThe page:       {address}");
    println!("The saved copy: {}", page.display());
    println!("Ctrl-C ends it.");

    let ended = Arc::new(AtomicBool::new(false));
    {
        let (server, ended) = (server.clone(), ended.clone());
        ctrlc::set_handler(move || {
            ended.store(true, Ordering::SeqCst);
            server.unblock();
        })?;
    }
    if has_desktop() && webbrowser::open(&address).is_err() {
        println!("No browser could be opened; open the address yourself.");
    }
    let html =
        Header::from_bytes("Content-Type", "text/html; charset=utf-8").map_err(|()| anyhow!("a valid header"))?;
    for request in server.incoming_requests() {
        let path = request.url().split(['?', '#']).next().unwrap_or_default();
        // A browser that goes away before the answer is no fault of ours.
        let _ = if path == PATH || path == format!("{PATH}index.html") {
            request.respond(Response::from_data(fs::read(&page)?).with_header(html.clone()))
        } else {
            request.respond(Response::from_string("The page is at /keyproof/.").with_status_code(404))
        };
        if ended.load(Ordering::SeqCst) {
            break;
        }
    }
    println!("\nEnded.");
    Ok(())
}

/// Whether there is a screen to open a browser on.
fn has_desktop() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some()
}
