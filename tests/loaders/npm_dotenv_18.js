// npm's dotenv 18, as `process.env.K` after it is loaded, by either of its parsers.

"use strict";

const dotenv = require("dotenv-18");
const { serve } = require("./oracle");

serve((text, names) => {
  const environment = {};
  dotenv.populate(environment, dotenv.parse(text));
  const fast = dotenv.parse(text, { fast: true });
  const other = names.find((name) => fast[name] !== environment[name]);
  if (other !== undefined) throw new Error(`the fast parser gives ${fast[other]} for ${other}`);
  return environment;
});
