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

/**
 * What a zlib stream holds, each byte as a character, and no more than `most` of them. It goes in by the
 * kilobyte, so that no piece that comes out is large. Rejects where it is no such stream.
 */
async function keyproofInflate(packed, most) {
  const inflate = new DecompressionStream("deflate");
  const writer = inflate.writable.getWriter();
  // A copy, since the bytes are the WASM's. The reader is told what goes wrong, too.
  const copy = packed.slice();
  for (let at = 0; at < copy.length; at += 1024) writer.write(copy.subarray(at, at + 1024)).catch(() => {});
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

/** What wasm-bindgen's glue calls the instance's exports. */
let wasm;

async function start() {
  const text = atob(document.getElementById("wasm").textContent);
  // A plain loop, and no blob round the bytes: both take a third of the time.
  const packed = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) packed[at] = text.charCodeAt(at);
  const inflate = new DecompressionStream("deflate-raw");
  const writer = inflate.writable.getWriter();
  writer.write(packed);
  writer.close();
  const bytes = await new Response(inflate.readable).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(bytes, __wbg_get_imports());
  wasm = instance.exports;
  wasm.__wbindgen_start();
}

start().catch(() => {
  const root = document.documentElement;
  if (root.dataset.state === "working") {
    root.dataset.state = "failed";
    document.getElementById("failure").textContent =
      "This browser could not start the page: it needs WebAssembly and DecompressionStream. Update it, or open the page in another browser.";
  }
});
