import type { Database } from "better-sqlite3";
import type { Decision } from "../model/decision.ts";
import type { IssueRecord, RepositoryRecord } from "../model/github.ts";
import type { Message } from "../model/mail.ts";
import type {
  Claim,
  Delivery,
  DeliveryFilter,
  DeliveryOutcome,
  PlannedDelivery,
} from "../model/outbox.ts";
import type { GistFilter, PlacedTodoFilter } from "../model/overview.ts";
import type { SearchText } from "../model/query.ts";
import type { Link, Series, SeriesStatus, StoredMessage } from "../model/series.ts";
import type {
  BatchResult,
  CrawlRecord,
  Derivation,
  ExportRow,
  IngestBatch,
  Lock,
  MessageFacts,
  Problem,
  RawCopy,
  RevisionGroup,
  SearchPage,
  SearchRequest,
  SeriesFilter,
  SeriesRow,
  Store,
  StoreCounts,
  TodoFilter,
} from "../model/store.ts";
import type { Todo } from "../model/todo.ts";
import type { TreeBatch, TreeState } from "../model/tree.ts";
import type { JobName, JobRun } from "../model/watch.ts";
import { CopyTable } from "./copies.ts";
import { DecisionTable } from "./decision-table.ts";
import { exportRows } from "./export-rows.ts";
import { JobTable } from "./job-table.ts";
import { tryLock } from "./lock.ts";
import { GithubTable } from "./github-table.ts";
import { MessageTable } from "./message-table.ts";
import { OutboxTable } from "./outbox-table.ts";
import * as overview from "./overview.ts";
import * as pages from "./pages.ts";
import * as queries from "./queries.ts";
import { listUnparsed, saveParsed, startRebuild } from "./rebuild.ts";
import { RevisionTable } from "./revision-table.ts";
import { searchMessages } from "./search.ts";
import { SearchIndex } from "./search-index.ts";
import { SeriesTable } from "./series-table.ts";
import { Surroundings } from "./surroundings.ts";
import { TreeTable } from "./tree-table.ts";

/** The store in one SQLite file. Each method is one transaction. */
export class SqliteStore implements Store {
  readonly #db: Database;
  readonly #revisions: RevisionTable;
  readonly #index: SearchIndex;
  readonly #messages: MessageTable;
  readonly #copies: CopyTable;
  readonly #surroundings: Surroundings;
  readonly #series: SeriesTable;
  readonly #decisions: DecisionTable;
  readonly #trees: TreeTable;
  readonly #outbox: OutboxTable;
  readonly #github: GithubTable;
  readonly #jobs: JobTable;

  constructor(db: Database) {
    this.#db = db;
    this.#revisions = new RevisionTable(db);
    this.#index = new SearchIndex(db);
    this.#messages = new MessageTable(db, this.#revisions, this.#index);
    this.#copies = new CopyTable(db, this.#messages);
    this.#surroundings = new Surroundings(db, this.#revisions);
    this.#series = new SeriesTable(db, this.#revisions);
    this.#decisions = new DecisionTable(db);
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

  async knownCopies(hashes: readonly string[], list: string | null): Promise<ReadonlySet<string>> {
    const known = (hash: string) => {
      const lists = this.#copies.listsOf(hash);
      return list === null ? lists.length > 0 : lists.includes(list);
    };
    return new Set(hashes.filter(known));
  }
  saveBatch(batch: IngestBatch): Promise<BatchResult> {
    return this.#write(() => this.#copies.save(batch));
  }
  forgetProblems(place: string, standing: readonly Pick<Problem, "where" | "code">[]) {
    return this.#write(() => this.#copies.forgetProblems(place, standing));
  }
  async getCheckpoint(source: string): Promise<string | null> {
    const row = this.#db
      .prepare<[string], { position: string }>("SELECT position FROM checkpoint WHERE source = ?")
      .get(source);
    return row?.position ?? null;
  }
  async loadCrawlRecord(url: string): Promise<CrawlRecord | null> {
    const row = this.#db
      .prepare<[string], { etag: string | null; last_modified: string | null; complete: number }>(
        "SELECT etag, last_modified, complete FROM crawl_page WHERE url = ?",
      )
      .get(url);
    if (row === undefined) return null;
    return { etag: row.etag, lastModified: row.last_modified, complete: row.complete === 1 };
  }
  saveCrawlRecord(url: string, record: CrawlRecord): Promise<void> {
    return this.#write(() => {
      this.#db
        .prepare(
          "INSERT OR REPLACE INTO crawl_page (url, etag, last_modified, complete) VALUES (?, ?, ?, ?)",
        )
        .run(url, record.etag, record.lastModified, record.complete ? 1 : 0);
    });
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
  saveParsed(
    parsed: readonly {
      readonly copy: RawCopy;
      readonly message: Message;
      readonly facts: MessageFacts;
      readonly text: SearchText;
    }[],
  ): Promise<void> {
    return this.#write(() =>
      saveParsed({ db: this.#db, copies: this.#copies, messages: this.#messages }, parsed),
    );
  }

  async listDirtyMessages(limit: number): Promise<string[]> {
    return this.#db
      .prepare<[number], { id: string }>(
        "SELECT message_id AS id FROM message WHERE dirty = 1 ORDER BY at, message_id LIMIT ?",
      )
      .all(limit)
      .map((row) => row.id);
  }
  async countDirty() {
    const one = (sql: string) => this.#db.prepare<[], { n: number }>(sql).get()?.n ?? 0;
    return {
      messages: one("SELECT count(*) AS n FROM message WHERE dirty = 1"),
      series: one("SELECT count(*) AS n FROM series WHERE dirty = 1"),
    };
  }
  async loadSurroundings(messageIds: readonly string[]) {
    return this.#surroundings.load(messageIds);
  }
  saveDerivation(derivation: Derivation): Promise<string[]> {
    return this.#write(() => {
      const changed = this.#surroundings.save(derivation);
      this.#decisions.markNaming(new Set(derivation.places.map(({ messageId }) => messageId)));
      return changed;
    });
  }
  async listUnlinked(limit: number) {
    return this.#revisions.listUnlinked(limit, this.#decisions.pairs());
  }
  saveLinks(
    judged: readonly { readonly revision: string; readonly links: readonly Link[] }[],
  ): Promise<void> {
    return this.#write(() => this.#revisions.saveLinks(judged));
  }
  async listUngrouped(limit: number): Promise<RevisionGroup[]> {
    return this.#revisions.listUngrouped(limit);
  }
  saveGroups(
    groups: readonly { readonly group: RevisionGroup; readonly series: readonly Series[] }[],
  ): Promise<void> {
    return this.#write(() => this.#revisions.saveGroups(groups));
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
  saveTracked(
    tracked: readonly {
      readonly id: string;
      readonly status: SeriesStatus;
      readonly todos: readonly Todo[];
    }[],
  ): Promise<void> {
    return this.#write(() => this.#series.saveTracked(tracked));
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

  async listSeries(filter: SeriesFilter): Promise<SeriesRow[]> {
    return [...this.#series.list(filter)];
  }
  async listLinks(seriesId: string): Promise<Link[]> {
    return this.#revisions.linksOfSeries(seriesId);
  }
  async listTodos(filter: TodoFilter): Promise<Todo[]> {
    return [...this.#series.listTodos(filter)].map((row) => row.todo);
  }
  async findSeriesId(reference: string): Promise<string | null> {
    return this.#series.find(reference);
  }
  async findRevisionId(messageId: string): Promise<string | null> {
    return this.#decisions.findRevisionId(messageId);
  }
  async findPeople(text: string) {
    return queries.findPeople(this.#db, text);
  }
  async listThread(messageId: string) {
    return queries.listThread(this.#db, messageId);
  }
  async getMessage(messageId: string): Promise<StoredMessage | null> {
    return queries.getMessage(this.#db, messageId);
  }
  async getRaw(messageId: string): Promise<Uint8Array | null> {
    return queries.getRaw(this.#db, messageId);
  }
  async newestAt(): Promise<number> {
    const row = this.#db.prepare<[], { at: number | null }>("SELECT max(at) AS at FROM message");
    return row.get()?.at ?? 0;
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
  async countMail(list: string, from: number, to: number) {
    return queries.countMail(this.#db, list, from, to);
  }

  async listGists(filter: GistFilter) {
    return overview.listGists(this.#db, filter);
  }
  async listPlacedTodos(filter: PlacedTodoFilter) {
    return overview.listPlacedTodos(this.#db, filter);
  }
  async countMailByWeek(list: string) {
    return overview.countMailByWeek(this.#db, list);
  }
  async listActivity(list: string, minConfidence: number) {
    return overview.listActivity(this.#db, list, minConfidence);
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

  async listLists() {
    return pages.listLists(this.#db);
  }
  async listSeriesHeads(page: Parameters<Store["listSeriesHeads"]>[0]) {
    return pages.listSeriesHeads(this.#db, page);
  }
  async listTodoPage(page: Parameters<Store["listTodoPage"]>[0]) {
    return pages.listTodoPage(this.#db, page);
  }
  async getMessageWithPlace(messageId: string) {
    return pages.getMessageWithPlace(this.#db, messageId);
  }
  async listThreadSources(messageId: string) {
    return pages.listThreadSources(this.#db, messageId);
  }
  async findWriter(address: string) {
    return pages.findWriter(this.#db, address);
  }
  async tally() {
    return pages.tally(this.#db);
  }
  async changeToken() {
    return pages.changeToken(this.#db);
  }

  async *exportRows(kind: ExportRow["kind"], list: string | null): AsyncIterable<ExportRow> {
    yield* exportRows(
      {
        db: this.#db,
        series: this.#series,
        revisions: this.#revisions,
        decisions: this.#decisions,
      },
      kind,
      list,
    );
  }
  async listProblems(limit: number) {
    return this.#db
      .prepare<[number], { where: string; code: string; detail: string }>(
        `SELECT place AS "where", code, detail FROM quarantine ORDER BY place, code LIMIT ?`,
      )
      .all(limit);
  }
  async countDiagnostics() {
    return queries.countDiagnostics(this.#db);
  }
  async counts(): Promise<StoreCounts> {
    return queries.countAll(this.#db);
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
