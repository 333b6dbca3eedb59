import type { Block, Mailbox } from "../../../src/model/mail.ts";
import type { PatchFacts, PatchSubject } from "../../../src/model/patch.ts";
import type {
  Revision,
  RevisionPatch,
  Series,
  SeriesContext,
  SeriesMail,
} from "../../../src/model/series.ts";
import type { TreeCommit } from "../../../src/model/tree.ts";
import type { AssemblyMail } from "../../../src/series/assemble.ts";
import { aMessage, aSubject, DAY, HOUR, MONDAY } from "../../support/messages.ts";

export { aSubject, DAY, HOUR, MONDAY };
export const ADA: Mailbox = { name: "Ada Example", email: "ada@example.org" };
export const BOB: Mailbox = { name: "Bob Reviewer", email: "bob@example.org" };
export const CAT: Mailbox = { name: "Cat Keeper", email: "cat@example.com" };

export function someFacts(fields: Partial<PatchFacts> = {}): PatchFacts {
  return {
    subject: aSubject({ patch: true }),
    author: null,
    content: { files: [], patchId: null, sketch: [], markers: [] },
    changeId: null,
    baseCommit: null,
    trailers: [],
    declared: [],
    ...fields,
  };
}

/** A patch mail: `aPatchMail("p2", { position: 2, total: 3 }, { parent: "cover" })`. */
export function aPatchMail(
  messageId: string,
  subject: Partial<PatchSubject> = {},
  fields: Partial<AssemblyMail> = {},
): AssemblyMail {
  const parent = fields.parent ?? null;
  return {
    messageId,
    parent,
    thread: parent ?? messageId,
    sentAt: MONDAY,
    from: ADA,
    lists: ["widget-dev"],
    subject: aSubject({ patch: true, title: `title of ${messageId}`, ...subject }),
    facts: someFacts(),
    changelog: [],
    ...fields,
  };
}

export function aReplyMail(
  messageId: string,
  parent: string,
  fields: Partial<AssemblyMail> & { subject?: AssemblyMail["subject"] } = {},
): AssemblyMail {
  return aPatchMail(
    messageId,
    {},
    {
      subject: aSubject({ reply: true, title: "some talk" }),
      from: BOB,
      facts: null,
      sentAt: MONDAY + HOUR,
      parent,
      ...fields,
    },
  );
}

export function aPatch(messageId: string, fields: Partial<RevisionPatch> = {}): RevisionPatch {
  return {
    messageId,
    position: 1,
    title: `widget: change ${messageId} gears carefully`,
    author: ADA,
    patchId: null,
    files: ["drivers/widget/core.c"],
    sketch: [],
    ...fields,
  };
}

/** A single-patch revision unless told otherwise. */
export function aRevision(id: string, fields: Partial<Revision> = {}): Revision {
  const title = fields.title ?? "widget: mend the torn gear teeth";
  const version = fields.version ?? 1;
  return {
    id,
    version,
    label: `${fields.rfc ? "RFC " : ""}v${version}${fields.resend ? " RESEND" : ""}`,
    rfc: false,
    resend: false,
    tags: [],
    title,
    author: ADA,
    postedAt: MONDAY + version * 7 * DAY,
    total: 1,
    cover: null,
    patches: [aPatch(id, { title })],
    thread: id,
    answers: null,
    lists: ["widget-dev"],
    changeId: null,
    declared: [],
    changelog: [],
    ghost: false,
    ...fields,
  };
}

/** A commit by Ada in widget/next, ten days after Monday unless told otherwise. */
export function aCommit(commit: string, fields: Partial<TreeCommit> = {}): TreeCommit {
  const title = fields.title ?? "widget: mend the torn gear teeth";
  return {
    tree: "widget/next",
    commit,
    author: ADA,
    authoredAt: MONDAY,
    committedAt: MONDAY + 10 * DAY,
    title,
    titleKey: title,
    patchId: null,
    links: [],
    ...fields,
  };
}

export function aSeries(revisions: readonly Revision[]): Series {
  return { id: "s0", title: "work", author: ADA, lists: ["widget-dev"], revisions };
}

/** Blocks of a reply: lines that begin with `> ` are quotes. */
export function blocksOf(body: string): Block[] {
  const blocks: {
    kind: Block["kind"];
    firstLine: number;
    lines: string[];
    depth: number;
    quoted: null;
  }[] = [];
  for (const [firstLine, line] of body.split("\n").entries()) {
    const kind = line.startsWith(">") ? "quote" : "text";
    const last = blocks.at(-1);
    const text = line.replace(/^> ?/, "");
    if (last?.kind === kind) last.lines.push(text);
    else
      blocks.push({
        kind,
        firstLine,
        lines: [text],
        depth: kind === "quote" ? 1 : 0,
        quoted: null,
      });
  }
  return blocks;
}

/** A reply on revision 0, patch 1, an hour after Monday unless told otherwise. */
export function aReply(
  messageId: string,
  body: string,
  fields: Partial<Omit<SeriesMail, "message">> & {
    from?: Mailbox;
    at?: number;
    bot?: boolean;
    parent?: string;
  } = {},
): SeriesMail {
  const { from = BOB, at = MONDAY + 8 * DAY, bot = false, parent = "p", ...rest } = fields;
  return {
    message: {
      ...aMessage({ messageId, from, sentAt: at, body, bot }),
      lists: ["widget-dev"],
      receivedAt: at,
      thread: "p",
      parent,
    },
    blocks: blocksOf(body),
    role: "reply",
    revision: 0,
    position: 1,
    facts: null,
    ...rest,
  };
}

export function aContext(
  revisions: readonly Revision[],
  mails: readonly SeriesMail[],
): SeriesContext {
  const postings = revisions.flatMap((revision, index) =>
    revision.patches.map((patch) =>
      aReply(patch.messageId, "", {
        from: revision.author,
        at: revision.postedAt,
        role: "patch",
        revision: index,
        position: patch.position,
        facts: someFacts(),
      }),
    ),
  );
  return { series: aSeries(revisions), mails: [...postings, ...mails] };
}

/** The same items in another order, always the same one. */
export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item, at) => ({ item, key: (at * 7919) % 101 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
