import { MAX_LINE_CHARS } from "../limits.ts";
import type { DeclaredLink } from "../model/patch.ts";

const URL = /https?:\/\/[^\s<>"')\]]{1,500}/g;
const MESSAGE_ID = /[^\s<>/"()[\]]{1,250}@[^\s<>/"()[\],;]{1,250}/;
const SUPERSEDES = /^\s{0,8}(supersedes|superseded-by)\s{0,3}:\s{0,5}(\S.{0,600})$/i;
/** "Link to v2:", "v1:", "[RFC v3]", "V2 -", "- v2 :", "Link to RFC:", "v1 [1]". */
const VERSION_HEAD =
  /^[\s*\-•[(]{0,12}(?:link(?:s)? to |patch |series )?(?:(?:rfc|patch)[\s,]{0,3}(?:patch )?)?(?:v|version )\.?(\d{1,3})(?:\.\d{1,2})?(?:\s?rfc)?[\])]{0,2}(?:\s{0,3}\([^)]{0,80}\))?\s{0,3}(?:[:=\-–]|link|at|->|is at|posted|here|\[\d{1,2}\]|https?:|$)/i;
const RFC_HEAD =
  /^[\s*\-•[(]{0,12}(?:link to )?(?:the )?(?:rfc|first version|initial (?:version|rfc|posting))[\])]{0,2}\s{0,3}(?:[:=]|is at|here|at|\[\d{1,2}\])/i;
const PREVIOUS =
  /\b(?:previous|prior|earlier|older|last|original|former|old)\s(?:\w{1,15}\s){0,2}(?:version|versions|series|posting|post|revision|revisions|submission|iteration|patch|patchset|rfc|v\d{1,2})\b|\bsupersed(?:es|ing)\b|\breplaces\b.{0,40}\b(?:patch|series|version)\b|\bv\d{1,2} (?:was|is|can be) (?:posted|found|sent|available|here|at)\b/i;
const FOOTNOTE = /^\s{0,8}\[(\d{1,2})\]:?\s{0,8}(https?:\/\/\S{1,500})/;
const FOOTNOTE_MARK = /\[(\d{1,2})\]/g;
const MAX_DECLARED = 60;

/**
 * Finds the lines by which a posting names earlier (or later) postings of the same work: "Link to
 * v2: URL", "v1: URL", "previous version [1]" with its footnote, `Supersedes:`. Other links in a
 * mail, to discussions or bugs, are not taken.
 *
 * @param lines own lines of a cover letter or patch, diffs and quotes left out
 */
export function findDeclaredLinks(lines: readonly string[]): DeclaredLink[] {
  const footnotes = readFootnotes(lines);
  const found: DeclaredLink[] = [];
  for (let at = 0; at < lines.length && found.length < MAX_DECLARED; at += 1) {
    const line = (lines[at] ?? "").slice(0, MAX_LINE_CHARS);
    if (FOOTNOTE.test(line)) continue;
    const supersedes = SUPERSEDES.exec(line);
    if (supersedes !== null) {
      const kind = /^superseded/i.test(supersedes[1] ?? "") ? "superseded-by" : "supersedes";
      found.push(describe(kind, null, supersedes[2] ?? "", line));
      continue;
    }
    const head = VERSION_HEAD.exec(line);
    const version = head === null ? null : Number(head[1]);
    if (head === null && !RFC_HEAD.test(line) && !PREVIOUS.test(line)) continue;
    for (const url of urlsFor(line, lines[at + 1] ?? "", footnotes)) {
      found.push(describe("link-to", version, url, line));
    }
  }
  return found.filter((link) => link.messageId !== null || link.url !== null);
}

/** Addresses on the line itself, behind its footnote marks, or alone on the next line. */
function urlsFor(line: string, next: string, footnotes: ReadonlyMap<string, string>): string[] {
  const own = line.match(URL) ?? [];
  if (own.length > 0) return own;
  const marked = [...line.matchAll(FOOTNOTE_MARK)].flatMap(
    (mark) => footnotes.get(mark[1] ?? "") ?? [],
  );
  if (marked.length > 0) return marked;
  return /^\s{0,12}(?:[-*]\s)?https?:\/\/\S+\s{0,5}$/.test(next) ? (next.match(URL) ?? []) : [];
}

function readFootnotes(lines: readonly string[]): Map<string, string> {
  const notes = new Map<string, string>();
  for (const line of lines) {
    const note = FOOTNOTE.exec(line);
    if (note !== null) notes.set(note[1] ?? "", note[2] ?? "");
  }
  return notes;
}

function describe(
  kind: DeclaredLink["kind"],
  version: number | null,
  target: string,
  line: string,
): DeclaredLink {
  const url = /^https?:/.test(target) ? target : null;
  return { kind, version, messageId: messageIdIn(target), url, text: line.trim() };
}

/** The message-id that an archive address ends in: lore, lkml.kernel.org/r, msgid.link, patchwork. */
export function messageIdIn(target: string): string | null {
  let text = target.replace(/^[<\s]+|[>\s]+$/g, "");
  if (/^https?:/.test(text)) {
    if (!/\b(?:kernel\.org|msgid\.link|patchwork|public-inbox|lore|mid)\b/i.test(text)) return null;
    try {
      text = decodeURIComponent(text.replace(/[?#].*$/, ""));
    } catch {
      // Not well encoded: taken as it stands.
    }
    text = text.split("/").find((part) => part.includes("@")) ?? "";
  }
  return MESSAGE_ID.exec(text.replace(/[.,;:]+$/, ""))?.[0] ?? null;
}
