import { expect, test } from "vitest";
import { ruleFaults } from "../../../src/config/rules.ts";

test.each([
  ["nothing at all", undefined],
  ["a word", "hello"],
  ["lists that are none", { lists: "widget-dev", github: { lists: 3 } }],
  ["a list that is none", { lists: [null, 7, { archives: [null, "x"] }] }],
  ["a list that GitHub may name", { lists: [{ name: "a" }], github: { lists: ["a"] } }],
])("finds no fault between values in %s", (_, data) => {
  expect(ruleFaults(data)).toEqual([]);
});

test("names each list whose name was used before", () => {
  const data = { lists: [{ name: "a" }, { name: "b" }, { name: "a" }, { name: "a" }] };
  expect(ruleFaults(data).map(({ path }) => path)).toEqual(["lists[2].name", "lists[3].name"]);
});

test("trees have names and places of their own, and serve lists that are there", () => {
  const trees = [
    { name: "a", path: "x" },
    { name: "a", path: "x", url: "https://git.example.org/x.git" },
    { name: "b", lists: ["widget-dev", "gear-dev"] },
  ];
  const faults = ruleFaults({ lists: [{ name: "widget-dev" }], trees });
  expect(faults.map(({ path, found }) => `${path}: ${found}`)).toEqual([
    'trees[1].name: "a"',
    "trees[1]: both",
    "trees[2]: neither",
    'trees[2].lists[1]: "gear-dev"',
  ]);
});

test.each([
  [{}, "neither"],
  [{ url: null, path: null }, "neither"],
  [{ url: "https://lists.example.org/", path: "a.mbox" }, "both"],
])("wants one of url and path in %j", (archive, found) => {
  const faults = ruleFaults({ lists: [{ name: "a", archives: [{ path: "b" }, archive] }] });
  expect(faults).toEqual([{ path: "lists[0].archives[1]", expected: "url or path", found }]);
});

test.each([
  [{ smtp: { host: "mail.example.org" } }, "mail.from"],
  [{ from: "a@example.org", smtp: { host: "h" }, sendmail: "/usr/sbin/sendmail" }, "mail"],
  [
    { from: "a@example.org", smtp: { host: "mail.example.org", security: "none" } },
    "mail.smtp.security",
  ],
])("finds what cannot be sent with in %j", (mail, path) => {
  expect(ruleFaults({ mail }).map((fault) => fault.path)).toEqual([path]);
});

test.each([
  { from: "a@example.org", sendmail: "/usr/sbin/sendmail" },
  { from: "a@example.org", smtp: { host: "127.0.0.1", security: "none" } },
  { from: "a@example.org", smtp: { host: "::1", security: "none" } },
  { from: "a@example.org", smtp: { host: "relay", security: "none", allowPlaintext: true } },
])("finds no fault in %j", (mail) => {
  expect(ruleFaults({ mail })).toEqual([]);
});

test.each([
  [{ to: "a@example.org" }, "none of them"],
  [{ to: "a@example.org", list: "a", search: "x" }, "list and search"],
])("wants one topic in %j", (subscription, found) => {
  expect(ruleFaults({ subscriptions: [subscription, { list: "a" }] })).toEqual([
    { path: "subscriptions[0]", expected: "one of list, person, paths, search", found },
  ]);
});

const hook = { name: "chat", urlVariable: "CHAT_URL" };

test.each([
  [{ ...hook, kind: "slack" }],
  [{ ...hook, kind: "matrix", secretVariable: "T", room: "!a:example.org" }],
  [{ ...hook, kind: "json", secretVariable: "K", lists: ["a"] }],
  [{ ...hook, kind: "pigeon", room: "!a:example.org" }],
])("finds no fault between values in the webhook %j", (webhook) => {
  expect(ruleFaults({ lists: [{ name: "a" }], webhooks: [webhook] })).toEqual([]);
});

test.each([
  [{ ...hook, kind: "slack", secretVariable: "K" }, ["webhooks[0].secretVariable"]],
  [{ ...hook, kind: "matrix" }, ["webhooks[0].secretVariable", "webhooks[0].room"]],
  [
    { ...hook, kind: "json", room: "!a:example.org" },
    ["webhooks[0].secretVariable", "webhooks[0].room"],
  ],
  [{ ...hook, kind: "slack", lists: ["a", "b"] }, ["webhooks[0].lists[1]"]],
])("names what does not fit the kind of the webhook %j", (webhook, paths) => {
  const faults = ruleFaults({ lists: [{ name: "a" }], webhooks: [webhook] });
  expect(faults.map(({ path }) => path)).toEqual(paths);
});

test("names each webhook whose name was used before", () => {
  const webhooks = ["a", "b", "a"].map((name) => ({ ...hook, name, kind: "slack" }));
  expect(ruleFaults({ webhooks }).map(({ path }) => path)).toEqual(["webhooks[2].name"]);
});

test("names a person who is there twice", () => {
  const data = { github: { assignees: { "Ada Author": "ada", "ada author": "ada2" } } };
  expect(ruleFaults(data).map(({ path }) => path)).toEqual(["github.assignees.ada author"]);
});

test("a job of watch that has nothing to work on is a fault", () => {
  const job = { cron: "@daily" };
  const watch = { sync: job, digests: job, issues: job, webhooks: job, outbox: job };
  expect(ruleFaults({ watch }).map(({ path }) => path)).toEqual([
    "watch.sync",
    "watch.digests",
    "watch.issues",
    "watch.webhooks",
  ]);
  const lists = [{ name: "a" }];
  const subscriptions = [{ to: "ada@example.org", list: "a" }];
  const github = { routes: [{ repository: "owner/name", paths: ["fs/"] }] };
  const webhooks = [{ name: "chat", kind: "slack", urlVariable: "CHAT" }];
  expect(ruleFaults({ lists, subscriptions, github, webhooks, watch })).toEqual([]);
});
