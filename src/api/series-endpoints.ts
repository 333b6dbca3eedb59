import { z } from "@hono/zod-openapi";
import { browseSeries, browseTodos } from "../app/view/browse.ts";
import { findPerson } from "../app/view/find-person.ts";
import { rangeDiff } from "../app/view/range-diff.ts";
import { readRevision, readSeries } from "../app/view/read-series.ts";
import { newestMail } from "../app/view/views.ts";
import { revisionMbox } from "../app/view/mail-files.ts";
import { seriesFeed } from "../app/send/feeds.ts";
import { TODO_STATES } from "../model/todo.ts";
import { rowJson } from "../report/status.ts";
import { todoJson } from "../report/todos.ts";
import { collection, slicePage } from "./collection.ts";
import { endpoint, type ApiContext } from "./endpoint.ts";
import { knownList } from "./known-list.ts";
import * as param from "./params.ts";
import { Refusal } from "./problem.ts";
import { pageOf, seconds } from "./schemas-parts.ts";
import * as schema from "./schemas-series.ts";
import { rangeDiff as rangeDiffSchema } from "./schemas-digest.ts";

const ATOM = "application/atom+xml; charset=utf-8";
const series = z.object({ id: param.reference });
const revision = z.object({ id: param.messageId });

/** The person meant by a name or address, where one was named. */
export async function personCalled({ app, memo }: ApiContext, text: string | undefined) {
  // A part of a name is looked for in all mails.
  return text === undefined ? undefined : memo(`who ${text}`, () => findPerson(app, text));
}

const listSeries = endpoint({
  path: "/api/v1/series",
  tag: "series",
  summary: "Series, those with the newest mail first",
  query: z.object({
    list: param.listName.optional(),
    state: param.states.optional(),
    next: param.movers.optional(),
    person: param.who.optional().describe("who posted them"),
    since: param.moment.optional(),
    asOf: param.moment.optional(),
    ...param.paging,
  }),
  answers: pageOf(schema.seriesRow).extend({ asOf: seconds }),
  paged: true,
  async run(context, { query }) {
    const { list, state, next: movers, since } = query;
    await knownList(context, list);
    const asOf = query.asOf ?? (await newestMail(context.app, list ?? null));
    const person = await personCalled(context, query.person);
    const filter = param.given({ list, states: state, next: movers, since, person });
    const page = await browseSeries(context.app, filter, { ...param.pageOf(query), asOf });
    return collection({ items: page.rows.map(rowJson), next: page.next }, { asOf });
  },
});

const getSeries = endpoint({
  path: "/api/v1/series/{id}",
  tag: "series",
  summary: "One series with its revisions, TODOs and links, as `series --json` prints it",
  params: series,
  query: z.object({ asOf: param.moment.optional() }),
  answers: schema.seriesPage,
  async run({ app }, { params, query }) {
    const { view, relatives, asOf } = await readSeries(app, params.id, query.asOf);
    return { kind: "json", body: { asOf, ...view, relatives } };
  },
});

const listRevisions = endpoint({
  path: "/api/v1/series/{id}/revisions",
  tag: "series",
  summary: "Its revisions, in order of version, then time",
  params: series,
  query: z.object(param.paging),
  answers: pageOf(schema.revision),
  paged: true,
  async run({ app }, { params, query }) {
    const { view } = await readSeries(app, params.id);
    const rows = view.series.revisions.map((each, index) => ({ each, index }));
    const page = slicePage(rows, param.pageOf(query), ({ each, index }) => ({
      at: index,
      id: each.id,
    }));
    return collection({ items: page.items.map(({ each }) => each), next: page.next });
  },
});

const listLinks = endpoint({
  path: "/api/v1/series/{id}/links",
  tag: "series",
  summary: "Why its revisions are one series, and what may be the same work",
  params: series,
  answers: z.object({ items: z.array(schema.link) }),
  async run({ app }, { params }) {
    const { view } = await readSeries(app, params.id);
    return { kind: "json", body: { items: view.links } };
  },
});

const listSeriesTodos = endpoint({
  path: "/api/v1/series/{id}/todos",
  tag: "series",
  summary: "Its TODOs in all states, the oldest first",
  params: series,
  query: z.object({ state: param.todoStates.optional(), ...param.paging }),
  answers: pageOf(schema.todoRow).extend({ asOf: seconds }),
  paged: true,
  async run({ app }, { params, query }) {
    const id = await app.store.findSeriesId(params.id);
    if (id === null) throw new Refusal(404, "nothing stored is a series or a mail of that name");
    const asOf = await newestMail(app, null);
    const { rows, next } = await browseTodos(
      app,
      { series: id, states: query.state ?? TODO_STATES },
      { ...param.pageOf(query), asOf },
    );
    return collection({ items: rows.map((row) => todoJson(row, asOf)), next }, { asOf });
  },
});

const getFeed = endpoint({
  path: "/api/v1/series/{id}/feed",
  tag: "feeds",
  summary: "What happens to a series, as Atom",
  params: series,
  answers: ATOM,
  async run({ app }, { params }) {
    return { kind: "text", body: await seriesFeed(app, params.id), contentType: ATOM };
  },
});

const getRevision = endpoint({
  path: "/api/v1/revisions/{id}",
  tag: "revisions",
  summary: "One revision, named by the message-id of any mail of it",
  params: revision,
  answers: z.object({ series: z.string(), revision: schema.revision }),
  async run({ app }, { params }) {
    const found = await readRevision(app, params.id);
    return { kind: "json", body: { series: found.series.id, revision: found.revision } };
  },
});

const getRangeDiff = endpoint({
  path: "/api/v1/revisions/{id}/range-diff",
  tag: "revisions",
  summary: "What changed from an older revision (the one before unless named) to this one",
  params: revision,
  query: z.object({ older: param.revisionWord.optional() }),
  answers: rangeDiffSchema,
  async run({ app, memo }, { params, query }) {
    const { series, revision } = await readRevision(app, params.id);
    const seen = series.revisions.filter(({ ghost }) => !ghost);
    const at = seen.findIndex(({ id }) => id === revision.id);
    const older = query.older ?? seen[at - 1]?.id;
    if (older === undefined) {
      throw new Refusal(404, `${revision.label} is the first revision: there is none before it`);
    }
    const request = { series: series.id, older, newer: revision.id, trees: [] };
    const key = `range-diff ${JSON.stringify([older, revision.id])}`;
    return { kind: "json", body: await memo(key, () => rangeDiff(app, request)) };
  },
});

const getMbox = endpoint({
  path: "/api/v1/revisions/{id}/mbox",
  tag: "revisions",
  summary: "Its patches in order as an mbox (mboxrd), ready for git am",
  params: revision,
  answers: "application/mbox",
  async run({ app }, { params }) {
    const mbox = await revisionMbox(app, params.id);
    const fileName = `${params.id}.mbox`;
    return {
      kind: "stream",
      open: () => mbox.open(),
      tag: mbox.tag,
      fileName,
      contentType: "application/mbox",
    };
  },
});

/** Series and their revisions. */
export const SERIES_ENDPOINTS = [
  listSeries,
  getSeries,
  listRevisions,
  listLinks,
  listSeriesTodos,
  getFeed,
  getRevision,
  getRangeDiff,
  getMbox,
];
