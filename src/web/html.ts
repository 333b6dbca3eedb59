import { escapeBlock, escapeHtml } from "../report/escape-html.ts";

/** Markup that is safe to send: made by `html` alone. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template; text is escaped, nothing stands for what is not there. */
export type Fragment = Html | string | number | null | undefined | false | readonly Fragment[];

/**
 * A template whose values are escaped, in elements and in quoted attributes alike; `Html` in it
 * stays as it is, lists are put one after the other. Text of strangers is made inert.
 */
export function html(template: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  const parts = withoutIndents(template);
  let markup = parts[0] ?? "";
  for (const [index, value] of values.entries()) {
    markup += markupOf(value) + (parts[index + 1] ?? "");
  }
  return new Html(markup);
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Templates are indented for those who read the code; pages need none of it. */
function withoutIndents(template: TemplateStringsArray): readonly string[] {
  const found = known.get(template);
  if (found !== undefined) return found;
  const parts = template.map((part) => part.replace(/\n\s*>/gu, ">").replace(/\n\s+/gu, "\n"));
  known.set(template, parts);
  return parts;
}

function markupOf(value: Fragment): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  if (value === null || value === undefined || value === false) return "";
  return value.map(markupOf).join("");
}

/** Text whose lines and columns stay: code, quotes, what a person wrote. */
export function textBlock(text: string): Html {
  return new Html(escapeBlock(text));
}

/** Parts with something between them; empty ones are left out. */
export function joined(parts: readonly Fragment[], between: string): Fragment[] {
  // Blanks at its ends part what stands there.
  const mark = textBlock(between);
  const shown = parts.filter((part) => part !== null && part !== undefined && part !== false);
  return shown.flatMap((part, index) => (index === 0 ? [part] : [mark, part]));
}
