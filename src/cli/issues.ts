import { planGithubIssues } from "../app/plan-issues.ts";
import { renderIssuePlan } from "../report/github-plan.ts";
import type { AddCommand } from "./command.ts";
import { positive } from "./options.ts";
import { knownLists } from "./known-list.ts";

/** `issues [--list NAME]`: what would be done on GitHub. Sends nothing. */
export const addIssues: AddCommand = (program, face) => {
  program
    .command("issues")
    .description("show which GitHub issues loose ends would open, change or close; sends nothing")
    .option("--list <name>", "only of this list")
    .option("--limit <n>", "show at most so many", positive, 20)
    .option("--json", "one JSON object an issue")
    .action(async (options: { list?: string; limit: number; json?: boolean }) => {
      const app = await face.app();
      if (options.list !== undefined) await knownLists(app, options.list);
      const plans = await planGithubIssues(app, options.list ?? null);
      if (options.json === true) for (const plan of plans) face.out(JSON.stringify(plan));
      else {
        face.out(
          renderIssuePlan(plans, { width: face.columns, paint: face.paint, limit: options.limit }),
        );
      }
    });
};
