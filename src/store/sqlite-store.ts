import type { Database } from "better-sqlite3";
import type { Decision } from "../model/decision.ts";
import type { IssueRecord, RepositoryRecord } from "../model/github.ts";
import type {
  Claim,
  Delivery,
  DeliveryFilter,
  DeliveryOutcome,
  PlannedDelivery,
} from "../model/outbox.ts";
import type { SearchText } from "../model/query.ts";
import type {
  Derivation,
  RawCopy,
  RevisionGroup,
  Stamp,
  ReparsedCopy,
  JudgedRevision,
  JudgedGroup,
  JudgedSeries,
} from "../model/derived.ts";
import type { BatchResult, CrawlRecord, IngestBatch, Problem } from "../model/ingest.ts";
import type { SearchPage, SearchRequest } from "../model/search.ts";
import type { Lock, Store } from "../model/store.ts";
import type { TreeBatch, TreeState } from "../model/tree.ts";
import type { JobName, JobRun } from "../model/watch.ts";
import { ArchiveTable } from "./archive-table.ts";
import { CopyTable } from "./copy-table.ts";
import { DecisionTable } from "./decision-table.ts";
import * as queries from "./queries.ts";
import { JobTable } from "./job-table.ts";
import { tryLock } from "./lock.ts";
import { LinkTable } from "./link-table.ts";
import { GithubTable } from "./github-table.ts";
import { MessageTable } from "./message-table.ts";
import { OutboxTable } from "./outbox-table.ts";
import { SqliteReadings } from "./readings.ts";
import { listUnparsed, saveParsed, startRebuild } from "./rebuild.ts";
import { RevisionTable } from "./revision-table.ts";
import { searchMessages } from "./search.ts";
import { SearchIndex } from "./search-index.ts";
import { SeriesTable } from "./series-table.ts";
import { stampOf } from "./stamp.ts";
import { Surroundings } from "./surroundings.ts";
import { TreeTable } from "./tree-table.ts";

/** The store in one SQLite file: which table does what is asked. Each method is one transaction. */
export class SqliteStore extends SqliteReadings implements Store {
  readonly #db: Database;
  readonly #revisions: RevisionTable;
  readonly #index: SearchIndex;
  readonly #messages: MessageTable;
  readonly #archives: ArchiveTable;
  readonly #copies: CopyTable;
  readonly #surroundings: Surroundings;
  readonly #series: SeriesTable;
  readonly #decisions: DecisionTable;
  readonly #trees: TreeTable;
  readonly #outbox: OutboxTable;
  readonly #github: GithubTable;
  readonly #jobs: JobTable;

  constructor(db: Database) {
    const links = new LinkTable(db);
    const revisions = new RevisionTable(db, links);
    const series = new SeriesTable(db, revisions);
    const decisions = new DecisionTable(db);
    super({ db, series, links, decisions });
    this.#db = db;
    this.#revisions = revisions;
    this.#series = series;
    this.#decisions = decisions;
    this.#index = new SearchIndex(db);
    this.#messages = new MessageTable(db, revisions, this.#index);
    this.#archives = new ArchiveTable(db);
    this.#copies = new CopyTable(db, this.#messages);
    this.#surroundings = new Surroundings(db, revisions);
    this.#trees = new TreeTable(db);
    this.#outbox = new OutboxTable(db);
    this.#github = new GithubTable(db);
    this.#jobs = new JobTable(db);
  }

  #write<T>(change: () => T): Promise<T> {
    const transaction = this.#db.transaction(() => {
      const result = change();
      this.#index.flush();
      return result;
    });
    try {
      return Promise.resolve(transaction.immediate());
    } finally {
      this.#index.forget();
    }
  }

  /** As `#write`; null, and nothing written, when anybody wrote since. */
  #writeSince<T>(since: Stamp | undefined, change: () => T): Promise<T | null> {
    const overtaken = () => since !== undefined && stampOf(this.#db) !== since;
    return this.#write(() => (overtaken() ? null : change()));
  }
  async #saved(since: Stamp | undefined, change: () => void): Promise<boolean> {
    const written = await this.#writeSince(since, () => {
      change();
      return true;
    });
    return written !== null;
  }
  async stamp(): Promise<Stamp> {
    return stampOf(this.#db);
  }

  async knownCopies(hashes: readonly string[], list: string | null): Promise<ReadonlySet<string>> {
    const known = (hash: string) => {
      const lists = this.#copies.listsOf(hash);
      return list === null ? lists.length > 0 : lists.includes(list);
    };
    return new Set(hashes.filter(known));
  }
  async storedFiles(source: string, list: string | null): Promise<ReadonlyMap<string, number>> {
    return this.#copies.filesOf(source, list);
  }
  saveBatch(batch: IngestBatch): Promise<BatchResult> {
    return this.#write(() => ({
      ...this.#copies.save(batch),
      problems: this.#archives.save(batch),
    }));
  }
  forgetProblems(place: string, standing: readonly Pick<Problem, "where" | "code">[]) {
    return this.#write(() => this.#archives.forgetProblems(place, standing));
  }
  async listProblems(limit: number): Promise<Omit<Problem, "raw">[]> {
    return this.#archives.listProblems(limit);
  }
  async getCheckpoint(source: string): Promise<string | null> {
    return this.#archives.checkpoint(source);
  }
  async loadCrawlRecord(url: string): Promise<CrawlRecord | null> {
    return this.#archives.crawlRecord(url);
  }
  saveCrawlRecord(url: string, record: CrawlRecord): Promise<void> {
    return this.#write(() => this.#archives.saveCrawlRecord(url, record));
  }

  async getTree(name: string): Promise<TreeState | null> {
    return this.#trees.state(name);
  }
  saveTree(batch: TreeBatch) {
    return this.#write(() => ({ forgotten: this.#trees.save(batch) }));
  }

  startRebuild(): Promise<void> {
    return this.#write(() => startRebuild(this.#db));
  }
  async listUnparsed(limit: number): Promise<RawCopy[]> {
    return listUnparsed(this.#db, this.#copies, limit);
  }
  saveParsed(parsed: readonly ReparsedCopy[], since?: Stamp): Promise<boolean> {
    const tables = { db: this.#db, copies: this.#copies, messages: this.#messages };
    return this.#saved(since, () => saveParsed(tables, parsed));
  }

  async listDirtyMessages(limit: number): Promise<string[]> {
    return this.#surroundings.listDirty(limit);
  }
  async countDirty() {
    return queries.countDirty(this.#db);
  }
  async loadSurroundings(messageIds: readonly string[]) {
    return this.#surroundings.load(messageIds);
  }
  saveDerivation(derivation: Derivation, since?: Stamp): Promise<string[] | null> {
    return this.#writeSince(since, () => {
      const changed = this.#surroundings.save(derivation);
      this.#decisions.markNaming(new Set(derivation.places.map(({ messageId }) => messageId)));
      return changed;
    });
  }
  async listUnlinked(limit: number) {
    return this.#revisions.listUnlinked(limit, this.#decisions.pairs());
  }
  saveLinks(judged: readonly JudgedRevision[], since?: Stamp): Promise<boolean> {
    return this.#saved(since, () => this.#revisions.saveLinks(judged));
  }
  async listUngrouped(limit: number): Promise<RevisionGroup[]> {
    return this.#revisions.listUngrouped(limit);
  }
  saveGroups(groups: readonly JudgedGroup[], since?: Stamp): Promise<boolean> {
    return this.#saved(since, () => this.#revisions.saveGroups(groups));
  }
  async listDirtySeries(limit: number): Promise<string[]> {
    return this.#series.listDirty(limit);
  }
  async loadSeries(id: string) {
    const loaded = this.#series.load(id);
    if (loaded === null) return null;
    const commits = this.#trees.listFor(loaded.series.lists, loaded.messages);
    return { ...loaded, commits };
  }
  wakeSilentSeries(): Promise<void> {
    return this.#write(() => this.#series.wakeSilent());
  }
  saveTracked(tracked: readonly JudgedSeries[], since?: Stamp): Promise<boolean> {
    return this.#saved(since, () => this.#series.saveTracked(tracked));
  }

  saveDecisions(decisions: readonly Decision[]) {
    return this.#write(() => this.#decisions.save(decisions));
  }
  dropDecisions(ids: readonly number[]) {
    return this.#write(() => this.#decisions.drop(ids));
  }
  async listDecisions() {
    return this.#decisions.list();
  }

  async search(request: SearchRequest): Promise<SearchPage> {
    const unindexed = this.#index.countUnindexed();
    return { ...searchMessages(this.#db, request), unindexed };
  }
  async listUnindexed(limit: number) {
    return this.#index.listUnindexed(limit);
  }
  saveIndexed(indexed: readonly { readonly messageId: string; readonly text: SearchText }[]) {
    return this.#write(() => this.#index.saveIndexed(indexed));
  }

  async getGithubRepository(name: string): Promise<RepositoryRecord | null> {
    return this.#github.getRepository(name);
  }
  saveGithubRepository(repository: RepositoryRecord): Promise<void> {
    return this.#write(() => this.#github.saveRepository(repository));
  }
  async listGithubIssues(): Promise<IssueRecord[]> {
    return this.#github.list();
  }
  async getGithubIssue(repositoryId: number, number: number): Promise<IssueRecord | null> {
    return this.#github.get(repositoryId, number);
  }
  saveGithubIssues(issues: readonly IssueRecord[]): Promise<void> {
    return this.#write(() => this.#github.save(issues));
  }

  async planDeliveries(planned: readonly PlannedDelivery[], now: number): Promise<Delivery[]> {
    return this.#outbox.plan(planned, now);
  }
  async listDeliveries(filter: DeliveryFilter): Promise<Delivery[]> {
    return this.#outbox.list(filter);
  }
  async approveDeliveries(ids: readonly number[], now: number): Promise<number[]> {
    return this.#outbox.approve(ids, now);
  }
  async dropDeliveries(ids: readonly number[], now: number): Promise<number[]> {
    return this.#outbox.drop(ids, now);
  }
  async claimDelivery(claim: Claim): Promise<Delivery | null> {
    return this.#outbox.claim(claim);
  }
  async claimInterrupted(claim: Claim & { readonly alone: boolean }): Promise<Delivery | null> {
    return this.#outbox.claimInterrupted(claim);
  }
  async markHandedOver(delivery: Delivery): Promise<boolean> {
    return this.#outbox.handOver(delivery);
  }
  async finishDelivery(delivery: Delivery, outcome: DeliveryOutcome): Promise<boolean> {
    return this.#outbox.finish(delivery, outcome);
  }
  async listJobRuns(): Promise<JobRun[]> {
    return this.#jobs.list();
  }
  saveJobRuns(runs: readonly JobRun[]): Promise<void> {
    return this.#write(() => this.#jobs.save(runs));
  }
  keepJobRuns(jobs: readonly JobName[]): Promise<void> {
    return this.#write(() => this.#jobs.keep(jobs));
  }
  async tryLock(name: string): Promise<Lock | null> {
    return tryLock(this.#db.name === ":memory:" ? ":memory:" : `${this.#db.name}.${name}.lock`);
  }
  async close(): Promise<void> {
    this.#db.close();
  }
}
