import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { TrackerError } from "../errors.ts";
import { wordsOf } from "./events.ts";

/**
 * What lies at a place of this machine that somebody named.
 *
 * @throws TrackerError `archive-unreadable`, with a word on `~` where nobody expanded it
 */
export async function statPlace(local: string): Promise<Stats> {
  try {
    return await stat(local);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    // A shell does that, a configuration does not.
    const tilde = local.split("/").includes("~");
    throw new TrackerError(
      "archive-unreadable",
      `cannot read ${local}: ${missing ? "no such file or folder" : wordsOf(cause)}`,
      {
        cause,
        hint: tilde
          ? "~ is not expanded here: write the folder out"
          : "check the path, and that you may read it",
      },
    );
  }
}
