import type { AppContext } from "../app/context.ts";
import { findPerson } from "../app/view/find-person.ts";
import { listViews, linkTemplate, newestMail } from "../app/view/views.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import { type Mover, MOVERS, SERIES_STATES, type SeriesState } from "../model/series.ts";
import { personJson, renderPerson, seriesRows } from "../report/person.ts";
import { renderStatus, rowJson } from "../report/status.ts";
import type { AddCommand, Face } from "./command.ts";
import { noMail } from "./known-list.ts";
import { choice, moment, positive } from "./options.ts";
import { printSeries } from "./series.ts";

interface StatusOptions {
  readonly list?: string;
  readonly person?: string;
  readonly next?: Mover;
  readonly state?: SeriesState;
  readonly asOf?: number;
  readonly limit: number;
  readonly json?: boolean;
}

/** `status [LIST|SERIES]`: one screen for a list, a series or a person. */
export const addStatus: AddCommand = (program, face) => {
  program
    .command("status")
    .description("one screen: what moves, whose move it is, what is open")
    .argument("[what]", "a list, a series or a message-id (default: every list)")
    .option("--list <name>", "the list")
    .option("--person <name-or-address>", "what this person owes, and is owed")
    .addOption(choice("--next <who>", "only series whose move is theirs", MOVERS))
    .addOption(choice("--state <state>", "only series in this state", SERIES_STATES))
    .option("--as-of <day>", "states as of this day (default: that of the newest mail)", moment)
    .option("--limit <n>", "at most so many series", positive, 20)
    .option("--json", "one JSON object a series, or one of a person")
    .action((what: string | undefined, options: StatusOptions) => runStatus(face, what, options));
};

async function runStatus(face: Face, what: string | undefined, options: StatusOptions) {
  const app = await face.app();
  const { lists, messages, pending } = await app.store.counts();
  if (messages === 0) throw noMail(pending);
  const named = options.list ?? (lists.some(({ name }) => name === what) ? what : undefined);
  if (options.person !== undefined) return showPerson(face, app, options, named);
  if (what !== undefined && named === undefined) {
    return printSeries(face, what, {
      json: options.json === true,
      evidence: false,
      ...asOfOption(options),
    });
  }
  if (named !== undefined && !lists.some(({ name }) => name === named)) {
    throw new TrackerError("not-found", `no mail of a list ${named} is stored`, {
      hint: `lists stored: ${lists.map(({ name }) => name).join(", ")}`,
    });
  }
  // Mails of which nothing tells the list are shown when there are no others.
  const shown: (string | null)[] = lists.length === 0 ? [null] : lists.map(({ name }) => name);
  for (const [at, name] of (named === undefined ? shown : [named]).entries()) {
    if (at > 0 && options.json !== true) face.out("");
    await showList(face, app, name, options);
  }
}

function asOfOption(options: StatusOptions) {
  return options.asOf === undefined ? {} : { asOf: options.asOf };
}

async function showList(face: Face, app: AppContext, list: string | null, options: StatusOptions) {
  const asOf = options.asOf ?? (await newestMail(app, list));
  const views = await listViews(app, list, { asOf });
  const rows = seriesRows(views);
  if (options.json === true) {
    for (const row of rows) {
      if (options.next !== undefined && row.status.nextMove !== options.next) continue;
      if (options.state !== undefined && row.status.state !== options.state) continue;
      face.json(rowJson(row));
    }
    return;
  }
  face.out(
    renderStatus(
      {
        list: list ?? "mails of no known list",
        rows,
        asOf,
        linkTemplate: linkTemplate(app, list ?? "all"),
        limit: options.limit,
        ...(options.next === undefined ? {} : { next: options.next }),
        ...(options.state === undefined ? {} : { state: options.state }),
      },
      { width: face.columns, paint: face.paint },
    ),
  );
}

/** Where mails of a list can be read; nothing for several lists at once. */
function links(app: AppContext, list: string | undefined) {
  return list === undefined ? {} : { list, linkTemplate: linkTemplate(app, list) };
}

async function showPerson(
  face: Face,
  app: AppContext,
  options: StatusOptions,
  list: string | undefined,
) {
  const person = await findPerson(app, options.person ?? "");
  const asOf = options.asOf ?? (await newestMail(app, list ?? null));
  const views = await listViews(app, list ?? null, { asOf });
  const input = { person, views, asOf, ...links(app, list) };
  if (options.json === true) face.json(personJson(input));
  else face.out(renderPerson(input, { width: face.columns, paint: face.paint }));
  face.setStatus(ExitStatus.ok);
}
