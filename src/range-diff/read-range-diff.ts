import type {
  RangeHunk,
  RangeLine,
  RangePair,
  RangePatch,
  RangeStatus,
} from "../model/range-diff.ts";

const PAIR =
  /^ {0,3}(\d{1,4}|-): {1,3}(?:[0-9a-f]{4,64}|-{4,64}) ([=!<>]) {1,4}(\d{1,4}|-): {1,3}(?:[0-9a-f]{4,64}|-{4,64}) /;
const INDENT = 4;
const KINDS: Readonly<Record<string, RangeLine["kind"]>> = {
  " ": "same",
  "-": "removed",
  "+": "added",
};

/**
 * Reads what `git range-diff --no-color` prints.
 *
 * @param sides the patches of both ranges in order: git counts them from 1
 */
export function readRangeDiff(
  output: string,
  sides: { readonly older: readonly RangePatch[]; readonly newer: readonly RangePatch[] },
): RangePair[] {
  const pairs: (RangePair & { readonly hunks: RangeHunk[] })[] = [];
  let lines: RangeLine[] = [];
  for (const line of output.split("\n")) {
    const head = PAIR.exec(line);
    if (head !== null) {
      pairs.push({
        left: sides.older[Number(head[1]) - 1] ?? null,
        right: sides.newer[Number(head[3]) - 1] ?? null,
        status: head[2] as RangeStatus,
        hunks: [],
        tooLarge: false,
      });
      continue;
    }
    const mark = line[INDENT] ?? "";
    if (mark === "@") {
      lines = [];
      pairs.at(-1)?.hunks.push({ section: line.slice(INDENT + 2).trim(), lines });
    } else if (mark in KINDS) lines.push({ kind: KINDS[mark]!, text: line.slice(INDENT + 1) });
  }
  return pairs;
}
