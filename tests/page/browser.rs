//! A browser with the page in it, driven by WebDriver.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

mod keys;

pub(crate) use keys::{CONTROL, DOWN, ENTER, ESCAPE, SHIFT, TAB};

use crate::{
    engine::{Driver, Engine, PATIENCE},
    observer::Observer,
    wire,
};

/// Where the page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    File,
    Http,
}

impl Transport {
    pub(crate) const ALL: [Self; 2] = [Self::File, Self::Http];

    /// As the tests' names have it.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Http => "http",
        }
    }
}

/// A browser's session.
pub(crate) struct Browser {
    pub(crate) engine: Engine,
    pub(crate) transport: Transport,
    pub(crate) observer: Observer,
    /// What the browser keeps, and the files that it is given.
    folder: PathBuf,
    agent: ureq::Agent,
    session: String,
    _driver: Driver,
}

/// The name under which WebDriver hands out elements, and shadow roots.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const SHADOW: &str = "shadow-6066-11e4-a52e-4f735466cecf";

/// An element of the page, as WebDriver calls it.
#[derive(Debug, Clone)]
pub(crate) struct Element(String);

/// On the clipboard until something is copied.
const NOTHING: &str = "nothing copied";

impl Browser {
    /// Starts a browser and gives it a page of that content to open.
    pub(crate) fn start(engine: Engine, transport: Transport, page: &[u8]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{}", engine.id(), transport.id()));
        // What an earlier run has left behind, if there was one.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("downloads")).expect("a writable folder");
        let observer = Observer::start();
        let driver = engine.start(&folder);
        let config =
            ureq::Agent::config_builder().proxy(None).http_status_as_error(false).timeout_global(Some(PATIENCE));
        let agent = config.build().new_agent();
        let capabilities =
            engine.capabilities(wire::wire().is_none().then(|| observer.address()), &folder.join("downloads"));
        let answer = agent
            .post(format!("http://{}/session", driver.address))
            .send_json(json!({ "capabilities": { "alwaysMatch": capabilities } }))
            .expect("the driver answers")
            .body_mut()
            .read_json::<Value>()
            .expect("an answer in JSON");
        let id = answer["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}"));
        let session = format!("http://{}/session/{id}", driver.address);
        let browser = Self { engine, transport, observer, folder, agent, session, _driver: driver };
        browser.post(
            "timeouts",
            &json!({ "script": PATIENCE.as_millis(), "pageLoad": PATIENCE.as_millis(), "implicit": 0 }),
        );
        if engine == Engine::WebKit {
            // Without a window manager, the window under the pointer is the active one, and the pointer is in
            // the middle of the screen. In a window that is not active, nothing matches `:focus`.
            browser.post("window/rect", &json!({ "x": 300, "y": 1150, "width": 1024, "height": 768 }));
        }
        browser.publish("index.html", page);
        browser
    }

    /// Puts a file beside the page, and gives its address.
    pub(crate) fn publish(&self, name: &str, content: &[u8]) -> String {
        match self.transport {
            Transport::File => {
                let path = self.folder.join("keyproof").join(name);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
                fs::write(&path, content).expect("a writable folder");
                format!("file://{}", path.display())
            }
            Transport::Http => self.observer.publish(&format!("/keyproof/{}", name.replace("index.html", "")), content),
        }
    }

    /// The page's address.
    pub(crate) fn page(&self) -> String {
        match self.transport {
            Transport::File => format!("file://{}", self.folder.join("keyproof/index.html").display()),
            Transport::Http => format!("http://{}/keyproof/", self.observer.address()),
        }
    }

    /// The file that has been downloaded under this name, which is then no longer there.
    pub(crate) fn downloaded(&self, name: &str) -> Vec<u8> {
        let path = self.folder.join("downloads").join(name);
        // A browser may make the file before it fills it.
        let size = || fs::metadata(&path).map_or(0, |data| data.len());
        self.wait(format!("{name} to be downloaded"), || {
            let before = size();
            thread::sleep(Duration::from_millis(100));
            (before > 0 && before == size()).then_some(())
        });
        let content = fs::read(&path).expect("a file that is there");
        fs::remove_file(path).expect("a file that is there");
        content
    }

    /// A path for a file of the test's own.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    // WebDriver's commands.

    fn command(&self, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let address = format!("{}/{path}", self.session);
        let answer = match body {
            Some(body) => self.agent.post(address).send_json(body),
            None => self.agent.get(address).call(),
        };
        let mut answer = answer.map_err(|error| format!("{path}: {error}"))?;
        let good = answer.status().is_success();
        let mut body = answer.body_mut().with_config().limit(1 << 28).read_json::<Value>();
        let value = body.as_mut().map_err(|error| format!("{path}: {error}"))?["value"].take();
        if good { Ok(value) } else { Err(format!("{path}: {}: {}", value["error"], value["message"])) }
    }

    /// Goes there as far as the browser goes: an attack may have it go elsewhere.
    pub(crate) fn try_to_go(&self, address: &str) {
        let _ = self.command("url", Some(&json!({ "url": address })));
    }

    /// What `script` returns, if the page answers.
    pub(crate) fn try_to_run(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.command("execute/sync", Some(&json!({ "script": script, "args": arguments })))
    }

    /// Whether a file with this in its name has been downloaded, which is then no longer there.
    pub(crate) fn has_downloaded(&self, part: &str) -> bool {
        let files = fs::read_dir(self.folder.join("downloads")).expect("a folder").flatten();
        let mut found = files.filter(|file| file.file_name().to_string_lossy().contains(part));
        found.next().is_some_and(|file| fs::remove_file(file.path()).is_ok())
    }

    /// Whether its page still answers.
    pub(crate) fn is_up(&self) -> bool {
        self.command("execute/sync", Some(&json!({ "script": "return 1", "args": [] }))).is_ok()
    }

    #[track_caller]
    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        self.command(path, Some(body)).unwrap_or_else(|error| panic!("{error}"))
    }

    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Value {
        self.command(path, None).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Closes the window that is being driven; another has to be chosen next.
    pub(crate) fn close_window(&self) {
        self.agent.delete(format!("{}/window", self.session)).call().expect("the driver answers");
    }

    #[track_caller]
    pub(crate) fn goto(&self, address: &str) {
        self.post("url", &json!({ "url": address }));
    }

    /// What `script`, the body of a function, returns.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// What `script` hands to its last argument, a callback.
    #[track_caller]
    pub(crate) fn run_async(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// What `script` returns, as text.
    #[track_caller]
    pub(crate) fn text_of(&self, script: &str) -> String {
        match self.run(script, &[]) {
            Value::String(text) => text,
            other => panic!("{script}: {other}"),
        }
    }

    /// Whether `script` returns true.
    #[track_caller]
    pub(crate) fn is(&self, script: &str) -> bool {
        self.run(script, &[]) == true
    }

    /// The element that the selector finds.
    #[track_caller]
    pub(crate) fn find(&self, selector: &str) -> Element {
        self.element_at("element", selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    fn element_at(&self, path: &str, selector: &str) -> Result<Element, String> {
        let found = self.command(path, Some(&json!({ "using": "css selector", "value": selector })))?;
        Ok(Element(found[ELEMENT].as_str().ok_or("no element")?.to_owned()))
    }

    /// Clicks as a person would, having unfolded what the element is in.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        self.run(UNFOLD, &[json!(selector)]);
        let Element(id) = self.find(selector);
        self.post(&format!("element/{id}/click"), &json!({}));
    }

    /// What stands in the element.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        let Element(id) = self.find(selector);
        match self.get(&format!("element/{id}/property/textContent")) {
            Value::String(text) => text,
            other => panic!("{selector}: {other}"),
        }
    }

    /// The value of an ordinary field.
    #[track_caller]
    pub(crate) fn value(&self, selector: &str) -> String {
        let Element(id) = self.find(selector);
        self.get(&format!("element/{id}/property/value")).as_str().unwrap_or_default().to_owned()
    }

    /// Replaces what an ordinary field holds by typing.
    #[track_caller]
    pub(crate) fn fill(&self, selector: &str, text: &str) {
        self.run(UNFOLD, &[json!(selector)]);
        self.focus(selector);
        self.run("document.activeElement.select()", &[]);
        self.type_keys(text);
    }

    /// The value of the text area in the host's closed shadow root.
    #[track_caller]
    pub(crate) fn hidden_value(&self, host: &str) -> String {
        if self.engine == Engine::WebKit {
            // Its driver does not open closed shadow roots: select and copy, as a person would.
            let before = self.focused();
            // Copying nothing leaves on the clipboard what was there.
            self.run(
                "const field = document.createElement('textarea'); field.id = 'copied'; field.value = arguments[0]; document.body.append(field); field.select()",
                &[json!(NOTHING)],
            );
            self.chord(CONTROL, 'c');
            self.run("document.getElementById('copied').remove()", &[]);
            self.focus(host);
            // Where the field is not shown, the keys would select the page.
            let shown =
                self.run("return document.activeElement === document.querySelector(arguments[0])", &[json!(host)]);
            let mut text = String::new();
            if shown == true {
                self.chord(CONTROL, 'a');
                self.chord(CONTROL, 'c');
                text = self.pasted();
            }
            self.focus_again(before);
            return if text == NOTHING { String::new() } else { text };
        }
        let Element(id) = self.find(host);
        let root = self.get(&format!("element/{id}/shadow"));
        let root = root[SHADOW].as_str().unwrap_or_else(|| panic!("{host} has no shadow root"));
        let area = self.element_at(&format!("shadow/{root}/element"), "textarea");
        let Element(area) = area.unwrap_or_else(|error| panic!("{host}: {error}"));
        self.get(&format!("element/{area}/property/value")).as_str().unwrap_or_default().to_owned()
    }

    /// What the clipboard holds: pasted into a field of the test's own, which is then taken away.
    #[track_caller]
    pub(crate) fn pasted(&self) -> String {
        let before = self.focused();
        self.run(
            "const field = document.createElement('textarea'); field.id = 'pasted'; field.spellcheck = false; document.body.append(field); field.focus()",
            &[],
        );
        self.chord(CONTROL, 'v');
        let text = self.text_of("const field = document.getElementById('pasted'); field.remove(); return field.value");
        self.focus_again(before);
        text
    }

    /// What has the focus, for [`Self::focus_again`].
    #[track_caller]
    fn focused(&self) -> Value {
        self.run("return document.activeElement", &[])
    }

    #[track_caller]
    fn focus_again(&self, element: Value) {
        let again = "const [before] = arguments; if (before === document.body) document.activeElement.blur(); else before.focus({ preventScroll: true })";
        self.run(again, &[element]);
    }

    /// An image of the window, or of one element.
    #[track_caller]
    pub(crate) fn screenshot(&self, selector: &str) -> Vec<u8> {
        let Element(id) = self.find(selector);
        let image = self.get(&format!("element/{id}/screenshot"));
        BASE64_STANDARD.decode(image.as_str().expect("an image")).expect("base64")
    }

    /// The page as a PDF file.
    #[track_caller]
    pub(crate) fn printed(&self) -> Vec<u8> {
        let file = self.post("print", &json!({ "background": true }));
        BASE64_STANDARD.decode(file.as_str().expect("a file")).expect("base64")
    }

    /// Chromium's own protocol.
    #[track_caller]
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Runs `script` on Firefox's own side rather than in the page.
    #[track_caller]
    pub(crate) fn run_in_firefox(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("moz/context", &json!({ "context": "chrome" }));
        let result = self.command("execute/async", Some(&json!({ "script": script, "args": arguments })));
        self.post("moz/context", &json!({ "context": "content" }));
        result.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Waits until `found` has something.
    #[track_caller]
    #[allow(clippy::unused_self, reason = "it reads as the browser's other verbs do")]
    pub(crate) fn wait<T>(&self, what: impl fmt::Display, mut found: impl FnMut() -> Option<T>) -> T {
        let begin = Instant::now();
        loop {
            if let Some(found) = found() {
                return found;
            }
            assert!(begin.elapsed() < PATIENCE, "waited in vain for {what}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until `script` returns true.
    #[track_caller]
    pub(crate) fn wait_for(&self, script: &str) {
        self.wait(script, || self.is(script).then_some(()));
    }
}

/// Opens the folded parts round an element, and brings it into sight.
const UNFOLD: &str = "const element = document.querySelector(arguments[0]);
    for (let fold = element?.closest('details:not([open])'); fold; fold = fold.closest('details:not([open])')) fold.open = true;
    element?.scrollIntoView({ block: 'center' });";

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends with the session or, at the latest, when it is dropped after this.
        let _ = self.agent.delete(self.session.as_str()).call();
    }
}
