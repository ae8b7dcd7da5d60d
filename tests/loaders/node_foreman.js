// Node's foreman, as what `nf run` adds to the environment.

"use strict";

const { Console } = require("foreman/lib/console");
const { loadEnvs } = require("foreman/lib/envs");
const { serve, folderWith } = require("./oracle");

const write = folderWith();
// It says of each file how it has read it.
Console.Alert = () => {};

serve((text, name) => {
  const variables = loadEnvs(`${write(text)}/.env`);
  return Object.hasOwn(variables, name) ? String(variables[name]) : undefined;
});
