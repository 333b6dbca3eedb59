import { convert, type HtmlToTextOptions } from "html-to-text";
import { Parser } from "htmlparser2";
import { MAX_HTML_CHARS } from "../limits.ts";

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML_CHARS, maxDepth: 100, maxChildNodes: 20_000, ellipsis: "" },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
    {
      selector: "blockquote",
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1, trimEmptyLines: true },
    },
    { selector: "p", options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: "pre", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: "h1", options: { uppercase: false } },
    { selector: "h2", options: { uppercase: false } },
    { selector: "h3", options: { uppercase: false } },
    { selector: "h4", options: { uppercase: false } },
    { selector: "table", format: "block" },
  ],
};

/** Elements open at once before markup counts as an attack: letters stay below 100. */
const MAX_OPEN_ELEMENTS = 500;
const VOID_TAGS = new Set([
  "br",
  "hr",
  "img",
  "meta",
  "link",
  "input",
  "li",
  "p",
  "col",
  "area",
  "base",
  "wbr",
]);

/**
 * Markup as it is, or, where more elements are open at once than any letter needs, without its
 * tags: the HTML parser's time grows with the square of the depth.
 */
export function flattenDeep(markup: string): string {
  let open = 0;
  for (const match of markup.matchAll(/<(\/?)([A-Za-z][A-Za-z0-9]{0,20})/g)) {
    if (VOID_TAGS.has(match[2]!.toLowerCase())) continue;
    open = Math.max(0, open + (match[1] === "/" ? -1 : 1));
    if (open > MAX_OPEN_ELEMENTS)
      return markup.replaceAll(/<[^<>]{0,1000}>/g, " ").replaceAll("<", " ");
  }
  return markup;
}

/**
 * The text of markup with entities decoded and every tag dropped, white space kept: for the inside
 * of `<pre>`, titles and comments. Linear, no recursion.
 */
export function stripTags(markup: string): string {
  if (!markup.includes("<") && !markup.includes("&")) return markup;
  let text = "";
  let hidden = 0;
  const parser = new Parser({
    ontext: (data) => {
      if (hidden === 0) text += data;
    },
    onopentagname: (name) => {
      if (name === "script" || name === "style") hidden += 1;
      if (name === "br") text += "\n";
    },
    onclosetag: (name) => {
      if (name === "script" || name === "style") hidden -= 1;
    },
  });
  parser.write(flattenDeep(markup));
  parser.end();
  return text;
}

/**
 * An HTML letter as plain text: paragraphs and line breaks kept, `<blockquote>` as `> ` quotes,
 * links by their words, pictures dropped. Never throws; past `MAX_HTML_CHARS` it is cut.
 */
export function htmlToMailText(html: string): string {
  const bounded = flattenDeep(html.slice(0, MAX_HTML_CHARS));
  try {
    return convert(bounded, OPTIONS).replaceAll("\u00a0", " ");
  } catch {
    // A structure that the converter cannot take still has its words.
    return stripTags(bounded);
  }
}
