import type { Block, BlockKind, Mailbox } from "../model/mail.ts";

/** Lines of a body with what each was found to be: one entry a line in each array. */
export interface MarkedLines {
  readonly lines: readonly string[];
  /** Null for a blank line that nothing claimed. */
  readonly kinds: (BlockKind | null)[];
  readonly depths: number[];
  readonly quoted: (Mailbox | null)[];
}

/** Makes blocks of neighbouring lines that are alike. Changes the marks: blank lines get theirs. */
export function joinLines(marked: MarkedLines): Block[] {
  giveBlanks(marked);
  return assemble(marked);
}

/** Blank lines go with the block above, those at the top with the first. */
function giveBlanks(marked: MarkedLines): void {
  const { kinds, depths, quoted } = marked;
  if (kinds.length === 0) return;
  const first = Math.max(
    0,
    kinds.findIndex((kind) => kind !== null),
  );
  kinds[0] ??= kinds[first] ?? "text";
  depths[0] = kinds[first] === null ? 0 : (depths[first] ?? 0);
  quoted[0] ??= quoted[first] ?? null;
  let above: BlockKind | null = null;
  const belowQuote = kinds.map((kind) => (above = kind ?? above) === "quote");
  let next = kinds.length;
  // Blank quoted lines below something else belong to the quote that follows.
  for (let at = kinds.length - 1; at > 0; at -= 1) {
    if (kinds[at] !== null) next = at;
    else if (!belowQuote[at] && depths[at]! > 0 && (depths[next] ?? 0) > 0)
      copyMarks(marked, next, at);
  }
  for (let at = 1; at < kinds.length; at += 1) {
    if (kinds[at] !== null) continue;
    if (kinds[at - 1] === "quote" || !depths[at]) copyMarks(marked, at - 1, at);
    else kinds[at] = "quote";
  }
}

function copyMarks({ kinds, depths, quoted }: MarkedLines, from: number, to: number): void {
  kinds[to] = kinds[from]!;
  depths[to] = depths[from]!;
  quoted[to] = quoted[from]!;
}

function assemble({ lines, kinds, depths, quoted }: MarkedLines): Block[] {
  const blocks: Block[] = [];
  for (let start = 0, at = 1; start < kinds.length; at += 1) {
    const same =
      at < kinds.length &&
      kinds[at] === kinds[start] &&
      depths[at] === depths[start] &&
      quoted[at] === quoted[start];
    if (same) continue;
    blocks.push({
      kind: kinds[start]!,
      firstLine: start,
      lines: lines.slice(start, at),
      depth: depths[start]!,
      quoted: quoted[start]!,
    });
    start = at;
  }
  return blocks;
}
