import { sync } from "../app/ingest/sync.ts";
import { ExitStatus } from "../errors.ts";
import type { AddCommand, Face } from "./command.ts";
import { tellFailure } from "./failure.ts";
import { renderSummaries, summaryJson } from "./summary.ts";

/** `sync [LIST]`: brings in what is new in the configured archives. */
export const addSync: AddCommand = (program, face) => {
  program
    .command("sync")
    .description("fetch what is new in the archives and trees that the configuration names")
    .argument("[list]", "only this list")
    .option("--json", "print the summary as JSON")
    .action((list: string | undefined, options: { json?: boolean }) =>
      runSync(face, list ?? null, options.json === true),
    );
};

async function runSync(face: Face, list: string | null, json: boolean) {
  const app = await face.app();
  const { archives, trees, tracked } = await sync(app, list);
  const summaries = archives.flatMap(({ summary }) => summary ?? []);
  const treesRead = trees.flatMap(({ summary }) => summary ?? []);
  const failures = [...archives, ...trees].filter(({ error }) => error !== null);
  if (json) {
    const errors = failures.map(({ place, error }) => ({
      place,
      code: error?.code,
      message: error?.message,
    }));
    face.json({ ...summaryJson(summaries, tracked), trees: treesRead, errors });
  } else {
    face.out(renderSummaries(summaries, tracked, face.paint, treesRead));
  }
  for (const { place, error } of failures) if (error !== null) tellFailure(face, error, place);
  const worst = failures.map(({ error }) => error?.exitStatus ?? ExitStatus.failed);
  if (worst.length > 0) face.setStatus(Math.max(...worst) as ExitStatus);
}
