// Node, as `--env-file` reads a file: the same parser behind another door.

"use strict";

const { parseEnv } = require("util");
const { serve } = require("./oracle");

serve((text) => parseEnv(text));
