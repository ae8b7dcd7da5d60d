// The one script that the policy allows. It stands behind the first card, which it brings to life, and in front
// of all else: the rest of the page follows while the first key is there already. The bundler puts in the
// boundary, and after it the tables of what each WASM calls by which name.
(() => {
"use strict";

const root = document.documentElement;

// The file as it was opened, as far as it has come: nothing has changed yet, and the bundler writes the document as
// browsers serialise it. `whole` puts the rest behind it.
const here = document.currentScript;
const ends = [];
for (let inside = here.parentElement; inside; inside = inside.parentElement) ends.push("</" + inside.localName + ">");
const begun = "<!DOCTYPE html>" + root.outerHTML.slice(0, -ends.join("").length);
let source;

/** The file as it was opened. What follows the script has to be untouched. */
function whole() {
  let text = begun;
  for (let [part, at] = [here, 0]; at < ends.length; part = part.parentElement, at++) {
    for (let next = part.nextSibling; next; next = next.nextSibling) text += next.outerHTML ?? next.data;
    text += ends[at];
  }
  return text;
}

const element = (id) => document.getElementById(id);

/** Says why there is no page, or no more. */
function fail(why) {
  // A trap, such as a panic of Rust: of that nothing else is told.
  const isFault = why?.name === "RuntimeError";
  if (!isFault && root.dataset.state !== "working" && root.dataset.rest !== "waits") return;
  root.dataset.state = "failed";
  element("arriving")?.remove();
  element("failure").textContent =
    isFault
      ? "Copy what you need first: this page has stopped because of a fault in it, and to go on you have to reload it. Nothing was sent."
      : typeof why === "string"
      ? why
      : "This browser could not start the page: it needs WebAssembly, DecompressionStream, TextDecoder and shadow roots. Update it, or open the page in another browser.";
}

try {

// A page that frames this one, or has opened it, can reach into it where both come from one origin.
if (top !== self || opener) {
  element("alone").hidden = false;
  element("setup").remove();
  element("make-app").remove();
  throw "Another page holds this one: it is in a frame of that page, or was opened by it. Such a page may be able to see keys, so none is made here.";
}
// Without these a key would have no place to be shown in.
if (!Element.prototype.attachShadow) throw new Error();

{boundary}

/** The SHA-256 of a text, in hex; rejects where the browser has no SubtleCrypto (plain http). */
async function digest(text) {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What a zlib stream holds, each byte as a character, and no more than `most` of them. It goes in by the
 * kilobyte, so that no piece that comes out is large. Rejects where it is no such stream.
 */
async function inflate(packed, most) {
  const inflate = new DecompressionStream("deflate");
  const writer = inflate.writable.getWriter();
  // The reader is told what goes wrong, too.
  for (let at = 0; at < packed.length; at += 1024) writer.write(packed.subarray(at, at + 1024)).catch(() => {});
  writer.close().catch(() => {});
  const reader = inflate.readable.getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    for (const byte of value) text += String.fromCharCode(byte);
    if (text.length >= most) {
      reader.cancel().catch(() => {});
      return text.slice(0, most);
    }
  }
}

/** Starts the WASM of this text, which may do what `imports` has. Gives what it exports. */
async function start(base64, imports) {
  const packed = atob(base64);
  // A plain loop, and no blob round the bytes: both take a third of the time.
  const deflated = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at++) deflated[at] = packed.charCodeAt(at);
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  writer.write(deflated);
  writer.close();
  const code = await new Response(stream.readable).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(code, { boundary: imports });
  return instance.exports;
}

/** The text of the large WASM, as far as it has come. */
const packed = () => element("wasm")?.textContent ?? "";

/** How long that is when it is all there. */
const PACKED = {packed};

/** The first card, until the large WASM takes it over. */
const first = {
  area: document.querySelector("#line textarea"),
  /** Where the key begins in the line. */
  lead: 0,
  /** What the large WASM is to know of the random bytes so far. */
  seen: null,
  say: (words) => void (element("status").textContent = words),
  show(at, length, lead) {
    boundary.show(first.area, at, length, (first.lead = lead));
    for (const id of ["copy", "copy-key", "new"]) element(id).disabled = false;
    root.dataset.state = "ready";
  },
  fail(why) {
    element("problem").textContent = why;
    element("title-make").textContent = "No key yet";
    element("lead-make").textContent = "The reason is below.";
    element("line-box").hidden = element("meta").hidden = true;
    root.dataset.state = "broken";
  },
  draw() {
    wasm.make(length);
    sweep();
  },
  /** The large WASM has taken over, in this very turn. */
  over() {
    clearInterval(ticks);
    removeEventListener("click", early, true);
    if (small) new Uint8Array(small.memory.buffer).fill(0);
    first.seen = small = null;
    delete root.dataset.rest;
    element("arriving").remove();
    entitle();
    if (typed) {
      element("destination-search").value = typed;
      element("destination-search").dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    again(focused)?.focus();
    again(pressed)?.click();
    // Leaving forgets, so that coming back by Back shows no key that was there.
    addEventListener("pagehide", () => element("forget").click());
  },
  async copy(from) {
    first.say("");
    try {
      await navigator.clipboard.writeText(first.area.value.slice(from));
      first.say({copied});
    } catch {
      first.area.focus();
      first.area.setSelectionRange(from, first.area.value.length);
      first.say({selected});
    }
  },
};

/** The small WASM, once the other is there. */
let small;

/** What the buttons of the first card do until then. */
const acts = {
  __proto__: null,
  copy: () => first.copy(0),
  "copy-key": () => first.copy(first.lead),
  new() {
    first.draw();
    first.say({new});
  },
};

/** What was pressed last, has the focus, and is typed, of what is not there yet: that is done again when it is. */
let pressed, focused, typed;

/** What now stands where this stood. */
const again = (old) =>
  !old || old.isConnected ? old : element(old.id) ?? document.querySelector(`[data-destination="${old.dataset.destination}"]`);

function early(event) {
  const target = event.target.closest("a, button, summary, input");
  const act = acts[target?.id];
  if (act) return act();
  if (!target || target.localName === "a") return;
  event.preventDefault();
  pressed = target;
  tell();
}

/** Has the title of the document say which tab is open, by its heading. */
const title = document.title;
function entitle() {
  const tab = /^#(check|rotate|loaders|guide|trust)/.exec(location.hash)?.[1];
  const heading = tab && element("title-" + tab);
  document.title = heading ? heading.textContent + " – Keyproof" : title;
}
addEventListener("hashchange", entitle);

/** Says how much has arrived. */
function tell() {
  if (root.dataset.rest !== "waits") return;
  element("arriving").textContent ||= "Loading the rest of the page:";
  element("arriving").dataset.share = Math.floor((100 * packed().length) / PACKED) + " %";
}

let remembered;
try {
  remembered = localStorage.getItem(ENTRY);
} catch {
  // A browser that keeps nothing has nothing.
}
root.dataset.theme = /^theme=(light|dark);/.exec(remembered)?.[1] ?? "system";
root.dataset.rest = "waits";
boundary.enclose(element("line"), first.area, 1);
addEventListener("click", early, true);
const ticks = setInterval(tell, 1000);

// The small WASM has one kind of line. What else is wished for waits for the large one.
const length = remembered ? /;destination=anywhere;preset=portable;length=(\d+)$/.exec(remembered)?.[1] : 0;
const isHere = /^#?(make)?$/.test(location.hash);
let ready;
if (isHere && length !== undefined) {
  ready = start(element("first").textContent, firstImports).then((exports) => {
    run(exports);
    wasm.__wbindgen_start?.();
    first.draw();
  });
} else {
  first.area.placeholder = "Making the line that you chose…";
  element("page-make").hidden = /^#(check|rotate|loaders|guide|trust)/.test(location.hash);
  if (!isHere) tell();
}

/** Has the large WASM take over. */
async function rest() {
  // Before anything behind the script is changed.
  source = whole();
  const text = packed();
  if (text.length !== PACKED) {
    root.dataset.rest = "missing";
    delete element("arriving").dataset.share;
    element("arriving").textContent = "The rest of the page did not arrive. What is here can be used; for all else reload the page.";
    return clearInterval(ticks);
  }
  const [exports] = await Promise.all([start(text, imports), ready]);
  typed = element("destination-search").value;
  focused = document.activeElement;
  small = wasm;
  run(exports);
  wasm.__wbindgen_start();
  sweep();
}

ready?.catch(fail);
addEventListener("DOMContentLoaded", () => rest().catch(fail));
} catch (why) {
  fail(why);
}
})();
