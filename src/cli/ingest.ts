import { alone } from "../app/alone.ts";
import type { IngestSummary } from "../app/ingest/batcher.ts";
import { ingest } from "../app/ingest/ingest.ts";
import type { AppContext } from "../app/context.ts";
import { resume } from "../app/track/rebuild.ts";
import { type ErrorCode, ExitStatus, TrackerError } from "../errors.ts";
import { ARCHIVE_FORMATS, type ArchiveFormat } from "../model/config.ts";
import type { AddCommand, Face } from "./command.ts";
import { tellFailure } from "./failure.ts";
import { choice, listName, zoneName } from "./options.ts";
import { renderSummaries, summaryJson } from "./summary.ts";

/** Failures that say nothing about the archives named beside. */
const OF_ONE_ARCHIVE: ReadonlySet<ErrorCode> = new Set([
  "archive-unreadable",
  "archive-unknown",
  "git-failed",
  "remote-unavailable",
]);

/** `ingest [--list NAME] [--format F] PATH…`: brings archives in, then tracks what came. */
export const addIngest: AddCommand = (program, face) => {
  program
    .command("ingest")
    .description(
      "read archives: git (public-inbox), bundle, mbox, Maildir, eml, pipermail, MHonArc",
    )
    .argument("<path...>", "files or folders; a folder is read for what is in it")
    .option(
      "--list <name>",
      "the list that the mails were sent to (default: as they say)",
      listName,
    )
    .addOption(choice("--format <form>", "form of the archive", ARCHIVE_FORMATS, "auto"))
    .option(
      "--zone <zone>",
      "IANA zone of dates on archive pages, such as Australia/Melbourne",
      zoneName,
    )
    .option("--json", "print the summary as JSON")
    .action((paths: string[], options: IngestOptions) => runIngest(face, paths, options));
};

interface IngestOptions {
  readonly list?: string;
  readonly format: ArchiveFormat;
  readonly zone?: string;
  readonly json?: boolean;
}

async function runIngest(face: Face, paths: readonly string[], options: IngestOptions) {
  const app = await face.app();
  const done = await alone(app, () => ingestAll(app, paths, options));
  tell(face, done, options.json === true);
}

/** Reads the archives one after the other, then tracks what came. */
async function ingestAll(app: AppContext, paths: readonly string[], options: IngestOptions) {
  const summaries: IngestSummary[] = [];
  const failures: TrackerError[] = [];
  for (const place of paths) {
    const { list = null, zone = null, format } = options;
    try {
      summaries.push(await ingest(app, { place, format, list, zone }));
    } catch (error) {
      // One archive that cannot be read must not keep the others out.
      if (!(error instanceof TrackerError) || !OF_ONE_ARCHIVE.has(error.code)) throw error;
      failures.push(error);
    }
  }
  return { summaries, failures, tracked: await resume(app) };
}

function tell(
  face: Face,
  { summaries, failures, tracked }: Awaited<ReturnType<typeof ingestAll>>,
  json: boolean,
) {
  if (json) face.json(summaryJson(summaries, tracked));
  else if (summaries.length > 0) face.out(renderSummaries(summaries, tracked, face.paint));
  for (const failure of failures) tellFailure(face, failure);
  const read = summaries.some((summary) => summary.mails + summary.problemCount > 0);
  const failed = summaries.some((summary) => summary.mails === 0 && summary.problemCount > 0);
  const statuses = failures.map(({ exitStatus }) => exitStatus);
  if (read && failed) statuses.push(ExitStatus.failed);
  face.setStatus(Math.max(ExitStatus.ok, ...statuses) as ExitStatus);
}
