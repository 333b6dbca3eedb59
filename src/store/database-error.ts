import { ExitStatus, TrackerError } from "../errors.ts";
import type { Store } from "../model/store.ts";

/** What to do about a file that cannot be read as it is. */
export const MEND_HINT =
  "try patchtrail doctor --repair; else bring back a back-up: patchtrail restore FILE";

/**
 * What SQLite or the file system says about a database, as an error that tells what to do; anything
 * else comes back as it was.
 */
export function asDatabaseError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof TrackerError) return error;
  const code = "code" in error ? String(error.code) : "";
  const said = (what: string) => `${what}: ${error.message}`;
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) {
    return new TrackerError("store-busy", `another process is writing to ${file}`, {
      cause: error,
      exitStatus: ExitStatus.unavailable,
      hint: "wait for it to end, then try again",
    });
  }
  if (/^SQLITE_(?:FULL|IOERR)|^ENOSPC|^EDQUOT|^EFBIG|^EIO/.test(code)) {
    return new TrackerError("store-full", said(`cannot write ${file}`), {
      cause: error,
      hint: "is the disk full? Nothing is half-written: make room, then run the same again",
    });
  }
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) {
    return new TrackerError("store-damaged", said(`cannot use ${file} as database`), {
      cause: error,
      hint: MEND_HINT,
    });
  }
  if (/^SQLITE_(?:READONLY|PERM|AUTH|CANTOPEN)|^EROFS|^EACCES|^EPERM/.test(code)) {
    return new TrackerError("store-unreadable", said(`cannot write ${file}`), {
      cause: error,
      hint: "patchtrail writes to the file and its folder: allow it, or name another with --db FILE",
    });
  }
  if (!code.startsWith("SQLITE_") && !("errno" in error) && !(error instanceof TypeError))
    return error;
  return new TrackerError("store-unreadable", said(`cannot use ${file} as database`), {
    cause: error,
    hint: "name another file with --db, or bring back a back-up: patchtrail restore FILE",
  });
}

/** The same store; where the database itself fails, at whatever call, its error says what to do. */
export function withClearErrors(store: Store, file: string): Store {
  const clear = (error: unknown) => {
    // A fault of our own statements must stay a bug of ours.
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const ours = !code.startsWith("SQLITE_") || /^SQLITE_(?:ERROR|MISUSE|CONSTRAINT)/.test(code);
    return ours ? error : asDatabaseError(error, file);
  };
  return new Proxy(store, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== "function") return found;
      return (...args: unknown[]) => {
        try {
          const result: unknown = Reflect.apply(found, target, args);
          if (result instanceof Promise)
            return result.catch((error) => Promise.reject(clear(error)));
          return isAsyncIterable(result) ? clearly(result, clear) : result;
        } catch (error) {
          throw clear(error);
        }
      };
    },
  });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

async function* clearly(rows: AsyncIterable<unknown>, clear: (error: unknown) => unknown) {
  try {
    yield* rows;
  } catch (error) {
    throw clear(error);
  }
}
