import type { AddedMarker } from "../model/patch.ts";
import type { FileDiff, Hunk } from "./diff.ts";

const MARKER = /\b(?:TODO|FIXME|XXX|HACK|TBD)\b|\b(?:todo|fixme|tbd)\s?:/i;
/** In capitals they stand alone; in small letters they need their colon to be more than prose. */
const SHOUTED = /\b(?:TODO|FIXME|XXX|HACK|TBD)\b/;
const WITH_COLON = /\b(?:todo|fixme|tbd|xxx)\s?:/i;
const PROSE_FILE = /\.(?:txt|rst|md|adoc|tex)$|(?:^|\/)(?:readme|todo|news|changes)$/i;
const HASH_FILE =
  /\.(?:py|sh|bash|pl|pm|rb|ya?ml|toml|cfg|conf|ini|cmake|mk|awk|sed|tcl|r|service|config|exp)$|(?:^|\/)(?:Makefile|Kbuild|Kconfig|CMakeLists\.txt|Dockerfile|meson\.build|[^/]{0,100}defconfig|MAINTAINERS)[^/]{0,40}$/i;
const C_FILE =
  /\.(?:[chs]|cc|cpp|cxx|hpp|hh|rs|js|ts|tsx|jsx|java|go|swift|kt|dtsi?|dtso|lds|ld|y|l|cu|proto|css|m|mm|cocci|inc)$/i;
const MAX_MARKERS = 200;
const MAX_MARKER_CHARS = 1_000;

/**
 * The TODO-like marks in comments that a diff adds, with path and line in the new file. A line
 * that the same diff removes elsewhere was moved, not added.
 */
export function findAddedMarkers(files: readonly FileDiff[]): AddedMarker[] {
  const removed = countRemoved(files);
  const markers: AddedMarker[] = [];
  for (const file of files) {
    for (const hunk of file.hunks) {
      for (const { line, text } of addedMarks(hunk, file.path)) {
        const left = removed.get(text) ?? 0;
        if (left > 0) removed.set(text, left - 1);
        else if (markers.length < MAX_MARKERS) markers.push({ path: file.path, line, text });
      }
    }
  }
  return markers;
}

function countRemoved(files: readonly FileDiff[]): Map<string, number> {
  const removed = new Map<string, number>();
  for (const { hunks } of files) {
    for (const { lines } of hunks) {
      for (const line of lines) {
        if (line[0] !== "-" || !isMarked(line)) continue;
        const text = trimmed(line);
        removed.set(text, (removed.get(text) ?? 0) + 1);
      }
    }
  }
  return removed;
}

function isMarked(line: string): boolean {
  return MARKER.test(line) && (SHOUTED.test(line) || WITH_COLON.test(line));
}

function trimmed(line: string): string {
  return line.slice(1).trim().slice(0, MAX_MARKER_CHARS);
}

function addedMarks(hunk: Hunk, path: string): { line: number; text: string }[] {
  const found: { line: number; text: string }[] = [];
  let number = hunk.newStart;
  let inBlock = false;
  for (const line of hunk.lines) {
    if (line[0] === "-") continue;
    if (line[0] === "+" && isMarked(line) && isComment(line.slice(1), path, inBlock)) {
      found.push({ line: number, text: trimmed(line) });
    }
    const opens = line.lastIndexOf("/*");
    const closes = line.lastIndexOf("*/");
    if (opens >= 0 || closes >= 0) inBlock = opens > closes;
    number += 1;
  }
  return found;
}

/** The mark stands in a comment or in a text, not in an identifier, a string or a directive. */
function isComment(line: string, path: string, inBlock: boolean): boolean {
  if (inBlock || PROSE_FILE.test(path)) return true;
  const at = Math.max(0, line.search(SHOUTED.test(line) ? SHOUTED : WITH_COLON));
  const before = line.slice(0, at);
  const slashes = /(?:^|[^:"'])\/\/|\/\*|^\s{0,200}\*/;
  if (HASH_FILE.test(path)) return /(?:^|\s)#/.test(before) || before.trim() === "";
  if (C_FILE.test(path)) {
    const assembler = /\.s$/i.test(path) && /(?:^|\s)[#@;|]/.test(before);
    return slashes.test(before) || assembler || startsRemark(line);
  }
  return slashes.test(before) || /(?:^|\s)(?:#|;|--|%|")|<!--/.test(before) || startsRemark(line);
}

/** A comment's line whose opening the hunk does not show: "TODO: rework this". */
function startsRemark(line: string): boolean {
  return /^\s{0,200}(?:TODO|FIXME|XXX|TBD)\s?(?::\s|-\s|\([^)]{1,40}\):)/.test(line);
}
