import type { SeriesHeadPage, TodoPage } from "../model/pages.ts";
import type { Database } from "better-sqlite3";
import type { GistFilter, PlacedTodoFilter } from "../model/overview.ts";
import type { StoredMessage } from "../model/series.ts";
import type { StoreCounts } from "../model/readings.ts";
import * as overview from "./overview.ts";
import * as pages from "./pages.ts";
import * as queries from "./queries.ts";

/** The part of the store that only asks: one query a method, nothing kept between them. */
export class Readings {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
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
    return pages.changeToken(this.#db);
  }
  async countDiagnostics() {
    return queries.countDiagnostics(this.#db);
  }
  async counts(): Promise<StoreCounts> {
    return queries.countAll(this.#db);
  }
}
