import type { FileChange, PatchContent } from "../model/patch.ts";
import { namesOfFiles, namesOfGitHead, readQuotedPath } from "./diff-paths.ts";
import { findAddedMarkers } from "./markers.ts";
import { patchIdOf } from "./patch-id.ts";
import { sketchOf } from "./sketch.ts";

/** One file's part of a diff, with its hunks line by line. */
export interface FileDiff {
  readonly path: string;
  /** Its name before a rename or copy; null where it kept its name, is new or gone. */
  readonly oldPath: string | null;
  /** The lines between its name and its first hunk as written: modes, blobs, a binary patch. */
  readonly header: readonly string[];
  readonly hunks: readonly Hunk[];
}

export interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  /** What stands behind the second `@@`: a blank and the function, or nothing. */
  readonly heading: string;
  /** Lines with their mark (space, plus, minus) as first character. */
  readonly lines: readonly string[];
  /** Indexes of lines that end their file without a line break. */
  readonly unterminated: readonly number[];
}

interface DraftFile {
  path: string;
  oldPath: string | null;
  readonly header: string[];
  readonly hunks: Hunk[];
  /** Its `---` and `+++` were read: another pair begins another file. */
  named: boolean;
}

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(.*)$/;

/**
 * Reads the diffs in a text, wherever they begin: git's, `Index:` style, plain unified ones.
 * Text around them is passed over; a hunk that the mail cut short is kept as far as it goes.
 *
 * @see git-diff(1), "Generating patch text with -p"
 */
export function parseDiff(text: string): FileDiff[] {
  return readFiles(text.split("\n"));
}

function readFiles(lines: readonly string[]): FileDiff[] {
  const files: DraftFile[] = [];
  let file: DraftFile | null = null;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.startsWith("diff --git ")) {
      file = startFile(files, namesOfGitHead(line.slice("diff --git ".length)));
      at += 1;
    } else if (line.startsWith("--- ") && (lines[at + 1] ?? "").startsWith("+++ ")) {
      file = nameFile(files, file, namesOfFiles(line.slice(4), (lines[at + 1] ?? "").slice(4)));
      file.header.push(line, lines[at + 1] ?? "");
      at += 2;
    } else if (file !== null && line.startsWith("@@ ") && HUNK.test(line)) {
      at = readHunk(lines, at, file);
    } else {
      if (file !== null && file.hunks.length === 0) {
        file.header.push(line);
        readExtendedHeader(line, file);
      }
      at += 1;
    }
  }
  return files
    .filter(({ path }) => path !== "")
    .map(({ path, oldPath, header, hunks }) => ({
      path,
      oldPath: oldPath === path ? null : oldPath,
      header,
      hunks,
    }));
}

function startFile(files: DraftFile[], names: { path: string; oldPath: string | null }): DraftFile {
  const file = { ...names, header: [], hunks: [], named: false };
  files.push(file);
  return file;
}

function nameFile(
  files: DraftFile[],
  current: DraftFile | null,
  names: { path: string; oldPath: string | null },
): DraftFile {
  const isOfCurrent = current !== null && !current.named && current.hunks.length === 0;
  const file = isOfCurrent ? current : startFile(files, names);
  file.named = true;
  // A rename's own lines name both sides without prefixes: they know best.
  if (file.oldPath === null || file.oldPath === file.path) {
    file.path = names.path;
    file.oldPath = names.oldPath;
  }
  return file;
}

function readExtendedHeader(line: string, file: DraftFile) {
  const match = /^(?:rename|copy) (from|to) (.{1,4096})$/.exec(line);
  if (match === null) return;
  const path = readQuotedPath(match[2] ?? "");
  if (match[1] === "from") file.oldPath = path;
  else file.path = path;
}

function readHunk(lines: readonly string[], start: number, file: DraftFile): number {
  const head = HUNK.exec(lines[start] ?? "");
  let oldLeft = Number(head?.[2] ?? 1);
  let newLeft = Number(head?.[4] ?? 1);
  const body: string[] = [];
  const unterminated: number[] = [];
  let at = start + 1;
  while ((oldLeft > 0 || newLeft > 0) && at < lines.length) {
    const line = lines[at] ?? "";
    // Mailers strip trailing white space: an empty line is an empty context line.
    const mark = line === "" ? " " : line[0];
    if (mark === "+") newLeft -= 1;
    else if (mark === "-" && !isGitSignature(lines, at)) oldLeft -= 1;
    else if (mark === " " || mark === "\t") {
      oldLeft -= 1;
      newLeft -= 1;
    } else if (mark !== "\\") break;
    if (mark === "\\") unterminated.push(body.length - 1);
    else body.push(line === "" || mark === "\t" ? ` ${line}` : line);
    at += 1;
  }
  if (isUnterminated(lines[at])) {
    unterminated.push(body.length - 1);
    at += 1;
  }
  file.hunks.push({
    oldStart: Number(head?.[1]),
    newStart: Number(head?.[3]),
    heading: head?.[5] ?? "",
    lines: body,
    unterminated,
  });
  return at;
}

/** git's remark below the last line of a file; behind a hunk that is used up it is still of it. */
function isUnterminated(line: string | undefined): boolean {
  return line?.startsWith("\\ ") === true;
}

/** What format-patch puts at the end; a hunk that lost lines must not swallow it. */
function isGitSignature(lines: readonly string[], at: number): boolean {
  return lines[at] === "-- " && /^\d{1,2}\.\d{1,3}/.test(lines[at + 1] ?? "");
}

/** What comparisons and TODO tracking need of the diffs in a text. Total. */
export function readPatchContent(text: string): PatchContent {
  const lines = text.split("\n");
  const files = readFiles(lines);
  return {
    files: files.map(countLines),
    patchId: patchIdOf(lines),
    sketch: sketchOf(files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines))),
    markers: findAddedMarkers(files),
  };
}

function countLines({ path, oldPath, hunks }: FileDiff): FileChange {
  let added = 0;
  let removed = 0;
  for (const { lines } of hunks) {
    for (const line of lines) {
      if (line.startsWith("+")) added += 1;
      else if (line.startsWith("-")) removed += 1;
    }
  }
  return { path, oldPath, added, removed };
}
