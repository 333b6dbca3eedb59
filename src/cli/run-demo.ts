import { planGithubIssues } from "../app/send/plan-issues.ts";
import { sync } from "../app/ingest/sync.ts";
import { digestInput, newestMail } from "../app/view/views.ts";
import { buildDigest } from "../report/digest.ts";
import { renderIssuePlan } from "../report/issue-plan-text.ts";
import { isoWeekOf } from "../report/iso-week.ts";
import { renderDigestText } from "../report/text.ts";
import type { Face } from "./command.ts";
import { createAppContext, sampleDatabase } from "./environment.ts";
import { tellFailure } from "./failure.ts";
import { renderSummaries } from "./summary.ts";

/** Issues shown in full; the rest is counted. */
const SHOWN_ISSUES = 3;

/** Reads the samples, then prints each list's digest, the GitHub plan, and how to go on. */
export async function runDemo(face: Face, samples: string): Promise<void> {
  const database = face.options().db ?? sampleDatabase();
  const app = await createAppContext({
    config: `${samples}patchtrail.yaml`,
    ...face.options(),
    db: database,
  });
  try {
    const { archives, tracked } = await sync(app, null);
    const summaries = archives.flatMap(({ summary }) => summary ?? []);
    face.out(
      renderSummaries(
        summaries.map((each) => ({ ...each, place: each.place.replace(samples, "samples/") })),
        tracked,
        face.paint,
      ),
    );
    for (const { place, error } of archives) {
      if (error !== null) tellFailure(face, error, place);
    }
    for (const { name } of (await app.store.counts()).lists) {
      const week = isoWeekOf(await newestMail(app, name));
      face.out(`\n${renderDigestText(buildDigest(await digestInput(app, name, week)))}`);
    }
    const { plans } = await planGithubIssues(app, null);
    face.out(face.paint.bold("What it would do on GitHub (nothing is sent):"));
    face.out(
      renderIssuePlan(plans, { width: face.columns, paint: face.paint, limit: SHOWN_ISSUES }),
    );
  } finally {
    await app.store.close();
  }
  face.out(`Look around in it:
  npx patchtrail --db ${database} status
  npx patchtrail --db ${database} serve
Your own list:
  npx patchtrail init --list NAME    writes patchtrail.yaml for a list that lore has
  npx patchtrail sync                brings its mails in; or read a file of yours:
  npx patchtrail ingest --list NAME PATH
  npx patchtrail digest              prints the week; also: status, series, todos, search`);
}
