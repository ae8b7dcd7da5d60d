// dotenv-expand 12, as `process.env.K` after `expand(config())`.

"use strict";

const dotenv = require("dotenv-17");
const { expand } = require("dotenv-expand-12");
const { HOST, serve, within } = require("./oracle");

serve((text) => {
  const environment = { ...HOST };
  const parsed = dotenv.parse(text);
  dotenv.populate(environment, parsed);
  within(() => expand({ parsed, processEnv: environment }));
  return environment;
});
