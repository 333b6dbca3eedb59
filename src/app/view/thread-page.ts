import { parseBlocks } from "../../mail/blocks.ts";
import type { Block } from "../../model/mail.ts";
import type { PlacedTodo } from "../../model/overview.ts";
import type { Series, StoredMessage } from "../../model/series.ts";
import type { ThreadEntry } from "../../model/readings.ts";
import { threadTree, type ThreadNode } from "../../report/thread.ts";
import type { AppContext } from "../context.ts";

/** Characters of bodies on one page of a thread, diffs aside; more mails go to the next page. */
const PAGE_CHARS = 60_000;
/** Mails of one page, however short they are. */
const PAGE_MAILS = 50;

/** A mail ready to be shown. */
export interface MailView {
  readonly message: StoredMessage;
  readonly blocks: readonly Block[];
  readonly kind: ThreadEntry["kind"];
  /** TODOs that it says first. */
  readonly todos: readonly PlacedTodo[];
}

/** A page of a thread: its outline is whole, its mails are those of the page. */
export interface ThreadPage {
  /** The mail that was asked for. */
  readonly messageId: string;
  /** All mails in reading order, ghosts as `entry` null. */
  readonly outline: readonly ThreadNode[];
  readonly mails: readonly (MailView & { readonly depth: number })[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** Page of each mail, by message-id. */
  readonly pageOf: ReadonlyMap<string, number>;
  /** Series that mails of the thread belong to or talk about. */
  readonly series: readonly Series[];
}

async function viewMail(
  { store }: AppContext,
  message: StoredMessage,
  kind: ThreadEntry["kind"],
): Promise<MailView> {
  const blocks = parseBlocks(message.body, { patch: kind === "patch" || kind === "cover" });
  return {
    message,
    blocks,
    kind,
    todos: await store.listPlacedTodos({ messageIds: [message.messageId] }),
  };
}

/**
 * One mail with its thread's outline; null when it is not stored.
 *
 * @param messageId of a mail, or of a copy that stands for it
 */
export async function loadMail(
  context: AppContext,
  messageId: string,
): Promise<{ mail: MailView; outline: readonly ThreadNode[]; series: readonly Series[] } | null> {
  const found = await context.store.getMessage(messageId);
  if (found === null) return null;
  const entries = await context.store.listThread(found.messageId);
  const kind = entries.find((entry) => entry.messageId === found.messageId)?.kind ?? "other";
  return {
    mail: await viewMail(context, found, kind),
    outline: threadTree(entries),
    series: await seriesOf(context, [found.messageId]),
  };
}

/**
 * The page of a thread that holds a mail, or the page asked for; null when the mail is not stored.
 *
 * @param page from 1; null: the one with the mail
 */
export async function loadThread(
  context: AppContext,
  messageId: string,
  page: number | null,
): Promise<ThreadPage | null> {
  const { store } = context;
  const found = await store.getMessage(messageId);
  if (found === null) return null;
  const entries = await store.listThread(found.messageId);
  const outline = threadTree(entries);
  const seen = outline.flatMap(({ entry, depth }) => (entry === null ? [] : [{ entry, depth }]));
  const messages = new Map<string, StoredMessage>();
  for (const { entry } of seen) {
    const message = await store.getMessage(entry.messageId);
    if (message !== null) messages.set(entry.messageId, message);
  }
  const pageOf = paginate(
    seen.map(({ entry }) => ({ ...entry, size: messages.get(entry.messageId)?.body.length ?? 0 })),
  );
  const pages = Math.max(1, ...pageOf.values());
  const wanted = Math.min(page ?? pageOf.get(found.messageId) ?? 1, pages);
  const mails: (MailView & { depth: number })[] = [];
  for (const { entry, depth } of seen) {
    const message = messages.get(entry.messageId);
    if (message === undefined || pageOf.get(entry.messageId) !== wanted) continue;
    mails.push({ ...(await viewMail(context, message, entry.kind)), depth });
  }
  const roots = entries.filter(({ kind }) => kind === "cover" || kind === "patch");
  const series = await seriesOf(
    context,
    (roots.length > 0 ? roots : entries.slice(0, 1)).map((entry) => entry.messageId),
  );
  return { messageId: found.messageId, outline, mails, page: wanted, pages, pageOf, series };
}

/** Which page each mail is on; a page is full of characters or of mails. */
function paginate(
  entries: readonly (Pick<ThreadEntry, "messageId" | "kind"> & { readonly size: number })[],
): Map<string, number> {
  const pageOf = new Map<string, number>();
  let page = 1;
  let chars = 0;
  let mails = 0;
  for (const { messageId, size, kind } of entries) {
    // A patch's diff is not counted: its words are some 2,000 characters.
    const weight = kind === "patch" ? Math.min(size, 2_000) : size;
    if (mails > 0 && (mails >= PAGE_MAILS || chars + weight > PAGE_CHARS)) {
      page += 1;
      chars = 0;
      mails = 0;
    }
    chars += weight;
    mails += 1;
    pageOf.set(messageId, page);
  }
  return pageOf;
}

async function seriesOf({ store }: AppContext, messageIds: readonly string[]): Promise<Series[]> {
  const ids = new Set<string>();
  for (const messageId of messageIds) {
    const id = await store.findSeriesId(messageId);
    if (id !== null) ids.add(id);
  }
  return (await store.listSeries({ ids: [...ids] })).map(({ series }) => series);
}
