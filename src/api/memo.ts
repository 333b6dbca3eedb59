import type { Store } from "../model/store.ts";
import { Refusal } from "./problem.ts";

/** Answers that take long are asked for again: week after week of digests, one comparison. */
const MAX_KEPT = 50;

/** Remembers what was computed until the store changes; what is under way is computed once. */
export type Memo = <T>(key: string, compute: () => Promise<T>) => Promise<T>;

/** Lets one long computation run at a time; tells others to come back. */
export type Gate = <T>(compute: () => Promise<T>) => Promise<T>;

/** Seconds in which most of what is long is done. */
const RETRY_SECONDS = "15";

/** A gate that answers 503 with Retry-After while something is under way. */
export function createGate(): Gate {
  let busy = false;
  return async (compute) => {
    if (busy) {
      throw new Refusal(503, "another answer that takes long is being made; try again", {
        "Retry-After": RETRY_SECONDS,
      });
    }
    busy = true;
    try {
      return await compute();
    } finally {
      busy = false;
    }
  };
}

/** A memo for what is read from one store. The longest unused of many is forgotten. */
export function createMemo(store: Pick<Store, "changeToken">): Memo {
  const kept = new Map<string, Promise<unknown>>();
  let token = "";
  return async <T>(key: string, compute: () => Promise<T>): Promise<T> => {
    const now = await store.changeToken();
    if (now !== token) kept.clear();
    token = now;
    const known = kept.get(key);
    const value = known ?? compute();
    kept.delete(key);
    kept.set(key, value);
    if (known === undefined) {
      value.catch(() => {
        if (kept.get(key) === value) kept.delete(key);
      });
    }
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? "");
    return value as Promise<T>;
  };
}
