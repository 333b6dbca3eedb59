import { rangeDiff } from "../app/view/range-diff.ts";
import { TrackerError } from "../errors.ts";
import { renderRangeDiff } from "../report/range-diff.ts";
import { howToFind } from "../app/view/read-series.ts";
import type { AddCommand, Face } from "./command.ts";
import { positive } from "./options.ts";
import { bareId } from "./thread.ts";

interface RangeDiffOptions {
  readonly tree?: string;
  readonly creationFactor?: number;
  readonly stat?: boolean;
  readonly json?: boolean;
}

/** `range-diff SERIES [OLDER] [NEWER]`: what changed from one revision to another. */
export const addRangeDiff: AddCommand = (program, face) => {
  program
    .command("range-diff")
    .description("show what changed between two revisions of a series, patch by patch")
    .argument("<series>", "its id, or the message-id (or lore address) of any mail of it")
    .argument("[older]", "a revision: v2, 'RFC v1', a message-id (default: the last but one)")
    .argument("[newer]", "the revision to compare it with (default: the last)")
    .option("--tree <path>", "git tree that has the files: lets git itself compare")
    .option(
      "--creation-factor <percent>",
      "how different two patches may be and still be one (default: 60)",
      positive,
    )
    .option("--stat", "only say which patch became which")
    .option("--json", "print the comparison as one JSON object")
    .action((series: string, older: string | undefined, newer: string | undefined, options) =>
      print(face, [series, older, newer], options as RangeDiffOptions),
    );
};

async function print(
  face: Face,
  [reference = "", older, newer]: readonly (string | undefined)[],
  options: RangeDiffOptions,
) {
  const app = await face.app();
  const series = await app.store.findSeriesId(bareId(reference));
  if (series === null) {
    throw new TrackerError(
      "not-found",
      `nothing stored is a series or a mail called ${reference}`,
      { hint: howToFind(reference) },
    );
  }
  const diff = await rangeDiff(app, {
    series,
    older: older === undefined ? null : bareId(older),
    newer: newer === undefined ? null : bareId(newer),
    trees: options.tree === undefined ? [] : [options.tree],
    ...(options.creationFactor === undefined ? {} : { creationFactor: options.creationFactor }),
  });
  if (options.json === true) face.json(diff);
  else {
    face.out(renderRangeDiff(diff, { stat: options.stat === true, paint: face.paint }));
  }
}
