import { SKETCH_SIZE } from "../limits.ts";
import type { RevisionPatch } from "../model/series.ts";
import { isTelling, titleLikeness } from "./title-words.ts";
import type { PatchTraits, Traits } from "./traits.ts";

/** Changed lines in common that make two patches one, retitled. */
const ALIKE = 0.4;
/** Fewer changed lines are alike by chance: an include, a return. */
const MIN_LINES = 4;
/** Telling words in common that make two patches to one file one, reworded. */
const NEAR_TITLE = 0.5;
/** Fewer do where some changed lines are the same too. */
const NEARISH_TITLE = 0.25;
const SOME_LINES = 0.1;

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
  /** Pairs by words in common of the title, of patches to one file. */
  readonly near: number;
  /** How like those titles are in the mean, 0 to 1. */
  readonly nearness: number;
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

interface Pair {
  readonly by: "title" | "lines" | "words";
  readonly a: RevisionPatch;
  readonly b: RevisionPatch;
  /** The title could not be any other work's. */
  readonly telling: boolean;
  readonly nearness: number;
}

/**
 * Pairs patches one to one: by title, the rest by their changed lines, the rest of that by words in
 * common of the titles where they change one file.
 */
export function pairPatches(a: Traits, b: Traits): Pairing {
  const left = new Map(b.patches.map((each, index) => [index, each]));
  const pairs: Pair[] = [];
  const rest: PatchTraits[] = [];
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
    const telling = isTelling(each.title);
    pairs.push({ by: "title", a: each.patch, b: other.patch, telling, nearness: 1 });
  }
  const byLines = pairByLines(rest, left);
  const paired = new Set(byLines.map((pair) => pair.a));
  const unpaired = rest.filter(({ patch }) => !paired.has(patch));
  pairs.push(...byLines, ...pairByWords(unpaired, left));
  const comparable = pairs.filter((pair) => pair.a.sketch.length > 0 && pair.b.sketch.length > 0);
  const near = pairs.filter(({ by }) => by === "words");
  const sizes = [a.patches.length, b.patches.length];
  return {
    titles: pairs.filter(({ by }) => by === "title").length,
    paired: pairs.length,
    alike: comparable.filter((pair) => likeness(pair.a.sketch, pair.b.sketch) >= 0.3).length,
    equal: pairs.filter((pair) => pair.a.patchId !== null && pair.a.patchId === pair.b.patchId)
      .length,
    near: near.length,
    nearness: near.reduce((sum, { nearness }) => sum + nearness, 0) / Math.max(1, near.length),
    unlike: comparable.filter((pair) => likeness(pair.a.sketch, pair.b.sketch) < 0.05).length,
    smaller: Math.min(...sizes),
    larger: Math.max(...sizes),
    example: pairs[0]?.b ?? null,
    telling: pairs.some(({ telling }) => telling),
  };
}

/** Lines that stand in more patches than this are no sign. */
const COMMON_LINE = 8;

function pairByLines(rest: readonly PatchTraits[], left: Map<number, PatchTraits>): Pair[] {
  const holders = new Map<number, number[]>();
  for (const [index, { patch }] of left) {
    for (const line of patch.sketch) holders.set(line, [...(holders.get(line) ?? []), index]);
  }
  return pairBest(rest, left, ({ patch }) => {
    const near = new Set(
      patch.sketch.flatMap((line) => {
        const found = holders.get(line) ?? [];
        return found.length > COMMON_LINE ? [] : found;
      }),
    );
    return {
      by: "lines",
      near,
      score: (other) => {
        const tiny = Math.min(patch.sketch.length, other.patch.sketch.length) < MIN_LINES;
        const score = likeness(patch.sketch, other.patch.sketch);
        return score < (tiny ? 0.9 : ALIKE) ? 0 : score;
      },
    };
  });
}

function pairByWords(rest: readonly PatchTraits[], left: Map<number, PatchTraits>): Pair[] {
  const holders = new Map<string, number[]>();
  for (const [index, { stems }] of left) {
    for (const word of stems) holders.set(word, [...(holders.get(word) ?? []), index]);
  }
  return pairBest(rest, left, ({ patch, stems }) => ({
    by: "words",
    near: new Set([...stems].flatMap((word) => holders.get(word) ?? [])),
    score: (other) => {
      const score = titleLikeness(stems, other.stems);
      const lines = likeness(patch.sketch, other.patch.sketch);
      return score >= (lines >= SOME_LINES ? NEARISH_TITLE : NEAR_TITLE) ? score : 0;
    },
  }));
}

/** Gives each patch the best of those left that changes a file of it; 0 is no pair. */
function pairBest(
  rest: readonly PatchTraits[],
  left: Map<number, PatchTraits>,
  look: (each: PatchTraits) => {
    readonly by: Pair["by"];
    readonly near: ReadonlySet<number>;
    readonly score: (other: PatchTraits) => number;
  },
): Pair[] {
  const pairs: Pair[] = [];
  for (const each of rest) {
    const { by, near, score } = look(each);
    let best: { index: number; other: PatchTraits; score: number } | null = null;
    for (const index of [...near].sort((x, y) => x - y)) {
      const other = left.get(index);
      if (other === undefined) continue;
      if (!other.patch.files.some((file) => each.patch.files.includes(file))) continue;
      const found = score(other);
      if (found > (best?.score ?? 0)) best = { index, other, score: found };
    }
    if (best === null) continue;
    left.delete(best.index);
    pairs.push({ by, a: each.patch, b: best.other.patch, telling: false, nearness: best.score });
  }
  return pairs;
}
