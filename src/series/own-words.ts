import type { Block } from "../model/mail.ts";
import type { SeriesMail } from "../model/series.ts";

/** A line of a mail that its writer wrote as prose. */
export interface OwnLine {
  readonly text: string;
  /** A quote stands directly above its paragraph. */
  readonly belowQuote: boolean;
}

const OWN: ReadonlySet<Block["kind"]> = new Set(["text", "trailers", "changelog"]);
/** Own lines looked at of one mail; what states a verdict stands among the first. */
const MAX_LINES = 2_000;

/** The writer's own lines of a reply: no quotes, diffs or signatures; blank lines kept. */
export function ownLines(blocks: readonly Block[]): OwnLine[] {
  const lines: OwnLine[] = [];
  let belowQuote = false;
  for (const block of blocks) {
    if (block.kind === "quote") belowQuote = true;
    if (!OWN.has(block.kind)) continue;
    for (const text of block.lines) {
      if (lines.length >= MAX_LINES) return lines;
      lines.push({ text: text.slice(0, 1_000), belowQuote });
    }
    belowQuote = false;
  }
  return lines;
}

/** Own prose as sentences, each on one line; lists and headings end a sentence too. */
export function ownSentences(blocks: readonly Block[]): string[] {
  const sentences: string[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    const text = paragraph.join(" ");
    paragraph = [];
    for (const sentence of text.split(/(?<=[.!?;])\s+(?=\S)/)) {
      if (sentence.trim() !== "") sentences.push(sentence.trim());
    }
  };
  for (const { text } of ownLines(blocks)) {
    const line = text.trim();
    if (line === "" || /^[-*+•[(]/.test(line)) flush();
    if (line !== "") paragraph.push(line);
    if (/[.!?:]$/.test(line)) flush();
  }
  flush();
  return sentences;
}

/** When a mail was sent, as far as known; 0 otherwise. */
export function timeOf({ message }: SeriesMail): number {
  return message.sentAt ?? message.receivedAt ?? 0;
}

/** Mails known at a moment, by time, then id. */
export function mailsUntil(mails: readonly SeriesMail[], asOf: number): SeriesMail[] {
  return mails
    .filter((mail) => timeOf(mail) <= asOf)
    .sort((a, b) => timeOf(a) - timeOf(b) || (a.message.messageId < b.message.messageId ? -1 : 1));
}
