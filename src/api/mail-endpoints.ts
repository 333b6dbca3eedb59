import { z } from "@hono/zod-openapi";
import { readMail, threadMbox } from "../app/view/mail-files.ts";
import { collection, slicePage } from "./collection.ts";
import { endpoint } from "./endpoint.ts";
import { knownList } from "./known-list.ts";
import * as param from "./params.ts";
import { Refusal } from "./problem.ts";
import { pageOf } from "./schemas-parts.ts";
import * as schema from "./schemas-mail.ts";
import { searchPage } from "./search.ts";

/** Every list at once, as on lore. */
const ALL = "all";
const ofMail = z.object({ id: param.messageId });
const onList = z.object({ list: param.listName, id: param.messageId });

const unknownMail = () => new Refusal(404, "no stored mail has that message-id");

const getThread = endpoint({
  path: "/api/v1/threads/{id}",
  tag: "mails",
  summary: "The thread that a mail is in, by time",
  params: ofMail,
  query: z.object(param.paging),
  answers: pageOf(schema.threadEntry),
  paged: true,
  async run({ app }, { params, query }) {
    const rows = await app.store.listThread(params.id);
    if (rows.length === 0) throw unknownMail();
    return collection(
      slicePage(rows, param.pageOf(query), ({ at, messageId }) => ({ at, id: messageId })),
    );
  },
});

const getMessage = endpoint({
  path: "/api/v1/messages/{id}",
  tag: "mails",
  summary: "One mail, read, with its place in patch work",
  params: ofMail,
  answers: schema.message,
  async run({ app }, { params }) {
    const found = await app.store.getMessageWithPlace(params.id);
    if (found === null) throw unknownMail();
    const { message, ...place } = found;
    return { kind: "json", body: { ...message, ...place } };
  },
});

const search = endpoint({
  path: "/api/v1/search",
  tag: "mails",
  summary: "Mails, threads or series that a query finds, the newest first",
  query: z.object({
    q: param.words,
    list: param.listName.optional(),
    by: param.searchUnit.optional(),
    sort: param.searchSort.optional(),
    ...param.paging,
  }),
  answers: schema.searchPage,
  paged: true,
  async run(context, { query }) {
    const { q, ...options } = query;
    await knownList(context, query.list);
    return searchPage(context, { q, ...param.given(options) });
  },
});

const getRaw = endpoint({
  path: "/{list}/{id}/raw",
  tag: "files",
  summary: "A mail as it came; of one known from a page only, what can be made of it",
  params: onList,
  answers: "text/plain; charset=UTF-8",
  async run({ app }, { params: { list, id } }) {
    const mail = await readMail(app, id);
    if (mail === null || (list !== ALL && !mail.lists.includes(list))) throw unknownMail();
    return {
      kind: "text",
      body: mail.bytes,
      // As on lore: browsers must not run what a mail holds, and curl, mutt and git do not care.
      contentType: "text/plain; charset=UTF-8",
      fileName: `${id}.eml`,
    };
  },
});

const getThreadMbox = endpoint({
  path: "/{list}/{id}/t.mbox.gz",
  tag: "files",
  summary: "The whole thread of a mail as gzipped mbox (mboxrd), as public-inbox serves it to b4",
  params: onList,
  answers: "application/gzip",
  async run({ app }, { params: { list, id } }) {
    const mail = await app.store.getMessage(id);
    if (mail === null || (list !== ALL && !mail.lists.includes(list))) throw unknownMail();
    const mbox = await threadMbox(app, mail.messageId);
    if (mbox === null) throw unknownMail();
    return {
      kind: "stream",
      open: () => mbox.open({ gzip: true }),
      tag: mbox.tag,
      fileName: `${id}.mbox.gz`,
      contentType: "application/gzip",
    };
  },
});

/** Mails, threads and searches; mails as files. */
export const MAIL_ENDPOINTS = [getThread, getMessage, search, getRaw, getThreadMbox];
