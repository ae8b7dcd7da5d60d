// Node 24, as `--env-file` reads a file: the same parser behind another door. So does Node 22, or this fails.

"use strict";

const { parseEnv } = require("util");
const { serve } = require("./oracle");

serve((text) => parseEnv(text), require.resolve(`node-linux-${process.arch}/bin/node`));
