import type { Block, BlockKind, Mailbox } from "../../../src/model/mail.ts";
import type { AddedMarker } from "../../../src/model/patch.ts";
import type {
  Revision,
  RevisionPatch,
  SeriesContext,
  SeriesMail,
  SeriesStatus,
} from "../../../src/model/series.ts";

export const ALICE: Mailbox = { name: "Alice Author", email: "alice@example.org" };
export const RITA: Mailbox = { name: "Rita Reviewer", email: "rita@example.com" };
export const MARK: Mailbox = { name: "Mark Maintainer", email: "mark@example.com" };

type Piece = readonly [kind: BlockKind, text: string, quoted?: Mailbox];

/** Blocks out of pieces, lines counted through. */
export function blocksOf(pieces: readonly Piece[]): Block[] {
  let firstLine = 0;
  return pieces.map(([kind, text, quoted]) => {
    const lines = text.split("\n");
    const depth = kind === "quote" ? 1 : 0;
    const block: Block = { kind, firstLine, lines, depth, quoted: quoted ?? null };
    firstLine += lines.length;
    return block;
  });
}

interface MailOptions {
  readonly id: string;
  readonly from: Mailbox | null;
  readonly at: number;
  readonly pieces: readonly Piece[];
  readonly parent?: string;
  readonly role?: SeriesMail["role"];
  readonly revision?: number;
  readonly position?: number;
  readonly markers?: readonly AddedMarker[];
  readonly bot?: boolean;
}

/** One mail of a series; a reply to patch 1 of the first revision unless told otherwise. */
export function mailOf(options: MailOptions): SeriesMail {
  const { id, from, at, pieces, role = "reply", markers = [] } = options;
  const content = { files: [], patchId: null, sketch: [], markers };
  const subject = {
    reply: false,
    patch: true,
    version: null,
    minor: null,
    position: null,
    total: null,
    rfc: false,
    resend: false,
    tags: [],
    title: "x",
  };
  return {
    message: {
      messageId: id,
      inferredId: false,
      form: "rfc822",
      sentAt: at,
      from,
      to: [],
      cc: [],
      subject: null,
      inReplyTo: [],
      references: [],
      listIds: [],
      bot: options.bot ?? false,
      body: "",
      attachments: [],
      contentKey: null,
      diagnostics: [],
      lists: ["l"],
      receivedAt: at,
      thread: "t",
      parent: options.parent ?? null,
    },
    blocks: blocksOf(pieces),
    role,
    revision: options.revision ?? 0,
    position: options.position ?? 1,
    facts:
      role === "reply"
        ? null
        : {
            subject,
            author: null,
            content,
            changeId: null,
            baseCommit: null,
            trailers: [],
            declared: [],
          },
  };
}

/** A revision of Alice's with patches of these titles; mail ids are `v1-1`, `v1-2`, … */
export function revisionOf(version: number, postedAt: number, titles: readonly string[]): Revision {
  const patches: RevisionPatch[] = titles.map((title, at) => ({
    messageId: `v${version}-${at + 1}`,
    position: at + 1,
    title,
    author: ALICE,
    patchId: null,
    files: [`${title}.c`],
    sketch: [],
  }));
  return {
    id: `v${version}-1`,
    version,
    label: `v${version}`,
    rfc: false,
    resend: false,
    tags: [],
    title: titles[0] ?? "",
    author: ALICE,
    postedAt,
    total: titles.length,
    cover: null,
    patches,
    thread: "t",
    answers: null,
    lists: ["l"],
    changeId: null,
    declared: [],
    changelog: [],
    ghost: false,
  };
}

/** A series of Alice's. */
export function contextOf(
  revisions: readonly Revision[],
  mails: readonly SeriesMail[],
): SeriesContext {
  return { series: { id: "s", title: "x", author: ALICE, lists: ["l"], revisions }, mails };
}

export const UNDER_REVIEW: SeriesStatus = {
  state: "under-review",
  stateMessageId: "v1-1",
  stateText: null,
  nextMove: "author",
  nextMoveReason: "",
  applied: null,
  tags: [],
  lastActivityAt: 0,
};
