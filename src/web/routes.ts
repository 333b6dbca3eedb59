import { listOverviews } from "../app/view/board.ts";
import { loadMail, loadThread } from "../app/view/thread-page.ts";
import { linkTemplate } from "../app/view/views.ts";
import { TrackerError } from "../errors.ts";
import { listPath, mailPath } from "./addresses.ts";
import { LIST_PAGES, showDigest } from "./list-routes.ts";
import type { Page } from "./page.ts";
import { homePage } from "./pages/home.ts";
import { mailPage, threadPage } from "./pages/thread.ts";
import { pageNumber } from "./query.ts";
import type { Answer, Visit } from "./visit.ts";

export async function showHome({ app }: Visit): Promise<Page> {
  return homePage(await listOverviews(app));
}

/** A mail's list as its address should name it. */
async function listOfMail(
  { app }: Visit,
  list: string | null,
  messageId: string,
): Promise<string | null> {
  const message = await app.store.getMessage(messageId);
  if (message === null) {
    throw new TrackerError("not-found", `no mail ${messageId} is stored`, {
      hint: "it may be on a list, or of a time, that is not followed here",
    });
  }
  const known = message.lists;
  return list !== null && known.includes(list) ? list : (known[0] ?? null);
}

/** One mail, at the address that lore gives it. */
async function showMail(visit: Visit, list: string | null, messageId: string): Promise<Answer> {
  const own = await listOfMail(visit, list, messageId);
  if (own !== list) return { location: mailPath(own, messageId) };
  const loaded = await loadMail(visit.app, messageId);
  if (loaded === null) throw new TrackerError("not-found", `no mail ${messageId} is stored`);
  return mailPage(loaded, { list: own, linkTemplate: linkTemplate(visit.app, own ?? "all") });
}

/** The thread of a mail. */
async function showThread(visit: Visit, list: string | null, messageId: string): Promise<Answer> {
  const own = await listOfMail(visit, list, messageId);
  if (own !== list) return { location: `${mailPath(own, messageId)}T/` };
  const thread = await loadThread(visit.app, messageId, pageNumber(visit.query));
  if (thread === null) throw new TrackerError("not-found", `no mail ${messageId} is stored`);
  return threadPage(thread, { list: own, linkTemplate: linkTemplate(visit.app, own ?? "all") });
}

/**
 * What stands at a path below the root that is no page of its own: a list's pages, a mail at the
 * address that lore gives it, or at `/r/`. Null: nothing.
 *
 * @param steps decoded steps of the path, `""` for a slash at its end
 */
export async function showBelowList(
  visit: Visit,
  steps: readonly string[],
): Promise<Answer | null> {
  const [name = "", second, third, ...rest] = steps;
  const lists = (await visit.app.store.listLists()).map((list) => list.name);
  const list = lists.includes(name) ? name : null;
  if (second === undefined) return list === null ? null : { location: listPath(list) };
  if (list !== null && third === undefined) {
    const page = LIST_PAGES.get(second);
    if (page !== undefined) return page(visit, list);
  }
  if (list !== null && second === "digests" && third !== undefined && rest.length === 0) {
    return third === "" ? { location: `${listPath(list)}digests` } : showDigest(visit, list, third);
  }
  if (list !== null && third === "" && LIST_PAGES.has(second)) {
    return { location: `${listPath(list)}${second}` };
  }
  if (second === "" || rest.some((step) => step !== "")) return null;
  // lore has lists that we may not follow: the mail itself may be known from another.
  if (list === null && name !== "r" && (await visit.app.store.getMessage(second)) === null) {
    return null;
  }
  if (third === undefined) return { location: mailPath(list, second) };
  if (third === "") return showMail(visit, list, second);
  if (third !== "T" && third !== "t") return null;
  return rest.length === 0
    ? { location: `${mailPath(list, second)}T/` }
    : showThread(visit, list, second);
}
