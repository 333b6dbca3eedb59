// docs/reference/schema.md: the tables that migrations/*.sql make, with the comments they stand under.
import { readdirSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { keyHash } from "../../dist/store/codec.js";
import { page, sentence, table } from "./markdown.mjs";

/** What tables hold whose migration does not say it; a migration that was applied never changes. */
const WORDS = {
  raw: "the bytes of the copies that are kept",
  copy: "a row for each copy of a mail that an archive holds",
  quarantine: "what could not be read, for `doctor`",
  checkpoint: "how far each archive was read",
  crawl_page: "pages that were fetched, for conditional requests",
  message: "a row for each mail, read from the best of its copies: what threads, lists and filters look into",
  content: "the rest of each mail, for those who read all of it",
  message_list: "the lists that a mail was sent to, by time",
  reference: "what each mail answers or refers to",
  unparsed: "messages whose copies changed and that wait to be read",
  revision: "one posting of a series, with its mails",
  revision_key: "what revisions of one series have in common, to find candidates for links",
  link: "judgements on pairs of revisions, with the evidence",
  series: "revisions that belong together, and how they stand",
  series_list: "the lists that a series was posted to",
  todo: "what is open, or was, and what became of it",
  decision: "one decision each",
  tree: "the branches that are watched",
  tree_commit: "their commits",
  tree_link: "mails that a commit names",
  delivery: "the outbox: one mail, message, issue or comment each",
  github_repository: "the repositories that issues are in",
  github_issue: "our issues, as GitHub has them and as people left them",
  job_run: "a row for each job",
};

export function schemaPage() {
  const db = new Database(":memory:");
  db.function("key_hash", (key) => keyHash(String(key)));
  const told = { tables: new Map(), columns: new Map() };
  for (const name of readdirSync("migrations").filter((file) => file.endsWith(".sql")).sort()) {
    const text = readFileSync(`migrations/${name}`, "utf8");
    db.exec(text);
    readComments(text, name, told);
  }
  const tables = db
    .prepare(
      "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  const sections = tables.map(({ name, type }) => tableSection(db, name, type, told));
  db.close();
  return page([
    "# Schema",
    "Written by `npm run docs` from `migrations/*.sql`; do not edit. All of it is one SQLite file, which `patchtrail doctor` names. Canonical tables hold what came from outside or was decided; derived ones are computed from them (`patchtrail rebuild`). It may change with any version: scripts are better off with `patchtrail export`, `--json` or the [HTTP API](api.md).",
    "Beside these, `migration` names the files that were applied, with their hashes.",
    ...sections,
  ]);
}

/** Head comment of the file, the lines right above each table, what stands behind or above a column. */
function readComments(text, file, { tables, columns }) {
  const lines = text.split("\n");
  const head = headOf(lines);
  let of = null;
  let above = [];
  for (const [index, line] of lines.entries()) {
    const made = /^CREATE (?:VIRTUAL )?TABLE (\w+)/.exec(line);
    const added = /^ALTER TABLE (\w+) ADD COLUMN (\w+)[^-]*(?:-- (.*))?$/.exec(line);
    const renamed = /^ALTER TABLE (\w+) RENAME TO (\w+)/.exec(line);
    const comment = /^\s*-- (.*)$/.exec(line);
    const changed = /^-- (\w+\.\w+): (.*)$/.exec(line);
    if (changed !== null) columns.set(changed[1], changed[2]);
    if (made !== null) {
      of = made[1];
      // A comment of its own wins over the first words of the file, which say what kind it is.
      const own = index > head.size ? above.join(" ") : "";
      const kind = /^(?:Canonical|Derived)/.exec(head.words)?.[0] ?? "";
      tables.set(of, { file, kind, words: own === "" ? (WORDS[of] ?? "") : own });
    }
    if (added !== null) columns.set(`${added[1]}.${added[2]}`, added[3] ?? above.join(" "));
    if (renamed !== null) rename(renamed[1], renamed[2], { tables, columns });
    const column = of === null ? null : /^\s+(\w+)\s.*?-- (.*)$/.exec(line);
    if (column !== null) columns.set(`${of}.${column[1]}`, column[2]);
    if (line.startsWith(")")) of = null;
    above = comment === null ? [] : [...above, comment[1]];
  }
}

/** A table that was made anew under another name is what it was before. */
function rename(from, to, { tables, columns }) {
  const { words, ...made } = tables.get(from);
  tables.set(to, { ...made, words: WORDS[to] ?? words });
  tables.delete(from);
  for (const [name, told] of [...columns])
    if (name.startsWith(`${from}.`)) columns.set(`${to}${name.slice(from.length)}`, told);
}

/** The comment that a file begins with, and of how many lines it is. */
function headOf(lines) {
  const size = lines.findIndex((line) => !line.startsWith("--"));
  const words = lines.slice(0, size).map((line) => line.slice(3));
  return { size, words: words.join(" ") };
}

function tableSection(db, name, type, { tables, columns }) {
  const { file, kind, words } = tables.get(name) ?? {};
  if (file === undefined) return "";
  const rows = db.prepare("SELECT * FROM pragma_table_xinfo(?) WHERE hidden <> 1").all(name);
  const indexes = db
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name",
    )
    .all(name);
  return page([
    `## ${name}`,
    `${kind}, \`${file}\`. ${words === "" ? "" : sentence(words)}`.trim(),
    type === "virtual"
      ? `Full text (FTS5) with the columns ${rows.map((row) => `\`${row.name}\``).join(", ")}.`
      : table(
          ["column", "type", "what it is"],
          rows.map((row) => [
            row.name,
            `${row.type}${row.notnull === 1 || row.pk > 0 ? "" : " or null"}`,
            [row.pk > 0 ? "key" : "", columns.get(`${name}.${row.name}`) ?? ""]
              .filter((part) => part !== "")
              .join("; "),
          ]),
        ),
    indexes.length === 0 ? "" : `Indexes: ${indexes.map(indexWords).join("; ")}.`,
  ]);
}

function indexWords({ name, sql }) {
  const columns = /\bON \w+ (\([^]*)$/.exec(sql)?.[1].replaceAll(/\s+/g, " ") ?? "";
  return `\`${name}\` ${columns === "" ? "" : `\`${columns}\``}`.trim();
}
