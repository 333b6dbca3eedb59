import type { Delivery, PlannedDelivery } from "../../../src/model/outbox.ts";
import type {
  GithubRecords,
  IssuePlan,
  IssuePolicy,
  IssueRecord,
  RepositoryRecord,
} from "../../../src/model/github.ts";
import type { SeriesView } from "../../../src/model/report.ts";
import { connectGithub, type GithubAccess, type GithubClient } from "../../../src/github/client.ts";
import { refreshIssues } from "../../../src/github/listing.ts";
import { GithubPublisher } from "../../../src/github/publisher.ts";
import { lookUpRepository } from "../../../src/github/repository.ts";
import { planIssues } from "../../../src/report/github-plan.ts";
import { deliveriesOf } from "../../../src/report/issue-deliveries.ts";
import { deliverAll, type Delivered } from "../../support/deliver-all.ts";
import { FakeGithub, TOKEN, type FakeRepository } from "../../support/github-server.ts";
import { aPolicy } from "../../support/issue-policy.ts";

/** Records in memory. */
export class MemoryRecords implements GithubRecords {
  readonly repositories = new Map<string, RepositoryRecord>();
  readonly issues = new Map<string, IssueRecord>();

  getGithubRepository(name: string) {
    return Promise.resolve(this.repositories.get(name) ?? null);
  }
  saveGithubRepository(repository: RepositoryRecord) {
    this.repositories.set(repository.name, repository);
    return Promise.resolve();
  }
  listGithubIssues() {
    return Promise.resolve([...this.issues.values()]);
  }
  getGithubIssue(repositoryId: number, number: number) {
    return Promise.resolve(this.issues.get(`${repositoryId}/${number}`) ?? null);
  }
  saveGithubIssues(issues: readonly IssueRecord[]) {
    for (const issue of issues) this.issues.set(`${issue.repositoryId}/${issue.number}`, issue);
    return Promise.resolve();
  }
}

/** A repository on a GitHub of our own, and all that plans and publishes to it. */
export class World {
  readonly github = new FakeGithub();
  readonly policy: IssuePolicy;
  readonly name = "jane/widgets";
  repository: FakeRepository;
  records = new MemoryRecords();

  constructor(policy: Partial<IssuePolicy> = {}) {
    this.policy = aPolicy(policy);
    this.repository = this.github.addRepository(this.name);
  }

  static async start(policy: Partial<IssuePolicy> = {}): Promise<World> {
    const world = new World(policy);
    await world.github.start();
    return world;
  }

  async stop(): Promise<void> {
    await this.github.stop();
  }

  connect(access: Partial<GithubAccess> = {}): Promise<GithubClient> {
    return connectGithub({
      token: TOKEN,
      app: null,
      baseUrl: this.github.base,
      account: null,
      throttle: false,
      ...access,
    });
  }

  async lookUp(client: GithubClient, name = this.name): Promise<RepositoryRecord> {
    const known = await this.records.getGithubRepository(name);
    const found = await lookUpRepository(client, name, known);
    await this.records.saveGithubRepository(found);
    return found;
  }

  /** What a new run knows: the records brought up to date, and the plan made of them. */
  async plan(views: readonly SeriesView[], whole = false): Promise<IssuePlan[]> {
    const client = await this.connect();
    const repository = await this.lookUp(client);
    const records = await this.records.listGithubIssues();
    const found = await refreshIssues(client, repository, { records, whole });
    await this.records.saveGithubIssues(found.changed);
    await this.records.saveGithubRepository(found.repository);
    return planIssues({
      views,
      policy: this.policy,
      records: await this.records.listGithubIssues(),
      repositories: new Map([[repository.repositoryId, this.name]]),
    });
  }

  async publisher(access: Partial<GithubAccess> = {}): Promise<GithubPublisher> {
    const client = await this.connect(access);
    return new GithubPublisher({
      client,
      repository: (name) => this.lookUp(client, name),
      records: this.records,
    });
  }

  async apply(plans: readonly IssuePlan[]): Promise<Delivered[]> {
    return deliverAll(deliveriesOf(plans), await this.publisher());
  }

  async run(views: readonly SeriesView[]): Promise<Delivered[]> {
    return this.apply(await this.plan(views));
  }
}

/** A delivery as the outbox hands it to a publisher. */
export function asDelivery(planned: PlannedDelivery | undefined): Delivery {
  if (planned === undefined) throw new Error("nothing was planned");
  return {
    ...planned,
    id: 1,
    state: "sending",
    attempts: 1,
    plannedAt: Math.floor(Date.now() / 1000),
    nextTryAt: null,
    sentAt: null,
    remoteId: null,
    error: null,
  };
}
