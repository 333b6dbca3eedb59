import type { Config } from "../model/config.ts";
import type { Store } from "../model/store.ts";

/** Tells people how a run goes; nothing that it is told is a result. */
export interface Reporter {
  /** `total` null where unknown. Called often; the face thins it out. */
  progress(step: {
    readonly label: string;
    readonly done: number;
    readonly total: number | null;
    readonly unit: string;
  }): void;
  /** The step with this label is over. */
  finished(label: string): void;
}

/** What every use case works with. */
export interface AppContext {
  readonly store: Store;
  /** The store's file, for threads that open it too; null for a store in memory. */
  readonly databaseFile: string | null;
  readonly config: Config;
  readonly reporter: Reporter;
  /** Folder for mirrors of remote archives. */
  readonly cacheFolder: string;
  /** Once given, long work ends between two steps, with its reason as the error. */
  readonly signal?: AbortSignal;
}
