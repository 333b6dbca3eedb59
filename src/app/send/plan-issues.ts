import { refreshIssues } from "../../github/listing.ts";
import type { IssuePlan, IssuePolicy, IssueRecord, RepositoryRecord } from "../../model/github.ts";
import { planIssues } from "../../report/github-plan.ts";
import { deliveriesOf } from "../../report/issue-deliveries.ts";
import { traitsOf } from "../../series/traits.ts";
import type { AppContext } from "../context.ts";
import type { Delivery } from "../../model/outbox.ts";
import { deliver, planOutgoing, type DeliverOptions, type DeliveryReport } from "./outbox.ts";
import { nothingToSignInWith } from "../../github/client.ts";
import {
  canSignIn,
  configuredRepositories,
  githubPublisher,
  repositoryLookup,
  signIn,
} from "./github-access.ts";
import { linkTemplate, listViews, newestMail } from "../view/views.ts";

/** A plan with what is to be told about it. */
export interface GithubPlan {
  readonly plans: readonly IssuePlan[];
  /** Sentences for the operator: faults of the configuration, what was not asked. */
  readonly notes: readonly string[];
}

/** What GitHub told, by the name that the configuration gives a repository. */
interface Known {
  readonly repositories: ReadonlyMap<string, RepositoryRecord>;
  readonly notes: readonly string[];
  readonly adopted: number;
}

/**
 * Brings our records up to date with GitHub. Where our issues were never read (a new or a lost
 * database) all of them are read and known again by their markers.
 */
async function refresh(context: AppContext, whole: boolean): Promise<Known> {
  const { store } = context;
  const client = await signIn(context);
  const lookUp = repositoryLookup(context, client);
  const repositories = new Map<string, RepositoryRecord>();
  const notes: string[] = [];
  let adopted = 0;
  for (const name of configuredRepositories(context)) {
    const repository = await lookUp(name);
    if (repository.fullName.toLowerCase() !== name.toLowerCase()) {
      notes.push(`${name} is called ${repository.fullName} now: mend it in the configuration`);
    }
    if (repository.archived) notes.push(`${name} is archived: nothing can be written there`);
    const records = await store.listGithubIssues();
    const found = await refreshIssues(client, repository, { records, whole });
    await store.saveGithubIssues(found.changed);
    await store.saveGithubRepository(found.repository);
    repositories.set(name, found.repository);
    adopted += found.adopted;
  }
  return { repositories, notes, adopted };
}

async function recorded(context: AppContext): Promise<Known> {
  const repositories = new Map<string, RepositoryRecord>();
  for (const name of configuredRepositories(context)) {
    const repository = await context.store.getGithubRepository(name);
    if (repository !== null) repositories.set(name, repository);
  }
  const notes =
    configuredRepositories(context).length === 0
      ? ["only a plan: no repository is configured (github.repository; docs/github.md)"]
      : ["GitHub was not asked: there is no token (GITHUB_TOKEN) and no app"];
  return { repositories, notes, adopted: 0 };
}

async function policyFor(context: AppContext, list: string): Promise<IssuePolicy> {
  const { github } = context.config;
  return {
    list,
    routes: github.routes,
    repository: github.repository,
    granularity: github.granularity,
    minConfidence: github.minConfidence,
    minAgeDays: github.minAgeDays,
    states: github.states,
    kinds: github.kinds,
    labels: github.labels,
    assignees: github.assignees,
    comments: github.comments,
    linkTemplate: linkTemplate(context, list),
    asOf: await newestMail(context, list),
    obfuscate: context.config.digest.obfuscate,
  };
}

async function planLists(
  context: AppContext,
  lists: readonly string[],
  known: { readonly records: readonly IssueRecord[]; readonly names: ReadonlyMap<number, string> },
): Promise<IssuePlan[]> {
  const plans = new Map<string, IssuePlan>();
  for (const list of lists) {
    const policy = await policyFor(context, list);
    const all = await listViews(context, list, { asOf: policy.asOf });
    // Backports and pull requests are reviewed elsewhere.
    const views = all.filter(({ series }) =>
      series.revisions.every((revision) => traitsOf(revision).sideline === null),
    );
    const made = planIssues({ views, policy, records: known.records, repositories: known.names });
    // A cross-posted series gets one issue, by the first list that it is on.
    for (const plan of made) if (!plans.has(plan.subject)) plans.set(plan.subject, plan);
  }
  return [...plans.values()];
}

/** New issues beyond the bound of one run wait; what is in an archived repository is left. */
function withBounds(
  context: AppContext,
  plans: readonly IssuePlan[],
  known: Known,
): { plans: IssuePlan[]; notes: string[] } {
  const { maxNew } = context.config.github;
  const creations = plans.filter((plan) => plan.action === "create").slice(maxNew);
  const late = new Set(creations);
  const kept = plans
    .filter((plan) => !late.has(plan))
    .map((plan): IssuePlan => {
      const archived = known.repositories.get(plan.repository ?? "")?.archived === true;
      if (!archived || plan.action === "leave") return plan;
      return { ...plan, action: "leave", comment: null, reason: "its repository is archived" };
    });
  const notes =
    late.size === 0 ? [] : [`${late.size} more new issues wait (github.maxNew is ${maxNew})`];
  return { plans: kept, notes };
}

/**
 * What would be done on GitHub for the loose ends of the configured lists (or of the one named).
 * With a repository and a token configured GitHub is asked what people did to our issues; it costs
 * nothing of the rate limit where they did nothing. Nothing is ever written there.
 *
 * @throws TrackerError `github-refused`, `remote-unavailable`
 */
export async function planGithubIssues(
  context: AppContext,
  list: string | null,
): Promise<GithubPlan> {
  const { store, config } = context;
  const stored = (await store.counts()).lists.map(({ name }) => name);
  const configured = config.github.lists.length > 0 ? config.github.lists : stored;
  const wanted = (list === null ? configured : [list]).filter((each) => stored.includes(each));
  const ask = canSignIn(context) && configuredRepositories(context).length > 0;
  const known = ask ? await refresh(context, false) : await recorded(context);
  const names = new Map(
    [...known.repositories].map(([name, repository]) => [repository.repositoryId, name] as const),
  );
  const records = await store.listGithubIssues();
  const all = await planLists(context, wanted, { records, names });
  const { plans, notes } = withBounds(context, all, known);
  return { plans, notes: [...known.notes, ...notes] };
}

/**
 * Notes in the outbox what plans would send; it leaves as `outbox.approve` says.
 *
 * @param now Unix seconds UTC
 * @throws TrackerError `config-missing` without token or app
 */
export async function planIssueDeliveries(
  context: AppContext,
  plans: readonly IssuePlan[],
  now: number,
): Promise<Delivery[]> {
  if (!canSignIn(context)) throw nothingToSignInWith();
  return planOutgoing(context, deliveriesOf(plans), now);
}

/**
 * Carries plans out through the outbox, approved since a person asked for them: once each, also
 * when a run is cut off.
 *
 * @throws TrackerError `config-missing` without token or app, `github-refused`,
 *   `remote-unavailable`, `store-busy` while another process sends
 */
export async function applyGithubPlans(
  context: AppContext,
  plans: readonly IssuePlan[],
  options: Omit<DeliverOptions, "publishers">,
): Promise<DeliveryReport[]> {
  const { store } = context;
  const stored = await planIssueDeliveries(context, plans, options.now());
  const waiting = stored.filter(({ state }) => state === "planned").map(({ id }) => id);
  await store.approveDeliveries(waiting, options.now());
  return deliver(context, { ...options, publishers: [githubPublisher(context)] });
}

/**
 * Finds our issues again by their markers, whatever the records say; none is made or changed.
 *
 * @throws TrackerError as `planGithubIssues`
 */
export async function adoptGithubIssues(context: AppContext): Promise<{
  readonly adopted: number;
  readonly known: number;
  readonly notes: readonly string[];
}> {
  const { adopted, notes } = await refresh(context, true);
  return { adopted, notes, known: (await context.store.listGithubIssues()).length };
}
