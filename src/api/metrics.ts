import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { stateAt } from "../app/moment.ts";
import { newestMail } from "../app/view/views.ts";
import type { AppContext } from "../app/context.ts";
import { SERIES_STATES } from "../model/series.ts";

/** Counting reads whole tables: what was counted is good for so long. */
const COUNTS_MS = 15_000;
const READ_AT_ONCE = 1_000;
/** From a page out of the cache of the database to a digest that is made. */
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10];

/** One request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** Its template, `/api/v1/series/{id}`: never the address itself, of which there is no end. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What the server tells Prometheus. */
export interface Metrics {
  observe(request: AnsweredRequest): void;
  /** Text exposition format 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Metrics of this process and of what its store holds. */
export function createMetrics(app: AppContext): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: "patchtrail_http_request_duration_seconds",
    help: "Time to the answer, by template of the address",
    labelNames: ["method", "route", "status"],
    buckets: BUCKETS_SECONDS,
    registers: [register],
  });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `patchtrail_${name}`, help, labelNames, registers: [register] });
  const mails = gauge("mails", "Mails stored");
  const newest = gauge("newest_mail_timestamp_seconds", "When the newest mail was sent");
  const todos = gauge("open_todos", "TODOs in which somebody has to act");
  const pending = gauge("pending", "Mails and series that wait to be derived");
  const series = gauge("series", "Series by state", ["state"]);
  const deliveries = gauge("outbox_deliveries", "Deliveries of the outbox by state", ["state"]);

  async function count() {
    const tallies = await app.store.tally();
    const asOf = await newestMail(app, null);
    mails.set(tallies.messages);
    newest.set(asOf);
    todos.set(tallies.openTodos);
    pending.set(tallies.pending);
    deliveries.reset();
    for (const { state, n } of tallies.deliveries) deliveries.set({ state }, n);
    const states = await countStates(app, asOf);
    for (const state of SERIES_STATES) series.set({ state }, states.get(state) ?? 0);
  }

  let counted: { readonly until: number; readonly done: Promise<void> } | null = null;
  return {
    contentType: register.contentType,
    observe: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    async text() {
      const now = performance.now();
      if (counted === null || now >= counted.until) {
        counted = { until: now + COUNTS_MS, done: count() };
      }
      try {
        await counted.done;
      } catch (error) {
        counted = null;
        throw error;
      }
      return register.metrics();
    },
  };
}

async function countStates({ store }: AppContext, asOf: number): Promise<Map<string, number>> {
  const states = new Map<string, number>();
  let page = await store.listSeriesHeads({ limit: READ_AT_ONCE });
  for (;;) {
    for (const { status } of page) {
      const state = stateAt(status, asOf);
      states.set(state, (states.get(state) ?? 0) + 1);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < READ_AT_ONCE) return states;
    page = await store.listSeriesHeads({ after: last.place, limit: READ_AT_ONCE });
  }
}
