import { expect, test } from "vitest";
import { configSchema } from "../../../src/config/schema.ts";

const fits = (watch: unknown) => configSchema.safeParse({ watch }).success;

test.each([
  ["*/30 * * * *", true],
  ["0 6 * * MON-FRI", true],
  ["*/5 * * * * *", true],
  ["@hourly", true],
  ["0 0 29 2 *", true],
  ["0 0 L * *", true],
  ["0 0 31 2 *", false],
  ["60 * * * *", false],
  ["* * * *", false],
  ["every day", false],
  ["@reboot", false],
  ["0 0 0 1 1 * 2020", false],
  ["2026-01-01T00:00:00", false],
  ["", false],
  ["* ".repeat(1_500), false],
])("cron expression %j: %s", (cron, expected) => {
  expect(fits({ sync: { cron } })).toBe(expected);
});

test("a zone is one of IANA's, and pages need a folder", () => {
  expect(fits({ zone: "Europe/Berlin", sync: { cron: "@daily", zone: "UTC" } })).toBe(true);
  expect(fits({ zone: "CET", sync: { cron: "@daily" } })).toBe(false);
  expect(fits({ pages: { cron: "@daily" } })).toBe(false);
  expect(fits({ pages: { cron: "@daily", folder: "site", weeks: 0 } })).toBe(false);
  expect(fits({ syncs: { cron: "@daily" } })).toBe(false);
});
