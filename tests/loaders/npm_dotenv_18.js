// npm's dotenv 18, as `process.env.K` after it is loaded.

"use strict";

const dotenv = require("dotenv-18");
const { serve } = require("./oracle");

serve((text, name) => {
  const environment = {};
  dotenv.populate(environment, dotenv.parse(text));
  return environment[name];
});
