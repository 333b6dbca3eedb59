import { listIssues } from "../github/list-issues.ts";
import type { ExistingIssue, IssuePlan } from "../model/report.ts";
import { planIssues } from "../report/github-plan.ts";
import type { AppContext } from "./context.ts";
import { linkTemplate, listViews, newestMail } from "./views.ts";

/**
 * What would be done on GitHub for the loose ends of the configured lists (or of the one named).
 * With a repository and a token configured its issues are read, so that the plan tells changes
 * from creations; nothing is ever written.
 *
 * @throws TrackerError `github-refused`, `remote-unavailable`
 */
export async function planGithubIssues(
  context: AppContext,
  list: string | null,
): Promise<IssuePlan[]> {
  const { github, secrets } = context.config;
  const stored = (await context.store.counts()).lists.map(({ name }) => name);
  const wanted = list === null ? (github.lists.length > 0 ? github.lists : stored) : [list];
  const existing: ExistingIssue[] =
    github.repository === null || secrets.githubToken === null
      ? []
      : await listIssues({ repository: github.repository, token: secrets.githubToken });
  const plans = new Map<string, IssuePlan>();
  for (const name of wanted.filter((each) => stored.includes(each))) {
    const asOf = await newestMail(context, name);
    const policy = {
      list: name,
      minConfidence: github.minConfidence,
      minAgeDays: github.minAgeDays,
      labels: ["patchtrail", name],
      linkTemplate: linkTemplate(context, name),
      asOf,
    };
    const views = await listViews(context, name, { asOf });
    // A cross-posted series gets one issue, by the first list that it is on.
    for (const plan of planIssues({ views, policy, existing })) {
      if (!plans.has(plan.series)) plans.set(plan.series, plan);
    }
  }
  return [...plans.values()];
}
