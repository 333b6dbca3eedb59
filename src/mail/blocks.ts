import { MAX_LINE_CHARS } from "../limits.ts";
import type { Block, BlockKind, Mailbox } from "../model/mail.ts";
import {
  findAttribution,
  mayOpenAttribution,
  originalHeaderLength,
  parseAttribution,
} from "./attribution.ts";
import { changelogEnd, readChangelogHead } from "./changelog.ts";
import { isTrailerLine, trailersEnd } from "./trailer-lines.ts";

const MAX_DEPTH = 60;
const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;
const DIFF_HEADER =
  /^(?:diff |index [0-9a-f]{4}|Index: |={20}|(?:old|new) mode |(?:new|deleted) file mode |(?:copy|rename) (?:from|to) |(?:dis)?similarity index |Binary files |Only in )/;
const STAT_TAIL = /^\s{1,20}(?:\d{1,7}(?:\s{1,3}[-+]{1,200})?|Bin(?: .{1,80})?|Unmerged)\s{0,3}$/;
const STAT_SUM = /^\s{0,3}\d{1,6} files? changed(?:,|$)/;
const STAT_MODE =
  /^ (?:(?:create|delete) mode \d{6} |mode change \d{6} |(?:rename|copy) .{1,500} \(\d{1,3}%\)|rewrite .{1,500} \(\d{1,3}%\))/;
const RANGE_DIFF = /^(?:range-?diff|inter-?diff)\b[^:]{0,60}:?\s{0,3}$/i;
const RANGE_LINE = /^\s{0,6}(?:\d{1,4}|-):\s{1,6}(?:[0-9a-f]{6,40}|-{6,40}) [=!<>] /;
const CUT = /^---\s{0,3}$/;
const SCISSORS = /^[-\s]{0,80}(?:(?:>8|8<|>%|%<|✂)[-\s]{1,80}){1,8}(?:cut here[-\s>8<]{0,80})?$/;
const MAILED_COMMIT = /^From [0-9a-f]{40} /;
const GIT_VERSION = /^\d{1,3}\.\d{1,3}[\w.()~+ -]{0,60}$/;
const POINTED =
  /^\s{0,3}>> ?\S{1,300}:(?:\s|\d)|^\s{0,3}>>\s.{0,300}\b(?:warning|error)\b|^\s{0,2}>[0-9a-f]{8,16}: /i;
const FOOTER_RULE = /^[_-]{20,100}\s{0,3}$/;
const FOOTER_WORDS = /mailing list|listinfo|unsubscribe|mailman|postorius|\S@lists?\./i;
const FOOTER_ALONE =
  /^(?:More information about the .{1,80} mailing list|To unsubscribe from this list: |You received this message because you are subscribed to)/i;

type Plain = "text" | "commit-message" | "signature" | "footer";

/**
 * Cuts a body into blocks: own words, quotes with the person quoted, diffs, trailers, changelogs,
 * signature, footer. Blocks cover every line in order, without gaps; a blank line goes with what
 * stands above it, and the `---` of a patch with the diffstat. Total, and linear in the body's
 * length; lines outside diffs are cut at `MAX_LINE_CHARS`.
 *
 * @param options.patch the mail is a posting (patch or cover letter): what stands above its `---`
 *   is the description of the patch, unless it has no diff at all
 * @see RFC 3676 section 4.3 (signature), git-am(1) (`---`, scissors)
 */
export function parseBlocks(body: string, options: { readonly patch: boolean }): Block[] {
  const lines = body.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return new BlockReader(lines, options.patch).read();
}

interface Unquoted {
  readonly depth: number;
  readonly text: string;
}

/** Depth of a line by its quote marks, and what stands behind them. */
function unquote(line: string): Unquoted {
  let at = 0;
  while (at < 2 && line[at] === " ") at += 1;
  if (line[at] !== ">" || line.startsWith(">From ")) return { depth: 0, text: line };
  let depth = 0;
  for (; line[at] === ">"; depth += 1) at += line[at + 1] === " " && line[at + 2] === ">" ? 2 : 1;
  return { depth: Math.min(depth, MAX_DEPTH), text: line.slice(line[at] === " " ? at + 1 : at) };
}

/**
 * A mark that is none: robots point at new warnings with `>> file.c:12:`, KASAN at bytes with
 * `>f1000000:`, and a lone line amid a paragraph of a patch description is no quote.
 */
function unmarkLone(cut: Unquoted[], raw: readonly string[], patch: boolean): void {
  for (const [at, line] of cut.entries()) {
    if (line.depth === 0 || (cut[at - 1]?.depth ?? 0) > 0) continue;
    const next = cut[at + 1];
    const amid = [at - 1, at + 1].every((beside) => (raw[beside] ?? "").trim() !== "");
    const pointed = POINTED.test(raw[at]!.slice(0, 400));
    const alone = next === undefined || next.depth === 0;
    if (
      (pointed && (alone || POINTED.test(raw[at + 1]!.slice(0, 400)))) ||
      (patch && alone && amid)
    )
      cut[at] = { depth: 0, text: raw[at]!.slice(0, MAX_LINE_CHARS) };
  }
}

class BlockReader {
  readonly #raw: readonly string[];
  /** Lines without their quote marks, cut. */
  readonly #lines: string[];
  readonly #depths: number[];
  readonly #kinds: (BlockKind | null)[];
  readonly #quoted: (Mailbox | null)[];
  readonly #patch: boolean;
  readonly #lastDiff: number;
  /** Who speaks at each depth. */
  readonly #speakers: (Mailbox | null)[] = [];
  /** Depth added below Outlook's header: there quotes have no marks. */
  #base = 0;
  /** What a line is that is nothing else. */
  #plain: Plain = "text";
  /** Where a search that failed need not be tried again. */
  #passed = 0;
  #at = 0;

  constructor(raw: readonly string[], patch: boolean) {
    const cut = raw.map((line) =>
      unquote(line.length > MAX_LINE_CHARS ? line.slice(0, MAX_LINE_CHARS) : line),
    );
    unmarkLone(cut, raw, patch);
    this.#raw = raw;
    this.#lines = cut.map(({ text }) => text);
    this.#depths = cut.map(({ depth }) => depth);
    this.#kinds = raw.map(() => null);
    this.#quoted = raw.map(() => null);
    this.#patch = patch;
    const diffs = (at: number) => this.#depths[at] === 0 && startsDiff(raw, at);
    this.#lastDiff = lastIndex(raw.length, diffs);
    const first = raw.findIndex((_, at) => diffs(at));
    const scissors = raw.findIndex((line, at) => at < first && SCISSORS.test(line.slice(0, 300)));
    if (patch && first >= 0 && scissors < 0) this.#plain = "commit-message";
  }

  read(): Block[] {
    while (this.#at < this.#raw.length) this.#step();
    this.#giveBlanks();
    return this.#assemble();
  }

  #step(): void {
    const at = this.#at;
    if (this.#lines[at]!.trim() === "" && this.#lines[at] !== "-- ") this.#at += 1;
    else if (this.#depths[at]! + this.#base > 0) this.#stepQuoted();
    else if (startsDiff(this.#raw, at)) {
      this.#take("diff", diffEnd(this.#raw, at));
      this.#plain = "text";
    } else if (!this.#takeEnd() && !this.#takeAttribution() && !this.#takePart()) {
      this.#take(this.#plain, at + 1);
    }
  }

  #stepQuoted(): void {
    const at = this.#at;
    if (this.#depths[at] === 0 && this.#startsFooter()) {
      this.#base = 0;
      this.#plain = "footer";
      this.#take("footer", at + 1);
      return;
    }
    if (this.#plain === "signature" || this.#plain === "footer") this.#plain = "text";
    if (!this.#takeAttribution()) this.#take("quote", at + 1);
  }

  /** Marks the lines up to `end`. */
  #take(kind: BlockKind, end: number): void {
    const depth = this.#depths[this.#at]! + this.#base;
    for (let at = this.#at; at < end; at += 1) {
      this.#kinds[at] = kind;
      this.#depths[at] = depth;
      if (kind === "quote") this.#quoted[at] = this.#speakers[depth] ?? null;
      if (kind === "diff") this.#lines[at] = this.#raw[at]!;
    }
    this.#at = end;
  }

  /** Signature and footer: they go on until something else begins. */
  #takeEnd(): boolean {
    const at = this.#at;
    if (this.#startsFooter()) {
      this.#plain = "footer";
      this.#take("footer", at + 1);
      return true;
    }
    const line = this.#lines[at]!;
    const version = GIT_VERSION.test(this.#lines[at + 1] ?? "");
    const little = this.#raw.length - at <= 10;
    if (line !== "-- " && !(line === "--" && (version || little))) return false;
    if (!version) this.#plain = "signature";
    this.#take("signature", version ? at + 2 : at + 1);
    return true;
  }

  #startsFooter(): boolean {
    const line = this.#lines[this.#at]!;
    if (FOOTER_ALONE.test(line)) return true;
    if (!FOOTER_RULE.test(line)) return false;
    const below = this.#lines.slice(this.#at + 1, this.#at + 5);
    return FOOTER_WORDS.test(below.map((text) => text.slice(0, 200)).join("\n"));
  }

  /** "On …, Jane wrote:" or Outlook's header, at whatever depth. */
  #takeAttribution(): boolean {
    const at = this.#at;
    if (!mayOpenAttribution(this.#lines[at]!)) return false;
    const depth = this.#depths[at]!;
    const block = this.#around(at, 16);
    const header = this.#describes() ? 0 : originalHeaderLength(block);
    if (header > 0) {
      const speaker = parseAttribution(block.slice(0, header));
      this.#take("attribution", at + header);
      this.#nameBelowHeader(depth, speaker);
      return true;
    }
    const found = findAttribution(block);
    if (found === null) return false;
    const end = at + found.length;
    const speaker = parseAttribution(block.slice(0, found.length));
    if (!found.strong && (speaker === null || this.#depthBelow(end) <= depth)) return false;
    this.#take("attribution", end);
    const own = depth + this.#base;
    // Apple Mail quotes its attribution together with the words that it introduces.
    const within =
      depth > 0 && this.#speakers[own] === undefined && this.#depthBelow(end) === depth;
    this.#say(within ? own : own + 1, speaker);
    if (own === 0) this.#plain = "text";
    return true;
  }

  /** Outlook puts its header above the words, without marks or inside the same marks. */
  #nameBelowHeader(depth: number, speaker: Mailbox | null): void {
    if (this.#depthBelow(this.#at) > depth) this.#say(depth + this.#base + 1, speaker);
    else if (depth > 0) this.#say(depth + this.#base, speaker);
    else {
      if (this.#base < MAX_DEPTH) this.#base += 1;
      this.#say(this.#base, speaker);
      this.#plain = "text";
    }
  }

  #say(depth: number, speaker: Mailbox | null): void {
    this.#speakers.length = Math.min(this.#speakers.length, depth);
    this.#speakers[depth] = speaker;
  }

  /** The next lines of the same depth; "wrote:" that a mailer wrapped out of its quote too. */
  #around(start: number, count: number): string[] {
    const depth = this.#depths[start]!;
    let end = start + 1;
    while (end < start + count && this.#depths[end] === depth) end += 1;
    const wrapped = this.#lines[end] ?? "";
    if (end - start < 4 && this.#depths[end]! < depth && /^(?:wrote|writes):$/.test(wrapped))
      end += 1;
    return this.#lines.slice(start, end);
  }

  #depthBelow(start: number): number {
    let at = start;
    while (at < start + 4 && this.#lines[at]?.trim() === "") at += 1;
    return this.#depths[at] ?? 0;
  }

  /** We are where a patch is described: header lines there are those of the patch. */
  #describes(): boolean {
    return this.#plain === "commit-message";
  }

  /** Parts of own words: diffstat, changelog, trailers; marks that change what follows. */
  #takePart(): boolean {
    const at = this.#at;
    const line = this.#lines[at]!;
    if (MAILED_COMMIT.test(line) || (line.includes("8") && SCISSORS.test(line.slice(0, 300)))) {
      this.#plain = at < this.#lastDiff ? "commit-message" : "text";
      return false;
    }
    if (this.#plain === "signature" || this.#plain === "footer") return false;
    if (CUT.test(line) && (this.#patch || this.#describes())) {
      this.#plain = "text";
      this.#take("diffstat", at + 1);
      return true;
    }
    const stat = at < this.#passed ? at : this.#statEnd();
    if (stat > at) this.#take("diffstat", stat);
    else if (isTrailerLine(line))
      this.#take(
        "trailers",
        trailersEnd(this.#lines, at, (next) => this.#depths[next]! > 0),
      );
    else if (this.#startsChangelog()) {
      this.#take(
        "changelog",
        changelogEnd(this.#lines, at, (next) => this.#stops(next)),
      );
    } else return false;
    return true;
  }

  #startsChangelog(): boolean {
    const head = readChangelogHead(this.#lines[this.#at]!);
    return head !== null && (head.strong || this.#patch || this.#describes());
  }

  /** True where a changelog surely ends. */
  #stops(at: number): boolean {
    const line = this.#lines[at]!;
    if (this.#depths[at]! > 0 || CUT.test(line) || line === "-- " || line === "--") return true;
    if ((!line.startsWith(" ") && isTrailerLine(line)) || startsDiff(this.#raw, at)) return true;
    if (isStat(line)) return true;
    return FOOTER_RULE.test(line) || RANGE_DIFF.test(line) || SCISSORS.test(line.slice(0, 300));
  }

  /** Index behind a diffstat or a range-diff that begins here; the same index when none does. */
  #statEnd(): number {
    const start = this.#at;
    const ranged = RANGE_DIFF.test(this.#lines[start]!) || RANGE_LINE.test(this.#lines[start]!);
    let proved = ranged;
    let end = start;
    for (let at = start; at < this.#lines.length && this.#depths[at] === 0; at += 1) {
      const line = this.#lines[at]!;
      const blank = line.trim() === "";
      if (
        ranged
          ? !(at === start || blank || /^\s{2}|^\t/.test(line) || RANGE_LINE.test(line))
          : !isStat(line)
      )
        break;
      if (STAT_SUM.test(line) || /\| +(?:\d+ +[-+]|Bin)/.test(line.slice(-300))) proved = true;
      if (!blank) end = at + 1;
    }
    if (!proved) this.#passed = end;
    return proved ? end : start;
  }

  /** Blank lines go with the block above, those at the top with the first. */
  #giveBlanks(): void {
    const first = Math.max(
      0,
      this.#kinds.findIndex((kind) => kind !== null),
    );
    const kinds = this.#kinds;
    if (kinds.length === 0) return;
    kinds[0] ??= kinds[first] ?? "text";
    this.#depths[0] = kinds[first] === null ? 0 : (this.#depths[first] ?? 0);
    this.#quoted[0] ??= this.#quoted[first] ?? null;
    let above: BlockKind | null = null;
    const belowQuote = kinds.map((kind) => (above = kind ?? above) === "quote");
    let next = kinds.length;
    // Blank quoted lines below something else belong to the quote that follows.
    for (let at = kinds.length - 1; at > 0; at -= 1) {
      if (kinds[at] !== null) next = at;
      else if (!belowQuote[at] && this.#depths[at]! > 0 && (this.#depths[next] ?? 0) > 0)
        this.#copyPlace(next, at);
    }
    for (let at = 1; at < kinds.length; at += 1) {
      if (kinds[at] !== null) continue;
      if (kinds[at - 1] === "quote" || !this.#depths[at]) this.#copyPlace(at - 1, at);
      else kinds[at] = "quote";
    }
  }

  #copyPlace(from: number, to: number): void {
    this.#kinds[to] = this.#kinds[from]!;
    this.#depths[to] = this.#depths[from]!;
    this.#quoted[to] = this.#quoted[from]!;
  }

  #assemble(): Block[] {
    const blocks: Block[] = [];
    const kinds = this.#kinds;
    for (let start = 0, at = 1; start < kinds.length; at += 1) {
      const same =
        at < kinds.length &&
        kinds[at] === kinds[start] &&
        this.#depths[at] === this.#depths[start] &&
        this.#quoted[at] === this.#quoted[start];
      if (same) continue;
      const lines = this.#lines.slice(start, at);
      const [depth, quoted] = [this.#depths[start]!, this.#quoted[start]!];
      blocks.push({ kind: kinds[start]!, firstLine: start, lines, depth, quoted });
      start = at;
    }
    return blocks;
  }
}

function lastIndex(length: number, test: (at: number) => boolean): number {
  for (let at = length - 1; at >= 0; at -= 1) if (test(at)) return at;
  return -1;
}

function isStat(line: string): boolean {
  const bar = line.lastIndexOf("|");
  if (bar > 1 && bar < 600 && STAT_TAIL.test(line.slice(bar + 1))) return line[0] === " ";
  return STAT_SUM.test(line) || STAT_MODE.test(line);
}

function startsDiff(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (line.startsWith("diff --git ")) return true;
  if (line.startsWith("diff -")) return /^(?:---|Index|\+\+\+)/.test(lines[at + 1] ?? "");
  if (line.startsWith("Index: ")) return /^={20}|^--- /.test(lines[at + 1] ?? "");
  if (line.startsWith("--- ")) return (lines[at + 1] ?? "").startsWith("+++ ");
  return line.startsWith("@@ -") && HUNK.test(line);
}

/** Index behind a diff: its hunks are used up and no other file follows. */
function diffEnd(lines: readonly string[], start: number): number {
  let end = start;
  for (let at = start; at < lines.length;) {
    const line = lines[at]!;
    if (line.startsWith("@@ -") && HUNK.test(line)) at = hunkEnd(lines, at);
    else if (line === "GIT binary patch") at = binaryEnd(lines, at);
    else if (line.startsWith("--- ") && (lines[at + 1] ?? "").startsWith("+++ ")) at += 2;
    else if (DIFF_HEADER.test(line)) at += 1;
    else if (line.trim() === "") {
      at += 1;
      if (at < lines.length && (lines[at]!.trim() === "" || startsDiff(lines, at))) continue;
      break;
    } else break;
    end = at;
  }
  return Math.max(end, start + 1);
}

/** Index behind a hunk: its counts are used up, or lines come that cannot be of it. */
function hunkEnd(lines: readonly string[], start: number): number {
  const head = HUNK.exec(lines[start]!);
  let oldLeft = Number(head?.[1] ?? 1);
  let newLeft = Number(head?.[2] ?? 1);
  let end = start + 1;
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = lines[at]!;
    const mark = line === "" ? " " : line[0]!;
    const over = oldLeft <= 0 && newLeft <= 0;
    // Counts written by hand are often too small.
    if (over && mark !== "\\" && !/^\+|^-(?![- ])\S/.test(line)) break;
    if (/^-- ?$/.test(line) && (over || GIT_VERSION.test(lines[at + 1] ?? ""))) break;
    if (/^\+|^[ \t]|^\\ /.test(line) || mark === "-") end = at + 1;
    else if (mark !== " " && !isWrapped(lines, at)) break;
    if (mark !== "+" && mark !== "\\") oldLeft -= 1;
    if (mark !== "-" && mark !== "\\") newLeft -= 1;
    if (oldLeft >= 0 && newLeft >= 0 && line === "" && oldLeft + newLeft === 0) end = at + 1;
  }
  return end;
}

/** A line that a mailer broke off the one above: marked lines of the hunk go on below it. */
function isWrapped(lines: readonly string[], at: number): boolean {
  return lines[at - 1]!.length > 40 && /^[-+][^-+]|^[ \t]\S|^@@ -/.test(lines[at + 1] ?? "");
}

function binaryEnd(lines: readonly string[], start: number): number {
  let at = start + 1;
  while (at < lines.length && /^(?:literal|delta) \d|^[A-Za-z]\S{5,80}$|^$/.test(lines[at]!)) {
    if (lines[at] === "" && !/^(?:literal|delta) \d/.test(lines[at + 1] ?? "")) return at;
    at += 1;
  }
  return at;
}
