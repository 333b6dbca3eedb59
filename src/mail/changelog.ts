import type { Block } from "../model/mail.ts";

/** What a head says: the new version it tells of (null where it names none), and what follows. */
export interface ChangelogHead {
  readonly version: number | null;
  /** What stands behind the head on its line. */
  readonly rest: string;
  /** Can hardly be prose: "Changes since v2:", "v2 -> v3"; "v2: …" can. */
  readonly strong: boolean;
}

/** Bullets, brackets and markup before a head. */
const MARK = String.raw`[\s*\-=#+•[(]{0,10}`;
const V = String.raw`(?:rfc[ -]{0,2}|patch[ -]{0,2}|series |version |revision |rev\.? ?|ver\.? ?|v\.? ?){0,3}`;
const NUMBER = String.raw`(\d{1,2})(?:\.\d{1,2})?(?![\w.]*\w)`;
const CHANGES = String.raw`(?:change ?-?logs?|changes?|changed|chang?elog|diffs?|differences?|updates?|updated|modifications?|history|delta|what's (?:new|changed)|new|fixes|improvements?|(?:main|major|notable|significant|other|key|summary of)(?: \w{1,12}){0,2} (?:changes|differences|updates))`;
const FILL = String.raw`(?:\s(?:made|introduced|log|the|this|my|last|previous|posting|patch|patches|patchset|series|version|of|all|as|relative|only|new|code)){0,4}`;

/** "v2 -> v3:", "V1->V2", "v1 to v2", "v2..v3", "RFC -> v1", behind "Changes" or alone. */
const ARROW = new RegExp(
  `^${MARK}(?:${CHANGES}${FILL}(?:\\s(?:from|since|between|in|for))?:?\\s{0,3}|from |since |between )?(?:${V}\\d{1,2}(?:\\.\\d)?|rfc)\\s{0,3}(?:[-=~]{0,4}>{1,2}|→|⇒|\\.\\.\\.?|to|and|vs\\.?)\\s{0,3}(?=[vVrRpP\\d])${V}${NUMBER}`,
  "i",
);
/** "Changes since v2:", "Changelog from v1", "since v3:", "Changes over the previous v2 posting". */
const SINCE_WORD = String.raw`(?:since|from|over|vs\.?|versus|against|after|compared (?:to|with)|relative to|on top of)`;
const SINCE = new RegExp(
  `^${MARK}(?:${CHANGES}${FILL}\\s(?:to|${SINCE_WORD})|${SINCE_WORD})(?:\\s(?:the|my|last|previous|patchset|posting|of)){0,3}\\s${V}${NUMBER}`,
  "i",
);
/** "Changes in v3:", "Changes for V3", "New in v2", "In v3:", "Changelog v3:", "Changes v2". */
const WITHIN = new RegExp(
  `^${MARK}(?:${CHANGES}${FILL}[\\s:(]{1,3}(?:(?:in|for|on|with|at|by)\\s(?:the |this |patchset |posting ){0,2})?|(?:in|for) (?=${V}\\d{1,2}\\s?:))${V}${NUMBER}`,
  "i",
);
/** "v3: fix it", "V2 - …", "v3" alone, "* v2", "[v2]", "v2 (Jane): …", "v3 changes:". */
const VERSION = new RegExp(
  `^${MARK}(?:(?:rfc[ -]?|patch[ -]?|series |resend ){0,2}v\\.?\\s?|version |rev(?:ision)?\\.? ?)(\\d{1,2})(?:\\.\\d{1,2})?(?:\\s?[,/&-]\\s?v\\d{1,2}){0,8}[\\])]?(?:\\s(?:changes?|change ?log|updates?|notes))?(?:\\s?[([][^)\\]]{0,80}[)\\]])?(?:\\s{0,3}:|\\s{1,3}[-–—]{1,2}(?=\\s|$)|\\s{0,3}$)`,
  "i",
);
const PLAIN =
  /^[\s*\-=#]{0,6}(?:change ?-?log|(?:revision|version|patch|change|series) history|history of changes|history)(?: of changes| history)?\s{0,3}[:=-]{0,3}\s{0,3}$/i;
const UNNUMBERED =
  /^[\s*\-=#]{0,6}(?:changes?|change ?log|updates|differences)\s(?:since|from|over|to|compared (?:to|with))\s(?:the\s)?(?:last|previous|prior|first|initial|rfc|original)\b.{0,60}:\s{0,3}$/i;
/** What may follow the number of "Changes in v3": the head ends there, or a colon ends it. */
const ENDS_HEAD = /^\s{0,3}(?:$|[:;\])=\-–—(.[]|https?:|<http)/;
const ITEM =
  /^\s{0,16}(?:[-*+•·o>]{1,2}\s|[-*•]\S|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)|^\s{2,}\S|^\t|^\s{0,4}(?:[[(]?(?:patch|patches|p) ?#?\d|#\d|\[\d{1,3}\/\d{1,3}\])/i;
const URL_ONLY = /^\s{0,5}(?:link:?\s)?[<[(]?(?:https?:\/\/|lore\.kernel)\S{1,500}$/i;
const MAX_HEAD_CHARS = 2_000;
const MAX_ENTRY_CHARS = 2_000;
const MAX_HEADS = 200;

/** Reads a line as the head of a changelog, or of the part of one that tells of a version. */
export function readChangelogHead(line: string): ChangelogHead | null {
  // Cheap test first: nearly every line of a mail ends here.
  if (!/[\dyg]/i.test(line.slice(0, 90)) || line.length > MAX_HEAD_CHARS) return null;
  const arrow = ARROW.exec(line);
  if (arrow !== null && goesOn(line, arrow[0]))
    return { version: Number(arrow[1]), rest: line.slice(arrow[0].length), strong: true };
  const within = WITHIN.exec(line);
  if (within !== null && goesOn(line, within[0]))
    return { version: Number(within[1]), rest: line.slice(within[0].length), strong: true };
  const since = SINCE.exec(line);
  if (since !== null && goesOn(line, since[0]))
    return { version: Number(since[1]) + 1, rest: line.slice(since[0].length), strong: true };
  const version = VERSION.exec(line);
  if (version !== null) return lastOf(line, version[0], Number(version[1]));
  return PLAIN.test(line) || UNNUMBERED.test(line)
    ? { version: null, rest: "", strong: true }
    : null;
}

function goesOn(line: string, head: string): boolean {
  const rest = line.slice(head.length);
  return ENDS_HEAD.test(rest) || (rest.length < 60 && /:\s{0,3}$/.test(rest));
}

/** "v3-v5: rebase" and "v2, v3: no changes" tell of the last version that they name. */
function lastOf(line: string, head: string, first: number): ChangelogHead {
  const all = [...head.matchAll(/v(\d{1,2})/gi)].map((match) => Number(match[1]));
  const rest = line.slice(head.length);
  // "v1: <URL>" says where an older posting lies; it tells of no change.
  return { version: URL_ONLY.test(rest) ? null : Math.max(first, ...all), rest, strong: false };
}

/** True for a line that goes on below a head after a blank one: a bullet, indented, a head. */
export function isChangelogItem(line: string): boolean {
  return ITEM.test(line) || readChangelogHead(line) !== null;
}

/**
 * Index behind the changelog whose head is at `start`: it ends before a blank line with other text
 * below, or where `stops` says so. A head with nothing behind it takes the paragraph below.
 */
export function changelogEnd(
  lines: readonly string[],
  start: number,
  stops: (at: number) => boolean,
): number {
  let bare = isBare(lines[start]!);
  let end = start + 1;
  for (let at = start + 1; at < lines.length && !stops(at);) {
    if (lines[at]!.trim() !== "") {
      const head = readChangelogHead(lines[at]!);
      bare = head !== null && isBare(lines[at]!);
      at += 1;
      end = at;
      continue;
    }
    let next = at + 1;
    while (next < lines.length && lines[next]!.trim() === "" && next - at < 4) next += 1;
    if (next >= lines.length || stops(next)) break;
    if (!bare && !isChangelogItem(lines[next]!)) break;
    at = next;
  }
  return end;
}

function isBare(line: string): boolean {
  return !/[\p{L}\d]/u.test(readChangelogHead(line)?.rest ?? "");
}

interface Draft {
  readonly version: number | null;
  readonly firstLine: number;
  readonly parts: string[];
  size: number;
}

/**
 * What changelogs in a posting say, version by version: "Changes since v2:" below the `---` or in a
 * cover letter, "v3: …" notes inside a commit message. The version is the new one: 3 for both.
 * Heads without a number are left out. `text` is the entry, lines joined with one space, at most
 * 2,000 characters; `firstLine` is the head's line in the body.
 */
export function changelogHeads(
  blocks: readonly Block[],
): { version: number; text: string; firstLine: number }[] {
  const drafts: Draft[] = [];
  for (const block of blocks) {
    if (block.kind === "changelog") readEntries(block, drafts, false);
    else if (block.kind === "text" || block.kind === "commit-message")
      readEntries(block, drafts, true);
  }
  return drafts.flatMap(({ version, firstLine, parts }) =>
    version === null
      ? []
      : [{ version, text: parts.join(" ").slice(0, MAX_ENTRY_CHARS).trim(), firstLine }],
  );
}

/** Entries of one block; within other words an entry ends at the first line that is no item. */
function readEntries(block: Block, drafts: Draft[], within: boolean): void {
  let open: Draft | null = null;
  for (const [at, line] of block.lines.entries()) {
    const head = readChangelogHead(line);
    if (head !== null) {
      if (drafts.length >= MAX_HEADS) return;
      open = { version: head.version, firstLine: block.firstLine + at, parts: [], size: 0 };
      drafts.push(open);
      addPart(open, head.rest.replace(/^[\s:;,)\].\-–—=]{1,20}/, ""));
    } else if (within && open !== null && line.trim() !== "" && !ITEM.test(line)) open = null;
    else if (open !== null) addPart(open, line);
  }
}

function addPart(draft: Draft, line: string): void {
  const part = line.trim();
  if (part === "" || /^[-=_]{3,80}$/.test(part) || draft.size > MAX_ENTRY_CHARS) return;
  draft.parts.push(part);
  draft.size += part.length + 1;
}
