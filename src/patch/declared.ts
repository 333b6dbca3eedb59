import { MAX_LINE_CHARS } from "../limits.ts";
import type { DeclaredLink } from "../model/patch.ts";
import { findArchiveUrls, messageIdIn } from "./archive-url.ts";

const SUPERSEDES = /^\s{0,8}(supersedes|obsoletes|superseded-by)\s{0,3}:\s{0,5}(\S.{0,600})$/i;
const FOOTNOTE = /^\s{0,12}\[(\d{1,2})\]/;
const FOOTNOTE_MARK = /\[(\d{1,2})\](?!\()/g;
const MAX_DECLARED = 60;
const MAX_LEAD_CHARS = 240;

/** Words that a line may consist of which says where an earlier version lies. */
const SAYING = new Set(
  "link links linked url urls lore lkml to of for see the this these my our its a an is are was were be been can could found at here there in on posted sent submitted available archived online below above version versions revision revisions iteration iterations posting post submission series patch patches patchset patchsets patch-set set rfc rft pr pull resend resent repost reposted and or also previous previously prior earlier older last latest old original originally former first initial second third changes change changed changelog history since from compared compare comparing with diff difference differences against it implicit discussion discussed thread cover letter update updates which that via big complete rewrite rework reworked follow-on i part as next lists list public same title different new".split(
    " ",
  ),
);
const EARLIER = new Set(
  "previous previously prior earlier older last old original originally former".split(" "),
);
const FIRST = new Set(["first", "initial", "second", "third"]);
const POSTING = new Set(
  "version versions revision revisions iteration iterations posting post submission rfc".split(" "),
);
const WORK = new Set(
  "series patch patches patchset patchsets patch-set set posted sent".split(" "),
);
const REPLACING = new Set(["supersedes", "superseding", "replaces", "replacing", "obsoletes"]);
/** Unknown words that "This series replaces my … series" may have. */
const MAX_UNKNOWN = 5;
const VERSION = /^v\.?(\d{1,3})(?:\.\d{1,2})?$/;

/**
 * Finds the lines by which a posting names earlier (or later) postings of the same work: "Link to
 * v2: URL", "v1: URL", "previous version [1]" with its footnote, `Supersedes:`. Links to
 * discussions, bugs and dependencies are not taken: a line counts only if it says nothing beside
 * where an earlier version lies.
 *
 * @param lines own lines of a cover letter or patch, diffs and quotes left out
 */
export function findDeclaredLinks(lines: readonly string[]): DeclaredLink[] {
  const footnotes = readFootnotes(lines);
  const found = new Map<string, DeclaredLink>();
  for (let at = 0; at < lines.length && found.size < MAX_DECLARED; at += 1) {
    const line = (lines[at] ?? "").slice(0, MAX_LINE_CHARS);
    if (!/https?:|\[\d|upersede|bsoletes/i.test(line)) continue;
    const links = supersededBy(line) ?? linksOf(line, before(lines, at), footnotes);
    for (const link of links) {
      const key = `${link.kind} ${link.messageId ?? link.url}`;
      const known = found.get(key);
      if (known === undefined || (known.version === null && link.version !== null)) {
        found.set(key, link);
      }
    }
  }
  return [...found.values()];
}

function supersededBy(line: string): DeclaredLink[] | null {
  const match = SUPERSEDES.exec(line);
  if (match === null) return null;
  const kind = /^superseded/i.test(match[1] ?? "") ? "superseded-by" : "supersedes";
  const target = match[2] ?? "";
  const url = findArchiveUrls(target)[0]?.url ?? null;
  const messageId = messageIdIn(url ?? target);
  if (messageId === null && url === null) return null;
  return [{ kind, version: null, messageId, url, text: line.trim() }];
}

/** The line above that a lone address belongs to; one blank line may stand between. */
function before(lines: readonly string[], at: number): string {
  const above = lines[at - 1] ?? "";
  return (above.trim() === "" ? (lines[at - 2] ?? "") : above).slice(0, MAX_LINE_CHARS);
}

/** Looks at each address or footnote mark of a line together with the words that lead to it. */
function linksOf(
  line: string,
  above: string,
  footnotes: ReadonlyMap<string, string>,
): DeclaredLink[] {
  const links: DeclaredLink[] = [];
  let from = FOOTNOTE.exec(line)?.[0].length ?? 0;
  for (const { url, start, end } of targetsOf(line, from, footnotes)) {
    const lead = line.slice(from, start);
    const isAlone =
      links.length === 0 &&
      lead.length <= MAX_LEAD_CHARS &&
      /^[\s<([]*(?:at|here|in)?[\s:]*$/i.test(lead);
    const said = isAlone ? readLead(`${lastSentence(above)} ${lead}`) : readLead(lead);
    from = end;
    if (said === null) continue;
    const text = isAlone ? `${above.trim()} ${line.trim()}` : line.trim();
    links.push({
      kind: "link-to",
      version: said.version,
      messageId: messageIdIn(url),
      url,
      text: text.slice(0, MAX_LINE_CHARS),
    });
  }
  return links;
}

function targetsOf(line: string, from: number, footnotes: ReadonlyMap<string, string>) {
  const urls = findArchiveUrls(line).filter(({ start }) => start >= from);
  if (urls.length > 0) return urls;
  const marks = [...line.slice(0, 1_000).matchAll(FOOTNOTE_MARK)];
  return marks.flatMap((mark) => {
    const url = footnotes.get(mark[1] ?? "");
    if (url === undefined || mark.index < from) return [];
    return [{ url, start: mark.index, end: mark.index + mark[0].length }];
  });
}

/** `[1] URL`, `[1]: title URL`, or the address on the line below. */
function readFootnotes(lines: readonly string[]): Map<string, string> {
  const notes = new Map<string, string>();
  lines.forEach((line, at) => {
    const number = FOOTNOTE.exec(line.slice(0, 40))?.[1];
    if (number === undefined) return;
    const next = (lines[at + 1] ?? "").trimStart().startsWith("http") ? (lines[at + 1] ?? "") : "";
    const own = findArchiveUrls(line.slice(0, MAX_LINE_CHARS))[0];
    const url = own?.url ?? findArchiveUrls(next.slice(0, MAX_LINE_CHARS))[0]?.url;
    if (url !== undefined && !notes.has(number)) notes.set(number, url);
  });
  return notes;
}

function lastSentence(line: string): string {
  const end = line.trimEnd();
  return end.slice(Math.max(0, end.lastIndexOf(". ") + 1)).replace(FOOTNOTE, "");
}

/** What the words before an address say; null when they speak of anything but an earlier version. */
function readLead(lead: string): { version: number | null } | null {
  if (lead.length > MAX_LEAD_CHARS) return null;
  const plain = lead
    .toLowerCase()
    .replace(/\([^()]{0,120}\)|"[^"]{0,200}"|“[^”]{0,200}”/g, " ")
    .replace(/\b(v\d{1,3})\s?(?:~|\.\.|-)\s?(?=v\d)/g, "$1 ")
    .replace(/\bversion\s(?=\d)/g, "v")
    .replace(/\b(\d{1,3}|x|n)\/\d{1,3}\b/g, " ")
    .replace(/\b(?:patch|rfc)(?=v\d)/g, "rfc ");
  const words = plain.match(/[a-z0-9][\w.'’/-]*/g) ?? [];
  if (words.length === 0 || words.length > 24) return null;
  const clean = words.map((word) => word.replace(/[.'’/-]+$/, ""));
  const versions = clean.flatMap((word) => VERSION.exec(word)?.[1] ?? []).map(Number);
  const unknown = clean.filter((word) => !SAYING.has(word) && !VERSION.test(word));
  const verb = clean.findIndex((word) => REPLACING.has(word));
  const replaces = verb >= 0 && clean.slice(verb).some((word) => isPostingWord(word));
  if (unknown.length > (replaces ? MAX_UNKNOWN : 0)) return null;
  if (!replaces && versions.length === 0 && !namesEarlier(clean)) return null;
  // "This is v3 of the series at URL" tells its own number, not that of the address.
  const own = /^\W{0,5}this is (?:the )?v/.test(plain);
  const distinct = new Set(versions);
  if (own || distinct.size === 0) return { version: null };
  return { version: /->|\bto v/.test(plain) && distinct.size > 1 ? null : versions.at(-1)! };
}

function isPostingWord(word: string): boolean {
  return POSTING.has(word) || WORK.has(word) || VERSION.test(word);
}

/** "previous version", "original series", "first posting"; `RFC` alone names what came before. */
function namesEarlier(words: readonly string[]): boolean {
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  if (has(EARLIER)) return has(POSTING) || has(WORK);
  if (has(FIRST)) return has(POSTING);
  const others = words.filter(
    (word) =>
      !/^(?:link|links|to|the|my|our|see|is|was|at|here|posted|patch|series|patchset|v)$/.test(
        word,
      ),
  );
  return others.length === 1 && others[0] === "rfc";
}
