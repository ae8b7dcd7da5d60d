// What the programs share that ask loaders of JavaScript. See tests/loaders/oracle.rs for the protocol.

"use strict";

const fs = require("fs");

/** Answers every question by `read(text, names)`, which gives an object with the variables. Where another Node's
 * program is named, that answers them, too, and has to say the same. */
function serve(read, other) {
  const chunks = [];
  process.stdin.on("data", (chunk) => chunks.push(chunk));
  process.stdin.on("end", () => {
    // Not Node's own reading by lines: to it, some characters beyond ASCII end one.
    const lines = Buffer.concat(chunks).toString("utf8").split("\n").filter((line) => line !== "");
    const said = lines.map((line) => JSON.stringify(answers(read, JSON.parse(line))));
    const others = other && !process.argv.includes(ANOTHER) ? askAnother(other, chunks) : said;
    const differs = said.findIndex((line, number) => line !== others[number]);
    if (differs >= 0) throw new Error(`of ${lines[differs]}, this Node makes ${said[differs]}, the other ${others[differs]}`);
    process.stdout.write(said.map((line) => line + "\n").join(""));
  });
}

/** What the other Node is told, so that it asks no further one. */
const ANOTHER = "another";

function askAnother(node, chunks) {
  const { execFileSync } = require("child_process");
  const said = execFileSync(node, [process.argv[1], ANOTHER], { input: Buffer.concat(chunks), maxBuffer: Infinity });
  return said.toString("utf8").split("\n");
}

function answers(read, { names, text }) {
  tried = 0;
  try {
    const variables = read(text, names);
    return names.map((name) => {
      if (!Object.hasOwn(variables, name)) return { missing: true };
      return variables[name] === RUNS ? { runs: true } : { value: variables[name] };
    });
  } catch (error) {
    return names.map(() => ({ error: String(error).split("\n")[0] }));
  }
}

/** What `work` gives; an error if it does not come to an end: a pattern is tried very often, or on
 * a text that has grown without measure. (A clock would be slow, and not the same on each machine.) */
function within(work) {
  tried = 0;
  return work();
}

let tried = 0;
const { exec } = RegExp.prototype;
RegExp.prototype.exec = function (text) {
  tried += 1;
  if (tried > 300 || text.length > 20_000) throw new Error("this has no end");
  return exec.call(this, text);
};

/** What is read where the answer hangs on what a command prints. */
const RUNS = Symbol("runs");

/**
 * Puts a stand-in in the place of what runs commands, so that none is run: to be called before the
 * loader is there. Gives a function that has a text read with several things printed.
 */
function standInForCommands() {
  let printed = "";
  let ran = false;
  require("child_process").execSync = () => {
    ran = true;
    return Buffer.from(printed);
  };
  return (read) => (text, names) => {
    const readings = [];
    for (printed of ["one\n", "two", ""]) {
      ran = false;
      try {
        readings.push(read(text, names));
      } catch (error) {
        // What has no end after one of the things printed says nothing about the others.
        if (readings.length === 0) throw error;
      }
      if (!ran) break;
    }
    const [first] = readings;
    const differ = names.filter((name) => readings.some((reading) => reading[name] !== first[name]));
    return { ...first, ...Object.fromEntries(differ.map((name) => [name, RUNS])) };
  };
}

/** From here on this process is nobody's and finds no program, should one be run all the same. */
function asNobody() {
  clearEnvironment();
  process.env.PATH = "";
  if (process.getuid() !== 0) return;
  process.setgroups([]);
  process.setgid(65534);
  process.setuid(65534);
}

/** A function that writes a text to a file named `.env` in a folder of its own, and gives the folder. */
function folderWith() {
  const folder = fs.mkdtempSync(require("path").join(require("os").tmpdir(), "keyproof-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true }));
  return (text) => {
    fs.writeFileSync(`${folder}/.env`, text);
    return folder;
  };
}

/** What is set where the loader runs: a program that names this can be asked about such a host. */
const HOST = JSON.parse(process.env.KEYPROOF_HOST || "{}");

/** Leaves `process.env` with nothing but these variables. */
function clearEnvironment(but = {}) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, but);
}

module.exports = { HOST, serve, within, standInForCommands, asNobody, folderWith, clearEnvironment };
