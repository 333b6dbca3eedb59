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

test("zero is a value, not a missing one", () => {
  const config = normaliseConfig({ todos: { minConfidence: 0 }, github: { minAgeDays: 0 } }, {});
  expect(config.todos.minConfidence).toBe(0);
  expect(config.github.minAgeDays).toBe(0);
});

test("people are found whatever their case, and nobody who gave up a series gets an issue", () => {
  const { github } = normaliseConfig({ github: { assignees: { "Ada@Example.org": "ada" } } }, {});
  expect(github.assignees.get("ada@example.org")).toBe("ada");
  expect(github.states).not.toContain("abandoned");
  expect(github).toMatchObject({ labels: ["patchtrail", "{list}"], maxNew: 20, throttle: true });
});

test("keys come from the environment alone", () => {
  const { secrets } = normaliseConfig({}, { GITHUB_TOKEN: "", GITHUB_APP_PRIVATE_KEY: "pem" });
  expect(secrets).toEqual({ githubToken: null, githubAppKey: "pem" });
});
