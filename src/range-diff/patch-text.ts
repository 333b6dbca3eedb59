import type { Mailbox } from "../model/mail.ts";
import type { RangePatch } from "../model/range-diff.ts";
import type { FileDiff } from "../patch/diff.ts";
import { readDiffHeader } from "../patch/diff-header.ts";

/** A patch as two revisions are compared by. */
export interface ComparedPatch extends RangePatch {
  readonly author: Mailbox;
  /** The commit message below the title. */
  readonly message: readonly string[];
  readonly files: readonly FileDiff[];
  readonly patchId: string | null;
}

/** A patch in the form in which git-range-diff(1) compares it. */
export interface PatchText {
  readonly lines: readonly string[];
  /** Index of the first line of the diff. */
  readonly diffStart: number;
}

/**
 * Author, commit message and diff as lines: sections headed ` ## name ##`, the message indented by
 * four blanks, hunk heads without line numbers, so that a patch that only moved is the same.
 */
export function patchTextOf({ author, title, message, files }: ComparedPatch): PatchText {
  const lines = [
    " ## Metadata ##",
    `Author: ${authorLine(author)}`,
    "",
    " ## Commit message ##",
    ...[title, ...(message.length > 0 ? [""] : []), ...message].map(indented),
  ];
  const diffStart = lines.length + 1;
  for (const file of files) {
    lines.push("", ` ## ${headOf(file)} ##`);
    const { binary } = readDiffHeader(file);
    if (binary !== null) lines.push(` Binary change ${binary}`);
    for (const hunk of file.hunks) {
      lines.push(hunk.heading.trim() === "" ? "@@" : `@@ ${file.path}:${hunk.heading}`);
      const unterminated = new Set(hunk.unterminated);
      for (const [at, line] of hunk.lines.entries()) {
        lines.push(line);
        if (unterminated.has(at)) lines.push(" \\ No newline at end of file");
      }
    }
  }
  return { lines, diffStart: Math.min(diffStart, lines.length) };
}

/** Number of the lines of a diff as git counts them: blank ones between files do not. */
export function diffLength({ lines, diffStart }: PatchText): number {
  let length = 0;
  for (let at = diffStart; at < lines.length; at += 1) if (lines[at] !== "") length += 1;
  return length;
}

function authorLine({ name, email }: Mailbox): string {
  return [name, email === null ? null : `<${email}>`].filter((part) => part !== null).join(" ");
}

function indented(line: string): string {
  return line === "" ? "" : `    ${line}`;
}

function headOf(file: FileDiff): string {
  const { created, deleted, oldMode, newMode } = readDiffHeader(file);
  const name = file.oldPath === null ? file.path : `${file.oldPath} => ${file.path}`;
  const what = created ? " (new)" : deleted ? " (deleted)" : "";
  const isMode =
    !created && !deleted && oldMode !== newMode && oldMode !== null && newMode !== null;
  return `${name}${what}${isMode ? ` (mode change ${oldMode} => ${newMode})` : ""}`;
}
