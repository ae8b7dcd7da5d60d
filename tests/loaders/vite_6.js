// Vite 6, as `loadEnv` gives it when every variable has the prefix.

"use strict";

const { loadEnv } = require("vite-6");
const { HOST, serve, within, folderWith, clearEnvironment } = require("./oracle");

const write = folderWith();

serve((text) => {
  clearEnvironment(HOST);
  const folder = write(text);
  return within(() => loadEnv("production", folder, ""));
});
