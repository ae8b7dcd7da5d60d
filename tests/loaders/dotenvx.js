// dotenvx, as `process.env.K` after its `config()`. The parser beneath it is asked of each file, which is
// quick, and `config()` itself of some, which must give the same.

"use strict";

const fs = require("fs");
const { serve, within, standInForCommands, asNobody, folderWith } = require("./oracle");

const whatever = standInForCommands();
const { parseSync } = require("@dotenvx/primitives");
const dotenvx = require("@dotenvx/dotenvx");

const quiet = { quiet: true, noArmor: true, noNative: true, no1Password: true, noBitwarden: true, logLevel: "panic" };
// It loads parts of itself only when it is called, and nobody may not enter every home.
fs.writeFileSync("first", "K=a\n");
dotenvx.config({ ...quiet, path: "first", processEnv: {} });
fs.unlinkSync("first");

asNobody();
const write = folderWith();
let asked = 0;

serve(
  whatever((text, names) => {
    const { parsed } = within(() => parseSync(text, { processEnv: {} }));
    asked += 1;
    if (asked % 20 === 0) {
      const environment = {};
      within(() => dotenvx.config({ ...quiet, path: `${write(text)}/.env`, processEnv: environment }));
      const other = names.find((name) => environment[name] !== parsed[name]);
      if (other !== undefined) throw new Error(`config() gives ${environment[other]} for ${other}`);
    }
    return parsed;
  }),
);
