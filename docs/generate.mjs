// Writes the pages of docs/reference/ that the built program can tell, and man/patchtrail.1; with
// --check it only says which of them is out of date. `npm run docs` runs it.
import { readFileSync, writeFileSync } from "node:fs";
import { describeCommands } from "../dist/cli/describe.js";
import { buildProgram } from "../dist/cli/program.js";
import { ExitStatus } from "../dist/errors.js";
import { apiPage } from "./generate/api.mjs";
import { configurationPage } from "./generate/configuration.mjs";
import { sentence, table } from "./generate/markdown.mjs";
import { schemaPage } from "./generate/schema.mjs";

/** What each exit status says; one that is missing here stops the generator. */
const STATUS_WORDS = {
  ok: "done",
  failed: "it ran and the answer is no: nothing found, an operation failed",
  usage: "the command line or the configuration is wrong",
  unavailable: "a remote cannot be reached, or another process holds the database: try again later",
  running: "another process of patchtrail is at this work already",
  internal: "a bug of patchtrail: please report it",
};

const ENVIRONMENT = [
  ["PATCHTRAIL_DB", "the SQLite file, where --db names none"],
  ["PATCHTRAIL_CONFIG", "the configuration, where --config names none"],
  ["GITHUB_TOKEN", "token for the issues of a repository"],
  ["GITHUB_APP_PRIVATE_KEY", "private key of the GitHub App, instead of github.app.keyFile"],
  ["PATCHTRAIL_SMTP_PASSWORD", "password for mail.smtp.user"],
  ["NODE_EXTRA_CA_CERTS", "file of certificates to trust besides the usual ones"],
  ["NO_COLOR", "set: no colours"],
];

function statuses() {
  return Object.entries(ExitStatus).map(([name, number]) => {
    const words = STATUS_WORDS[name];
    if (words === undefined) throw new Error(`docs/generate.mjs does not tell of status ${name}`);
    return [number, words];
  });
}

/** docs/reference/cli.md. */
function referencePage([program, ...commands]) {
  return `# Commands

Written by \`npm run docs\` from the program's own help; do not edit.

\`patchtrail [options] COMMAND\`: ${program.summary}

${table(["option", ""], program.options.map(({ flags, text }) => [flags, text]))}
These options hold for every command. Environment: [configuration.md](../configuration.md#environment);
messages by their code: [errors.md](errors.md).

${table(["exit status", ""], statuses())}
${commands.map(commandSection).join("\n")}`;
}

function commandSection(facts) {
  const usage = ["patchtrail", facts.path, facts.usage].join(" ").trim();
  const options = facts.options.filter(({ long }) => long !== "--help");
  const parts = [
    `${facts.path.includes(" ") ? "###" : "##"} ${facts.path}\n\n${sentence(facts.summary)}\n`,
    `\`\`\`\n${usage}\n\`\`\`\n`,
    table(["argument", ""], facts.arguments.map(({ name, text }) => [name, text])),
    table(["option", ""], options.map(({ flags, text }) => [flags, text])),
    facts.examples.length > 0 ? `\`\`\`\n${facts.examples.join("\n")}\n\`\`\`\n` : "",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** man/patchtrail.1, in the man macros of roff(7). */
function manualPage([program, ...commands], version) {
  const lines = [
    `.TH PATCHTRAIL 1 "" "patchtrail ${version}" "User Commands"`,
    ".SH NAME",
    "patchtrail \\- tracks patch series on mailing lists",
    ".SH SYNOPSIS",
    ".B patchtrail",
    "[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]",
    ".SH DESCRIPTION",
    "patchtrail reads the archives of mailing lists, links the revisions of each patch series, finds",
    "what the mails leave open, and tells what moved, whose move it is and what is still open.",
    ".SH OPTIONS",
    ...tagged(program.options.map(({ flags, text }) => [flags, text])),
    ".SH COMMANDS",
    ...commands.flatMap(manualCommand),
    ".SH EXIT STATUS",
    ...tagged(statuses()),
    ".SH ENVIRONMENT",
    ...tagged(ENVIRONMENT),
    ".SH FILES",
    ...tagged([["patchtrail.yaml", "the configuration, in the current folder"]]),
    ".SH SEE ALSO",
    ".BR git (1),",
    ".BR git\\-range\\-diff (1),",
    ".BR b4 (1)",
  ];
  return `${lines.join("\n")}\n`;
}

function manualCommand(facts) {
  const options = facts.options.filter(({ long }) => long !== "--help");
  const examples = facts.examples.map(roff);
  return [
    `.SS "${roff(["patchtrail", facts.path, facts.usage].join(" ").trim()).replaceAll('"', '\\(dq')}"`,
    roff(sentence(facts.summary)),
    ...tagged([
      ...facts.arguments.map(({ name, text }) => [name, text]),
      ...options.map(({ flags, text }) => [flags, text]),
    ]),
    ...(examples.length > 0 ? [".PP", "Examples:", ".PP", ".nf", ...examples, ".fi"] : []),
  ];
}

function tagged(rows) {
  return rows.flatMap(([name, text]) => [".TP", `.B ${roff(String(name))}`, roff(text)]);
}

function roff(text) {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^([.'])/, "\\&$1");
}

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
// Nothing is run: of all that commands are given, the version alone is looked at.
const facts = describeCommands(await buildProgram({ version }, []));
const written = new Map([
  ["docs/reference/cli.md", referencePage(facts)],
  ["docs/reference/configuration.md", configurationPage()],
  ["docs/reference/api.md", apiPage()],
  ["docs/reference/schema.md", schemaPage()],
  ["man/patchtrail.1", manualPage(facts, version)],
]);
for (const [file, text] of written) {
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    process.stderr.write(`${file} is out of date: npm run docs\n`);
    process.exitCode = 1;
  }
}
