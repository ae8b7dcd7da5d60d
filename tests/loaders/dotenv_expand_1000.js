// dotenv-expand 1000, as `process.env.K` after `expand(config())`.

"use strict";

const { serve, within, standInForCommands, asNobody } = require("./oracle");

const whatever = standInForCommands();
const dotenv = require("dotenv-17");
const { expand } = require("dotenv-expand-1000");

asNobody();
serve(
  whatever((text) => {
    const environment = {};
    const parsed = dotenv.parse(text);
    dotenv.populate(environment, parsed);
    within(() => expand({ parsed, processEnv: environment }));
    return environment;
  }),
);
