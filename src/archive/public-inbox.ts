import { MAX_MESSAGE_ID_CHARS } from "../limits.ts";
import type { ArchiveEvent, Diagnostic } from "../model/mail.ts";
import { mailEvent, problemEvent } from "./events.ts";
import { inboxBlobs, type InboxBlob } from "./git-log.ts";
import { gitError, runGit } from "./git.ts";

/** A git repository to be read as one epoch of a public-inbox. */
export interface InboxEpoch {
  readonly gitDir: string;
  /** For messages to people. */
  readonly where: string;
  readonly list: string | null;
  /** Checkpoint source; null: by the root commit of the history, wherever the repository lies. */
  readonly source: string | null;
  readonly checkpoint: (source: string) => Promise<string | null>;
  /** Ends the reading, with an error. */
  readonly signal?: AbortSignal | undefined;
}

/** Mails between two checkpoints. */
const CHECKPOINT_MAILS = 1_000;
const V1_OR_V2_ENTRY =
  /^(?:(?:100644|100755|120000) blob [0-9a-f]+\t[md]|040000 tree [0-9a-f]+\t[0-9a-f]{2})$/;

/**
 * The mails of one epoch, oldest first, from behind the stored position on; from the start when
 * that position is no ancestor any more (the history was rewritten). `receivedAt` is the committer
 * time: public-inbox puts the Date header into the author time. A repository without commits is
 * empty and gives nothing; one of another kind gives the problem `not-a-public-inbox`.
 *
 * @throws TrackerError git-failed
 */
export async function* readInboxEpoch(epoch: InboxEpoch): AsyncGenerator<ArchiveEvent> {
  const head = await findHead(epoch.gitDir);
  if (head === null) return;
  const entries = await git(epoch, ["ls-tree", head]);
  const lines = entries.split("\n").filter((line) => line !== "");
  if (lines.some((line) => !V1_OR_V2_ENTRY.test(line))) {
    const detail = `the repository holds other files than mails: ${lines[0]?.split("\t")[1] ?? ""}, …`;
    yield problemEvent(epoch.where, { code: "not-a-public-inbox", detail });
    return;
  }
  const source = epoch.source ?? `public-inbox:root:${await rootOf(epoch, head)}`;
  const stored = await epoch.checkpoint(source);
  const known = stored !== null && (await isAncestor(epoch.gitDir, stored, head)) ? stored : null;
  if (known === head) {
    yield { type: "checkpoint", source, position: head };
    return;
  }
  const range = known === null ? head : `${known}..${head}`;
  const total = Number(await git(epoch, ["rev-list", "--count", range, "--"]));
  let done = 0;
  let last: string | null = null;
  for await (const blob of inboxBlobs(epoch.gitDir, range, epoch.signal)) {
    // Only at the border of two commits is all of the earlier one out.
    if (
      last !== null &&
      blob.commit !== last &&
      done >= CHECKPOINT_MAILS &&
      done % CHECKPOINT_MAILS === 0
    ) {
      yield { type: "checkpoint", source, position: last };
      yield { type: "progress", done, total, unit: "mails" };
    }
    done += 1;
    last = blob.commit;
    yield blobEvent(blob, epoch);
  }
  yield { type: "progress", done, total, unit: "mails" };
  yield { type: "checkpoint", source, position: head };
}

function blobEvent(blob: InboxBlob, epoch: InboxEpoch): ArchiveEvent {
  const where = `${epoch.where}: commit ${blob.commit}`;
  if (blob.bytes === null) {
    return problemEvent(where, { code: "blob-missing", detail: "the repository lacks this mail" });
  }
  if (blob.kind === "deletion") {
    const messageId = findMessageId(blob.bytes);
    if (messageId !== null) return { type: "deleted", messageId, where };
    const detail = "a deletion of a mail that has no Message-ID";
    return problemEvent(where, { code: "deletion-without-id", detail }, blob.bytes);
  }
  const diagnostics: Diagnostic[] = blob.truncated
    ? [{ code: "mail-truncated", detail: `cut after ${blob.bytes.length} bytes` }]
    : [];
  return mailEvent("rfc822", blob.bytes, where, {
    receivedAt: blob.time,
    list: epoch.list,
    diagnostics,
  });
}

/** Message-ID of a raw mail without brackets, unfolded; null without one (RFC 5322 section 3.6.4). */
export function findMessageId(raw: Uint8Array): string | null {
  const text = Buffer.from(raw.subarray(0, 256 * 1024)).toString("latin1");
  const header = text.slice(0, /\r?\n\r?\n/.exec(text)?.index ?? text.length);
  const value = /^message-id:((?:[^\n]|\n[ \t]){0,4000})/im.exec(header)?.[1]?.trim() ?? "";
  const id = /<\s{0,10}([^<>\s]+)\s{0,10}>/.exec(value)?.[1] ?? value.split(/\s/, 1)[0] ?? "";
  return id === "" || id.length > MAX_MESSAGE_ID_CHARS ? null : id;
}

/** The commit to read up to: HEAD, or the first branch where HEAD points nowhere. */
async function findHead(gitDir: string): Promise<string | null> {
  const head = await runGit(
    [`--git-dir=${gitDir}`, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"],
    "local",
  );
  if (head.status === 0) return head.stdout.trim();
  const args = [
    "for-each-ref",
    "--count=1",
    "--format=%(objectname)",
    "refs/heads/master",
    "refs/heads",
  ];
  const refs = await runGit([`--git-dir=${gitDir}`, ...args], "local");
  if (refs.status !== 0) throw gitError(`cannot read ${gitDir}`, refs.stderr);
  return refs.stdout.trim() || null;
}

async function rootOf(epoch: InboxEpoch, head: string): Promise<string> {
  const roots = (await git(epoch, ["rev-list", "--max-parents=0", head, "--"])).trim().split("\n");
  return roots.at(-1) ?? head;
}

async function isAncestor(gitDir: string, position: string, head: string): Promise<boolean> {
  if (!/^[0-9a-f]{40,64}$/.test(position)) return false;
  const result = await runGit(
    [`--git-dir=${gitDir}`, "merge-base", "--is-ancestor", position, head],
    "local",
  );
  return result.status === 0;
}

async function git(epoch: InboxEpoch, args: readonly string[]): Promise<string> {
  const result = await runGit([`--git-dir=${epoch.gitDir}`, ...args], "local");
  if (result.status === 0) return result.stdout;
  throw gitError(`cannot read ${epoch.where}`, result.stderr);
}
