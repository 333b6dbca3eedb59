import { expect, test } from "vitest";
import { normaliseConfig } from "../../../src/config/normalise.ts";

test("GitHub takes all lists unless some are named", () => {
  const lists = [{ name: "a" }, { name: "b" }];
  expect(normaliseConfig({ lists }, {}).github.lists).toEqual(["a", "b"]);
  expect(normaliseConfig({ lists, github: { lists: ["b"] } }, {}).github.lists).toEqual(["b"]);
  expect(normaliseConfig({ lists, github: { lists: [] } }, {}).github.lists).toEqual([]);
});

test("an archive's zone wins over its list's", () => {
  const archives = [{ path: "a" }, { path: "b", zone: "UTC" }];
  const config = normaliseConfig({ lists: [{ name: "a", zone: "Europe/Oslo", archives }] }, {});
  expect(config.lists[0]?.archives.map(({ zone }) => zone)).toEqual(["Europe/Oslo", "UTC"]);
});

test("a tree's day begins at midnight UTC; without branches the one checked out is read", () => {
  const trees = [
    { name: "a", path: "x", since: "2024-02-29" },
    { name: "b", url: "file:///x" },
  ];
  expect(normaliseConfig({ trees }, {}).trees).toEqual([
    {
      name: "a",
      url: null,
      path: "x",
      branches: [],
      lists: [],
      since: Date.UTC(2024, 1, 29) / 1000,
    },
    { name: "b", url: "file:///x", path: null, branches: [], lists: [], since: null },
  ]);
});

test("zero is a value, not a missing one", () => {
  const config = normaliseConfig({ todos: { minConfidence: 0 }, github: { minAgeDays: 0 } }, {});
  expect(config.todos.minConfidence).toBe(0);
  expect(config.github.minAgeDays).toBe(0);
});

test("addresses and secrets of webhooks come from the environment and turn up in no JSON", () => {
  const lists = [{ name: "a" }, { name: "b" }];
  const webhooks = [
    { name: "chat", kind: "slack" as const, urlVariable: "CHAT_URL" },
    { name: "hook", kind: "json" as const, urlVariable: "HOOK_URL", secretVariable: "HOOK_KEY" },
  ];
  const environment = { CHAT_URL: "https://chat.example.org/T0", HOOK_URL: "", HOOK_KEY: "key" };
  const config = normaliseConfig({ lists, webhooks }, environment);
  expect(config.webhooks.map((webhook) => webhook.lists)).toEqual([
    ["a", "b"],
    ["a", "b"],
  ]);
  expect(config.secrets.webhooks.get("chat")).toEqual({
    url: "https://chat.example.org/T0",
    secret: null,
  });
  expect(config.secrets.webhooks.get("hook")).toEqual({ url: null, secret: "key" });
  expect(JSON.stringify(config)).not.toMatch(/chat\.example|"key"/);
});

test("people are found whatever their case, and nobody who gave up a series gets an issue", () => {
  const { github } = normaliseConfig({ github: { assignees: { "Ada@Example.org": "ada" } } }, {});
  expect(github.assignees.get("ada@example.org")).toBe("ada");
  expect(github.states).not.toContain("abandoned");
  expect(github).toMatchObject({ labels: ["patchtrail", "{list}"], maxNew: 20, throttle: true });
});

test("keys come from the environment alone", () => {
  const { secrets } = normaliseConfig({}, { GITHUB_TOKEN: "", GITHUB_APP_PRIVATE_KEY: "pem" });
  expect(secrets).toMatchObject({ githubToken: null, githubAppKey: "pem", smtpPassword: null });
});
