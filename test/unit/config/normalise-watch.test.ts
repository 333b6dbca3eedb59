import { expect, test } from "vitest";
import { normaliseWatch } from "../../../src/config/normalise-watch.ts";

test("only what is named is done, sync first, in its own zone or that of all", () => {
  const raw = {
    zone: "Europe/Oslo",
    pages: { cron: "@daily", folder: "site" },
    sync: { cron: " 0 * * * * ", zone: "UTC" },
  };
  expect(normaliseWatch(raw)).toEqual({
    jobs: [
      { job: "sync", cron: "0 * * * *", zone: "UTC" },
      { job: "pages", cron: "@daily", zone: "Europe/Oslo" },
    ],
    pages: { folder: "site", weeks: 2 },
  });
  expect(normaliseWatch({})).toEqual({ jobs: [], pages: null });
});

test("where something is planned to leave, the outbox is tried between its times", () => {
  const planned = normaliseWatch({ webhooks: { cron: "@weekly" } }).jobs;
  expect(planned).toContainEqual({ job: "outbox", cron: "*/15 * * * *", zone: "UTC" });
  const own = normaliseWatch({ webhooks: { cron: "@weekly" }, outbox: { cron: "@daily" } }).jobs;
  expect(own.map(({ cron }) => cron)).toEqual(["@weekly", "@daily"]);
});
