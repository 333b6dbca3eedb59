// Runs commands of the built program one after the other, each as its process would find the world:
// `node resident.mjs REQUESTS ANSWERS`, two pipes with a line of JSON a command and a line an outcome.
import { closeSync, openSync, readSync, writeSync } from "node:fs";

const [, , requestsFile, answersFile] = process.argv;
const requests = openSync(requestsFile, "r");
const answers = openSync(answersFile, "w");
const { runCommand } = await import("../../dist/cli/run.js");

const piece = Buffer.alloc(65_536);
let waiting = "";

/** The next line of a pipe, waited for; null at its end. */
function nextLine() {
  while (!waiting.includes("\n")) {
    const length = readSync(requests, piece);
    if (length === 0) return null;
    waiting += piece.toString("utf8", 0, length);
  }
  const end = waiting.indexOf("\n");
  const line = waiting.slice(0, end);
  waiting = waiting.slice(end + 1);
  return line;
}

const said = { out: [], err: [] };
const keep = (list) => (chunk) => {
  list.push(Buffer.from(chunk));
  return true;
};
process.stdout.write = keep(said.out);
process.stderr.write = keep(said.err);

async function run({ folder, args, env }) {
  said.out.length = 0;
  said.err.length = 0;
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(folder);
  process.exitCode = undefined;
  const status = await runCommand([process.execPath, "patchtrail", ...args]);
  // The folder may be gone before the next command.
  process.chdir("/");
  return {
    status,
    out: Buffer.concat(said.out).toString(),
    err: Buffer.concat(said.err).toString(),
  };
}

for (let line = nextLine(); line !== null; line = nextLine()) {
  const bytes = Buffer.from(`${JSON.stringify(await run(JSON.parse(line)))}\n`);
  for (let at = 0; at < bytes.length;) at += writeSync(answers, bytes, at);
}
closeSync(answers);
process.exit(0);
