import { DeliveryError } from "../errors.ts";
import type { GithubRecords, IssueDelivery, RepositoryRecord } from "../model/github.ts";
import type { Delivery, Publisher } from "../model/outbox.ts";
import { MAX_ISSUE_BODY } from "../report/issue-body.ts";
import { mergePart, partOf } from "../report/issue-marker.ts";
import { isRedirect, ownerAndRepo, type GithubClient } from "./client.ts";
import { asDeliveryError, refusalOf } from "./errors.ts";
import { findComment, findIssue, hasArrived, type Job } from "./find-delivery.ts";
import { isIssueRow, seenAgain, written, type IssueRow } from "./issue-row.ts";

/** Creating is not repeated by a plugin: an answer that was lost may belong to an issue made. */
const ONCE = { retries: 0 } as const;

/** What the publisher works with. */
export interface PublisherParts {
  readonly client: GithubClient;
  /** Looks a configured repository up, once a run. */
  readonly repository: (name: string) => Promise<RepositoryRecord>;
  readonly records: GithubRecords;
}

interface Answer {
  readonly status: number;
  readonly data: unknown;
}

const nowSeconds = (): number => Date.now() / 1000;

/** Sends issues and comments to GitHub, and finds those whose answer was lost. */
export class GithubPublisher implements Publisher {
  readonly channel = "github";
  readonly #parts: PublisherParts;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  async send(delivery: Delivery): Promise<{ readonly remoteId: string | null }> {
    const { change, repository } = delivery.payload as IssueDelivery;
    const what = `${change} in ${repository}`;
    try {
      const job = await this.#jobOf(delivery);
      if (job.repository.archived) {
        throw new DeliveryError(`${what}: the repository is archived`, { retry: false });
      }
      switch (job.payload.change) {
        case "create":
          return { remoteId: String((await this.#create(job)).number) };
        case "comment":
          return { remoteId: await this.#comment(job) };
        case "update":
        case "close":
          return { remoteId: String((await this.#rewrite(job)).number) };
      }
    } catch (error) {
      const creating = change === "create" || change === "comment";
      throw asDeliveryError(error, { what, creating }, nowSeconds());
    }
  }

  async find(delivery: Delivery): Promise<{ readonly remoteId: string } | "absent"> {
    const { change, repository } = delivery.payload as IssueDelivery;
    const { client } = this.#parts;
    try {
      const job = await this.#jobOf(delivery);
      if (job.payload.change === "comment") {
        const id = await findComment(client, job);
        if (id !== null) await this.#tell(job);
        return id === null ? "absent" : { remoteId: id };
      }
      if (job.payload.change === "create") {
        const row = await findIssue(client, job);
        if (row === null) return "absent";
        await this.#remember(job, row);
        return { remoteId: String(row.number) };
      }
      const row = await this.#read(job);
      if (!hasArrived(job, row)) return "absent";
      await this.#remember(job, row);
      return { remoteId: String(row.number) };
    } catch (error) {
      const what = `looking for ${change} in ${repository}`;
      throw asDeliveryError(error, { what, creating: false }, nowSeconds());
    }
  }

  async #jobOf(delivery: Delivery): Promise<Job> {
    const payload = delivery.payload as IssueDelivery;
    const repository = await this.#parts.repository(payload.repository);
    const record =
      payload.number === null
        ? null
        : await this.#parts.records.getGithubIssue(repository.repositoryId, payload.number);
    return { delivery, payload, repository, record };
  }

  #address(job: Job) {
    const number = job.payload.number ?? 0;
    return { ...ownerAndRepo(job.repository.fullName), issue_number: number };
  }

  async #create(job: Job): Promise<IssueRow> {
    const { payload } = job;
    const create = async (assignees: readonly string[]): Promise<Answer> =>
      this.#parts.client.octokit.rest.issues.create({
        ...ownerAndRepo(job.repository.fullName),
        title: payload.title,
        body: payload.body,
        labels: [...payload.labels],
        ...(assignees.length > 0 ? { assignees: [...assignees] } : {}),
        request: ONCE,
      });
    let answer: Answer;
    try {
      answer = await create(payload.assignees);
    } catch (error) {
      const refusal = refusalOf(error, nowSeconds());
      // Somebody who may not be assigned here is no reason to have no issue.
      if (refusal.kind !== "invalid" || payload.assignees.length === 0) throw error;
      answer = await create([]);
    }
    const row = wholeRow(answer);
    await this.#remember(job, row);
    return row;
  }

  /** Reads the issue as it is now. What is gone is recorded, and never tried again. */
  async #read(job: Job): Promise<IssueRow> {
    let answer: Answer;
    try {
      answer = await this.#parts.client.octokit.rest.issues.get(this.#address(job));
    } catch (error) {
      if (refusalOf(error, nowSeconds()).kind === "missing") await this.#gone(job, "deleted");
      throw error;
    }
    if (isRedirect(answer)) await this.#gone(job, "moved");
    return wholeRow(answer);
  }

  async #gone(job: Job, gone: "deleted" | "moved"): Promise<never> {
    if (job.record !== null) {
      await this.#parts.records.saveGithubIssues([{ ...job.record, gone }]);
    }
    throw new DeliveryError(`#${job.payload.number} was ${gone} by a person`, { retry: false });
  }

  async #rewrite(job: Job): Promise<IssueRow> {
    const { payload, record } = job;
    if (record !== null && record.writes !== payload.writes) {
      throw new DeliveryError(`#${record.number} was written since this was planned`, {
        retry: false,
      });
    }
    const row = await this.#read(job);
    const closed = row.state === "closed";
    if (payload.change === "close" && closed) {
      await this.#seen(job, row);
      return row;
    }
    if (payload.change === "update" && closed && !payload.reopen) {
      await this.#seen(job, row);
      throw new DeliveryError(`#${row.number} was closed by a person meanwhile`, { retry: false });
    }
    const body = mergePart(row.body ?? "", {
      part: payload.body,
      last: record?.ownPart ?? partOf(row.body ?? "") ?? "",
    });
    if (body.length > MAX_ISSUE_BODY) {
      await this.#seen(job, row);
      throw new DeliveryError(`#${row.number}: what people wrote leaves no room for our part`, {
        retry: false,
      });
    }
    // A title that is not the one that the plan saw was given by a person since.
    const retitled = record !== null && row.title !== record.title;
    const state =
      payload.change === "close"
        ? { state: "closed" as const, state_reason: payload.stateReason ?? "completed" }
        : payload.reopen && closed
          ? { state: "open" as const, state_reason: "reopened" as const }
          : {};
    const answer: Answer = await this.#parts.client.octokit.rest.issues.update({
      ...this.#address(job),
      body,
      ...(retitled || row.title === payload.title ? {} : { title: payload.title }),
      ...state,
    });
    const updated = wholeRow(answer);
    await this.#remember(job, updated, retitled);
    return updated;
  }

  async #comment(job: Job): Promise<string> {
    let answer: Answer;
    try {
      answer = await this.#parts.client.octokit.rest.issues.createComment({
        ...this.#address(job),
        body: job.payload.body,
        request: ONCE,
      });
    } catch (error) {
      if (refusalOf(error, nowSeconds()).kind === "missing") await this.#gone(job, "deleted");
      throw error;
    }
    if (isRedirect(answer)) await this.#gone(job, "moved");
    const { data } = answer;
    if (typeof data !== "object" || data === null || !("id" in data)) throw cutOff();
    await this.#tell(job);
    return String(data.id);
  }

  /** Records that the issue has told of what a comment was about. */
  async #tell(job: Job): Promise<void> {
    if (job.record === null) return;
    await this.#parts.records.saveGithubIssues([{ ...job.record, told: job.payload.told }]);
  }

  /** Records what a person did to an issue that we were about to write. */
  async #seen(job: Job, row: IssueRow): Promise<void> {
    if (job.record !== null) {
      await this.#parts.records.saveGithubIssues([seenAgain(job.record, row)]);
    }
  }

  async #remember(job: Job, row: IssueRow, retitled = false): Promise<void> {
    const { payload, record, repository } = job;
    const ours = {
      repositoryId: repository.repositoryId,
      subject: payload.subject,
      told: payload.told,
      title: retitled ? (record?.ownTitle ?? "") : payload.title,
      part: payload.body,
      closing: payload.closing,
    };
    await this.#parts.records.saveGithubIssues([written(record, row, ours)]);
  }
}

/** After a time-out in the middle of an answer octokit hands out nothing, as if it were one. */
function cutOff(): DeliveryError {
  return new DeliveryError("GitHub's answer was cut off", { retry: true, mayHaveArrived: true });
}

function wholeRow(answer: Answer): IssueRow {
  if (isRedirect(answer)) {
    throw new DeliveryError("the repository was renamed meanwhile", { retry: true });
  }
  if (!isIssueRow(answer.data)) throw cutOff();
  return answer.data;
}
