import { Parser } from "htmlparser2";
import { RIGID_LINE } from "./flowed.ts";
import { flattenDeep, htmlToMailText } from "./html.ts";

/** Notes that MHonArc puts in place of an attached file. */
const ATTACHMENT_NOTE = { begin: /<p><strong>Attachment:\s/gi, end: /<\/p>/gi, most: 2_000 };
const COMMENT = { begin: /<!--/g, end: /-->/g, most: 500 };
/** All that MHonArc writes for plain text; anything else came with the mail itself. */
const PLAIN_TAGS = new Set(["pre", "tt", "blockquote", "a", "br", "hr"]);

/** Collects the text of MHonArc's own markup, line by line, with quote marks by depth. */
class PlainBody {
  #depth = 0;
  #inTt = false;
  /** A line break right behind `<pre>` is not part of its text. */
  #fresh = false;
  #foreign = false;
  #text = "";
  #lineStart = true;

  open(tag: string): void {
    if (!PLAIN_TAGS.has(tag)) this.#foreign = true;
    if (tag === "blockquote") this.#depth += 1;
    if (tag === "pre") this.#fresh = true;
    if (tag === "tt") this.#inTt = true;
    if (tag === "br") this.#put("\n");
    if (tag === "pre" || tag === "blockquote") this.#endLine();
  }

  close(tag: string): void {
    if (tag === "tt") this.#inTt = false;
    if (tag === "pre") this.#fresh = false;
    if (tag !== "blockquote") return;
    this.#endLine();
    this.#depth -= 1;
  }

  add(data: string, verbatim: boolean): void {
    let text = data;
    if (this.#fresh && text !== "") {
      this.#fresh = false;
      if (text.startsWith("\n")) text = text.slice(1);
    }
    if (!verbatim && !this.#inTt && text.trim() === "") return;
    // <tt> holds the lines of flowed text; a blank at their end is a soft break.
    const soft = this.#inTt && text.endsWith(" \n") && text.trim() !== "" && !RIGID_LINE.test(text);
    this.#put(soft ? text.slice(0, -1) : text);
  }

  /** The text; null when the letter has markup of its own. */
  result(): string | null {
    return this.#foreign ? null : this.#text;
  }

  #put(text: string): void {
    if (text === "") return;
    const marks = "> ".repeat(Math.min(this.#depth, 50));
    const lead = this.#lineStart ? marks : "";
    const ended = text.endsWith("\n");
    const inner = ended ? text.slice(0, -1) : text;
    this.#text += `${lead}${inner.replaceAll("\n", `\n${marks}`)}${ended ? "\n" : ""}`;
    this.#lineStart = ended;
  }

  #endLine(): void {
    if (!this.#lineStart) this.#put("\n");
  }
}

function readPlain(markup: string): string | null {
  const body = new PlainBody();
  let inPre = 0;
  const parser = new Parser({
    ontext: (data) => body.add(data, inPre > 0),
    onopentagname: (name) => {
      body.open(name);
      if (name === "pre") inPre += 1;
    },
    onclosetag: (name) => {
      body.close(name);
      if (name === "pre") inPre -= 1;
    },
  });
  parser.write(flattenDeep(markup));
  parser.end();
  return body.result();
}

/** A text without what stands from a begin to the next end, where that is not too far; linear. */
function withoutSpans(text: string, { begin, end, most }: typeof COMMENT): string {
  const kept: string[] = [];
  let from = 0;
  let close: RegExpExecArray | null = null;
  for (const open of text.matchAll(begin)) {
    const inside = open.index + open[0].length;
    if (open.index < from) continue;
    if (close === null || close.index < inside) {
      end.lastIndex = inside;
      close = end.exec(text);
      if (close === null) break;
    }
    if (close.index - inside > most) continue;
    kept.push(text.slice(from, open.index));
    from = close.index + close[0].length;
  }
  return kept.join("") + text.slice(from);
}

/**
 * The letter of a MHonArc page as text. Where the markup is MHonArc's own (`<pre>`, `<tt>` lines
 * of flowed text, `<blockquote>` around quotes) the text comes out as the mail had it; a letter
 * written in HTML is converted. Notes on attached files are left out.
 */
export function mhonarcBodyText(markup: string): string {
  const plain = withoutSpans(withoutSpans(markup, ATTACHMENT_NOTE), COMMENT);
  const text = readPlain(plain);
  return (text ?? htmlToMailText(plain)).replace(/^(?:[ \t]{0,20}\n){1,50}/, "");
}
