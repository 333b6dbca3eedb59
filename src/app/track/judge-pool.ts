import type { JudgedSeries } from "../../model/derived.ts";
import { ThreadPool, threadsFor } from "../thread-pool.ts";

/** Series asked for at once: few, so that a long one does not leave the other threads idle. */
const SERIES_AT_ONCE = 10;

type Judge = (ids: readonly string[]) => Promise<readonly JudgedSeries[]>;

/** Threads that judge series, each with its own way into the store. */
export class JudgePool {
  readonly #threads: ThreadPool<readonly string[], readonly JudgedSeries[]>;
  readonly #spare: Judge;

  /** @param spare judges in this thread what a thread died of: there is more memory here */
  constructor(
    { databaseFile, threads }: { readonly databaseFile: string; readonly threads: number },
    spare: Judge,
    file: URL = new URL("./judge-worker.js", import.meta.url),
  ) {
    this.#threads = new ThreadPool("judge series", { threads, file, data: { databaseFile } });
    this.#spare = spare;
  }

  /** As `judgeStored`: the same series in the same order whatever the threads' timing. */
  async judge(ids: readonly string[]): Promise<JudgedSeries[]> {
    const parts = [];
    for (let at = 0; at < ids.length; at += SERIES_AT_ONCE) {
      const part = ids.slice(at, at + SERIES_AT_ONCE);
      parts.push(this.#threads.ask(part, part.length).catch(() => this.#spare(part)));
    }
    return (await Promise.all(parts)).flat();
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}

/** A pool for this machine; null where it gains nothing. This thread only waits meanwhile. */
export function startJudgePool(databaseFile: string | null, spare: Judge): JudgePool | null {
  const threads = threadsFor(0);
  if (databaseFile === null || threads < 2) return null;
  return new JudgePool({ databaseFile, threads }, spare);
}
