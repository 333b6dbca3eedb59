import { Parser } from "htmlparser2";
import { RIGID_LINE } from "./flowed.ts";
import { flattenDeep, htmlToMailText } from "./html.ts";

/** Notes that MHonArc puts in place of an attached file. */
const ATTACHMENT_NOTE = /<p><strong>Attachment:\s[^]{0,2000}?<\/p>/gi;
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

/**
 * The letter of a MHonArc page as text. Where the markup is MHonArc's own (`<pre>`, `<tt>` lines
 * of flowed text, `<blockquote>` around quotes) the text comes out as the mail had it; a letter
 * written in HTML is converted. Notes on attached files are left out.
 */
export function mhonarcBodyText(markup: string): string {
  const plain = markup.replaceAll(ATTACHMENT_NOTE, "").replaceAll(/<!--[^]{0,500}?-->/g, "");
  const text = readPlain(plain);
  return (text ?? htmlToMailText(plain)).replace(/^(?:[ \t]{0,20}\n){1,50}/, "");
}
