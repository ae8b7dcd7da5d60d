// Node's foreman, as what `nf run` adds to the environment.

"use strict";

const { Console } = require("foreman/lib/console");
const { loadEnvs } = require("foreman/lib/envs");
const { serve, folderWith } = require("./oracle");

const write = folderWith();
// It says of each file how it has read it.
Console.Alert = () => {};

serve((text) => {
  const variables = Object.entries(loadEnvs(`${write(text)}/.env`));
  return Object.fromEntries(variables.map(([name, value]) => [name, String(value)]));
});
