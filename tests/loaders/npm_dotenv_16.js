// npm's dotenv 16, as `process.env.K` after it is loaded.

"use strict";

const dotenv = require("dotenv-16");
const { HOST, serve } = require("./oracle");

serve((text) => {
  const environment = { ...HOST };
  dotenv.populate(environment, dotenv.parse(text));
  return environment;
});
