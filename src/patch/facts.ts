import { MAX_LINE_CHARS } from "../limits.ts";
import type { Block, BlockKind, Mailbox, Message } from "../model/mail.ts";
import type { PatchContent, PatchFacts, PatchSubject } from "../model/patch.ts";
import { findDeclaredLinks } from "./declared.ts";
import { readPatchContent } from "./diff.ts";
import { parsePatchSubject } from "./subject.ts";
import { parsePerson, parseTrailers } from "./trailers.ts";

const CHANGE_ID = /^\s{0,3}change-id:\s{0,3}(\S{3,200})\s{0,3}$/i;
const BASE_COMMIT = /^\s{0,3}base-commit:\s{0,3}([0-9a-f]{7,64})\b/i;
const SIGNED_OFF = /^\s{0,3}signed-off-by:\s{0,5}\S/i;
/** Headers that git-am reads at the top of a body. */
const IN_BODY_HEADER = /^(from|subject|date):\s{0,5}(\S.{0,400})$/i;
const CUT = /^---\s{0,3}$/;
const ANY_DIFF = /^(?:diff -|Index: |--- \S)/;
/** Robots and maintainers announce with the whole patch what they have taken. */
const TAKEN_NOTICE =
  /\b(?:added to|removed from|applied to|merged into|queued (?:up )?(?:for|to|in)|has been (?:added|applied|queued|merged)|failed to apply)\b|^\[[\w.-]{1,40}: ?[\w./-]{1,80}\]|^[+-] \S{1,200}\.patch\b|\bbuild (?:success|regression|failure)\b/i;
const MAX_HEADER_LINES = 6;
const FORWARD = /^(?:\[[^\]]{0,80}\]\s{0,5}){0,3}(?:fwd?|wg|vb|enc|转发|轉寄)\s?[:：]/i;
/** Lines of an answer that only goes on to propose a patch. */
const PROPOSAL =
  /^(?:(?:best |kind |warm )?regards|thanks|thank you|cheers|br|tia)[\s,.!]{0,5}$|^From [0-9a-f]{40} |^On .{1,200} wrote:$/i;
const NO_CONTENT: PatchContent = { files: [], patchId: null, sketch: [], markers: [] };

/** Blocks whose lines are the writer's own prose about the patch. */
const PROSE: ReadonlySet<BlockKind> = new Set([
  "text",
  "commit-message",
  "trailers",
  "changelog",
  "signature",
]);

/**
 * What a mail says as a posting: a patch or a cover letter. Null for every other mail.
 *
 * Without a `[PATCH]` in its subject a mail counts when it carries a signed-off diff of its own and
 * answers nothing. An answer counts only as a whole re-roll: its own words begin the mail, nothing
 * is quoted above the patch, and it has a Signed-off-by above its diff. Pull requests and notices
 * of what was applied are none.
 *
 * @param blocks the message's body as `parseBlocks` cuts it
 */
export function parsePatchFacts(message: Message, blocks: readonly Block[]): PatchFacts | null {
  const subject = parsePatchSubject(message.subject);
  if (!isPosting(message, subject, blocks)) return null;
  const prose = blocks.filter(({ kind }) => PROSE.has(kind)).flatMap((block) => block.lines);
  const unsigned = blocks.filter(({ kind }) => PROSE.has(kind) && kind !== "signature");
  const words = unsigned.flatMap((block) => block.lines);
  return {
    subject: subject.patch ? subject : { ...subject, patch: true },
    author: inBodyAuthor(blocks),
    // A cover letter shows diffs as examples; they are not what is posted.
    content: subject.position === 0 ? NO_CONTENT : readPatchContent(diffText(blocks)),
    changeId: firstMatch(prose, CHANGE_ID),
    baseCommit: firstMatch(prose, BASE_COMMIT)?.toLowerCase() ?? null,
    trailers: parseTrailers(words),
    declared: findDeclaredLinks(words),
  };
}

function isPosting(message: Message, subject: PatchSubject, blocks: readonly Block[]): boolean {
  if (subject.patch && !subject.reply) return !readsLikeAnswer(subject, blocks);
  if (subject.tags.some((tag) => /\bpull\b|[^:]:[^:]/.test(tag))) return false;
  if (TAKEN_NOTICE.test(message.subject ?? "")) return false;
  if (FORWARD.test(message.subject ?? "")) return false;
  if (subject.reply) return subject.patch && carriesReroll(blocks);
  return !message.bot && signedDiff(blocks) >= 0;
}

/**
 * Archive pages lose the "Re:" of their subjects: what quotes somebody and brings neither a diff
 * nor the numbering of a cover letter is an answer.
 */
function readsLikeAnswer(subject: PatchSubject, blocks: readonly Block[]): boolean {
  const kinds = new Set(blocks.map(({ kind }) => kind));
  return (
    subject.position !== 0 && kinds.has("attribution") && kinds.has("quote") && !kinds.has("diff")
  );
}

/** Index of the first diff block that has a Signed-off-by of the writer's own above it; else -1. */
function signedDiff(blocks: readonly Block[]): number {
  const diff = blocks.findIndex(
    ({ kind, lines }) => kind === "diff" && lines.slice(0, 4).some((line) => ANY_DIFF.test(line)),
  );
  const above = blocks.slice(0, Math.max(0, diff));
  return above.some(
    ({ kind, lines }) => PROSE.has(kind) && lines.some((line) => SIGNED_OFF.test(line)),
  )
    ? diff
    : -1;
}

/** A re-roll sent as an answer: a commit message, signed off, `---` or a diffstat, then the diff. */
function carriesReroll(blocks: readonly Block[]): boolean {
  const diff = signedDiff(blocks);
  if (diff < 0) return false;
  const above = blocks.slice(0, diff);
  if (above.some(({ kind }) => kind === "quote" || kind === "attribution")) return false;
  const prose = above.filter(({ kind }) => kind === "text" || kind === "commit-message");
  if (prose.some(({ lines }) => lines.some((line) => PROPOSAL.test(line)))) return false;
  return above.some(
    ({ kind, lines }) => kind === "diffstat" || lines.some((line) => CUT.test(line)),
  );
}

/** The diffs of a mail as text; an empty line keeps apart what other words stood between. */
export function diffText(blocks: readonly Block[]): string {
  const parts: string[] = [];
  let end = -1;
  for (const { kind, firstLine, lines } of blocks) {
    if (kind !== "diff") continue;
    if (end >= 0 && firstLine !== end) parts.push("");
    for (const line of lines) parts.push(line);
    end = firstLine + lines.length;
  }
  return parts.join("\n");
}

function firstMatch(lines: readonly string[], pattern: RegExp): string | null {
  for (const line of lines) {
    const match = line.length < MAX_LINE_CHARS ? pattern.exec(line) : null;
    if (match !== null) return match[1] ?? null;
  }
  return null;
}

/** The `From:` at the top of the body: whom git-am takes for the author. */
function inBodyAuthor(blocks: readonly Block[]): Mailbox | null {
  let seen = 0;
  for (const { kind, lines } of blocks) {
    if (!PROSE.has(kind)) return null;
    for (const line of lines) {
      // Notes in brackets may stand above: "[ Resent, the mailer broke it ]".
      if (seen === 0 && /^\s{0,9}(?:\[.{0,200}\]\s{0,9})?$/.test(line)) continue;
      const header = IN_BODY_HEADER.exec(line.slice(0, 500));
      if (header === null || seen >= MAX_HEADER_LINES) return null;
      if (/^from$/i.test(header[1] ?? "")) return parsePerson(unquoted(header[2] ?? ""));
      seen += 1;
    }
  }
  return null;
}

/** `"Jane Example" <jane@example.org>` and `Jane "J" Example <…>` alike. */
function unquoted(text: string): string {
  return text.replace(/"/g, "");
}
