import { adoptGithubIssues, applyGithubPlans, planGithubIssues } from "../app/send/plan-issues.ts";
import { makeWhole } from "../app/track/whole.ts";
import type { DeliveryReport } from "../app/send/outbox.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import { renderIssuePlan } from "../report/issue-plan-text.ts";
import type { AddCommand, Face } from "./command.ts";
import { knownLists } from "./known-list.ts";
import { clock } from "./outbox.ts";
import { positive } from "./options.ts";
import { inertLines } from "./terminal.ts";

interface IssuesOptions {
  readonly list?: string;
  readonly limit: number;
  readonly json?: boolean;
  readonly plan?: boolean;
  readonly apply?: boolean;
}

/** `issues [--plan | --apply]` and `issues adopt`: what loose ends become on GitHub. */
export const addIssues: AddCommand = (program, face) => {
  const issues = program
    .command("issues")
    .description("GitHub issues for loose ends: shows what would be done, --apply does it")
    .option("--plan", "show what would be opened, changed and closed; write nothing (default)")
    .option("--apply", "do it")
    .option("--list <name>", "only of this list")
    .option("--limit <n>", "show at most so many", positive, 20)
    .option("--json", "one JSON object an issue, or a delivery with --apply")
    .action((options: IssuesOptions) => runIssues(face, options));
  issues
    .command("adopt")
    .description("find our issues again by their hidden markers, after the database was lost")
    .action(() => runAdopt(face));
};

async function runIssues(face: Face, options: IssuesOptions) {
  if (options.plan === true && options.apply === true) {
    throw new TrackerError("usage", "--plan and --apply exclude one another", {
      exitStatus: ExitStatus.usage,
    });
  }
  const app = await face.app();
  if (options.list !== undefined) await knownLists(app, options.list);
  if (options.apply === true) await makeWhole(app);
  const { plans, notes } = await planGithubIssues(app, options.list ?? null);
  for (const note of notes) face.err(inertLines(note));
  if (options.apply === true) {
    const done = await applyGithubPlans(app, plans, { now: clock, random: Math.random });
    report(face, done, options.json === true);
  } else if (options.json === true) {
    for (const plan of plans) face.json(plan);
  } else {
    const { columns, paint } = face;
    face.out(renderIssuePlan(plans, { width: columns, paint, limit: options.limit }));
    if (plans.length === 0) {
      face.err(
        "nothing open is sure and old enough (github.minConfidence, github.minAgeDays): docs/github.md",
      );
    }
  }
}

function report(face: Face, done: readonly DeliveryReport[], json: boolean) {
  const counts = { sent: 0, failed: 0, waiting: 0 };
  for (const { delivery, outcome } of done) {
    const { key, summary } = delivery;
    const state =
      outcome.state === "sent" || outcome.state === "failed" ? outcome.state : "waiting";
    counts[state] += 1;
    if (json) face.json({ key, ...outcome, state });
    else if (outcome.state === "sent")
      face.out(inertLines(`${summary}: ${outcome.remoteId ?? ""}`));
    else face.err(inertLines(`${summary}: ${outcome.error}`));
  }
  const { sent, failed, waiting } = counts;
  if (!json) face.out(`${sent} sent, ${failed} failed, ${waiting} waiting for another run`);
  if (failed > 0) face.setStatus(ExitStatus.failed);
  else if (waiting > 0) face.setStatus(ExitStatus.unavailable);
}

async function runAdopt(face: Face) {
  const { adopted, known, notes } = await adoptGithubIssues(await face.app());
  for (const note of notes) face.err(inertLines(note));
  face.out(`${adopted} found again, ${known} known`);
}
