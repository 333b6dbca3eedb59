import { SKETCH_SIZE } from "../limits.ts";
import type { RevisionPatch } from "../model/series.ts";
import { isTelling, type Traits } from "./traits.ts";

/** Changed lines in common that make two patches one, retitled. */
const ALIKE = 0.4;
/** Fewer changed lines are alike by chance: an include, a return. */
const MIN_LINES = 4;

/** How the patches of two revisions pair up. */
export interface Pairing {
  /** Patches of the same title. */
  readonly titles: number;
  /** Patches that pair by title or by their lines. */
  readonly paired: number;
  /** Pairs whose lines are alike. */
  readonly alike: number;
  /** Pairs of equal patch-id. */
  readonly equal: number;
  /** Pairs by title whose lines could be compared and have next to nothing in common. */
  readonly unlike: number;
  readonly smaller: number;
  readonly larger: number;
  readonly example: RevisionPatch | null;
  /** Some pair has a title that could not be any other work's. */
  readonly telling: boolean;
}

/** Share of changed lines in common (Jaccard), estimated from bottom-k sketches; 0 without any. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  // A sketch that is not full holds every line; of two full ones only the lowest lines compare.
  const cut = Math.min(
    a.length < SKETCH_SIZE ? Infinity : (a.at(-1) ?? 0),
    b.length < SKETCH_SIZE ? Infinity : (b.at(-1) ?? 0),
  );
  const known = new Set(a.filter((line) => line <= cut));
  const other = b.filter((line) => line <= cut);
  const common = other.filter((line) => known.has(line)).length;
  const all = known.size + other.length - common;
  return all === 0 ? 0 : common / all;
}

/** Pairs patches one to one: by patch-id, by title, then the rest by their changed lines. */
export function pairPatches(a: Traits, b: Traits): Pairing {
  const left = new Map(b.patches.map((each, index) => [index, each]));
  const pairs: { title: boolean; a: RevisionPatch; b: RevisionPatch; telling: boolean }[] = [];
  const rest: Traits["patches"][number][] = [];
  const byTitle = new Map<string, number[]>();
  for (const [index, { title }] of left) byTitle.set(title, [...(byTitle.get(title) ?? []), index]);
  for (const each of a.patches) {
    const index =
      each.title === "" ? undefined : byTitle.get(each.title)?.find((at) => left.has(at));
    const other = index === undefined ? undefined : left.get(index);
    if (index === undefined || other === undefined) {
      rest.push(each);
      continue;
    }
    left.delete(index);
    pairs.push({ title: true, a: each.patch, b: other.patch, telling: isTelling(each.title) });
  }
  pairs.push(...pairByLines(rest, left));
  const comparable = pairs.filter((pair) => pair.a.sketch.length > 0 && pair.b.sketch.length > 0);
  const sizes = [a.patches.length, b.patches.length];
  return {
    titles: pairs.filter(({ title }) => title).length,
    paired: pairs.length,
    alike: comparable.filter((pair) => likeness(pair.a.sketch, pair.b.sketch) >= 0.3).length,
    equal: pairs.filter((pair) => pair.a.patchId !== null && pair.a.patchId === pair.b.patchId)
      .length,
    unlike: comparable.filter((pair) => likeness(pair.a.sketch, pair.b.sketch) < 0.05).length,
    smaller: Math.min(...sizes),
    larger: Math.max(...sizes),
    example: pairs[0]?.b ?? null,
    telling: pairs.some(({ telling }) => telling),
  };
}

/** Lines that stand in more patches than this are no sign. */
const COMMON_LINE = 8;

function pairByLines(
  rest: readonly Traits["patches"][number][],
  left: Map<number, Traits["patches"][number]>,
) {
  const holders = new Map<number, number[]>();
  for (const [index, { patch }] of left) {
    for (const line of patch.sketch) holders.set(line, [...(holders.get(line) ?? []), index]);
  }
  const pairs: { title: boolean; a: RevisionPatch; b: RevisionPatch; telling: boolean }[] = [];
  for (const { patch } of rest) {
    const near = new Set(
      patch.sketch.flatMap((line) => {
        const found = holders.get(line) ?? [];
        return found.length > COMMON_LINE ? [] : found;
      }),
    );
    let best: { index: number; other: RevisionPatch; score: number } | null = null;
    for (const index of [...near].sort((x, y) => x - y)) {
      const other = left.get(index)?.patch;
      if (other === undefined) continue;
      const tiny = Math.min(patch.sketch.length, other.sketch.length) < MIN_LINES;
      const sameFile = other.files.some((file) => patch.files.includes(file));
      const score = likeness(patch.sketch, other.sketch);
      if (score < (tiny ? 0.9 : ALIKE) || !sameFile) continue;
      if (best === null || score > best.score) best = { index, other, score };
    }
    if (best === null) continue;
    left.delete(best.index);
    pairs.push({ title: false, a: patch, b: best.other, telling: false });
  }
  return pairs;
}
