import type { Delivered } from "../app/deliver-all.ts";
import { adoptGithubIssues, applyGithubPlans, planGithubIssues } from "../app/plan-issues.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import { renderIssuePlan } from "../report/issue-plan-text.ts";
import type { AddCommand, Face } from "./command.ts";
import { knownLists } from "./known-list.ts";
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
  const { plans, notes } = await planGithubIssues(app, options.list ?? null);
  for (const note of notes) face.err(inertLines(note));
  if (options.apply === true) {
    report(face, await applyGithubPlans(app, plans), options.json === true);
  } else if (options.json === true) {
    for (const plan of plans) face.out(JSON.stringify(plan));
  } else {
    const { columns, paint } = face;
    face.out(renderIssuePlan(plans, { width: columns, paint, limit: options.limit }));
  }
}

function report(face: Face, delivered: readonly Delivered[], json: boolean) {
  const of = (state: Delivered["state"]) => delivered.filter((each) => each.state === state);
  for (const { planned, state, remoteId, error } of delivered) {
    const { key, summary } = planned;
    if (json) face.out(JSON.stringify({ key, state, remoteId, error }));
    else if (state === "sent") face.out(inertLines(`${summary}: ${remoteId ?? ""}`));
    else face.err(inertLines(`${summary}: ${error ?? ""}`));
  }
  const counts = `${of("sent").length} sent, ${of("failed").length} failed, ${of("waiting").length} waiting for another run`;
  if (!json) face.out(counts);
  if (of("failed").length > 0) face.setStatus(ExitStatus.failed);
  else if (of("waiting").length > 0) face.setStatus(ExitStatus.unavailable);
}

async function runAdopt(face: Face) {
  const { adopted, known, notes } = await adoptGithubIssues(await face.app());
  for (const note of notes) face.err(inertLines(note));
  face.out(`${adopted} found again, ${known} known`);
}
