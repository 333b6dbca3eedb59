import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jsonLines, quickly } from "../support/cli.ts";
import { type RunningServer, startServer } from "../support/web.ts";

const SAMPLES = path.resolve("samples");
const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-web-"));
let server: RunningServer;

beforeAll(async () => {
  quickly(
    folder,
    "--db",
    "a.db",
    "ingest",
    "--list",
    "widget-dev",
    path.join(SAMPLES, "widget-dev.bundle"),
  );
  server = await startServer(folder, ["--db", "a.db"]);
}, 60_000);
afterAll(async () => {
  expect(await server.stop()).toBe(0);
  expect(server.errors()).toBe("");
  rmSync(folder, { recursive: true, force: true });
});

const get = (address: string, headers: Record<string, string> = {}) =>
  fetch(server.origin + address, { headers, redirect: "manual" });

/** A request that `fetch` would not send: any Host, any path as it is. */
function rawGet(address: string, headers: Record<string, string>): Promise<number> {
  const { port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port, path: address, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
      .on("error", reject);
  });
}

function exported(kind: string): Record<string, unknown>[] {
  return jsonLines(quickly(folder, "--db", "a.db", "export", kind).out);
}

test("every page answers, holds to its policy and has no script or style of its own", async () => {
  const series = String(exported("series")[0]?.["lineage"]);
  const mail = String(exported("messages")[0]?.["message_id"]);
  const pages = [
    "/",
    "/widget-dev/",
    "/widget-dev/?next=author",
    "/widget-dev/todos",
    "/widget-dev/digests",
    "/widget-dev/charts",
    `/series/${series}/`,
    `/series/${series}/range-diff`,
    `/widget-dev/${encodeURIComponent(mail)}/`,
    `/widget-dev/${encodeURIComponent(mail)}/T/`,
    "/todos?owner=Tomas+Okafor",
    "/people/Tomas%20Okafor/",
    "/search?q=debugfs",
    "/help",
  ];
  for (const page of pages) {
    const answer = await get(page);
    const text = await answer.text();
    expect([page, answer.status]).toEqual([page, 200]);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(text, page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?! src="\/assets\/)/u);
    expect(text).toContain('<main id="main"');
  }
});

test("every link of ours on the pages leads somewhere", async () => {
  const seen = new Set(["/"]);
  for (const page of seen) {
    if (seen.size > 400) break;
    const answer = await get(page);
    expect([page, answer.status < 400]).toEqual([page, true]);
    if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) continue;
    for (const [, link = ""] of (await answer.text()).matchAll(/href="(\/[^"#]*)/gu)) {
      // Raw mails are served by the HTTP API.
      if (!link.endsWith("/raw")) seen.add(link.replaceAll("&amp;", "&"));
    }
  }
  expect(seen.size).toBeGreaterThan(50);
}, 120_000);

test("mails are found at the addresses that lore gives them", async () => {
  const id = String(exported("messages")[0]?.["message_id"]);
  const to = async (address: string) => (await get(address)).headers.get("location");
  expect(await to(`/widget-dev/${id}`)).toBe(`/widget-dev/${id}/`);
  expect(await to(`/r/${id}/`)).toBe(`/widget-dev/${id}/`);
  expect(await to(`/r/${id}/t/`)).toBe(`/widget-dev/${id}/T/`);
  expect(await to(`/linux-kernel/${id}/`)).toBe(`/widget-dev/${id}/`);
  expect((await get(`/widget-dev/${encodeURIComponent(id)}/t/`)).status).toBe(200);
  expect((await get(`/widget-dev/nobody@example.org/`)).status).toBe(404);
});

test("a page that did not change is not sent again, and is sent small", async () => {
  const first = await get("/widget-dev/");
  const etag = first.headers.get("etag") ?? "";
  expect(first.headers.get("content-encoding")).toBe("gzip");
  expect((await get("/widget-dev/", { "If-None-Match": etag })).status).toBe(304);
  const asset = /href="(\/assets\/web\.[0-9a-f]+\.css)"/.exec(await first.text())?.[1] ?? "";
  expect((await get(asset)).headers.get("cache-control")).toContain("immutable");
});

test("feeds and the description of the search", async () => {
  expect(await (await get("/widget-dev/feed.atom")).text()).toContain(
    `rel="self" href="${server.origin}/widget-dev/feed.atom"`,
  );
  expect((await get("/people/Tomas%20Okafor/feed.atom")).headers.get("content-type")).toContain(
    "application/atom+xml",
  );
  expect(await (await get("/opensearch.xml")).text()).toContain(
    `${server.origin}/search?q={searchTerms}`,
  );
});

test("a digest is made beside the server and then shown", async () => {
  const first = await get("/widget-dev/digests/2025-W09");
  if (first.headers.get("refresh") !== null) {
    expect(await first.text()).toContain("is being made");
  }
  await expect
    .poll(async () => (await get("/widget-dev/digests/2025-W09")).text(), { timeout: 30_000 })
    .toContain("widget-dev: week 2025-W09");
  expect((await get("/widget-dev/digests/2031-W01")).status).toBe(404);
  expect((await get("/widget-dev/digests/nonsense")).status).toBe(400);
});

describe("hostile requests", () => {
  test("only names that are ours are answered to", async () => {
    expect(await rawGet("/", { Host: "evil.example.org" })).toBe(421);
    expect(await rawGet("/", { Host: "127.0.0.1.evil.example.org" })).toBe(421);
    expect(await rawGet("/", { Host: "localhost:1" })).toBe(200);
  });

  test("paths that lead out, break lines or are no text are not found", async () => {
    for (const address of [
      "/../../../etc/passwd",
      "/assets/../../package.json",
      "/assets/..%2f..%2fpackage.json",
      "/%00/%0d%0aSet-Cookie:%20a=b/",
      "/series/%ff%fe/",
      "/r/%2e%2e/%2e%2e/T/",
      "//evil.example.org/",
    ]) {
      expect([address, await rawGet(address, { Host: "localhost" })]).toEqual([address, 404]);
    }
  });

  test("what is too long is refused", async () => {
    expect(await rawGet(`/search?q=${"x".repeat(9_000)}`, { Host: "localhost" })).toBe(414);
    expect(await rawGet("/", { Host: "localhost", "X-Long": "x".repeat(20_000) })).toBe(431);
  });

  test("queries that make no sense are answered at once", async () => {
    const queries = ["((((((", "*", '"', "-", "\0", "a OR ".repeat(190), "NEAR(a b, 99999999)"];
    for (const query of queries) {
      const start = performance.now();
      const answer = await get(`/search?q=${encodeURIComponent(query)}`);
      expect([query, answer.status]).toEqual([query, 200]);
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });

  test("nothing can be changed where nobody may sign in", async () => {
    for (const address of ["/actions/todo", "/actions/link", "/sign-in", "/"]) {
      const answer = await fetch(server.origin + address, {
        method: "POST",
        body: "kind=todo-done",
      });
      expect([address, answer.status]).toEqual([address, 405]);
    }
    expect(await (await get("/widget-dev/todos")).text()).not.toContain('method="post"');
  });
});

test("an address that cannot be used is told, not thrown", () => {
  const { port } = new URL(server.origin);
  const run = quickly(folder, "--db", "a.db", "serve", "--port", port);
  expect([run.status, run.err]).toEqual([
    1,
    `patchtrail: cannot listen on 127.0.0.1 port ${port}: another program listens there [failed]\n  choose another with --port\n`,
  ]);
  expect(quickly(folder, "--db", "none.db", "serve").err).toContain("none.db");
});

describe("people who sign in", () => {
  const ORIGIN = { "Content-Type": "application/x-www-form-urlencoded" };
  let signed: RunningServer;
  beforeAll(async () => {
    writeFileSync(
      path.join(folder, "web.yaml"),
      `lists: []
web:
  signIn:
    people: [{ name: Ada Example, tokenVariable: ADA_TOKEN }]
    proxy: { header: X-Remote-User, addresses: ["127.0.0.2"] }
`,
    );
    signed = await startServer(folder, ["--db", "a.db", "--config", "web.yaml"], {
      ADA_TOKEN: "open sesame",
    });
  }, 60_000);
  afterAll(async () => {
    expect(await signed.stop()).toBe(0);
  });

  const post = (address: string, fields: Record<string, string>, headers: Record<string, string>) =>
    fetch(signed.origin + address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { ...ORIGIN, ...headers },
      redirect: "manual",
    });

  test("decide with their token, signed and kept; nobody else can", async () => {
    const from = { Origin: signed.origin };
    expect((await post("/sign-in", { token: "wrong" }, from)).status).toBe(401);
    expect((await post("/sign-in", { token: "open sesame" }, {})).status).toBe(403);
    const evil = { Origin: "https://evil.example.org" };
    expect((await post("/sign-in", { token: "open sesame" }, evil)).status).toBe(403);

    const inside = await post(
      "/sign-in",
      { token: "open sesame", back: "//evil.example.org" },
      from,
    );
    expect([inside.status, inside.headers.get("location")]).toEqual([303, "/"]);
    const cookie = inside.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/iu);
    expect(cookie).toMatch(/SameSite=Strict/iu);
    const Cookie = cookie.split(";")[0] ?? "";

    const page = await fetch(`${signed.origin}/widget-dev/todos`, { headers: { Cookie } });
    expect(page.headers.get("cache-control")).toContain("no-store");
    const text = await page.text();
    const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
    const id = /name="id" value="([^"]+)"/.exec(text)?.[1] ?? "";
    const form = { kind: "todo-dismiss", id, note: "mere talk", csrf, back: "/widget-dev/todos" };

    expect((await post("/actions/todo", { ...form, csrf: "x" }, { ...from, Cookie })).status).toBe(
      403,
    );
    expect((await post("/actions/todo", form, from)).status).toBe(403);
    expect((await post("/actions/todo", form, { ...evil, Cookie })).status).toBe(403);
    expect((await post("/actions/todo", form, { ...from, Cookie: `${Cookie}x` })).status).toBe(403);
    expect(
      (await post("/actions/todo", { ...form, id: "nothing" }, { ...from, Cookie })).status,
    ).toBe(400);
    expect(exported("decisions")).toEqual([]);

    const done = await post("/actions/todo", form, { ...from, Cookie });
    expect([done.status, done.headers.get("location")]).toEqual([303, "/widget-dev/todos"]);
    expect(exported("decisions")).toMatchObject([
      { kind: "todo-dismiss", subject: id, note: "mere talk", decided_by: "Ada Example" },
    ]);
    const after = await (await fetch(`${signed.origin}/widget-dev/todos`)).text();
    expect(after).not.toContain(`id="t-${id}"`);
  });

  test("a header counts only from a proxy that is trusted", async () => {
    const named = await fetch(`${signed.origin}/widget-dev/todos`, {
      headers: { "X-Remote-User": "Eve" },
    });
    expect(await named.text()).not.toContain("Eve");
  });
});
