// Starts the attacks as wasm-bindgen's own glue would, with all that it gives them and nothing between.
const keyproofFragment = () => location.hash.slice(1);
const keyproofSetFragment = (text) => location.replace("#" + text);
const keyproofRemember = (text) => localStorage.setItem("keyproof", text);
const keyproofCopy = (text) => navigator.clipboard.writeText(text);
function keyproofSave(parts, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  return true;
}
let wasm;
// This stands in front of the WASM.
addEventListener("DOMContentLoaded", () => (async () => {
  const packed = Uint8Array.from(atob(document.getElementById("wasm").textContent), (byte) => byte.charCodeAt(0));
  const stream = new Response(packed).body.pipeThrough(new DecompressionStream("deflate-raw"));
  const { instance } = await WebAssembly.instantiate(await new Response(stream).arrayBuffer(), __wbg_get_imports());
  wasm = instance.exports;
  wasm.__wbindgen_start();
})().catch(() => (document.documentElement.dataset.state = "failed")));
