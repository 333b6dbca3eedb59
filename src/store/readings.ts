import type { Database } from "better-sqlite3";
import type { GistFilter, OverviewReadings, PlacedTodoFilter } from "../model/overview.ts";
import type { PageReadings, SeriesHeadPage, TodoPage } from "../model/pages.ts";
import type { ExportRow, Readings, SeriesFilter, TodoFilter } from "../model/readings.ts";
import type { DecisionTable } from "./decision-table.ts";
import { exportRows } from "./export-rows.ts";
import * as overview from "./overview.ts";
import * as pages from "./pages.ts";
import * as queries from "./queries.ts";
import type { LinkTable } from "./link-table.ts";
import type { SeriesTable } from "./series-table.ts";
import { stampOf } from "./stamp.ts";

/** What the readings ask that is written elsewhere. */
export interface ReadTables {
  readonly db: Database;
  readonly series: SeriesTable;
  readonly links: LinkTable;
  readonly decisions: DecisionTable;
}

/** The part of the store that only asks. */
export class SqliteReadings implements Readings, PageReadings, OverviewReadings {
  readonly #db: Database;
  readonly #tables: ReadTables;

  constructor(tables: ReadTables) {
    this.#db = tables.db;
    this.#tables = tables;
  }

  async listSeries(filter: SeriesFilter) {
    return [...this.#tables.series.list(filter)];
  }
  async listLinks(seriesId: string) {
    return this.#tables.links.ofSeries(seriesId);
  }
  async listTodos(filter: TodoFilter) {
    return [...this.#tables.series.listTodos(filter)].map((row) => row.todo);
  }
  async findSeriesId(reference: string) {
    return this.#tables.series.find(reference);
  }
  async findRevisionId(messageId: string) {
    return this.#tables.decisions.findRevisionId(messageId);
  }
  async findPeople(text: string) {
    return queries.findPeople(this.#db, text);
  }
  async listThread(messageId: string) {
    return queries.listThread(this.#db, messageId);
  }
  async getMessage(messageId: string) {
    return queries.getMessage(this.#db, messageId);
  }
  async getRaw(messageId: string) {
    return queries.getRaw(this.#db, messageId);
  }
  async newestAt() {
    return queries.newestAt(this.#db);
  }
  async countMail(list: string, from: number, to: number) {
    return queries.countMail(this.#db, list, from, to);
  }
  async *exportRows(kind: ExportRow["kind"], list: string | null) {
    yield* exportRows(this.#tables, kind, list);
  }
  async countDiagnostics() {
    return queries.countDiagnostics(this.#db);
  }
  async counts() {
    return queries.countAll(this.#db);
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

  async listLists() {
    return pages.listLists(this.#db);
  }
  async listSeriesHeads(page: SeriesHeadPage) {
    return pages.listSeriesHeads(this.#db, page);
  }
  async listTodoPage(page: TodoPage) {
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
    return stampOf(this.#db);
  }
}
