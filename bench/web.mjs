// Times the web pages over HTTP, each drawn anew. See README.md beside this file.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseBlocks } from "../dist/mail/blocks.js";
import { listen } from "../dist/web/listen.js";
import { renderPage } from "../dist/web/layout.js";
import { createWeb } from "../dist/web/server.js";
import { SignIn } from "../dist/web/sign-in.js";
import { threadPage } from "../dist/web/pages/thread.js";
import { openAppContext } from "../dist/app/open.js";
import { loadConfig } from "../dist/config/load.js";
import { threadTree } from "../dist/report/thread.js";

const [database] = process.argv.slice(2);
if (database === undefined || !existsSync(database)) {
  console.error("usage: node bench/web.mjs DATABASE");
  process.exit(2);
}
const ROUNDS = 7;
const cacheFolder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-bench-"));
const context = openAppContext({
  config: loadConfig("lists: []\n", "defaults", {}),
  databaseFile: database,
  cacheFolder,
  readOnly: true,
  reporter: { progress: () => {}, finished: () => {} },
});
const { store } = context;
// A new version each time: no page is found as it was drawn before.
let version = 0;
const fresh = Object.assign(Object.create(store), {
  ...Object.fromEntries(
    Object.getOwnPropertyNames(Object.getPrototypeOf(store))
      .filter((name) => name !== "constructor")
      .map((name) => [name, store[name].bind(store)]),
  ),
  getVersion: async () => String((version += 1)),
});
const options = {
  baseUrl: null,
  names: new Set(),
  version: "bench",
  digests: { ask: () => true },
  signIn: new SignIn({ proxy: null, tokens: new Map(), secure: false, now: Date.now }),
  openForWriting: () => context,
  now: Date.now,
  report: (error) => console.error(error),
};
const web = createWeb({ ...context, store: fresh }, options);
const { port, stop } = await listen(web, { host: "127.0.0.1", port: 0 });

const [list] = (await store.listLists()).toSorted((a, b) => b.messages - a.messages);
const all = await store.listSeries({ list: list.name });
const most = all.toSorted((a, b) => b.series.revisions.length - a.series.revisions.length)[0]
  .series;
const busiest = all.toSorted((a, b) => b.openTodos - a.openTodos)[0].series;
const who = encodeURIComponent(busiest.author.email ?? busiest.author.name ?? "");
const root = encodeURIComponent(busiest.revisions.at(-1).id);
const at = `/${list.name}/`;
const pages = [
  "/",
  at,
  `${at}?next=author`,
  `${at}todos`,
  `/todos?owner=${who}`,
  `${at}digests`,
  `${at}charts`,
  `/series/${most.id}/`,
  `/series/${busiest.id}/?todos=all`,
  `/series/${most.id}/range-diff`,
  `${at}${root}/`,
  `${at}${root}/T/`,
  `/people/${who}/`,
  "/search?q=memory+hotplug",
];
console.log("  median ms     CPU ms     kB  without diffs  page");
for (const page of pages) {
  const times = [];
  const work = [];
  let text = "";
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    text = await (await fetch(`http://127.0.0.1:${port}${page}`)).text();
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    work.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  work.sort((a, b) => a - b);
  const bare = text.replace(/<pre\s+class="diff[\s\S]*?<\/pre>/gu, "");
  row([times[ROUNDS >> 1], work[ROUNDS >> 1], text.length / 1000, bare.length / 1000], page);
}
await largeThread();
await stop();
await store.close();
rmSync(cacheFolder, { recursive: true });

/** 300 mails of one thread on one page: more than a page of ours ever holds. */
async function largeThread() {
  const ids = [];
  for (const { series } of all.toSorted((a, b) => b.openTodos - a.openTodos)) {
    if (ids.length >= 300) break;
    ids.push(...(await store.listThread(series.revisions[0].id)).map((entry) => entry.messageId));
  }
  const messages = [];
  for (const id of ids.slice(0, 300)) messages.push(await store.getMessage(id));
  const entries = messages.map((message, index) => ({
    messageId: message.messageId,
    parent: index === 0 ? null : messages[0].messageId,
    subject: message.subject,
    from: message.from,
    at: message.sentAt ?? 0,
    kind: "reply",
    openTodos: 0,
  }));
  const times = [];
  const work = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    const mails = messages.map((message) => ({
      message,
      blocks: parseBlocks(message.body, { patch: false }),
      kind: "reply",
      todos: [],
      depth: 1,
    }));
    const thread = {
      messageId: messages[0].messageId,
      outline: threadTree(entries),
      mails,
      page: 1,
      pages: 1,
      pageOf: new Map(),
      series: [],
    };
    const page = threadPage(thread, { list: list.name, linkTemplate: "https://example.org/{id}" });
    renderPage(page, {
      version: "",
      assets: { css: "", js: "", icon: "" },
      viewer: null,
      canSignIn: false,
      path: "/",
    });
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    work.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  work.sort((a, b) => a - b);
  row(
    [times[ROUNDS >> 1], work[ROUNDS >> 1], null, null],
    `a thread of ${messages.length} mails, drawn`,
  );
}

function row(figures, name) {
  const cells = figures.map((figure) => (figure === null ? "" : figure.toFixed(0)));
  const widths = [11, 11, 7, 15];
  console.log(`${cells.map((cell, index) => cell.padStart(widths[index])).join("")}  ${name}`);
}
