import { ingest, type IngestSummary } from "../app/ingest.ts";
import { resume } from "../app/rebuild.ts";
import { ExitStatus } from "../errors.ts";
import { ARCHIVE_FORMATS, type ArchiveFormat } from "../model/config.ts";
import type { AddCommand, Face } from "./command.ts";
import { choice } from "./options.ts";
import { renderSummaries, summaryJson } from "./summary.ts";

/** `ingest [--list NAME] [--format F] PATH…`: brings archives in, then tracks what came. */
export const addIngest: AddCommand = (program, face) => {
  program
    .command("ingest")
    .description(
      "read archives: git (public-inbox), bundle, mbox, Maildir, eml, pipermail, MHonArc",
    )
    .argument("<path...>", "files or folders; a folder is read for what is in it")
    .option("--list <name>", "the list that the mails were sent to (default: as they say)")
    .addOption(choice("--format <form>", "form of the archive", ARCHIVE_FORMATS, "auto"))
    .option("--zone <zone>", "IANA zone of dates on archive pages, such as Australia/Melbourne")
    .option("--json", "print the summary as JSON")
    .addHelpText(
      "after",
      `
Examples:
  patchtrail ingest linuxppc-dev.bundle
  patchtrail ingest --list amd-gfx amd-gfx.mbox.gz
  patchtrail ingest --zone Australia/Melbourne pipermail/linuxppc-dev/`,
    )
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
  const summaries: IngestSummary[] = [];
  for (const place of paths) {
    const { list = null, zone = null, format } = options;
    summaries.push(await ingest(app, { place, format, list, zone }));
  }
  const tracked = await resume(app);
  if (options.json === true) face.out(JSON.stringify(summaryJson(summaries, tracked)));
  else face.out(renderSummaries(summaries, tracked, face.paint));
  const read = summaries.some((summary) => summary.mails + summary.problemCount > 0);
  const failed = summaries.some((summary) => summary.mails === 0 && summary.problemCount > 0);
  face.setStatus(read && failed ? ExitStatus.failed : ExitStatus.ok);
}
