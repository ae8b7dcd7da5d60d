// npm's dotenv 17, as `process.env.K` after it is loaded.

"use strict";

const dotenv = require("dotenv-17");
const { HOST, serve } = require("./oracle");

serve((text) => {
  const environment = { ...HOST };
  dotenv.populate(environment, dotenv.parse(text));
  return environment;
});
