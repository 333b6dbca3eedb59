import { createHash } from "node:crypto";
import type { FileDiff } from "./diff.ts";

/** What git says of a file ahead of its hunks. */
export interface DiffHeader {
  readonly created: boolean;
  readonly deleted: boolean;
  /** `100644`; null where the diff does not say. */
  readonly oldMode: string | null;
  readonly newMode: string | null;
  /** The blob before the patch, abbreviated as written; null where unknown or where there was none. */
  readonly oldBlob: string | null;
  /** Differs where a binary patch differs; null without one. */
  readonly binary: string | null;
}

const MODE = /^(old mode|new mode|new file mode|deleted file mode) (\d{6})\s{0,3}$/;
const INDEX = /^index ([0-9a-f]{4,64})\.\.([0-9a-f]{4,64})(?: (\d{6}))?\s{0,3}$/;
const BINARY = /^(?:GIT binary patch|Binary files .{0,8192} differ)\s{0,3}$/;
const NO_FILE = /^(---|\+\+\+) \/dev\/null\b/;

/**
 * Reads the extended header lines of a file's diff. Total.
 *
 * @see git-diff(1), "Generating patch text with -p"
 */
export function readDiffHeader({ header }: Pick<FileDiff, "header">): DiffHeader {
  const modes = new Map<string, string>();
  let oldBlob: string | null = null;
  let binary: string | null = null;
  let created = false;
  let deleted = false;
  for (const [at, line] of header.entries()) {
    const mode = MODE.exec(line);
    const index = INDEX.exec(line);
    const none = NO_FILE.exec(line)?.[1];
    if (mode !== null) modes.set(mode[1] ?? "", mode[2] ?? "");
    if (index !== null) {
      oldBlob = /^0+$/.test(index[1] ?? "") ? null : (index[1] ?? null);
      if (index[3] !== undefined) modes.set("index", index[3]);
    }
    created ||= none === "---";
    deleted ||= none === "+++";
    if (BINARY.test(line)) {
      binary = hashOf(header.slice(at));
      break;
    }
  }
  const kept = modes.get("index") ?? null;
  return {
    created: created || modes.has("new file mode"),
    deleted: deleted || modes.has("deleted file mode"),
    oldMode: modes.get("old mode") ?? modes.get("deleted file mode") ?? kept,
    newMode: modes.get("new mode") ?? modes.get("new file mode") ?? kept,
    oldBlob,
    binary,
  };
}

function hashOf(lines: readonly string[]): string {
  const end = lines.findIndex((line) => /^-- ?$/.test(line));
  const body = lines
    .slice(0, end < 0 ? undefined : end)
    .join("\n")
    .trimEnd();
  return createHash("sha1").update(body).digest("hex").slice(0, 12);
}
