import { MAX_LINE_CHARS } from "../limits.ts";

/** Quotes within quotes beyond this are told apart no more. */
export const MAX_DEPTH = 60;
const POINTED =
  /^\s{0,3}>> ?\S{1,300}:(?:\s|\d)|^\s{0,3}>>\s.{0,300}\b(?:warning|error)\b|^\s{0,2}>[0-9a-f]{8,16}: /i;

/** A line without its quote marks. */
export interface Unquoted {
  readonly depth: number;
  readonly text: string;
}

/**
 * Takes the quote marks off the lines of a body, each cut at `MAX_LINE_CHARS`.
 *
 * @param patch the mail is a posting: a marked line amid its description is no quote
 */
export function unquoteLines(raw: readonly string[], patch: boolean): Unquoted[] {
  const cut = raw.map((line) =>
    unquote(line.length > MAX_LINE_CHARS ? line.slice(0, MAX_LINE_CHARS) : line),
  );
  unmarkLone(cut, raw, patch);
  return cut;
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
