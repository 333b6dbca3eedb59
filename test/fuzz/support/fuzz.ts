import type { Coverage } from "./coverage.ts";
import { mutate } from "./mutate.ts";
import { Random } from "./random.ts";
import type { Target } from "./targets.ts";

export interface Crash {
  readonly input: Buffer;
  readonly error: string;
}

export interface FuzzResult {
  readonly tried: number;
  readonly kept: number;
  readonly crashes: readonly Crash[];
  readonly slowestMs: number;
  readonly slowest: Buffer;
}

export interface FuzzOptions {
  readonly seed: number;
  /** True when it is enough. */
  readonly isOver: (tried: number) => boolean;
  /** Told before each input is tried: whoever watches can save what hangs. */
  readonly before?: (input: Buffer) => void;
}

/** Reading the counters costs more than most inputs do: they are read once for so many. */
const BATCH_INPUTS = 16;

/** How one input ends: the error's words, or null where all is well. */
export async function tryInput(target: Target, input: Buffer): Promise<string | null> {
  try {
    await target.run(input);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/**
 * Mutates inputs and keeps those that reach blocks of the program that none before reached. The
 * same seed and number of inputs give the same run.
 */
export async function fuzz(
  target: Target,
  coverage: Pick<Coverage, "hasNews">,
  options: FuzzOptions,
): Promise<FuzzResult> {
  const random = new Random(options.seed);
  const corpus: Buffer[] = [Buffer.from(""), ...target.seeds];
  const crashes = new Map<string, Crash>();
  let slowest: Buffer = Buffer.alloc(0);
  let slowestMs = 0;
  let tried = 0;
  const attempt = async (input: Buffer): Promise<void> => {
    options.before?.(input);
    const started = performance.now();
    const error = await tryInput(target, input);
    const tookMs = performance.now() - started;
    tried += 1;
    if (tookMs > slowestMs) [slowestMs, slowest] = [tookMs, input];
    // One input a place in the program: the line that threw stands second in the stack.
    const place = error?.split("\n").slice(0, 2).join("\n").slice(0, 300);
    if (place !== undefined && !crashes.has(place))
      crashes.set(place, { input, error: error ?? "" });
  };
  for (const seed of corpus) await attempt(seed);
  coverage.hasNews(true);
  while (!options.isOver(tried)) {
    const batch: Buffer[] = [];
    while (batch.length < BATCH_INPUTS) {
      // The newest are the least explored.
      const from = random.below(2) === 0 ? Math.max(0, corpus.length - 20) : 0;
      const parent = corpus[from + random.below(corpus.length - from)]!;
      const input = mutate(parent, random, { dictionary: target.dictionary, corpus });
      batch.push(input);
      await attempt(input);
    }
    if (!coverage.hasNews(false)) continue;
    for (const input of batch) {
      await tryInput(target, input);
      if (coverage.hasNews(true)) corpus.push(input);
    }
  }
  return { tried, kept: corpus.length, crashes: [...crashes.values()], slowestMs, slowest };
}
