//! The three engines: which programs they are, and how they are started so that they do nothing of
//! their own accord.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

/// What has not come after so long does not come: far longer than the slowest machine takes, so that no
/// test depends on how fast one is.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// A WebDriver server and what it runs in, stopped when dropped.
pub(crate) struct Driver {
    pub(crate) address: SocketAddr,
    processes: Vec<Child>,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// As the tests' names have it.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// What of this engine is not on this machine.
    pub(crate) fn missing(self) -> Option<String> {
        let missing: Vec<_> = match self {
            Self::Chromium => vec![(chromium(), "chromium"), (chromedriver(), "chromedriver")],
            Self::Firefox => vec![(firefox(), "firefox"), (geckodriver(), "geckodriver")],
            Self::WebKit => vec![
                (on_path("WebKitWebDriver"), "WebKitWebDriver"),
                (mini_browser(), "MiniBrowser of WebKitGTK"),
                (on_path("Xvfb"), "Xvfb"),
            ],
        }
        .into_iter()
        .filter_map(|(found, name)| found.is_none().then_some(name))
        .collect();
        (!missing.is_empty()).then(|| format!("{}: {} not found", self.id(), missing.join(", ")))
    }

    /// Starts the engine's WebDriver server. `home` is a folder for what it keeps.
    pub(crate) fn start(self, home: &Path) -> Driver {
        let mut processes = Vec::new();
        let port = free_port();
        let mut command = match self {
            Self::Chromium => {
                let mut command = Command::new(chromedriver().expect("chromedriver"));
                command.arg(format!("--port={port}"));
                command
            }
            Self::Firefox => {
                let mut command = Command::new(geckodriver().expect("geckodriver"));
                // The browser's own side is asked for its console and its Save As.
                // And it heeds where its settings come from only if told that this is no daily browser.
                command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
                command.args(["--allow-system-access", "--port", &port.to_string(), "--websocket-port", "0"]);
                command
            }
            Self::WebKit => {
                // A screen for each session, and with it a clipboard.
                let mut screen = Command::new("Xvfb");
                screen.args(["-displayfd", "1", "-screen", "0", "1600x3000x24", "-nolisten", "tcp"]);
                let mut screen = screen.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("Xvfb");
                let mut number = String::new();
                BufReader::new(screen.stdout.take().expect("its output")).read_line(&mut number).expect("a number");
                processes.push(screen);
                let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", home.join("downloads").display());
                fs::write(home.join("user-dirs.dirs"), downloads).expect("a writable folder");
                let mut command = Command::new("WebKitWebDriver");
                command.arg(format!("--port={port}")).env("DISPLAY", format!(":{}", number.trim()));
                command.env("XDG_CONFIG_HOME", home).env("GDK_BACKEND", "x11");
                command
            }
        };
        let log = fs::File::create(home.join("driver.log")).expect("a writable folder");
        command.env("HOME", home).stdin(Stdio::null());
        command.stdout(log.try_clone().expect("a log")).stderr(log);
        processes.push(command.spawn().expect("the driver starts"));
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let begin = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(begin.elapsed() < PATIENCE, "{} does not listen", self.id());
            thread::sleep(Duration::from_millis(50));
        }
        Driver { address, processes }
    }

    /// What the browser is asked to be: without a screen and without services of its own; with this proxy for
    /// everything, this machine's own addresses included, or with none.
    pub(crate) fn capabilities(self, proxy: Option<SocketAddr>, downloads: &Path) -> Value {
        match self {
            Self::Chromium => json!({
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": {
                    "binary": chromium(),
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
                        "--no-first-run", "--disable-background-networking", "--disable-component-update",
                        "--disable-sync", "--disable-default-apps", "--disable-client-side-phishing-detection",
                        "--disable-domain-reliability", "--disable-extensions", "--disable-component-extensions-with-background-pages",
                        "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter,NetworkTimeServiceQuerying",
                        // Ports at which Chromium itself refuses to ask.
                        "--component-updater=url-source=http://127.0.0.1:1/", "--gaia-url=http://127.0.0.1:9/",
                        "--window-size=1400,1000",
                        proxy.map_or("--no-proxy-server".to_owned(), |proxy| format!("--proxy-server={proxy}")),
                        "--proxy-bypass-list=<-loopback>",
                    ],
                    "prefs": {
                        "download.default_directory": downloads,
                        "download.prompt_for_download": false,
                        // Many downloads by one page are asked about.
                        "profile.default_content_setting_values.automatic_downloads": 1,
                        "safebrowsing.enabled": false,
                        "search.suggest_enabled": false,
                    },
                },
            }),
            Self::Firefox => {
                let mut options = json!({
                    "args": ["-headless"],
                    "prefs": firefox_preferences(proxy, downloads),
                });
                if let Some(binary) = firefox() {
                    options["binary"] = json!(binary);
                }
                json!({ "moz:firefoxOptions": options })
            }
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] },
                "proxy": proxy.map_or(json!({ "proxyType": "direct" }), |proxy| json!({
                    "proxyType": "manual",
                    "httpProxy": proxy.to_string(),
                    "sslProxy": proxy.to_string(),
                    "ftpProxy": proxy.to_string(),
                    "noProxy": [],
                })),
            }),
        }
    }
}

fn firefox_preferences(proxy: Option<SocketAddr>, downloads: &Path) -> Value {
    let mut preferences = json!({
        "network.proxy.type": 0,
        "network.trr.mode": 5,
        "app.update.disabledForTesting": true,
        "browser.region.network.url": "",
        "browser.safebrowsing.provider.mozilla.updateURL": "",
        "browser.safebrowsing.provider.google4.updateURL": "",
        "browser.startup.page": 0,
        "devtools.console.stdout.content": true,
        "media.gmp-manager.url": "data:text/plain,",
        "security.OCSP.enabled": 0,
        "services.settings.server": "data:,#remote-settings-dummy/v1",
        "toolkit.telemetry.server": "data:,",
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
        "browser.download.useDownloadDir": true,
        "browser.helperApps.neverAsk.saveToDisk": "text/html,text/plain",
    });
    if let Some(proxy) = proxy {
        let (host, port) = (proxy.ip().to_string(), proxy.port());
        let by_proxy = json!({
            "network.proxy.type": 1,
            "network.proxy.http": host,
            "network.proxy.http_port": port,
            "network.proxy.ssl": host,
            "network.proxy.ssl_port": port,
            "network.proxy.no_proxies_on": "",
            "network.proxy.allow_hijacking_localhost": true,
            "network.dns.disablePrefetch": true,
            "network.http.speculative-parallel-limit": 0,
        });
        let by_proxy = by_proxy.as_object().into_iter().flatten();
        by_proxy.for_each(|(name, value)| preferences[name] = value.clone());
    }
    for name in FIREFOX_OFF {
        preferences[*name] = json!(false);
    }
    preferences
}

/// What Firefox would do of its own accord, or ask a person about.
const FIREFOX_OFF: &[&str] = &[
    "network.proxy.failover_direct",
    "network.captive-portal-service.enabled",
    "network.connectivity-service.enabled",
    "network.prefetch-next",
    "app.normandy.enabled",
    "app.update.enabled",
    "browser.contentblocking.report.lockwise.enabled",
    "browser.newtabpage.enabled",
    "browser.newtabpage.activity-stream.feeds.topsites",
    "browser.newtabpage.activity-stream.feeds.section.topstories",
    "browser.region.update.enabled",
    "browser.safebrowsing.malware.enabled",
    "browser.safebrowsing.phishing.enabled",
    "browser.safebrowsing.downloads.remote.enabled",
    "browser.search.update",
    "browser.topsites.contile.enabled",
    "datareporting.policy.dataSubmissionEnabled",
    "dom.push.connection.enabled",
    "extensions.getAddons.cache.enabled",
    "extensions.systemAddon.update.enabled",
    "extensions.update.enabled",
    "media.gmp-manager.updateEnabled",
    "messaging-system.rsexperimentloader.enabled",
    "security.remote_settings.crlite_filters.enabled",
    "security.remote_settings.intermediates.enabled",
    "toolkit.telemetry.enabled",
    "browser.download.alwaysOpenPanel",
    "browser.download.always_ask_before_handling_new_types",
];

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver before the screen that its browser is drawn on.
        for process in self.processes.iter_mut().rev() {
            // A process that has ended by itself needs no ending.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// A port that nobody listens on. It is below those that systems give to outgoing connections:
/// one of these could take it before the driver does.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(20_000);
    NEXT.fetch_max(20_000 + u16::try_from(process::id() % 10_000).unwrap_or(0), Ordering::Relaxed);
    let mut ports = (0..1000).map(|_| NEXT.fetch_add(1, Ordering::Relaxed));
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}

fn chromium() -> Option<PathBuf> {
    ["chromium", "google-chrome", "chromium-browser"].iter().find_map(|name| on_path(name))
}

fn chromedriver() -> Option<PathBuf> {
    on_path("chromedriver")
}

fn firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"].iter().find_map(|name| on_path(name))
}

fn geckodriver() -> Option<PathBuf> {
    env::var_os("GECKODRIVER").map(PathBuf::from).filter(|path| path.is_file()).or_else(|| on_path("geckodriver"))
}

/// WebKitGTK's browser for tests: it is not on the path.
fn mini_browser() -> Option<PathBuf> {
    let mut found: Vec<_> = ["/usr/lib", "/usr/libexec", "/usr/lib64"]
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .flat_map(|folder| ["", "webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map(|name| folder.join(name)))
        .map(|folder| folder.join("MiniBrowser"))
        .filter(|path| path.is_file())
        .collect();
    // Version 4.1 is what the driver of Debian and Ubuntu is built with.
    found.sort_by_key(|path| !path.to_string_lossy().contains("4.1"));
    found.into_iter().next()
}

fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}
