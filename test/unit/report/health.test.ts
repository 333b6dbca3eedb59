import { expect, test } from "vitest";
import { renderHealth } from "../../../src/report/health.ts";
import { MONDAY } from "../../support/messages.ts";

const health = {
  node: "v20.20.2",
  git: "2.39.5",
  database: "patchtrail.db",
  configuration: null,
  counts: {
    messages: 1_200,
    copies: 1_300,
    threads: 100,
    revisions: 60,
    series: 50,
    todos: 40,
    problems: 3,
    ghosts: 2,
    pending: 0,
    unindexed: 0,
    lists: [{ name: "widget-dev", messages: 1_200, newest: MONDAY }],
  },
  diagnostics: [
    { code: "date-unparsable", messages: 4, example: "a@example.org", detail: "not a date" },
  ],
  problems: [{ where: "x.mbox: mail 7", code: "no-mail", detail: "no header" }],
  faults: [],
};

test("what is stored, odd and set aside is named with place and reason", () => {
  const text = renderHealth(health);
  expect(text).toContain("widget-dev");
  expect(text).toContain("date-unparsable: 4, such as a@example.org");
  expect(text).toContain("not a date");
  expect(text).toContain("x.mbox: mail 7: no header (no-mail)");
  expect(text).toContain("and 2 more");
  expect(text).toContain("Nothing is wrong.");
});

test("faults are told, and control characters of names are not", () => {
  const text = renderHealth({ ...health, faults: ["list \u001b[31mx names no archive"] });
  expect(text).toContain("Wrong:");
  expect(text).not.toContain("\u001b");
});
