import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { crawlArchive, type CrawlOptions } from "../../../src/archive/crawl.ts";
import type { CrawlRecord } from "../../../src/model/ingest.ts";
import { collect, mailsOf, problemsOf } from "./support.ts";

type Reply = { status?: number; headers?: Record<string, string>; body?: string | Buffer };

let server: Server;
let origin: string;
let pages: Map<string, Reply | (() => Reply)>;
let asked: IncomingMessage[];
let slept: number[];
let clock: number;
let records: Map<string, CrawlRecord>;

beforeEach(async () => {
  pages = new Map();
  asked = [];
  slept = [];
  clock = Date.parse("2025-02-20T00:00:00Z");
  records = new Map();
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  asked.push(request);
  const page = pages.get(request.url ?? "");
  const reply = typeof page === "function" ? page() : page;
  const etag = reply?.headers?.["etag"];
  if (etag !== undefined && request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(reply === undefined ? 404 : (reply.status ?? 200), reply?.headers);
  response.end(reply?.body);
}

function options(extra: Partial<CrawlOptions> = {}): CrawlOptions {
  return {
    now: () => clock,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      clock += milliseconds;
      return Promise.resolve();
    },
    state: {
      load: (url) => Promise.resolve(records.get(url) ?? null),
      save: (url, record) => {
        records.set(url, record);
        return Promise.resolve();
      },
    },
    ...extra,
  };
}

const crawl = (path: string, extra: Partial<CrawlOptions> = {}) =>
  collect(crawlArchive(origin + path, options(extra)));
const paths = () => asked.map((request) => request.url);
const page = (words: string) => `<html><body><!--beginarticle--><PRE>${words}</PRE></body></html>`;

/** January is over and has two mails as text; February has two pages. */
function aPipermail(): void {
  const text =
    "From a at example.org  Wed Jan 15 11:05:34 2025\nFrom: a at example.org (A)\nSubject: x\n\nhi\n";
  const toc = ["2025-February", "2025-January"].map(
    (name) =>
      `<a href="${name}/thread.html">t</a><a href="${name}/date.html">d</a><a href="${name}.txt.gz">x</a>`,
  );
  pages.set("/pipermail/widget/", { body: `<html>${toc.join("")}</html>` });
  pages.set("/pipermail/widget/2025-January.txt.gz", { body: gzipSync(`${text}\n${text}`) });
  pages.set("/pipermail/widget/2025-February/date.html", {
    headers: { etag: '"1"' },
    body: '<a href="000001.html">a</a><a href="000002.html">b</a><a href="thread.html">t</a>',
  });
  pages.set("/pipermail/widget/2025-February/000001.html", { body: page("one") });
  pages.set("/pipermail/widget/2025-February/000002.html", { body: page("two") });
}

describe("pipermail", () => {
  test("months that are over come as text, the running one page by page", async () => {
    aPipermail();
    const mails = mailsOf(await crawl("/pipermail/widget/"));
    expect(mails.map((mail) => mail.form)).toEqual([
      "pipermail-text",
      "pipermail-text",
      "pipermail-page",
      "pipermail-page",
    ]);
    expect(new Set(mails.map((mail) => mail.list))).toEqual(new Set(["widget"]));
    expect(mails[2]?.where).toBe(`${origin}/pipermail/widget/2025-February/000001.html`);
  });

  test("a second run asks for the indexes only, and takes what is new", async () => {
    aPipermail();
    await crawl("/pipermail/widget/");
    asked = [];
    expect(mailsOf(await crawl("/pipermail/widget/"))).toEqual([]);
    expect(paths()).toEqual([
      "/robots.txt",
      "/pipermail/widget/",
      "/pipermail/widget/2025-February/date.html",
    ]);
    pages.set("/pipermail/widget/2025-February/date.html", {
      headers: { etag: '"2"' },
      body: '<a href="000001.html">a</a><a href="000003.html">c</a>',
    });
    pages.set("/pipermail/widget/2025-February/000003.html", { body: page("three") });
    expect(mailsOf(await crawl("/pipermail/widget/"))).toHaveLength(1);
  });

  test("a month that came to its end is read as text once", async () => {
    aPipermail();
    await crawl("/pipermail/widget/");
    clock = Date.parse("2025-03-20T00:00:00Z");
    const text =
      "From b at example.org  Wed Feb  5 11:05:34 2025\nFrom: b at example.org (B)\nSubject: y\n\nhi\n";
    pages.set("/pipermail/widget/2025-February.txt.gz", { body: gzipSync(text) });
    expect(mailsOf(await crawl("/pipermail/widget/")).map((mail) => mail.form)).toEqual([
      "pipermail-text",
    ]);
    expect(mailsOf(await crawl("/pipermail/widget/"))).toEqual([]);
  });

  test("without the text of a closed month its pages are read", async () => {
    aPipermail();
    pages.delete("/pipermail/widget/2025-January.txt.gz");
    pages.set("/pipermail/widget/2025-January/date.html", { body: '<a href="000000.html">z</a>' });
    pages.set("/pipermail/widget/2025-January/000000.html", { body: page("zero") });
    const events = await crawl("/pipermail/widget/");
    expect(mailsOf(events)).toHaveLength(3);
    expect(problemsOf(events)).toHaveLength(1);
  });

  test("nothing is marked as done before the checkpoint that follows its mail was taken", async () => {
    aPipermail();
    for await (const event of crawlArchive(`${origin}/pipermail/widget/`, options())) {
      if (event.type === "mail" && event.mail.form === "pipermail-page") break;
    }
    expect([...records.keys()]).toEqual([`${origin}/pipermail/widget/2025-January.txt.gz`]);
    expect(mailsOf(await crawl("/pipermail/widget/"))).toHaveLength(2);
  });
});

describe("MHonArc", () => {
  const message = (id: string) =>
    `<!-- MHonArc v2.6.19 -->\n<!--X-Message-Id: ${id}@example.org -->\n<!--X-Derived: ${id}.patch -->\n<html></html>`;

  test("indexes are followed, pages come with the files beside them", async () => {
    pages.set("/lists/widget/maillist.html", {
      body: '<a href="msg00002.html">b</a><a href="mail2.html">next</a><a href="threads.html">t</a>',
    });
    pages.set("/lists/widget/mail2.html", {
      body: '<a href="msg00001.html">a</a><a href="maillist.html">first</a>',
    });
    pages.set("/lists/widget/msg00001.html", { body: message("one") });
    pages.set("/lists/widget/msg00002.html", { body: message("two") });
    pages.set("/lists/widget/one.patch", { body: "diff" });
    const mails = mailsOf(await crawl("/lists/widget/maillist.html"));
    expect(mails.map((mail) => [mail.form, mail.list, mail.attached.length])).toEqual([
      ["mhonarc-page", "widget", 0],
      ["mhonarc-page", "widget", 1],
    ]);
    asked = [];
    expect(mailsOf(await crawl("/lists/widget/maillist.html"))).toEqual([]);
    expect(paths().filter((path) => path?.includes("msg"))).toEqual([]);
  });

  test("a page without a mail is a problem and not asked for again", async () => {
    pages.set("/w/maillist.html", { body: '<a href="msg00001.html">a</a>' });
    pages.set("/w/msg00001.html", { body: "<html><title>gone</title></html>" });
    expect(problemsOf(await crawl("/w/maillist.html"))).toEqual([
      `${origin}/w/msg00001.html: not-an-archive-page`,
    ]);
    expect(problemsOf(await crawl("/w/maillist.html"))).toEqual([]);
  });
});

describe("manners", () => {
  test("requests are a second apart, further where robots.txt asks for it", async () => {
    aPipermail();
    await crawl("/pipermail/widget/");
    expect(slept).toHaveLength(asked.length - 1);
    expect(slept.every((milliseconds) => milliseconds === 1_000)).toBe(true);
    slept = [];
    pages.set("/robots.txt", { body: "User-agent: *\nCrawl-delay: 5\n" });
    await crawl("/pipermail/widget/");
    expect(slept).toContain(5_000);
  });

  test("we say who we are", async () => {
    aPipermail();
    await crawl("/pipermail/widget/", { contact: "mailto:ops@example.org" });
    expect(asked[0]?.headers["user-agent"]).toMatch(
      /^patchtrail\/\d+\.\d+\.\d+ \(\+mailto:ops@example\.org\)$/,
    );
  });

  test("what robots.txt forbids is not asked for", async () => {
    aPipermail();
    pages.set("/robots.txt", {
      body: "User-agent: *\nDisallow: /pipermail/widget/2025-February/000002.html\n",
    });
    const events = await crawl("/pipermail/widget/");
    expect(problemsOf(events)[0]).toContain("robots-disallowed");
    expect(paths()).not.toContain("/pipermail/widget/2025-February/000002.html");
  });

  test("links and redirects out of the archive are not followed", async () => {
    pages.set("/w/maillist.html", {
      body: `<a href="msg00001.html">a</a><a href="/other/msg00002.html">b</a><a href="http://archive.invalid/w/msg00003.html">c</a>`,
    });
    pages.set("/w/msg00001.html", {
      status: 302,
      headers: { location: "http://archive.invalid/x.html" },
    });
    const events = await crawl("/w/maillist.html");
    expect(problemsOf(events)).toEqual([`${origin}/w/msg00001.html: outside-archive`]);
    expect(paths()).not.toContain("/other/msg00002.html");
  });

  test("a server that asks to wait is waited for", async () => {
    aPipermail();
    let busy = true;
    pages.set("/pipermail/widget/2025-February/000001.html", () => {
      if (!busy) return { body: page("one") };
      busy = false;
      return { status: 503, headers: { "retry-after": "30" } };
    });
    expect(mailsOf(await crawl("/pipermail/widget/"))).toHaveLength(4);
    expect(slept).toContain(30_000);
  });

  test.each([
    ["5xx without end", { status: 503 }],
    ["a pause of a day", { status: 429, headers: { "retry-after": "86400" } }],
  ])("gives up in bounded time: %s", async (_name, reply) => {
    aPipermail();
    pages.set("/pipermail/widget/2025-February/000001.html", reply);
    await expect(crawl("/pipermail/widget/")).rejects.toMatchObject({
      code: "remote-unavailable",
      exitStatus: 3,
    });
    expect(asked.length).toBeLessThan(20);
  });

  test("a server that is not there is unavailable", async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(crawl("/w/")).rejects.toMatchObject({ code: "remote-unavailable" });
  });

  test("a page over the bound is refused, not loaded", async () => {
    pages.set("/w/maillist.html", { body: '<a href="msg00001.html">a</a>' });
    pages.set("/w/msg00001.html", { body: Buffer.alloc(33 * 1024 * 1024) });
    expect(problemsOf(await crawl("/w/maillist.html"))).toEqual([
      `${origin}/w/msg00001.html: page-too-large`,
    ]);
  });
});

test.each([
  ["/nothing", "archive-unreadable"],
  ["/recipe.html", "archive-unknown"],
])("a start page %s that is no archive: %s", async (path, code) => {
  pages.set("/recipe.html", { body: "<html>a recipe</html>" });
  await expect(crawl(path)).rejects.toMatchObject({ code });
});
