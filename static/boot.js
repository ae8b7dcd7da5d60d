// Starts the page. The bundler puts this after wasm-bindgen's glue, in one function, in the one
// script that the policy allows.

// The file as it was opened: this script is the last element of the document, so nothing has
// changed yet, and the bundler writes the document as browsers serialise it.
const source = "<!DOCTYPE html>" + document.documentElement.outerHTML;

/** The page's own file, for the offline copy. */
function keyproofSource() {
  return source;
}

/** The SHA-256 of a text, in hex; rejects where the browser has no SubtleCrypto (plain http). */
async function keyproofDigest(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What wasm-bindgen's glue calls the instance's exports. */
let wasm;

/** The bytes that stand in an element of the document. */
function bytesOf(id) {
  const text = atob(document.getElementById(id).textContent);
  // A plain loop takes a third of the time of `Uint8Array.from`.
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

async function start() {
  // It gets nothing to import, so it can do nothing but count.
  const unpacker = WebAssembly.instantiate(bytesOf("unpack"));
  const packed = bytesOf("wasm");
  const tool = (await unpacker).instance.exports;
  new Uint8Array(tool.memory.buffer).set(packed, tool.packed());
  // The size stands in the header of the packed file.
  const size = new DataView(packed.buffer).getUint32(5, true);
  const bytes = new Uint8Array(tool.memory.buffer, tool.unpack(), size);
  const { instance } = await WebAssembly.instantiate(bytes, __wbg_get_imports());
  wasm = instance.exports;
  wasm.__wbindgen_start();
}

start().catch(() => {
  const root = document.documentElement;
  if (root.dataset.state === "working") {
    root.dataset.state = "failed";
    document.getElementById("failure").textContent =
      "This browser could not start the page: it needs WebAssembly. Update it, or open the page in another browser.";
  }
});
