import { z } from "@hono/zod-openapi";
import { listFeed } from "../app/send/feeds.ts";
import { digestInput, linkTemplate } from "../app/view/views.ts";
import type { ListSummary } from "../model/pages.ts";
import { buildDigest } from "../report/digest.ts";
import { isoWeekOf, parseIsoWeek, formatIsoWeek } from "../report/iso-week.ts";
import { collection } from "./collection.ts";
import { endpoint, type ApiContext } from "./endpoint.ts";
import { knownList } from "./known-list.ts";
import * as param from "./params.ts";
import { Refusal } from "./problem.ts";
import { pageOf } from "./schemas-parts.ts";
import * as schema from "./schemas-mail.ts";
import { digest, digestWeek } from "./schemas-digest.ts";

const ATOM = "application/atom+xml; charset=utf-8";
const WEEK = 7 * 86_400;
const named = z.object({ list: param.listName });

function listJson({ app }: ApiContext, list: ListSummary) {
  const own = `/api/v1/lists/${encodeURIComponent(list.name)}`;
  const query = `list=${encodeURIComponent(list.name)}`;
  return {
    ...list,
    link: linkTemplate(app, list.name),
    urls: {
      series: `/api/v1/series?${query}`,
      todos: `/api/v1/todos?${query}`,
      digests: `${own}/digests`,
      feed: `${own}/feed`,
    },
  };
}

/** The list of that name; 404 where none is stored. */
async function listCalled(context: ApiContext, name: string): Promise<ListSummary> {
  const found = await knownList(context, name);
  if (found === undefined) throw new Refusal(404, "no list is named");
  return found;
}

const listLists = endpoint({
  path: "/api/v1/lists",
  tag: "lists",
  summary: "The lists that mails were seen on",
  answers: z.object({ items: z.array(schema.list) }),
  async run(context) {
    const lists = await context.app.store.listLists();
    return { kind: "json", body: { items: lists.map((list) => listJson(context, list)) } };
  },
});

const getList = endpoint({
  path: "/api/v1/lists/{list}",
  tag: "lists",
  summary: "One list",
  params: named,
  answers: schema.list,
  async run(context, { params }) {
    return { kind: "json", body: listJson(context, await listCalled(context, params.list)) };
  },
});

const getFeed = endpoint({
  path: "/api/v1/lists/{list}/feed",
  tag: "feeds",
  summary: "What happens on a list, as Atom",
  params: named,
  answers: ATOM,
  async run(context, { params }) {
    const { name } = await listCalled(context, params.list);
    const body = await context.memo(`feed ${name}`, () => listFeed(context.app, name));
    return { kind: "text", body, contentType: ATOM };
  },
});

const listDigests = endpoint({
  path: "/api/v1/lists/{list}/digests",
  tag: "digests",
  summary: "The weeks of a list that have a digest, the newest first",
  params: named,
  query: z.object(param.paging),
  answers: pageOf(digestWeek),
  paged: true,
  async run(context, { params, query }) {
    const { name, oldest, newest } = await listCalled(context, params.list);
    const { limit, after } = param.pageOf(query);
    const items = [];
    // A place is the start of the last week told.
    if (after !== undefined && !(after.at > oldest && after.at <= newest)) {
      throw new Refusal(400, "the cursor is of no week of this list; begin without one");
    }
    let week = isoWeekOf(after === undefined ? newest : after.at - WEEK);
    for (; items.length < limit && week.to > oldest; week = isoWeekOf(week.from - WEEK)) {
      const label = formatIsoWeek(week);
      const url = `/api/v1/lists/${encodeURIComponent(name)}/digests/${label}`;
      items.push({ label, from: week.from, to: week.to, url });
    }
    const last = items.at(-1);
    const more = last !== undefined && last.from > oldest;
    return collection({ items, next: more ? { at: last.from, id: "" } : null });
  },
});

const getDigest = endpoint({
  path: "/api/v1/lists/{list}/digests/{week}",
  tag: "digests",
  summary: "The digest of a week, as `digest --format json` prints it",
  params: named.extend({
    week: z
      .string()
      .regex(/^\d{4}-W\d\d$/, "is no ISO week such as 2025-W08")
      .describe("ISO week, `2025-W08`"),
  }),
  answers: digest,
  async run(context, { params }) {
    const { name, oldest, newest } = await listCalled(context, params.list);
    const week = parseIsoWeek(params.week);
    if (week.to <= oldest || week.from > newest) {
      throw new Refusal(404, `no mail of ${name} is of week ${params.week} or about it`);
    }
    const body = await context.memo(`digest ${name} ${params.week}`, () =>
      context.gate(async () => buildDigest(await digestInput(context.app, name, week))),
    );
    return { kind: "json", body };
  },
});

/** Lists, their feeds and digests. */
export const LIST_ENDPOINTS = [listLists, getList, getFeed, listDigests, getDigest];
