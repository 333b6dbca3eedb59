import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Hono } from "hono";
import { cors } from "hono/cors";
import type { AppContext } from "../app/context.ts";
import { type Answer, respond } from "./answer.ts";
import type { ApiContext, Endpoint } from "./endpoint.ts";
import { checkHealth, healthSchema, type LastSync } from "./health.ts";
import { LIST_ENDPOINTS } from "./list-endpoints.ts";
import { MAIL_ENDPOINTS } from "./mail-endpoints.ts";
import { createGate, createMemo } from "./memo.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { describeApi } from "./openapi.ts";
import { problemResponse, Refusal, refusalOf } from "./problem.ts";
import { SERIES_ENDPOINTS } from "./series-endpoints.ts";
import { TODO_ENDPOINTS } from "./todo-endpoints.ts";
import { checkRequest, readInput } from "./validate.ts";

/** Every address that the description tells of. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...LIST_ENDPOINTS,
  ...SERIES_ENDPOINTS,
  ...TODO_ENDPOINTS,
  ...MAIL_ENDPOINTS,
];

const CORS_SECONDS = 3_600;

export interface ApiOptions {
  /** Of the program, for the description. */
  readonly version: string;
  readonly lastSync?: LastSync;
  /** Shared with the pages, so that their requests are counted too. */
  readonly metrics?: Metrics;
  /** Is told of every error that was no fault of the request. */
  readonly report?: (error: unknown) => void;
}

/**
 * The HTTP API: `/api/v1`, `/healthz`, `/metrics`, and mails as files below `/{list}/{id}/`.
 * To be mounted at `/`; it answers nothing else, and what it is asked to read it only reads.
 */
export function createApi(app: AppContext, options: ApiOptions): Hono {
  const api = new OpenAPIHono();
  const metrics = options.metrics ?? createMetrics(app);
  const context = { app, memo: createMemo(app.store), gate: createGate() };
  const origins = app.config.api.corsOrigins;
  if (origins.length > 0) api.use("/api/*", corsOf(origins));
  const serve = servant({ metrics, report: options.report ?? (() => undefined) });
  const description = JSON.stringify(describeApi(ENDPOINTS, options.version));
  for (const one of ENDPOINTS) serve(api, one.path, mediaOf(one), run(context, one));
  serve(api, "/api/v1/openapi.json", "application/json", async () =>
    text(description, "application/json"),
  );
  serve(api, "/metrics", "text/plain", async () =>
    text(await metrics.text(), metrics.contentType, true),
  );
  serve(api, "/healthz", "application/json", async () => {
    const health = await checkHealth(app, options.lastSync, Math.floor(Date.now() / 1000));
    return healthResponse(healthSchema.parse(health));
  });
  api.all("/api/*", (c) =>
    problemResponse(
      new Refusal(404, "there is nothing here; see /api/v1/openapi.json"),
      instanceOf(c),
    ),
  );
  return api as unknown as Hono;
}

/** The path as it was sent, still escaped: nothing that is asked for is decoded into an answer. */
function instanceOf(c: Context): string {
  return new URL(c.req.url).pathname;
}

function corsOf(origins: readonly string[]) {
  return cors({
    origin: [...origins],
    allowMethods: ["GET", "HEAD"],
    allowHeaders: ["If-None-Match"],
    exposeHeaders: ["ETag", "Link", "Retry-After"],
    maxAge: CORS_SECONDS,
  });
}

function text(body: string, contentType: string, fresh = false): Answer {
  return { kind: "text", body, contentType, fresh };
}

function healthResponse(health: { readonly status: string }): Response {
  return new Response(JSON.stringify(health), {
    status: health.status === "ok" ? 200 : 503,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
  });
}

function mediaOf({ answers }: Endpoint): string {
  return typeof answers === "string" ? answers : "application/json";
}

type Handler = (c: Context) => Promise<Answer | Response>;

function run(context: ApiContext, one: Endpoint): Handler {
  return async (c) => {
    const query = new URL(c.req.url).searchParams;
    return one.run(context, readInput(one, { params: c.req.param(), query }));
  };
}

/** Registers handlers: errors become problems, times are taken, other methods are refused. */
function servant(options: {
  readonly metrics: Metrics;
  readonly report: (error: unknown) => void;
}) {
  const answer = async (c: Context, type: string, handler: Handler): Promise<Response> => {
    try {
      checkRequest(c.req.raw, type);
      const answer = await handler(c);
      if (!(answer instanceof Response)) return respond(c.req.raw, answer);
      return c.req.raw.method === "HEAD" ? new Response(null, answer) : answer;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.status >= 500 && error !== refusal) options.report(error);
      return problemResponse(refusal, instanceOf(c));
    }
  };
  return (api: OpenAPIHono, path: string, type: string, handler: Handler): void => {
    const route = path.replaceAll(/\{(\w+)\}/g, ":$1");
    api.get(route, async (c) => {
      const start = performance.now();
      const response = await answer(c, type, handler);
      const seconds = (performance.now() - start) / 1000;
      const { method } = c.req.raw;
      options.metrics.observe({ method, route: path, status: response.status, seconds });
      return response;
    });
    api.all(route, (c) => {
      const allow = { Allow: "GET, HEAD, OPTIONS" };
      if (c.req.method === "OPTIONS") return new Response(null, { status: 204, headers: allow });
      return problemResponse(
        new Refusal(405, `${c.req.method.slice(0, 20)} is not served here`, allow),
        instanceOf(c),
      );
    });
  };
}
