// What the programs share that ask loaders of JavaScript. See tests/loaders/oracle.rs for the protocol.

"use strict";

const fs = require("fs");

/** Answers every question by `read(text, name)`, which gives the value or undefined. */
function serve(read) {
  const answers = [];
  // Not Node's own reading by lines: to it, some characters beyond ASCII end one.
  for (const line of fs.readFileSync(0, "utf8").split("\n")) {
    if (line === "") continue;
    const { name, text } = JSON.parse(line);
    let answer;
    try {
      const value = read(text, name);
      answer = value === undefined ? { missing: true } : { value };
    } catch (error) {
      answer = { error: String(error).split("\n")[0] };
    }
    answers.push(JSON.stringify(answer) + "\n");
  }
  fs.writeFileSync(1, answers.join(""));
}

module.exports = { serve };
