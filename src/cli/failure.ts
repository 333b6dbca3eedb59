import type { TrackerError } from "../errors.ts";
import type { Face } from "./command.ts";
import { inertLines } from "./terminal.ts";

/** Says on standard error what failed, its code for docs/reference/errors.md, and what to do. */
export function tellFailure({ err }: Face, error: TrackerError, place?: string): void {
  const [first = "", ...rest] = error.message.split("\n");
  const lead = place === undefined || first.includes(place) ? "" : `${place}: `;
  const message = [`${lead}${first} [${error.code}]`, ...rest].join("\n");
  err(`patchtrail: ${inertLines(message)}`);
  if (error.hint !== undefined) err(`  ${inertLines(error.hint)}`);
}
