import { createHash } from "node:crypto";
import { SKETCH_SIZE } from "../limits.ts";
import type { AddedMarker, FileChange, PatchContent } from "../model/patch.ts";
import { patchIdOf } from "./patch-id.ts";

/** One file's part of a diff, with its hunks line by line. */
export interface FileDiff {
  readonly path: string;
  readonly oldPath: string | null;
  /** Header lines as written, but `index …`: what `git patch-id` reads. */
  readonly header: readonly string[];
  readonly hunks: readonly Hunk[];
}

export interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  /** Lines with their mark (space, plus, minus) as first character. */
  readonly lines: readonly string[];
}

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;
const GIT_HEAD = /^diff --git ("?a\/.{1,2000}?"?) ("?b\/.{1,2000}"?)$/;
const MARKER = /\b(?:TODO|FIXME|XXX|HACK|TBD)\b/;
const MAX_MARKERS = 200;

/**
 * Reads the diffs in a text, wherever they begin. Text around them is passed over; a hunk that
 * the mail cut short is kept as far as it goes.
 *
 * @see git-diff(1), "Generating patch text with -p"
 */
export function parseDiff(text: string): FileDiff[] {
  const lines = text.split("\n");
  const files: DraftFile[] = [];
  let file: DraftFile | null = null;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const head = GIT_HEAD.exec(line);
    if (head !== null) {
      file = startFile(files, stripPrefix(head[2] ?? ""), stripPrefix(head[1] ?? ""));
      file.header.push(line);
      at += 1;
    } else if (line.startsWith("--- ") && (lines[at + 1] ?? "").startsWith("+++ ")) {
      file = namedFile(files, file, line, lines[at + 1] ?? "");
      at += 2;
    } else if (file !== null && HUNK.test(line)) {
      at = readHunk(lines, at, file);
    } else {
      if (file !== null && file.hunks.length === 0) readExtendedHeader(line, file);
      at += 1;
    }
  }
  return files.map(({ named: _named, ...rest }) => rest);
}

interface DraftFile {
  path: string;
  oldPath: string | null;
  header: string[];
  hunks: Hunk[];
  named: boolean;
}

function startFile(files: DraftFile[], path: string, oldPath: string): DraftFile {
  const file = {
    path,
    oldPath: oldPath === path ? null : oldPath,
    header: [],
    hunks: [],
    named: false,
  };
  files.push(file);
  return file;
}

function namedFile(files: DraftFile[], current: DraftFile | null, from: string, to: string) {
  const oldPath = stripPrefix(from.slice(4).replace(/\t.*$/, ""));
  const newPath = stripPrefix(to.slice(4).replace(/\t.*$/, ""));
  const path = newPath === "/dev/null" ? oldPath : newPath;
  const file =
    current !== null && !current.named && current.hunks.length === 0
      ? current
      : startFile(files, path, path);
  file.named = true;
  file.path = path;
  file.header.push(from, to);
  return file;
}

function readExtendedHeader(line: string, file: DraftFile) {
  if (!/^[a-z]/.test(line)) return;
  if (line.startsWith("rename from ")) file.oldPath = line.slice(12);
  else if (line.startsWith("rename to ")) file.path = line.slice(10);
  if (!line.startsWith("index ") && !file.named) file.header.push(line);
}

function stripPrefix(path: string): string {
  const bare = path.startsWith('"') && path.endsWith('"') ? path.slice(1, -1) : path;
  return bare.replace(/^[ab]\//, "").trim();
}

function readHunk(lines: readonly string[], start: number, file: DraftFile): number {
  const head = HUNK.exec(lines[start] ?? "");
  let oldLeft = Number(head?.[2] ?? 1);
  let newLeft = Number(head?.[4] ?? 1);
  const body: string[] = [];
  let at = start + 1;
  while ((oldLeft > 0 || newLeft > 0) && at < lines.length) {
    // Mailers strip trailing white space: an empty line is an empty context line.
    const line = lines[at] === "" ? " " : (lines[at] ?? "");
    const mark = line[0];
    if (mark === "+") newLeft -= 1;
    else if (mark === "-") oldLeft -= 1;
    else if (mark === " " || mark === "\t") {
      oldLeft -= 1;
      newLeft -= 1;
    } else if (mark !== "\\") break;
    if (mark !== "\\") body.push(line);
    at += 1;
  }
  file.hunks.push({ oldStart: Number(head?.[1]), newStart: Number(head?.[3]), lines: body });
  return at;
}

/** What comparisons and TODO tracking need of the diffs in a text. */
export function readPatchContent(text: string): PatchContent {
  const files = parseDiff(text).filter((file) => file.path !== "" && file.path !== "/dev/null");
  return {
    files: files.map(countLines),
    patchId: patchIdOf(files),
    sketch: sketchOf(files),
    markers: markersOf(files),
  };
}

function countLines({ path, oldPath, hunks }: FileDiff): FileChange {
  let added = 0;
  let removed = 0;
  for (const line of hunks.flatMap((hunk) => hunk.lines)) {
    if (line.startsWith("+")) added += 1;
    else if (line.startsWith("-")) removed += 1;
  }
  return { path, oldPath, added, removed };
}

/** Hashes of the changed lines, the smallest of them: two patches share as many as they are alike. */
function sketchOf(files: readonly FileDiff[]): number[] {
  const hashes = new Set<number>();
  for (const line of files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines))) {
    if (line[0] !== "+" && line[0] !== "-") continue;
    const words = line.slice(1).replace(/\s+/g, " ").trim();
    // Braces, blank lines and `return;` are everywhere and tell nothing.
    if (words.replace(/[^\w]/g, "").length < 6) continue;
    hashes.add(
      createHash("md5")
        .update(line[0] + words)
        .digest()
        .readUInt32BE(0),
    );
  }
  return [...hashes].sort((a, b) => a - b).slice(0, SKETCH_SIZE);
}

function markersOf(files: readonly FileDiff[]): AddedMarker[] {
  const markers: AddedMarker[] = [];
  for (const file of files) {
    const removed = new Set(
      file.hunks.flatMap(({ lines }) =>
        lines.filter((line) => line[0] === "-").map((line) => line.slice(1).trim()),
      ),
    );
    for (const hunk of file.hunks) {
      let number = hunk.newStart;
      for (const line of hunk.lines) {
        const words = line.slice(1).trim();
        const marked = line[0] === "+" && MARKER.test(words) && inComment(words, file.path);
        if (marked && !removed.has(words))
          markers.push({ path: file.path, line: number, text: words });
        if (line[0] !== "-") number += 1;
      }
    }
  }
  return markers.slice(0, MAX_MARKERS);
}

/** The mark stands in a comment (or in a text file), not in an identifier or a string. */
function inComment(line: string, path: string): boolean {
  if (/\.(?:txt|rst|md)$/i.test(path)) return true;
  const at = line.search(MARKER);
  const before = line.slice(0, at);
  return /\/\/|\/\*|^\*|^#|--|;|<!--|\bREM\b/.test(before) || /^\s{0,3}$/.test(before);
}
