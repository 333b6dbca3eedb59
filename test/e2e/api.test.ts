import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { serve } from "@hono/node-server";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { createApi, ENDPOINTS } from "../../src/api/create-api.ts";
import type { AppContext } from "../../src/app/context.ts";
import { askOf, sampleContext } from "../support/api.ts";

type Json = Record<string, unknown>;
interface Description {
  readonly openapi: string;
  readonly paths: Record<string, { readonly get: Operation }>;
  readonly components: { readonly schemas: Json };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
  }[];
  readonly responses: Record<
    string,
    { readonly content?: Record<string, { readonly schema: Json }> }
  >;
}

const DMA_V3 = "20250210-widget-dma-v3-0-d0df9828608c@example.com";
const PAGE = "43de46440f4a0b79e9afe39729af1fda@no-message-id.invalid";
/** An address of each template that answers over the samples. */
const SAMPLE_OF: Record<string, string> = {
  "/api/v1/lists": "/api/v1/lists",
  "/api/v1/lists/{list}": "/api/v1/lists/widget-dev",
  "/api/v1/lists/{list}/feed": "/api/v1/lists/widget-dev/feed",
  "/api/v1/lists/{list}/digests": "/api/v1/lists/widget-dev/digests?limit=3",
  "/api/v1/lists/{list}/digests/{week}": "/api/v1/lists/widget-dev/digests/2025-W08",
  "/api/v1/series": "/api/v1/series?list=widget-dev",
  "/api/v1/series/{id}": `/api/v1/series/${DMA_V3}`,
  "/api/v1/series/{id}/revisions": `/api/v1/series/${DMA_V3}/revisions`,
  "/api/v1/series/{id}/links": `/api/v1/series/${DMA_V3}/links`,
  "/api/v1/series/{id}/todos": `/api/v1/series/${DMA_V3}/todos`,
  "/api/v1/series/{id}/feed": `/api/v1/series/${DMA_V3}/feed`,
  "/api/v1/revisions/{id}": `/api/v1/revisions/${DMA_V3}`,
  "/api/v1/revisions/{id}/range-diff": `/api/v1/revisions/${DMA_V3}/range-diff`,
  "/api/v1/revisions/{id}/mbox": `/api/v1/revisions/${DMA_V3}/mbox`,
  "/api/v1/todos": "/api/v1/todos?kind=request,question",
  "/api/v1/people/{address}": "/api/v1/people/priya%40example.com",
  "/api/v1/decisions": "/api/v1/decisions",
  "/api/v1/threads/{id}": `/api/v1/threads/${DMA_V3}`,
  "/api/v1/messages/{id}": `/api/v1/messages/${DMA_V3}`,
  "/api/v1/search": "/api/v1/search?q=dma",
  "/{list}/{id}/raw": `/widget-dev/${DMA_V3}/raw`,
  "/{list}/{id}/t.mbox.gz": `/all/${DMA_V3}/t.mbox.gz`,
};

let context: AppContext;
let ask: ReturnType<typeof askOf>;
beforeAll(async () => {
  context = await sampleContext("api: { corsOrigins: [https://dashboard.example.org] }");
  await context.store.saveDecisions([
    {
      kind: "unlink",
      subject: DMA_V3,
      object: "20250206193000.16523-1-olga@example.net",
      note: "not the same\nwork",
      decidedBy: "ada",
      decidedAt: 1_740_000_000,
    },
  ]);
  ask = askOf(context);
}, 60_000);

async function json(address: string): Promise<Json> {
  const response = await ask(address);
  expect([address, response.status]).toEqual([address, 200]);
  return (await response.json()) as Json;
}

const describeApi = async () => (await json("/api/v1/openapi.json")) as unknown as Description;

/** The same, but nothing may be there that is not described. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
  return "properties" in copy && !("allOf" in copy)
    ? { unevaluatedProperties: false, ...copy }
    : copy;
}

describe("the description", () => {
  test("is OpenAPI 3.1 in which every reference and every parameter leads somewhere", async () => {
    const description = await describeApi();
    expect(description.openapi).toBe("3.1.0");
    const text = JSON.stringify(description);
    for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(Object.keys(description.components.schemas)).toContain(name);
    }
    const operations = Object.values(description.paths).map(({ get }) => get.operationId);
    expect(new Set(operations).size).toBe(ENDPOINTS.length);
    for (const [path, { get }] of Object.entries(description.paths)) {
      const inPath = (get.parameters ?? []).filter((each) => each.in === "path");
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required === true)).toBe(true);
      expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(["200", "400", "404"]));
    }
  });

  test("has an example here for every endpoint", () => {
    expect(Object.keys(SAMPLE_OF)).toEqual(
      expect.arrayContaining(ENDPOINTS.map(({ path }) => path)),
    );
    expect(Object.keys(SAMPLE_OF)).toHaveLength(ENDPOINTS.length);
  });

  test.each(ENDPOINTS.map(({ path }) => path))(
    "is what %s answers, and nothing else",
    async (path) => {
      const description = await describeApi();
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      ajv.addSchema({ $id: "api", components: closed(description.components) as Json });
      const content = description.paths[path]?.get.responses["200"]?.content ?? {};
      const type = Object.keys(content)[0] ?? "no type";
      const media = content[type];
      const response = await ask(SAMPLE_OF[path] ?? "");
      expect(response.status).toBe(200);
      expect(response.headers.get("Content-Type")).toContain(type);
      if (type !== "application/json") return;
      const schema = JSON.parse(
        JSON.stringify(closed(media?.schema)).replaceAll('"#/components', '"api#/components'),
      ) as Json;
      const check = ajv.compile(schema);
      check(await response.json());
      expect(check.errors).toBeNull();
    },
  );

  test("of errors is what errors look like", async () => {
    const description = await describeApi();
    const check = new Ajv2020({ strict: false }).compile(
      closed(description.components.schemas["Problem"]) as Json,
    );
    const response = await ask("/api/v1/messages/nobody%40example.org");
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    const problem = (await response.json()) as Json;
    expect(check(problem)).toBe(true);
    expect(problem).toMatchObject({
      status: 404,
      instance: "/api/v1/messages/nobody%40example.org",
    });
  });
});

describe("docs/api.md", () => {
  const docs = readFileSync("docs/api.md", "utf8");

  test("names every address", () => {
    for (const { path } of ENDPOINTS) expect(docs).toContain(`\`${path}\``);
    for (const path of ["/healthz", "/metrics", "/api/v1/openapi.json"]) {
      expect(docs).toContain(path);
    }
  });

  test("shows only commands that work on the samples", async () => {
    const addresses = [...docs.matchAll(/^curl .*?localhost:8080(\/[^\s'"]+)/gm)];
    expect(addresses.length).toBeGreaterThan(5);
    for (const [, address = ""] of addresses) {
      expect([address, (await ask(address)).status]).toEqual([address, 200]);
    }
  });
});

describe("pages", () => {
  test.each([
    "/api/v1/series",
    "/api/v1/todos?state=open,resolved,claimed,carried,answered&minConfidence=0",
    `/api/v1/threads/${DMA_V3}`,
    "/api/v1/lists/widget-dev/digests",
    "/api/v1/search?q=widget",
    `/api/v1/series/${DMA_V3}/todos`,
  ])("of %s hold every row once, in one order", async (address) => {
    const [path = "", query = ""] = address.split("?");
    const whole = (await json(`${path}?${query}&limit=100`))["items"] as Json[];
    expect(whole.length).toBeGreaterThan(3);
    const rows: Json[] = [];
    let next: string | null = `?${query}&limit=2`;
    while (next !== null) {
      const response: Response = await ask(`${path}${next}`);
      const body = (await response.json()) as { items: Json[]; next: string | null };
      rows.push(...body.items);
      const link: string = response.headers.get("Link") ?? "";
      next = /^<(\?[^>]+)>; rel="next"$/.exec(link)?.[1] ?? null;
      expect(next === null).toBe(body.next === null);
    }
    expect(rows).toEqual(whole);
  });
});

describe("what is asked for", () => {
  const rows = async (address: string) => (await json(address))["items"] as Json[];
  const stateOf = (row: Json) => (row["status"] as Json)["state"];

  test("series by list, state, next move, person and time", async () => {
    const all = await rows("/api/v1/series");
    const some = await rows("/api/v1/series?state=ready,accepted");
    expect(some.map(stateOf).every((state) => state === "ready" || state === "accepted")).toBe(
      true,
    );
    expect(some).toEqual(all.filter((row) => ["ready", "accepted"].includes(String(stateOf(row)))));
    const author = await rows("/api/v1/series?next=author");
    expect(author).toEqual(all.filter((row) => (row["status"] as Json)["nextMove"] === "author"));
    const priya = await rows("/api/v1/series?person=priya");
    expect(priya.map((row) => (row["author"] as Json)["email"])).toContain("priya@example.com");
    expect(priya.length).toBeLessThan(all.length);
    expect((await rows("/api/v1/series?since=2025-02-24")).length).toBeLessThan(all.length);
    expect(await rows("/api/v1/series?since=2025-03-10")).toEqual([]);
    const lists = (await rows("/api/v1/series?list=gfx-dev")).map((row) => row["lists"]);
    expect(lists.every((each) => (each as string[]).includes("gfx-dev"))).toBe(true);
  });

  test("silence is laid over the state when it is asked about later", async () => {
    const later = await rows("/api/v1/series?asOf=2026-02-01&state=abandoned");
    expect(later.length).toBeGreaterThan(3);
    expect(await rows("/api/v1/series?state=abandoned")).toEqual([]);
  });

  test("TODOs by owner, and of one series in all states", async () => {
    const owed = await rows("/api/v1/todos?owner=priya%40example.com");
    const all = await rows("/api/v1/todos?limit=100");
    expect(owed.length).toBeGreaterThan(0);
    expect(owed.length).toBeLessThan(all.length);
    const one = await rows(`/api/v1/series/${DMA_V3}/todos?limit=100`);
    expect(one.some(({ state }) => state === "resolved")).toBe(true);
    expect(new Set(one.map(({ series }) => series)).size).toBe(1);
  });

  test("a range-diff to the revision before, or to one named", async () => {
    const address = `/api/v1/revisions/${DMA_V3}/range-diff`;
    expect(await json(address)).toMatchObject({ older: { label: "v2" }, newer: { label: "v3" } });
    expect((await ask(`${address}?older=v9`)).status).toBe(400);
    const first = "20250122-widget-dma-v2-0-59d5be25a7eb@example.com";
    expect((await ask(`/api/v1/revisions/${first}/range-diff`)).status).toBe(404);
  });

  test("what a person owes is what the command line says", async () => {
    const body = await json("/api/v1/people/priya%40example.com");
    expect(body).toMatchObject({ person: { email: "priya@example.com" } });
    expect(((body["owes"] as Json)["todos"] as Json[]).length).toBeGreaterThan(0);
  });
});

describe("headers", () => {
  test("an ETag holds until something changes, also for HEAD", async () => {
    const first = await ask("/api/v1/series?limit=2");
    const etag = first.headers.get("ETag") ?? "";
    const again = await ask("/api/v1/series?limit=2", {
      headers: { "If-None-Match": `"x", W/${etag}` },
    });
    expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", etag]);
    const head = await ask("/api/v1/series?limit=2", { method: "HEAD" });
    expect([head.status, await head.text(), head.headers.get("ETag")]).toEqual([200, "", etag]);
    expect((await ask("/api/v1/series?limit=3")).headers.get("ETag")).not.toBe(etag);
  });

  test("pages of other origins read it only where they are named", async () => {
    const from = async (origin: string) =>
      (await ask("/api/v1/lists", { headers: { Origin: origin } })).headers.get(
        "Access-Control-Allow-Origin",
      );
    expect(await from("https://dashboard.example.org")).toBe("https://dashboard.example.org");
    expect(await from("https://evil.example.org")).toBeNull();
    const closed = askOf(await sampleContext());
    const response = await closed("/api/v1/lists", {
      headers: { Origin: "https://dashboard.example.org" },
    });
    expect(
      [...response.headers.keys()].filter((name) => name.startsWith("access-control")),
    ).toEqual([]);
  }, 60_000);

  test.each([
    ["POST", "/api/v1/series", {}, 405],
    ["DELETE", `/all/${DMA_V3}/raw`, {}, 405],
    ["GET", "/api/v1/nothing", {}, 404],
    ["GET", "/api/v1/lists", { headers: { Accept: "text/html" } }, 406],
    ["GET", "/api/v1/lists", { headers: { Accept: "text/html, */*;q=0.1" } }, 200],
    ["GET", "/api/v1/lists", { headers: { "Content-Length": "12" } }, 413],
    ["GET", `/api/v1/search?q=${"a".repeat(9_000)}`, {}, 414],
    ["OPTIONS", "/metrics", {}, 204],
  ])("%s %.40s is answered as it should be", async (method, address, init, status) => {
    const response = await ask(address, { method, ...init });
    expect(response.status).toBe(status);
    if (status === 405) expect(response.headers.get("Allow")).toBe("GET, HEAD, OPTIONS");
    if (status >= 400)
      expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  });
});

describe("files", () => {
  test("a mail leaves byte for byte, under any of its lists or all", async () => {
    const raw = Buffer.from((await context.store.getRaw(DMA_V3)) ?? []);
    for (const list of ["widget-dev", "all"]) {
      const response = await ask(`/${list}/${DMA_V3}/raw`);
      expect(Buffer.from(await response.arrayBuffer()).equals(raw)).toBe(true);
      expect(response.headers.get("Content-Type")).toContain("text/plain");
      expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
    }
    expect((await ask(`/gfx-dev/${DMA_V3}/raw`)).status).toBe(404);
  });

  test("a mail known from a page is made anew, and says so", async () => {
    const text = await (await ask(`/pages/${PAGE}/raw`)).text();
    expect(text).toContain("\nX-Patchtrail-Rebuilt: page-text\n");
    expect(text).toMatch(/^Subject: \[PATCH 0\/3\] drm\/frob/m);
  });

  test("a thread leaves whole as mbox, and git splits it into its mails", async () => {
    const id = "CAB0456192b+00aa8d3048d2=z08e2c76dA@mail.example.com";
    const response = await ask(`/all/${encodeURIComponent(id)}/t.mbox.gz`);
    expect(response.headers.get("Content-Disposition")).toMatch(/^inline; filename="[\w.@+-]+"$/);
    const mbox = gunzipSync(await response.arrayBuffer()).toString();
    const thread = (await json(`/api/v1/threads/${encodeURIComponent(id)}`))["items"] as Json[];
    expect(mbox.match(/^From mboxrd@z /gm)).toHaveLength(thread.length);
    for (const { messageId } of thread) expect(mbox).toContain(`<${String(messageId)}>`);
  });
});

describe("hostile requests", () => {
  test.each([
    ["/api/v1/messages/%00", 400],
    ["/api/v1/messages/a%0d%0aX-Evil%3a%201@b", 400],
    ["/all/a%0d%0aX-Evil%3a1%40b/raw", 400],
    ["/all/..%2f..%2f..%2fetc%2fpasswd/raw", 404],
    ["/..%2f..%2fetc/passwd/raw", 400],
    ["/all/%ZZ/raw", 404],
    ["/all/%ff%fe/t.mbox.gz", 404],
    [`/api/v1/messages/${"a".repeat(999)}`, 400],
    ["/api/v1/series?limit=0", 400],
    ["/api/v1/series?limit=1e3", 400],
    ["/api/v1/series?limit=101", 400],
    ["/api/v1/series?limt=5", 400],
    ["/api/v1/series?state=new&state=rfc", 400],
    ["/api/v1/series?state=nwe", 400],
    ["/api/v1/series?cursor=abc", 400],
    [`/api/v1/series?cursor=${Buffer.from('[1,{"a":1}]').toString("base64url")}`, 400],
    [
      `/api/v1/lists/widget-dev/digests?cursor=${Buffer.from('[1e300,""]').toString("base64url")}`,
      400,
    ],
    ["/api/v1/series?since=2025-13-45", 400],
    ["/api/v1/series?list='%20OR%201=1--", 400],
    ["/api/v1/series?list=no-such-list", 404],
    ["/api/v1/series/__proto__", 404],
    ["/api/v1/series?__proto__=1", 400],
    ["/api/v1/search?q=%22%22%00*(((", 400],
    ["/api/v1/lists/widget-dev/digests/2025-W60", 400],
    ["/api/v1/lists/widget-dev/digests/2031-W10", 404],
  ])("%.60s is refused with %i and without a word too many", async (address, status) => {
    const response = await ask(address);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status });
    expect(text).not.toMatch(/\bat \w|\/src\/|SQLITE|node_modules/);
    expect(response.headers.get("X-Evil")).toBeNull();
  });

  test("a thousand ids that nobody has are told apart from errors of ours", async () => {
    const errors: unknown[] = [];
    const own = askOf(context, { report: (error) => errors.push(error) });
    for (let index = 0; index < 1_000; index += 1) {
      const id = encodeURIComponent(`${index * 7919}/<>"'%\u{1f980}@example.org`);
      const route = ["/api/v1/messages/", "/api/v1/series/", "/api/v1/threads/"][index % 3] ?? "";
      expect((await own(`${route}${id}`)).status).toBe(404);
    }
    expect(errors).toEqual([]);
  });
});

describe("a real server", () => {
  test("tells whether it works, and its figures; an unreadable database is no secret and no leak", async () => {
    const own = await sampleContext();
    const errors: unknown[] = [];
    const api = createApi(own, { version: "0.0.0", report: (error) => errors.push(error) });
    const server = serve({ fetch: api.fetch, port: 0, hostname: "127.0.0.1" });
    await new Promise((resolve) => server.once("listening", resolve));
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await (await fetch(`${at}/api/v1/messages/nobody@example.org`)).text();
      const health = await fetch(`${at}/healthz`);
      expect(health.status).toBe(200);
      expect(await health.json()).toMatchObject({
        status: "ok",
        lists: 3,
        lastSyncAgeSeconds: null,
      });
      const metrics = await (await fetch(`${at}/metrics`)).text();
      expect(metrics).toMatch(/^patchtrail_mails [1-9]/m);
      expect(metrics).toMatch(/patchtrail_series\{state="accepted"\} \d/);
      expect(metrics).toContain(
        'patchtrail_http_request_duration_seconds_count{method="GET",route="/api/v1/messages/{id}",status="404"} 1',
      );
      expect(metrics).toContain("process_resident_memory_bytes");
      const mbox = await (await fetch(`${at}/api/v1/revisions/${DMA_V3}/mbox`)).text();
      expect(mbox.match(/^From mboxrd@z /gm)).toHaveLength(3);

      await own.store.close();
      const ill = await fetch(`${at}/healthz`);
      expect([ill.status, await ill.json()]).toMatchObject([503, { database: "unreadable" }]);
      const broken = await fetch(`${at}/api/v1/lists`);
      expect(broken.status).toBe(500);
      expect(await broken.text()).not.toMatch(/database connection|\.ts|\.js/);
      expect(errors).toHaveLength(1);
    } finally {
      server.close();
    }
  }, 60_000);
});
