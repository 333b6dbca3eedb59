import type { Block, Mailbox, Message } from "../model/mail.ts";
import type { PatchFacts, PatchSubject } from "../model/patch.ts";
import { findDeclaredLinks } from "./declared.ts";
import { readPatchContent } from "./diff.ts";
import { parsePatchSubject } from "./subject.ts";
import { parseTrailers } from "./trailers.ts";

const CHANGE_ID = /^\s{0,3}change-id:\s{0,3}(\S{3,200})\s{0,3}$/im;
const BASE_COMMIT = /^\s{0,3}base-commit:\s{0,3}([0-9a-f]{7,64})\b/im;
const IN_BODY_FROM = /^From:\s{0,5}(.{1,300})$/;
const GIT_DIFF = /^diff --git /;

/**
 * What a mail says as a posting: a patch or a cover letter. Null for every other mail.
 *
 * A reply counts only when it carries a whole patch of its own (a re-roll sent as an answer): an
 * unquoted git diff below a `---`, and a Signed-off-by.
 */
export function parsePatchFacts(message: Message, blocks: readonly Block[]): PatchFacts | null {
  const subject = parsePatchSubject(message.subject);
  const own = blocks.filter((block) => block.kind !== "quote" && block.kind !== "attribution");
  const ownLines = own.filter(({ kind }) => kind !== "footer").flatMap((block) => block.lines);
  const isPosting = subject.patch && !subject.reply;
  if (!isPosting && !carriesWholePatch(own, ownLines)) return null;
  if (!isPosting && subject.tags.some((tag) => /^(?:git|pull)$/.test(tag))) return null;
  const words = own
    .filter(({ kind }) => kind !== "diff" && kind !== "diffstat" && kind !== "footer")
    .flatMap((block) => block.lines);
  const text = ownLines.join("\n");
  const prose = words.join("\n");
  return {
    subject: asPosting(subject),
    author: inBodyAuthor(ownLines),
    content: readPatchContent(text),
    changeId: CHANGE_ID.exec(text)?.[1] ?? null,
    baseCommit: BASE_COMMIT.exec(text)?.[1] ?? null,
    trailers: parseTrailers(words),
    declared: findDeclaredLinks(prose.split("\n")),
  };
}

function carriesWholePatch(own: readonly Block[], lines: readonly string[]): boolean {
  if (!own.some((block) => block.kind === "diff" && GIT_DIFF.test(block.lines[0] ?? "")))
    return false;
  return (
    lines.some((line) => /^Signed-off-by:\s/i.test(line)) &&
    lines.some((line) => /^---\s{0,3}$/.test(line))
  );
}

/** A mail known to be a posting by its content is one, whatever its subject said. */
function asPosting(subject: PatchSubject): PatchSubject {
  return subject.patch ? subject : { ...subject, patch: true };
}

function inBodyAuthor(lines: readonly string[]): Mailbox | null {
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const match = IN_BODY_FROM.exec(first);
  if (match === null) return null;
  return parseTrailers([`Authored-by: ${match[1] ?? ""}`])[0]?.person ?? null;
}
