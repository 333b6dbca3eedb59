import type { SentenceContext } from "../../../src/todo/scorer.ts";

/** A sentence that stands alone in a reply of a reviewer to the author, unless told otherwise. */
export function inputOf(text: string, more: Partial<SentenceContext> = {}): SentenceContext {
  return {
    sentence: { text, line: 0, bullet: false, opens: true, closes: true },
    previous: null,
    next: null,
    blockKind: "text",
    blockLength: 1,
    blockIndex: 0,
    mailLength: 1,
    mailIndex: 0,
    quotedAbove: "",
    belowHunk: false,
    heading: "",
    looseEnd: "",
    role: "reply",
    byAuthor: false,
    toAuthor: true,
    bot: false,
    rfc: false,
    ...more,
  };
}
