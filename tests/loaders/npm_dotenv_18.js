// npm's dotenv 18, as `process.env.K` after it is loaded, by either of its parsers.

"use strict";

const dotenv = require("dotenv-18");
const { serve } = require("./oracle");

serve((text, name) => {
  const environment = {};
  dotenv.populate(environment, dotenv.parse(text));
  const fast = dotenv.parse(text, { fast: true })[name];
  if (fast !== environment[name]) throw new Error(`the fast parser gives ${fast}`);
  return environment[name];
});
