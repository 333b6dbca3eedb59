import type { Block, BlockKind, Mailbox } from "../model/mail.ts";
import {
  findAttribution,
  mayOpenAttribution,
  originalHeaderLength,
  parseAttribution,
} from "./attribution.ts";
import { changelogEnd, readChangelogHead } from "./changelog.ts";
import { diffEnd, isGitVersion, startsDiff } from "./diff-lines.ts";
import { MAX_DEPTH, unquoteLines } from "./quote-marks.ts";
import { joinLines } from "./marked-lines.ts";
import { isRangeDiffHead, isStat, statEnd } from "./stat-lines.ts";
import { isTrailerLine, trailersEnd } from "./trailer-lines.ts";

const CUT = /^---\s{0,3}$/;
const SCISSORS = /^[-\s]{0,80}(?:(?:>8|8<|>%|%<|✂)[-\s]{1,80}){1,8}(?:cut here[-\s>8<]{0,80})?$/;
const MAILED_COMMIT = /^From [0-9a-f]{40} /;
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
    const cut = unquoteLines(raw, patch);
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
    return joinLines({
      lines: this.#lines,
      kinds: this.#kinds,
      depths: this.#depths,
      quoted: this.#quoted,
    });
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
    const version = isGitVersion(this.#lines[at + 1]);
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
    return FOOTER_RULE.test(line) || isRangeDiffHead(line) || SCISSORS.test(line.slice(0, 300));
  }

  /** Index behind a diffstat or a range-diff that begins here; the same index when none does. */
  #statEnd(): number {
    const { end, proved } = statEnd(this.#lines, this.#at, (at) => this.#depths[at]! > 0);
    if (!proved) this.#passed = end;
    return proved ? end : this.#at;
  }
}

function lastIndex(length: number, test: (at: number) => boolean): number {
  for (let at = length - 1; at >= 0; at -= 1) if (test(at)) return at;
  return -1;
}
