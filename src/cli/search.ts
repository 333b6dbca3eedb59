import type { AppContext } from "../app/context.ts";
import {
  joinArguments,
  readQuery,
  savedSearch,
  search,
  type SearchOptions,
} from "../app/view/search.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { Query } from "../model/query.ts";
import {
  type SearchResult,
  SEARCH_SORTS,
  SEARCH_UNITS,
  type SearchSort,
  type SearchUnit,
} from "../model/search.ts";
import { renderHits, searchJson } from "../report/search.ts";
import type { AddCommand, Face } from "./command.ts";
import { choice, positive } from "./options.ts";

interface Options {
  readonly list?: string;
  readonly by: SearchUnit;
  readonly sort: SearchSort;
  readonly limit: number;
  readonly cursor?: string;
  readonly saved?: string;
  readonly format: "text" | "json" | "mbox";
  readonly json?: boolean;
  readonly open?: boolean;
}

/** `search TERM…`: mails, threads or series that a query finds. */
export const addSearch: AddCommand = (program, face) => {
  program
    .command("search")
    .description("find mails by words and by what became of them; as on lore, and more")
    .argument(
      "[term...]",
      "words, prefixes, filters: docs/search.md; an argument of plain words is a phrase",
    )
    .option("--list <name>", "only mails of this list")
    .addOption(choice("--by <unit>", "what is found", SEARCH_UNITS, "message"))
    .addOption(choice("--sort <order>", "what comes first", SEARCH_SORTS, "newest"))
    .option("--limit <n>", "at most so many", positive, 20)
    .option("--cursor <text>", "go on where the page before ended")
    .option("--saved <name>", "the saved search of this name, narrowed by the terms given")
    .addOption(choice("--format <form>", "how it is printed", ["text", "json", "mbox"], "text"))
    .option("--json", "the same as --format json")
    .option("--open", "open the first mail found in the browser")
    .action((words: string[], options: Options) => runSearch(face, words, options));
};

async function runSearch(face: Face, words: readonly string[], options: Options) {
  const app = await face.app();
  const query = queryOf(app, words, options.saved);
  const { list, by, sort, limit, cursor } = options;
  const asked: SearchOptions = {
    by,
    sort,
    limit: options.open === true ? 1 : limit,
    ...(list === undefined ? {} : { list }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  const result = await search(app, query, asked);
  if (options.open === true) await openFirst(face, app, result);
  else if (options.json === true || options.format === "json") face.json(searchJson(result));
  else if (options.format === "mbox") await printMbox(face, app, result);
  else printHits(face, result);
  if (result.unindexed > 0) {
    face.err(
      `${result.unindexed} mails are not in the search index yet; the next sync or ingest adds them`,
    );
  }
  if (result.hits.length > 0) return;
  await (await import("./known-list.ts")).knownLists(app, list);
  face.err(`no ${by === "message" ? "mail" : by} holds all of that`);
  face.setStatus(ExitStatus.failed);
}

/** The saved search and the terms given, where there are both, both hold. */
function queryOf(app: AppContext, words: readonly string[], saved: string | undefined): Query {
  const now = Math.floor(Date.now() / 1000);
  const queries = saved === undefined ? [] : [readQuery(savedSearch(app, saved), now)];
  if (words.length > 0 || saved === undefined) queries.push(readQuery(joinArguments(words), now));
  const parts = queries.flatMap((query) => (query.kind === "and" ? query.parts : [query]));
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { kind: "and", parts };
}

function printHits(face: Face, { hits, next }: SearchResult) {
  if (hits.length > 0) face.out(renderHits(hits, { width: face.columns, paint: face.paint }));
  if (next !== null) face.out(face.paint.dim(`\nmore: --cursor ${next}`));
}

async function printMbox(face: Face, app: AppContext, { hits }: SearchResult) {
  const { mboxEntries } = await import("../app/view/mail-files.ts");
  for await (const mail of mboxEntries(
    app,
    hits.map(({ messageId }) => messageId),
  ))
    face.outBytes(mail);
}

async function openFirst(face: Face, app: AppContext, { hits }: SearchResult) {
  const [hit] = hits;
  if (hit === undefined) return;
  const { openLink } = await import("./open-link.ts");
  const list = hit.lists[0];
  if (list === undefined)
    throw new TrackerError("failed", "no list of the first mail is known, so no address either");
  const { linkTemplate } = await import("../app/view/views.ts");
  const { mailUrl } = await import("../report/words.ts");
  const url = mailUrl(linkTemplate(app, list), list, hit.messageId);
  await openLink(url);
  face.out(url);
}
