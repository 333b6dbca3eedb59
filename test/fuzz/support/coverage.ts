import { Session } from "node:inspector";

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}
interface Taken {
  readonly result: readonly {
    readonly scriptId: string;
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly Range[] }[];
  }[];
}

/** Which blocks of the program ran, as V8 counts them. */
export class Coverage {
  readonly #session = new Session();
  readonly #isWatched: (url: string) => boolean;
  readonly #seen = new Set<string>();

  /** @param isWatched tells the program's scripts from those of libraries and of the fuzzer */
  constructor(isWatched: (url: string) => boolean) {
    this.#isWatched = isWatched;
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /**
   * Whether blocks ran since the last call that never ran before, or far more often.
   *
   * @param remember they count as seen from now on
   */
  hasNews(remember: boolean): boolean {
    let fresh = false;
    this.#session.post("Profiler.takePreciseCoverage", (_error: unknown, taken: unknown) => {
      for (const { scriptId, url, functions } of (taken as Taken).result) {
        if (!this.#isWatched(url)) continue;
        for (const { ranges } of functions) {
          if (ranges[0]?.count === 0) continue;
          for (const { startOffset, endOffset, count } of ranges) {
            // V8 leaves out a block that ran as often as the one around it: that its sibling did
            // not run is what tells of it.
            const key = `${scriptId}:${startOffset}-${endOffset}:${count === 0 ? "none" : Math.min(3, Math.log2(count) >> 1)}`;
            if (this.#seen.has(key)) continue;
            if (remember) this.#seen.add(key);
            fresh = true;
          }
        }
      }
    });
    return fresh;
  }

  close(): void {
    this.#session.disconnect();
  }
}
