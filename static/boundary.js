// The boundary: all that the WASM can do to the browser: both programs, the small one that makes the first key
// and the other, of which one runs at a time. Of JavaScript they can call the functions of
// `boundary`, below, and nothing else: the bundler takes none of what wasm-bindgen writes, but looks
// up each of its functions in `xtask/imports.txt`, and those of the small one in `xtask/first.txt`, which names the one here that does the same, or as
// much of it as the page needs. One that is not in that list stops the build.
//
// So whoever wants to know what this page could do, were all of its Rust and of its dependencies bad,
// reads this file and `boot.js`. In short:
// - Elements are of the kinds in `KINDS`, their attributes those in `ATTRIBUTES`. None of them loads or
//   sends anything, but for links, which lead to one of `ADDRESSES` when a person follows them.
// - The WASM never holds the window, the document, an address, a style, a prototype or a function of the
//   browser: only nodes of those kinds, events, its own closures and promises, lists of these, and tokens.
// - A file is saved, a text copied, a choice remembered by one function each; files are read when a person
//   drops or chooses them.

/** What the WASM that runs exports; `run` sets it. */
let wasm;

// What the page never needs is taken away before anything else runs, in case something below is wrong.
for (const [owner, names] of [
  [globalThis, "RTCPeerConnection webkitRTCPeerConnection RTCDataChannel RTCIceGatherer fetch fetchLater XMLHttpRequest WebSocket WebSocketStream WebTransport EventSource Worker SharedWorker BroadcastChannel PresentationRequest PaymentRequest Notification open"],
  [globalThis.Navigator?.prototype, "sendBeacon serviceWorker registerProtocolHandler share credentials geolocation mediaDevices"],
  [globalThis.HTMLFormElement?.prototype, "submit requestSubmit"],
  [globalThis.Document?.prototype, "write writeln open"],
  [globalThis.History?.prototype, "pushState replaceState"],
  [globalThis.Navigation?.prototype, "navigate"],
]) {
  for (const name of names.split(" ")) {
    if (owner) delete owner[name];
  }
}

// No form of the page is sent anywhere; the one that closes the list of shortcuts is of the dialog's kind.
addEventListener("submit", (event) => event.target.method === "dialog" || event.preventDefault(), true);

/** The kinds of elements that the WASM makes and changes: none that loads, runs or frames anything. */
const KINDS = new Set(
  ("a b body button caption code dd details dialog div dl dt em fieldset footer form h1 h2 h3 h4 header html input " +
    "kbd label legend li main nav ol option p pre progress section select small span strong summary table tbody td " +
    "textarea th thead tr ul").split(" "),
);

/** Where links may lead: places of the page, and the documentation of stores. The bundler fills it in. */
const ADDRESSES = new Set({addresses});

/** The attributes that the WASM sets, and their values; beside these, names of `aria-` and `data-`. */
const ANY = /^/;
const ATTRIBUTES = {
  __proto__: null,
  href: { test: (address) => ADDRESSES.has(address) },
  type: /^(button|checkbox|date|number|radio|search|submit|text)$/,
  rel: /^noreferrer$/,
  autocapitalize: /^(off|none)$/,
  autocomplete: /^off$/,
  autocorrect: /^off$/,
  spellcheck: /^false$/,
  translate: /^no$/,
  writingsuggestions: /^false$/,
  name: /^[a-z-]{1,20}$/,
};
for (const name of "class disabled for hidden id max min open part placeholder role rows scope selected title value".split(" ")) {
  ATTRIBUTES[name] = ANY;
}

/** Events that can be listened to. */
const EVENTS = /^(change|click|input|submit)$/;

// What may be remembered or stand in the address: choices, each one of a list, and in the address a name that reads
// like one (`src/setup.rs`). The bundler fills in the ids.
const DESTINATION = "({destinations})";
const PRODUCT = "({products})";
const STORE = "({stores})";
const NAME = "({names}|([A-Z]{1,10}_)?({words})(_({words})){0,3})";
const PREFERENCES = new RegExp(
  `^theme=(system|light|dark);destination=${DESTINATION};preset=({presets});length=\\d{1,4}(;store=${STORE})?(;product=${PRODUCT})?$`,
);
const SETUP = new RegExp(
  `^(loaders-(${DESTINATION}|{samples})|(make|check|rotate|loaders|guide|trust)([?&]read-by=${DESTINATION})?([?&]name=${NAME})?([?&]kept-in=${STORE})?([?&]product=${PRODUCT})?([?&]version=\\d[.]\\d)?)$`,
);
const ENTRY = "keyproof";

/** What a saved file may be called. */
const FILE = /^(keyproof-\d{1,3}\.\d{1,3}\.\d{1,3}\.html|[a-z-]{1,30}\.(ics|json|txt))$/;

function refuse() {
  throw new Error("refused");
}

// The browser's own functions as they are now. A form has its fields as properties, by their names, so
// what is asked of any element before it is trusted is asked this way.
const uncurried = (f) => Function.prototype.call.bind(f);
const method = (owner, name) => uncurried(owner.prototype[name]);
const getter = (owner, name) => uncurried(Object.getOwnPropertyDescriptor(owner.prototype, name).get);
const setter = (owner, name) => uncurried(Object.getOwnPropertyDescriptor(owner.prototype, name).set);

// Nodes.

const nodeType = getter(Node, "nodeType");
const localName = getter(Element, "localName");
const setAttribute = method(Element, "setAttribute");
const elementById = document.getElementById.bind(document);
const createElement = document.createElement.bind(document);
const createTextNode = document.createTextNode.bind(document);
const insertBefore = method(Node, "insertBefore");
const removeChild = method(Node, "removeChild");

/** Whether a node is a text or an element of the page's kinds. Throws for what is no node. */
function isOwn(node) {
  const type = nodeType(node);
  return type === 3 || (type === 1 && KINDS.has(localName(node)));
}

/** The node itself; throws unless it is one of the page's own. */
const own = (node) => (isOwn(node) ? node : refuse());

/** A place in the table for the node, or 0 where there is none that is the page's own. */
const near = (node) => (node && isOwn(node) ? kept(node) : 0);

/** The kind of an element of the page's own; undefined for all else. */
function kindOf(value) {
  try {
    return nodeType(own(value)) === 1 ? localName(value) : undefined;
  } catch {
    return undefined;
  }
}

/** An element of this kind; throws unless it is. */
const ofKind = (value, kind) => (kindOf(value) === kind ? value : refuse());

/** One of the elements that hold a value. */
const field = (node) => (/^(input|textarea|select)$/.test(kindOf(node)) ? node : refuse());

/** The attribute's name; throws unless it may have this value. */
function attribute(name, value) {
  const allowed = ATTRIBUTES[name] ?? (/^(aria|data)-[a-z0-9-]+$/.test(name) ? ANY : refuse());
  return allowed.test(value) ? name : refuse();
}

/** Makes a read-only field as high as its text. (`field-sizing` would, where browsers have it.) */
function fit(area) {
  area.style.height = "0";
  area.style.height = area.scrollHeight + "px";
}

// What stands for the window and the document in the WASM, and for a function that it asks the first for.
const WINDOW = Object.freeze({ __proto__: null });
const DOCUMENT = Object.freeze({ __proto__: null });
const MICROTASK = Object.freeze(() => {});

/** What listens: an element, or what a token stands for. */
const listening = (target) => (target === WINDOW ? window : target === DOCUMENT ? document : own(target));

/** How to listen: the only plain objects that the WASM makes. */
class Options {
  capture = false;
  passive = false;
}
const options = (value) => (value instanceof Options ? value : refuse());

/** Lists of what the WASM holds anyhow. */
const list = (value) => (Array.isArray(value) ? value : refuse());

const eventTarget = getter(Event, "target");
const eventPath = method(Event, "composedPath");
const eventKey = getter(KeyboardEvent, "key");
const then = method(Promise, "then");
const replaceAddress = location.replace.bind(location);

// Values between JavaScript and the WASM, as wasm-bindgen passes them.

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();
let bytes = new Uint8Array();
let words = new DataView(bytes.buffer);

/** Has what follows be about the WASM with these exports. */
function run(exports) {
  wasm = exports;
  bytes = new Uint8Array();
}

/** The WASM's memory, which moves as it grows. */
function memory() {
  if (bytes.byteLength === 0) {
    bytes = new Uint8Array(wasm.memory.buffer);
    words = new DataView(wasm.memory.buffer);
  }
  return bytes;
}

const slice = (at, length) => memory().subarray(at >>> 0, (at >>> 0) + length);
const text = (at, length) => decoder.decode(slice(at, length));

/** Writes where something is, and how long. */
function point(place, at, length) {
  memory();
  words.setInt32(place >>> 0, at, true);
  words.setInt32((place >>> 0) + 4, length, true);
}

/** Hands over a text, or none. */
function give(place, text) {
  if (text === undefined || text === null) return point(place, 0, 0);
  const encoded = encoder.encode(text);
  const at = wasm.__wbindgen_malloc(encoded.length, 1) >>> 0;
  memory().set(encoded, at);
  point(place, at, encoded.length);
}

/** Puts a value into the table of those that the WASM holds. */
function kept(value) {
  const at = wasm.__externref_table_alloc();
  wasm.__wbindgen_externrefs.set(at, value);
  return at;
}

function taken(at) {
  const value = wasm.__wbindgen_externrefs.get(at);
  wasm.__externref_table_dealloc(at);
  return value;
}

/** A number that Yew keeps on an element or an event, as wasm-bindgen passes one that may be missing. */
const number = (value) => value ?? Number.MAX_SAFE_INTEGER;

/** A function that tells the WASM when it fails, and nothing of why: the error is the browser's object. */
const fallible = (f) => (a, b, c, d, e) => {
  try {
    return f(a, b, c, d, e);
  } catch {
    wasm.__wbindgen_exn_store(kept("refused"));
  }
};

/** The closures of the WASM, which are the only functions that it can hand over, and how each ends. */
const closures = new WeakMap();
const dropped = new FinalizationRegistry(({ at, shape }) => wasm.__wbindgen_destroy_closure(at, shape));
const own_closure = (f) => (closures.has(f) ? f : refuse());

/** Has the WASM overwrite what its functions left on the stack, from the top of it when none of them runs. */
const sweep = () => wasm.sweep?.();

/** A closure of the WASM. One that changes what it holds is not to be called while it runs. */
function closure(at, shape, call, changes) {
  const state = { at, shape, uses: 1 };
  const release = () => {
    if (--state.uses === 0) {
      wasm.__wbindgen_destroy_closure(state.at, shape);
      state.at = 0;
      dropped.unregister(state);
    }
  };
  const run = (...values) => {
    const here = state.at;
    state.uses += 1;
    if (changes) state.at = 0;
    try {
      const failure = call(here, shape, ...values);
      if (failure?.[1]) throw taken(failure[0]);
    } catch (why) {
      fail(why);
      throw why;
    } finally {
      if (changes) state.at = here;
      release();
      sweep();
    }
  };
  closures.set(run, release);
  dropped.register(run, state, state);
  return run;
}

/**
 * The next files that a person drops on a field, or chooses now: how many they are, and of the first dozen the name, the
 * length (none where it is too large, or no file) and each byte as a character. No other is opened.
 */
const opened = (area, asks) =>
  new Promise((resolve) => {
    const take = async (files) => {
      let told = `${files.length}\0`;
      for (const file of [...files].slice(0, 12)) {
        const read = file.size <= 1 << 22 ? file.arrayBuffer() : undefined;
        const bytes = new Uint8Array((await read?.catch(() => undefined)) ?? 0);
        const length = read && bytes.length === file.size ? file.size : "";
        told += `${file.name.replaceAll("\0", "")}\0${length}\0`;
        for (const byte of bytes) told += String.fromCharCode(byte);
      }
      resolve(told);
    };
    if (asks) {
      const input = createElement("input");
      input.type = "file";
      input.multiple = true;
      input.onchange = () => take(input.files);
      return input.click();
    }
    area.ondragover = (event) => event.preventDefault();
    area.ondrop = (event) => {
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      take(event.dataTransfer.files);
    };
  });

const boundary = {
  __proto__: null,

  // Plain values, which never leave the WASM and this script.
  start_table() {
    const table = wasm.__wbindgen_externrefs;
    table.set(0, undefined);
    [undefined, null, true, false].forEach((value, at) => table.set(1024 + at, value));
  },
  describe: (place, value) => give(place, typeof value),
  is_function: (value) => typeof value === "function",
  is_undefined: (value) => value === undefined,
  is_same: (one, other) => one === other,
  is: (one, other) => Object.is(one, other),
  string: (place, value) => give(place, typeof value === "string" ? value : undefined),
  text,
  // Without the words, which would stand in the browser's console.
  stop() {
    throw new Error("stopped");
  },
  release: (f) => closures.get(f)(),
  new_list: () => [],
  new_bytes: (at, length) => slice(at, length).slice(),
  list_length: (values) => list(values).length,
  list_item: (values, at) => list(values)[at >>> 0],
  list_push: (values, value) => list(values).push(value),
  list_items(place, values) {
    const at = wasm.__wbindgen_malloc(list(values).length * 4, 4) >>> 0;
    values.forEach((value, number) => {
      const index = kept(value);
      memory();
      words.setUint32(at + 4 * number, index, true);
    });
    point(place, at, values.length);
  },
  list_of: (nodes) => Array.from(list(nodes)),
  new_options: () => new Options(),
  set_capture: (value, on) => void (options(value).capture = on !== 0),
  set_passive: (value, on) => void (options(value).passive = on !== 0),

  // Time, and work for later.
  now: () => Date.now(),
  set_timeout: (f, wait) => setTimeout(own_closure(f), wait),
  set_timer: fallible((f, wait) => setTimeout(own_closure(f), wait)),
  clear_timer: (timer) => clearTimeout(timer),
  microtask: () => MICROTASK,
  queue_microtask: (f) => queueMicrotask(own_closure(f)),
  resolve: (value) => Promise.resolve(value),
  then: (promise, f) => then(promise, own_closure(f)),
  then_or: (promise, f, g) => then(promise, own_closure(f), own_closure(g)),

  // The window and the document, by tokens.
  window: () => kept(WINDOW),
  no_window: () => 0,
  document: (value) => (value === WINDOW ? kept(DOCUMENT) : 0),
  is_window: (value) => value === WINDOW,
  root: () => kept(document.documentElement),
  element: (_, at, length) => near(elementById(text(at, length))),

  // Elements.
  create: fallible((_, at, length) => {
    const kind = text(at, length);
    return createElement(KINDS.has(kind) ? kind : refuse());
  }),
  create_text: (_, at, length) => createTextNode(text(at, length)),
  copy_element: fallible((node) => own(node).cloneNode()),
  insert: fallible((parent, child, next) => insertBefore(own(parent), own(child), next ?? null)),
  remove: fallible((parent, child) => removeChild(own(parent), own(child))),
  set_attribute: fallible((node, at, length, from, size) => {
    const content = text(from, size);
    setAttribute(own(node), attribute(text(at, length), content), content);
  }),
  remove_attribute: fallible((node, at, length) => own(node).removeAttribute(text(at, length))),
  set_text: (node, at, length) => void (own(node).textContent = at === 0 ? null : text(at, length)),
  set_node_text: (node, at, length) => void (own(node).nodeValue = at === 0 ? null : text(at, length)),
  text_of: (place, node) => give(place, own(node).textContent),
  set_title: (node, at, length) => setAttribute(own(node), "title", text(at, length)),
  set_hidden: (node, on) => void (own(node).hidden = on !== 0),
  // What Yew can ask for, and this page does not: other languages than HTML, markup as text, properties.
  refused: fallible(refuse),
  refused_outright: refuse,
  namespace: (place) => give(place),

  // From an element to others.
  parent: (node) => near(own(node).parentNode),
  parent_element: (node) => near(own(node).parentElement),
  next: (node) => near(own(node).nextSibling),
  last_child: (node) => near(own(node).lastChild),
  children: (node) => Array.from(own(node).childNodes).filter(isOwn),
  first_element: (node) => near(own(node).firstElementChild),
  next_element: (node) => near(own(node).nextElementSibling),
  closest: fallible((node, at, length) => near(own(node).closest(text(at, length)))),
  is_element: (value) => kindOf(value) !== undefined,
  is_input: (value) => kindOf(value) === "input",
  is_text_area: (value) => kindOf(value) === "textarea",
  is_dialog: (value) => kindOf(value) === "dialog",
  is_shadow_root: () => false,
  host: () => refuse(),

  // Fields, buttons and dialogs.
  value: (place, node) => give(place, field(node).value),
  set_value: (node, at, length) => void (field(node).value = text(at, length)),
  set_default_value: fallible((node, at, length) => void (field(node).defaultValue = text(at, length))),
  checked: (node) => ofKind(node, "input").checked,
  set_checked: (node, on) => void (ofKind(node, "input").checked = on !== 0),
  set_read_only: (node, on) => void (ofKind(node, "textarea").readOnly = on !== 0),
  focus: fallible((node) => own(node).focus()),
  select: (node) => ofKind(node, "textarea").select(),
  select_part: fallible((node, start, end) => ofKind(node, "textarea").setSelectionRange(start >>> 0, end >>> 0)),
  // A link that leads out of the page is for a person to follow.
  press: (node) => {
    const inside = kindOf(node) === "a" && node.getAttribute("href").startsWith("#");
    return inside || kindOf(node) === "button" ? node.click() : refuse();
  },
  is_open: (node) => ofKind(node, "dialog").open,
  open: fallible((node) => ofKind(node, "dialog").showModal()),
  /** Puts a text area into a closed shadow root of its host: `src/page/browser/field.rs` says why. */
  enclose: fallible((host, area, shows) => {
    own(host).attachShadow({ mode: "closed", delegatesFocus: true }).append(ofKind(area, "textarea"));
    if (shows !== 0) addEventListener("resize", () => fit(area));
  }),
  // The first card, which `boot.js` looks after until the large program is there.
  first_line: (at, length, lead) => first.show(at, length, lead >>> 0),
  first_problem: (at, length) => first.fail(text(at, length)),
  first_seen: (at, length) => void (first.seen = text(at, length)),
  first_field: () => {
    // What takes it over draws itself before anything else comes.
    queueMicrotask(first.over);
    return near(first.area);
  },
  first_blocks: (place) => give(place, first.seen),
  /** Shows a text in it, of which the first `lead` symbols stand before the value. */
  show: (area, at, length, lead) => {
    ofKind(area, "textarea").style.setProperty("--name", lead >>> 0);
    area.value = text(at, length);
    fit(area);
  },

  /** The names and bytes of the files that a person drops on this field, or chooses if `asks`. */
  file: fallible((area, asks) => opened(ofKind(area, "textarea"), asks !== 0)),

  // Listening.
  listen: fallible((target, at, length, f, how) => {
    const event = text(at, length);
    listening(target).addEventListener(EVENTS.test(event) ? event : refuse(), own_closure(f), options(how));
  }),
  on_click: (target, f) => void (own(target).onclick = own_closure(f)),
  on_input: (target, f) => void (own(target).oninput = own_closure(f)),
  on_key: (target, f) => void (listening(target).onkeydown = own_closure(f)),
  on_fragment: (target, f) => void (listening(target).onhashchange = own_closure(f)),
  bubbles: getter(Event, "bubbles"),
  is_stopped: getter(Event, "cancelBubble"),
  prevent: method(Event, "preventDefault"),
  path: (event) => eventPath(event).filter((target) => target instanceof Node && isOwn(target)),
  target: (event) => (eventTarget(event) instanceof Node ? near(eventTarget(event)) : 0),
  alt: getter(KeyboardEvent, "altKey"),
  control: getter(KeyboardEvent, "ctrlKey"),
  meta: getter(KeyboardEvent, "metaKey"),
  repeat: getter(KeyboardEvent, "repeat"),
  key: (place, event) => give(place, eventKey(event)),
  subtree: (value) => number(value.__yew_subtree_id),
  set_subtree: (value, id) => void (value.__yew_subtree_id = id >>> 0),
  subtree_key: (value) => number(value.__yew_subtree_cache_key),
  set_subtree_key: (value, key) => void (value.__yew_subtree_cache_key = key >>> 0),
  listener: (value) => number(value.__yew_listener_id),
  set_listener: (value, id) => void (value.__yew_listener_id = id >>> 0),

  // The page as a whole.
  /** Random bytes, of Web Crypto. */
  random: fallible((at, length) => void crypto.getRandomValues(slice(at, length))),
  /** What follows the `#` of the address. */
  fragment: (place) => give(place, location.hash.slice(1)),
  /** Writes the set-up there, in place of what was there. */
  set_fragment: (at, length) => {
    const setup = text(at, length);
    replaceAddress("#" + (SETUP.test(setup) ? setup : refuse()));
  },
  /** The policy of this copy. */
  policy: (place) => give(place, document.querySelector("meta[http-equiv=Content-Security-Policy]")?.content),
  /** The page's own file, for the offline copy. */
  source: (place) => give(place, source),
  /** The SHA-256 of a text, in hex. */
  digest: fallible((at, length) => digest(text(at, length))),
  /** What a zlib stream holds, each byte as a character, and no more than `most` of them. */
  inflate: fallible((at, length, most) => inflate(slice(at, length).slice(), most >>> 0)),
  /** Puts a text on the clipboard, which is never read. Rejects if the browser does not let it. */
  copy: async (at, length) => {
    await navigator.clipboard.writeText(text(at, length));
  },
  /** What was remembered. */
  remembered: (place) => {
    let text;
    try {
      text = localStorage.getItem(ENTRY);
    } catch {
      // A browser that keeps nothing has nothing.
    }
    give(place, text);
  },
  /** Remembers choices. A browser that keeps nothing (private windows) forgets them, and that is fine. */
  remember: (at, length) => {
    try {
      const choices = text(at, length);
      localStorage.setItem(ENTRY, PREFERENCES.test(choices) ? choices : refuse());
    } catch {
      // Nothing is remembered.
    }
  },
  /** Saves a file made of these bytes: the only use of an address of a blob. Whether the browser let it. */
  save: (parts, at, length, from, size) => {
    try {
      const link = document.createElement("a");
      const name = text(at, length);
      link.download = FILE.test(name) ? name : refuse();
      link.href = URL.createObjectURL(new Blob(list(parts), { type: text(from, size) }));
      link.click();
      // The browser holds the file from the click on; the address is of no further use once the
      // download has begun.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return true;
    } catch {
      return false;
    }
  },
};
