// The one script that the policy allows. The bundler puts the boundary into its place, and after it the
// table of what the WASM calls by which name.
(async () => {
"use strict";

// The file as it was opened: this script is the last element of the document, so nothing has
// changed yet, and the bundler writes the document as browsers serialise it.
const source = "<!DOCTYPE html>" + document.documentElement.outerHTML;

// A page that frames this one, or has opened it, can reach into it where both come from one origin.
if (top !== self || opener) {
  document.getElementById("alone").hidden = false;
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

const packed = atob(document.getElementById("wasm").textContent);
// A plain loop, and no blob round the bytes: both take a third of the time.
const deflated = new Uint8Array(packed.length);
for (let at = 0; at < packed.length; at++) deflated[at] = packed.charCodeAt(at);
const stream = new DecompressionStream("deflate-raw");
const writer = stream.writable.getWriter();
writer.write(deflated);
writer.close();
const code = await new Response(stream.readable).arrayBuffer();
const { instance } = await WebAssembly.instantiate(code, { boundary: imports });
wasm = instance.exports;
wasm.__wbindgen_start();
sweep();
// Leaving forgets, so that coming back by Back shows no key that was there.
addEventListener("pagehide", () => document.getElementById("forget").click());
})().catch((why) => {
  const root = document.documentElement;
  if (root.dataset.state === "working") {
    root.dataset.state = "failed";
    document.getElementById("failure").textContent =
      typeof why === "string"
        ? why
        : "This browser could not start the page: it needs WebAssembly, DecompressionStream, TextDecoder and shadow roots. Update it, or open the page in another browser.";
  }
});
