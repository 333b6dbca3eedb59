import type { Block, Mailbox } from "../model/mail.ts";
import type { SeriesContext, SeriesMail } from "../model/series.ts";
import { isAuthor } from "./people.ts";
import type { SentenceContext } from "./scorer.ts";
import { looseLines } from "./sections.ts";
import { type Sentence, splitSentences } from "./sentences.ts";

/** Sentences of one mail that are looked at; beyond, it is a log or a book. */
const MAX_SENTENCES = 600;
/** Words that show a quoted line to be of a diff. */
const HUNK_LINE = /^(?:[-+](?![-+] ).?|@@ |diff --git |index [0-9a-f]{7})/;

/** The mails of a context by their id. */
export type MailIndex = ReadonlyMap<string, SeriesMail>;

/** Indexes the mails of a context by message-id. */
export function indexMails(context: SeriesContext): MailIndex {
  return new Map(context.mails.map((mail) => [mail.message.messageId, mail]));
}

/** Whom a mail answers: the writer of its parent, else the person it quotes first. */
export function answeredPerson(mail: SeriesMail, index: MailIndex): Mailbox | null {
  const parent = mail.message.parent === null ? undefined : index.get(mail.message.parent);
  if (parent !== undefined) return parent.message.from;
  return (
    mail.blocks.find(
      ({ kind, depth, quoted }) => kind === "quote" && depth === 1 && quoted !== null,
    )?.quoted ?? null
  );
}

/** The quote that a block stands under: what lies between them is only a blank or an attribution. */
function quoteAbove(blocks: readonly Block[], at: number): Block | null {
  for (let above = at - 1; above >= 0; above -= 1) {
    const block = blocks[above];
    if (block === undefined || block.kind === "quote") return block ?? null;
    if (block.kind !== "attribution" && block.lines.some((line) => line.trim() !== "")) return null;
  }
  return null;
}

function holdsHunk(block: Block | null): boolean {
  return block?.lines.slice(-40).some((line) => HUNK_LINE.test(line)) ?? false;
}

/** The nearest line above a list item, in its block, that ends with a colon or stands alone. */
function headingOf(block: Block, sentence: Sentence): string {
  if (!sentence.bullet) return "";
  for (
    let at = sentence.line - block.firstLine - 1;
    at >= 0 && at > sentence.line - block.firstLine - 60;
    at -= 1
  ) {
    const line = block.lines[at]?.trim() ?? "";
    if (line.endsWith(":") || /^[=\-~]{3,}$/.test(block.lines[at + 1]?.trim() ?? ""))
      return line.slice(0, 100);
  }
  return "";
}

/** The first sentence of a point or paragraph says what it is about; footnotes say nothing. */
function opensPoint({ opens, text }: Sentence): boolean {
  return opens && !/^(?:\[\d{1,2}\]|<?https?:)/.test(text);
}

/** Quoted lines that programs break are so long. */
const LONG_LINE = 60;

/** The end of a quoted line that a program broke, and left without a mark between two that have it. */
function isBrokenQuote(blocks: readonly Block[], at: number): boolean {
  const [above, block, below] = [blocks[at - 1], blocks[at], blocks[at + 1]];
  const [line, ...more] = block?.lines ?? [];
  if (above?.kind !== "quote" || below?.kind !== "quote") return false;
  if (line === undefined || more.length > 0 || !/^[^A-Z\s]/.test(line)) return false;
  const [last, next] = [above.lines.at(-1) ?? "", below.lines[0] ?? ""];
  return (
    last.length + above.depth * 2 >= LONG_LINE && !/[.?!:]\s*$/.test(last) && next.trim() !== ""
  );
}

/** Blocks whose words are the writer's own and may hold TODOs. */
export function ownBlock(block: Block): boolean {
  return block.depth === 0 && (block.kind === "text" || block.kind === "commit-message");
}

/** Every sentence that the writer of a mail says in it, with what surrounds it. */
export function sentencesOf(
  mail: SeriesMail,
  context: SeriesContext,
  index: MailIndex,
): SentenceContext[] {
  const own = mail.blocks
    .map((block, at) => ({ block, at }))
    .filter(({ block, at }) => ownBlock(block) && !isBrokenQuote(mail.blocks, at))
    .map(({ block, at }) => ({
      block,
      above: quoteAbove(mail.blocks, at),
      sentences: splitSentences(block),
    }))
    .filter(({ sentences }) => sentences.length > 0);
  const all = own.flatMap(({ sentences }) => sentences).slice(0, MAX_SENTENCES);
  // Who posts is the author, even where the archive hides who that is.
  const byAuthor = mail.role !== "reply" || isAuthor(mail.message.from, mail, context);
  const toAuthor = !byAuthor && isAuthor(answeredPerson(mail, index), mail, context);
  const rfc = context.series.revisions[mail.revision]?.rfc ?? false;
  const found: SentenceContext[] = [];
  for (const { block, above, sentences } of own) {
    const belowHunk = holdsHunk(above);
    const loose = mail.role === "reply" ? null : looseLines(block);
    const quotedAbove =
      above?.lines
        .findLast((line) => line.trim() !== "")
        ?.trim()
        .slice(-200) ?? "";
    for (const [blockIndex, sentence] of sentences.entries()) {
      const mailIndex = found.length;
      if (mailIndex >= all.length) return found;
      found.push({
        sentence,
        previous: all[mailIndex - 1] ?? null,
        next: all[mailIndex + 1] ?? null,
        blockKind: block.kind,
        blockLength: sentences.length,
        blockIndex,
        mailLength: all.length,
        mailIndex,
        quotedAbove,
        belowHunk,
        heading: headingOf(block, sentence),
        looseEnd: (opensPoint(sentence) ? loose?.get(sentence.line) : undefined) ?? "",
        role: mail.role,
        byAuthor,
        toAuthor,
        bot: mail.message.bot,
        rfc,
      });
    }
  }
  return found;
}
