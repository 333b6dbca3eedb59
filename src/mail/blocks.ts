import { MAX_BODY_LINES, MAX_LINE_CHARS } from "../limits.ts";
import type { Block, BlockKind, Mailbox } from "../model/mail.ts";
import { isAttribution, isOriginalMessageMark, parseAttribution } from "./attribution.ts";
import { isChangelogHead, isChangelogItem } from "./changelog.ts";

const QUOTE_MARK = /^ {0,2}((?:> ?){1,40})/;
const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;
const DIFF_HEADER =
  /^(?:index [0-9a-f]|(?:new|deleted) file mode|old mode|new mode|similarity index|dissimilarity|rename |copy |--- |\+\+\+ |Binary files|GIT binary patch|={20,}$|@@ )/;
const DIFFSTAT =
  /^ [^|]{1,300}\|\s{1,10}(?:\d{1,7}|Bin)\b|^ \d{1,6} files? changed|^ (?:create|delete) mode \d{6} |^ rename .{1,400} \(\d{1,3}%\)|^ mode change /;
const TRAILER =
  /^(?:[A-Z][\w-]{0,40}-by|Fixes|Link|Closes|Cc|CC|Reported|Change-Id|change-id|base-commit|Message-ID|Depends-on|Supersedes|prerequisite-[\w-]{2,30}):\s{0,8}\S/i;
const FOOTER_RULE = /^_{20,}$/;
const MORE_ABOUT = /^More information about the .{1,80} mailing list/;
const CUT = /^---\s{0,3}$/;

interface Draft {
  kind: BlockKind;
  firstLine: number;
  lines: string[];
  depth: number;
  quoted: Mailbox | null;
}

/**
 * Cuts a body into blocks: own words, quotes with the person quoted, diffs, trailers, changelogs,
 * signature, footer. Blocks cover every line in order. Total, and linear in the body's length.
 *
 * @param options.patch the mail is a posting (patch or cover letter): what stands above its `---`
 *   is the description of the patch, unless it has no diff at all
 */
export function parseBlocks(body: string, options: { readonly patch: boolean }): Block[] {
  const lines = body.split("\n", MAX_BODY_LINES);
  if (lines.at(-1) === "") lines.pop();
  return new BlockReader(lines, options.patch).read();
}

class BlockReader {
  readonly #lines: readonly string[];
  readonly #cut: number;
  readonly #end: number;
  readonly #describes: boolean;
  readonly #blocks: Draft[] = [];
  /** Person quoted at each depth, from 1. */
  readonly #quoted: (Mailbox | null)[] = [];
  #at = 0;
  /** Below Outlook's mark everything is a quote without marks. */
  #outlook: Mailbox | null | undefined = undefined;

  constructor(lines: readonly string[], patch: boolean) {
    this.#lines = lines;
    this.#end = footerStart(lines);
    const diff = lines.findIndex((line, at) => startsDiff(lines, at, line));
    this.#describes = patch && diff >= 0;
    const cut = lines.findIndex((line) => CUT.test(line));
    this.#cut = cut >= 0 && (diff < 0 || cut < diff) ? cut : diff;
  }

  read(): Block[] {
    while (this.#at < this.#lines.length) this.#step();
    return this.#blocks;
  }

  #step() {
    const at = this.#at;
    const line = (this.#lines[at] ?? "").slice(0, MAX_LINE_CHARS);
    if (at >= this.#end) return this.#take("footer", this.#lines.length);
    if (this.#outlook !== undefined) return this.#takeQuote(1, line, this.#outlook);
    if (isSignatureMark(this.#lines, at, this.#end)) return this.#take("signature", this.#end);
    const mark = QUOTE_MARK.exec(line);
    if (mark !== null) return this.#readQuote(line, mark[1] ?? ">");
    if (isOriginalMessageMark(line)) return this.#readOutlook();
    const attribution = this.#attributionEnd();
    if (attribution > at) return this.#readAttribution(attribution);
    if (startsDiff(this.#lines, at, line)) return this.#take("diff", this.#diffEnd());
    if (DIFFSTAT.test(line)) return this.#take("diffstat", at + 1);
    if (isChangelogHead(line)) return this.#take("changelog", this.#changelogEnd());
    if (TRAILER.test(line)) return this.#take("trailers", this.#trailerEnd());
    this.#take(this.#describes && at < this.#cut ? "commit-message" : "text", at + 1);
  }

  /** Moves the lines up to `end` into a block of this kind, joining it to an equal one before. */
  #take(kind: BlockKind, end: number) {
    const lines = this.#lines.slice(this.#at, Math.max(end, this.#at + 1));
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.kind === kind && kind !== "diff" && kind !== "changelog") {
      for (const line of lines) last.lines.push(line);
    } else {
      this.#blocks.push({ kind, firstLine: this.#at, lines, depth: 0, quoted: null });
    }
    this.#at += lines.length;
  }

  #takeQuote(depth: number, text: string, quoted: Mailbox | null) {
    const last = this.#blocks.at(-1);
    if (last?.kind === "quote" && last.depth === depth && last.quoted === quoted)
      last.lines.push(text);
    else this.#blocks.push({ kind: "quote", firstLine: this.#at, lines: [text], depth, quoted });
    this.#at += 1;
  }

  #readQuote(line: string, mark: string) {
    const depth = mark.replace(/ /g, "").length;
    const text = line.slice(line.indexOf(">") + mark.trimEnd().length).replace(/^ /, "");
    this.#quoted.length = Math.max(depth, this.#quoted.length);
    this.#takeQuote(depth, text, this.#quoted[depth - 1] ?? null);
    if (!isAttribution(text)) return;
    // "> Jane wrote:" tells who speaks one level deeper.
    const before = this.#lines[this.#at - 2] ?? "";
    const open = /^(?:> ?)+\s*(?:on|am|le|el)\s/i.test(before)
      ? [before.replace(/^[> ]+/, ""), text]
      : [text];
    this.#quoted[depth] = parseAttribution(open);
  }

  #readAttribution(end: number) {
    this.#quoted.length = 0;
    this.#quoted[0] = parseAttribution(this.#lines.slice(this.#at, end));
    this.#take("attribution", end);
  }

  /** Up to three lines that together end in "wrote:" and stand above a quote; else `at`. */
  #attributionEnd(): number {
    let text = "";
    for (let end = this.#at; end < this.#at + 3 && end < this.#end; end += 1) {
      const line = this.#lines[end] ?? "";
      if (line.trim() === "" || line.startsWith(">")) return this.#at;
      text = `${text} ${line.slice(0, 300)}`.trim();
      if (!isAttribution(text)) continue;
      const next =
        this.#lines[end + 1]?.trim() === "" ? this.#lines[end + 2] : this.#lines[end + 1];
      return (next ?? "").trimStart().startsWith(">") || /\d/.test(text) ? end + 1 : this.#at;
    }
    return this.#at;
  }

  #readOutlook() {
    let end = this.#at + 1;
    while (end < this.#end && end < this.#at + 12 && (this.#lines[end] ?? "").trim() !== "")
      end += 1;
    const quoted = parseAttribution(this.#lines.slice(this.#at + 1, end));
    this.#take("attribution", end);
    this.#outlook = quoted;
  }

  #diffEnd(): number {
    let at = this.#at + 1;
    while (at < this.#end) {
      const line = this.#lines[at] ?? "";
      const hunk = HUNK.exec(line);
      if (hunk !== null) at = hunkEnd(this.#lines, at, hunk, this.#end);
      else if (DIFF_HEADER.test(line) || startsDiff(this.#lines, at, line)) at += 1;
      else if (line.trim() === "" && startsDiff(this.#lines, at + 1, this.#lines[at + 1] ?? ""))
        at += 1;
      else break;
    }
    return at;
  }

  #changelogEnd(): number {
    let at = this.#at + 1;
    while (at < this.#end) {
      const line = this.#lines[at] ?? "";
      const next = this.#lines[at + 1] ?? "";
      if (isChangelogHead(line) || CUT.test(line) || TRAILER.test(line) || DIFFSTAT.test(line))
        break;
      if (startsDiff(this.#lines, at, line) || isSignatureMark(this.#lines, at, this.#end)) break;
      if (line.trim() === "" && !isChangelogItem(next)) break;
      at += 1;
    }
    return at;
  }

  #trailerEnd(): number {
    let at = this.#at + 1;
    while (at < this.#end) {
      const line = this.#lines[at] ?? "";
      if (!TRAILER.test(line) && !/^\s+\S*[<@]/.test(line)) break;
      at += 1;
    }
    return at;
  }
}

function startsDiff(lines: readonly string[], at: number, line: string): boolean {
  if (line.startsWith("diff --git ") || line.startsWith("Index: ")) return true;
  if (line.startsWith("--- ")) {
    return (lines[at + 1] ?? "").startsWith("+++ ") && HUNK.test(lines[at + 2] ?? "");
  }
  return HUNK.test(line);
}

/** Where a hunk ends: its counts are used up, or a line comes that cannot be of it. */
function hunkEnd(
  lines: readonly string[],
  start: number,
  head: RegExpExecArray,
  end: number,
): number {
  let oldLeft = Number(head[1] ?? 1);
  let newLeft = Number(head[2] ?? 1);
  let at = start + 1;
  while ((oldLeft > 0 || newLeft > 0) && at < end) {
    const mark = lines[at]?.[0] ?? " ";
    if (mark === "+") newLeft -= 1;
    else if (mark === "-") oldLeft -= 1;
    else if (mark === " " || mark === "\t") [oldLeft, newLeft] = [oldLeft - 1, newLeft - 1];
    else if (mark !== "\\") return at;
    at += 1;
  }
  return lines[at]?.startsWith("\\ No newline") === true ? at + 1 : at;
}

/** `-- ` begins a signature (RFC 3676 section 4.3); `--` alone does when little follows. */
function isSignatureMark(lines: readonly string[], at: number, end: number): boolean {
  const line = lines[at] ?? "";
  if (line === "-- ") return true;
  return line === "--" && end - at <= 6;
}

function footerStart(lines: readonly string[]): number {
  for (let at = Math.max(0, lines.length - 30); at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (MORE_ABOUT.test(line)) return at;
    if (!FOOTER_RULE.test(line)) continue;
    const next = lines.slice(at + 1, at + 5).join("\n");
    if (/mailing list|listinfo|@lists?\./i.test(next)) return at;
  }
  return lines.length;
}

/** The writer's own words of some blocks, lines as written. */
export function ownText(blocks: readonly Block[]): string {
  const own = blocks.filter(({ kind }) => kind === "text" || kind === "commit-message");
  return own.flatMap((block) => block.lines).join("\n");
}
