import type { AppContext } from "../app/context.ts";
import { configuredDigest } from "../app/send/configured-digest.ts";
import { digestInput, newestMail } from "../app/view/views.ts";
import { htmlDigest } from "../app/send/digest-page.ts";
import { DIGEST_FORMATS, type DigestFormat } from "../model/config.ts";
import { isoWeekOf, parseIsoWeek } from "../report/iso-week.ts";
import { renderDigestMarkdown } from "../report/markdown.ts";
import { renderDigestText } from "../report/text.ts";
import type { AddCommand, Face } from "./command.ts";
import { knownLists } from "./known-list.ts";
import { sendDigests } from "./send-digests.ts";
import { writePages } from "./digest-pages.ts";
import { choice, positive } from "./options.ts";

/** `digest [LIST] [--week 2025-W08]`: the weekly digest of a list. */
export const addDigest: AddCommand = (program, face) => {
  program
    .command("digest")
    .description("the weekly digest of a list: what moved, whose move it is, loose ends")
    .argument("[list]", "the list (default: every list)")
    .option("--list <name>", "the same as the argument")
    .option("--week <week>", "ISO week such as 2025-W08 (default: that of the newest mail)")
    .addOption(
      choice(
        "--format <form>",
        "how to write it (default: as configured, else text)",
        DIGEST_FORMATS,
      ),
    )
    .option("--json", "the same as --format json")
    .option("--send", "plan the digests due to all subscribers, send those that are approved")
    .option("--dry-run", "with --send: only show what would go to whom")
    .option("--out <folder>", "write pages for a web server instead: weeks, charts, feeds, data")
    .option("--weeks <n>", "with --out: so many weeks up to that one", positive)
    .action((list: string | undefined, options: DigestOptions) =>
      options.send === true || options.dryRun === true
        ? sendDigests(face, { ...options, list: list ?? options.list ?? null })
        : runDigest(face, list ?? options.list, options),
    );
};

interface DigestOptions {
  readonly list?: string;
  readonly week?: string;
  readonly format?: DigestFormat;
  readonly json?: boolean;
  readonly send?: boolean;
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly weeks?: number;
}

async function runDigest(face: Face, list: string | undefined, options: DigestOptions) {
  const app = await face.app();
  // A week that is none is told before anything is read.
  if (options.week !== undefined) parseIsoWeek(options.week);
  const lists = await knownLists(app, list);
  if (options.out !== undefined) return writePages(face, lists, { ...options, out: options.out });
  const isData = formatOf(app, options) === "json";
  for (const [at, name] of lists.entries()) {
    if (at > 0 && !isData) face.out("");
    await printDigest(face, name, options);
  }
}

async function printDigest(face: Face, list: string, options: DigestOptions) {
  const app = await face.app();
  const week =
    options.week === undefined
      ? isoWeekOf(await newestMail(app, list))
      : parseIsoWeek(options.week);
  const format = formatOf(app, options);
  if (format === "html") return face.out(await htmlDigest(app, list, week));
  const digest = configuredDigest(app, await digestInput(app, list, week));
  if (format === "json") face.json(digest);
  else if (format === "markdown") face.out(renderDigestMarkdown(digest));
  else face.out(renderDigestText(digest));
}

function formatOf({ config }: AppContext, { json, format }: DigestOptions): DigestFormat {
  return json === true ? "json" : (format ?? config.digest.format);
}
