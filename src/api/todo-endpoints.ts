import { z } from "@hono/zod-openapi";
import { browseTodos, personViews } from "../app/view/browse.ts";
import { newestMail } from "../app/view/views.ts";
import { personJson } from "../report/person.ts";
import { todoJson } from "../report/todos.ts";
import { collection, slicePage } from "./collection.ts";
import { endpoint } from "./endpoint.ts";
import { knownList } from "./known-list.ts";
import * as param from "./params.ts";
import { Refusal } from "./problem.ts";
import { pageOf, seconds } from "./schemas-parts.ts";
import * as schema from "./schemas-series.ts";
import { personCalled } from "./series-endpoints.ts";

const listTodos = endpoint({
  path: "/api/v1/todos",
  tag: "todos",
  summary: "TODOs, the oldest first; those in which somebody has to act unless states are named",
  query: z.object({
    list: param.listName.optional(),
    series: param.reference.optional(),
    kind: param.todoKinds.optional(),
    state: param.todoStates.optional(),
    owner: param.who.optional().describe("who owes it"),
    saidBy: param.who.optional().describe("who said it"),
    person: param.who.optional().describe("who owes it or said it"),
    minAge: param.days("raised so many days ago or longer").optional(),
    maxAge: param.days("raised within so many days").optional(),
    minConfidence: param.share.optional(),
    ...param.paging,
  }),
  answers: pageOf(schema.todoRow).extend({ asOf: seconds }),
  paged: true,
  async run(context, { query }) {
    const { app } = context;
    const { list, kind, state, minAge, maxAge, minConfidence } = query;
    await knownList(context, list);
    const asOf = await newestMail(app, list ?? null);
    const series =
      query.series === undefined ? undefined : await app.store.findSeriesId(query.series);
    if (series === null)
      throw new Refusal(404, "nothing stored is a series or a mail of that name");
    const filter = param.given({
      list,
      series,
      kinds: kind,
      states: state,
      minAge,
      maxAge,
      minConfidence,
      owner: await personCalled(context, query.owner),
      saidBy: await personCalled(context, query.saidBy),
      person: await personCalled(context, query.person),
    });
    const { rows, next } = await browseTodos(app, filter, { ...param.pageOf(query), asOf });
    return collection({ items: rows.map((row) => todoJson(row, asOf)), next }, { asOf });
  },
});

const getPerson = endpoint({
  path: "/api/v1/people/{address}",
  tag: "people",
  summary: "What a person owes and is owed, as `status --person --json` prints it",
  params: z.object({ address: param.address }),
  answers: schema.person,
  async run({ app, memo }, { params }) {
    const person = await app.store.findWriter(params.address);
    if (person === null) throw new Refusal(404, "nobody wrote a stored mail from that address");
    const asOf = await newestMail(app, null);
    const body = await memo(`person ${person.email ?? ""}`, async () =>
      personJson({ person, asOf, views: await personViews(app, person, asOf) }),
    );
    return { kind: "json", body };
  },
});

const listDecisions = endpoint({
  path: "/api/v1/decisions",
  tag: "decisions",
  summary: "What people decided by hand, in the order in which they did",
  query: z.object(param.paging),
  answers: pageOf(schema.decision),
  paged: true,
  async run({ app }, { query }) {
    const all = await app.store.listDecisions();
    return collection(slicePage(all, param.pageOf(query), ({ id }) => ({ at: id, id: "" })));
  },
});

/** TODOs, people and what was decided. */
export const TODO_ENDPOINTS = [listTodos, getPerson, listDecisions];
