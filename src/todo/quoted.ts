import type { Block, Mailbox } from "../model/mail.ts";
import type { SeriesContext, SeriesMail } from "../model/series.ts";
import { samePerson } from "../people.ts";
import { isAuthor } from "./people.ts";
import type { SentenceContext } from "./scorer.ts";
import { splitSentences } from "./sentences.ts";
import type { MailIndex } from "./situate.ts";

/** A quote with such lines shows a patch, not talk. */
const PATCH_LINE =
  /^(?:diff --git |@@ |--- a\/|\+\+\+ b\/|index [0-9a-f]{7}|[-+] ?[\t{}#]|[-+]\s{2,}\S|Signed-off-by:|---$|\s{0,3}\S{1,200}\s{1,80}\|\s{1,8}\d)/;

/** Quoted words of one person, ready to be judged as if they said them here. */
export interface QuotedWords {
  readonly person: Mailbox;
  readonly inputs: readonly SentenceContext[];
}

/** Whether the mail that a quote is from is at hand: then its words are found there. */
function originalSeen(mail: SeriesMail, person: Mailbox, index: MailIndex): boolean {
  const { parent, references } = mail.message;
  for (const id of parent === null ? references : [parent, ...references]) {
    const other = index.get(id);
    if (other === undefined) continue;
    if (id === parent || samePerson(other.message.from, person)) return true;
  }
  return false;
}

function talk(block: Block): boolean {
  return (
    block.kind === "quote" &&
    block.depth === 1 &&
    !block.lines.some((line) => PATCH_LINE.test(line))
  );
}

/**
 * What a reply quotes, at the first depth, of people whose own mail is not among those of the
 * series: thin archives show some TODOs only there. Quoted patches are left out.
 */
export function quotedSentences(
  mail: SeriesMail,
  context: SeriesContext,
  index: MailIndex,
): QuotedWords[] {
  if (mail.role !== "reply") return [];
  const words: QuotedWords[] = [];
  let person: Mailbox | null = null;
  for (const block of mail.blocks) {
    if (block.kind === "quote" && block.depth === 1) person = block.quoted ?? person;
    if (person === null || !talk(block) || samePerson(person, mail.message.from)) continue;
    if (originalSeen(mail, person, index)) continue;
    const sentences = splitSentences(block);
    const byAuthor = isAuthor(person, mail, context);
    words.push({
      person,
      inputs: sentences.map((sentence, at) => ({
        sentence,
        previous: sentences[at - 1] ?? null,
        next: sentences[at + 1] ?? null,
        blockKind: "text",
        blockLength: sentences.length,
        blockIndex: at,
        mailLength: sentences.length,
        mailIndex: at,
        quotedAbove: "",
        belowHunk: false,
        heading: "",
        looseEnd: "",
        role: "reply",
        byAuthor,
        toAuthor: !byAuthor,
        bot: false,
        rfc: context.series.revisions[mail.revision]?.rfc ?? false,
      })),
    });
  }
  return words;
}
