import { readSeries } from "../app/view/read-series.ts";
import { renderSeries } from "../report/series-page.ts";
import type { AddCommand, Face } from "./command.ts";
import { addSeriesDecisions } from "./series-decisions.ts";
import { apartFromCommands, moment } from "./options.ts";
import { bareId } from "./thread.ts";

interface SeriesOptions {
  readonly json: boolean;
  readonly evidence: boolean;
  readonly asOf?: number;
}

/** `series ID`: revisions, patches with their tags, TODOs, links; and what is decided about them. */
export const addSeries: AddCommand = (program, face) => {
  const series = program
    .command("series")
    .description("show a series: its revisions, tags, TODOs and why they belong together")
    .argument("<series>", "its id, or the message-id (or lore address) of any mail of it")
    .option("--evidence", "show why its revisions are linked")
    .option("--as-of <day>", "state as of this day (default: that of the newest mail)", moment)
    .option("--json", "print all of it as one JSON object")
    .action((reference: string, options: { json?: boolean; evidence?: boolean; asOf?: number }) =>
      printSeries(face, reference, {
        json: options.json === true,
        evidence: options.evidence === true,
        ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
      }),
    );
  addSeriesDecisions(apartFromCommands(series), face);
};

/** Prints the page of the series that a series id, message-id or archive address leads to. */
export async function printSeries(face: Face, reference: string, options: SeriesOptions) {
  const app = await face.app();
  const { view, relatives, asOf } = await readSeries(app, bareId(reference), options.asOf);
  if (options.json) face.json({ ...view, relatives });
  else {
    face.out(
      renderSeries(view, {
        asOf,
        relatives,
        evidence: options.evidence,
        width: face.columns,
        paint: face.paint,
      }),
    );
  }
}
