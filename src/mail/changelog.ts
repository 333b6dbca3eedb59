import type { Block } from "../model/mail.ts";

/** "Changes since v2:", "Changelog from v1 to v2", "Changes in v3:", "Changes for V3". */
const CHANGES =
  /^[\s*\-=#[(]{0,8}(?:changes?|change ?log|changed|diff(?:erence)?s?|updates?|history|delta)\s(?:in |since |from |for |between |on |to |with |compared to |(?:the )?(?:previous |last )?){0,4}(?:patch |series |rfc |version |rev(?:ision)? ){0,2}\(?(?:rfc ?|patch ?)?v?\.?(\d{1,3})(?:\.\d{1,2})?\b([^\n]{0,80})$/i;
/** "v3: fix it", "V2 - …", "v3:" alone, "* v2", "[v2]". */
const VERSION =
  /^[\s*\-[(]{0,8}(?:rfc ?|patch ?|series )?v\.?(\d{1,3})(?:\.\d{1,2})?(?: ?\([^)]{0,60}\))?[\])]?\s{0,3}(?::|-{1,2}\s|–|$)(.{0,2000})$/i;
/** "v2 -> v3:", "V1->V2", "v1 to v2", "v2..v3". */
const ARROW =
  /^[\s*\-[(]{0,8}(?:changes?(?: from| since)? )?(?:rfc ?)?v?\.?(\d{1,3})\s{0,3}(?:[-=]{0,3}>|→|\bto\b|\.\.)\s{0,3}(?:rfc ?)?v\.?(\d{1,3})\b(.{0,2000})$/i;
const PLAIN_HEAD =
  /^[\s*\-=#]{0,6}(?:change ?log|changes|revision history|version history|history)\s{0,3}:?\s{0,3}$/i;
const ITEM = /^\s{0,12}(?:[-*+•o]\s|\d{1,2}[.)]\s|\(\d{1,2}\)\s)|^\s{2,}\S/;
const OLDER = /\b(?:since|from|over|with|compared|previous|last)\b/i;
const MAX_ENTRY_CHARS = 2_000;
const MAX_HEADS = 100;

/** True for a line that begins a changelog, or the part of one that tells of a version. */
export function isChangelogHead(line: string): boolean {
  return line.length < 400 && (versionOf(line) !== null || PLAIN_HEAD.test(line));
}

/** True for a line that looks like an entry below a head: a bullet, or indented. */
export function isChangelogItem(line: string): boolean {
  return ITEM.test(line) || isChangelogHead(line);
}

/** The version that a head tells of, and what stands behind it on the same line. */
function versionOf(line: string): { version: number; rest: string } | null {
  const arrow = ARROW.exec(line);
  if (arrow !== null) return { version: Number(arrow[2]), rest: arrow[3] ?? "" };
  const changes = CHANGES.exec(line);
  if (changes !== null) {
    const rest = changes[2] ?? "";
    if (!/^[\s:\])(.,]|$/.test(rest)) return null;
    // "since v2" tells what became new in v3.
    const older = OLDER.test(line.slice(0, line.length - rest.length));
    return { version: Number(changes[1]) + (older ? 1 : 0), rest };
  }
  const version = VERSION.exec(line);
  // "v1: <URL>" names where an older posting lies; it tells of no change.
  if (version === null || /^\s{0,5}<?https?:/.test(version[2] ?? "")) return null;
  return { version: Number(version[1]), rest: version[2] ?? "" };
}

/**
 * What changelogs in a posting say, version by version: "Changes since v2:" below the `---` or in a
 * cover letter, "v3: …" notes inside a commit message. The version is the new one: 3 for both.
 */
export function changelogHeads(
  blocks: readonly Block[],
): { version: number; text: string; firstLine: number }[] {
  const heads: { version: number; text: string; firstLine: number }[] = [];
  for (const block of blocks) {
    if (!["changelog", "text", "commit-message"].includes(block.kind)) continue;
    let open = false;
    block.lines.forEach((line, at) => {
      const found = line.length < 400 ? versionOf(line) : null;
      const last = heads.at(-1);
      if (found !== null && heads.length < MAX_HEADS) {
        const text = found.rest.replace(/^[\s:)\].-]+/, "").trim();
        heads.push({ version: found.version, text, firstLine: block.firstLine + at });
        open = true;
      } else if (open && last !== undefined && (block.kind === "changelog" || ITEM.test(line))) {
        last.text = `${last.text} ${line.trim()}`.trim().slice(0, MAX_ENTRY_CHARS);
      } else if (line.trim() !== "") {
        open = false;
      }
    });
  }
  return heads;
}
