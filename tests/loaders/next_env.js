// Next.js, as `process.env.K` after it has loaded the file for production.

"use strict";

const { loadEnvConfig } = require("@next/env");
const { HOST, serve, folderWith, clearEnvironment } = require("./oracle");

const write = folderWith();
const silent = { info() {}, error() {} };
// It remembers what was set before the first file, which is nothing.
clearEnvironment(HOST);

serve((text) => loadEnvConfig(write(text), false, silent, true).combinedEnv);
