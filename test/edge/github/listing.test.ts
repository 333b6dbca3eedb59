import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TrackerError } from "../../../src/errors.ts";
import { refreshIssues } from "../../../src/github/listing.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";
import { MemoryRecords, World } from "./support.ts";

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  await world.stop();
  expect(world.github.faults).toEqual([]);
});

const views = Array.from({ length: 5 }, (_, index) =>
  aSeriesView({
    id: `s-${index}`,
    revisions: [aRevision({ slug: `s${index}`, postedAt: daysBefore(30) })],
    todos: [aTodo({ id: `t-${index}` })],
  }),
);

test("after a lost database our issues are found again, page by page, and none is made twice", async () => {
  world.github.pageSize = 2;
  await world.run(views);
  world.github.addIssue(world.repository, { by: "somebody", title: "by hand" });
  world.github.change(world.repository.issues[1]!, { title: "Renamed" });
  world.github.change(world.repository.issues[2]!, { state: "closed" });
  world.records = new MemoryRecords();
  const plans = await world.plan(views);
  expect(plans.map(({ action }) => action)).toEqual(["leave", "leave", "leave", "leave", "leave"]);
  expect(plans.map(({ reason }) => reason)).toContain("closed by a person");
  expect(plans.map(({ title }) => title)).toContain("Renamed");
  await world.apply(plans);
  expect(world.repository.issues).toHaveLength(6);
});

test("an issue that we closed is known as closed by us without records", async () => {
  await world.run(views);
  const done = views.map((view) => ({
    ...view,
    todos: view.todos.map((todo) => ({
      ...todo,
      state: "resolved" as const,
      evidenceMessageId: "done@example.org",
    })),
  }));
  await world.run(done);
  world.records = new MemoryRecords();
  await world.plan(done);
  expect([...world.records.issues.values()].map(({ closedBy }) => closedBy)).toEqual(
    Array(5).fill("us"),
  );
  // Open again by new mail: the same issues are opened again.
  expect((await world.plan(views)).map(({ action, reopen }) => `${action} ${reopen}`)).toEqual(
    Array(5).fill("update true"),
  );
});

test("a series that an older archive renames keeps its issue", async () => {
  const v2 = aRevision({ version: 2, slug: "s", postedAt: daysBefore(30) });
  await world.run([aSeriesView({ id: "s-late", revisions: [v2], todos: [aTodo({ id: "t" })] })]);
  world.records = new MemoryRecords();
  const v1 = aRevision({ version: 1, slug: "s", postedAt: daysBefore(60) });
  const whole = aSeriesView({ id: "s-early", revisions: [v1, v2], todos: [aTodo({ id: "t" })] });
  const [plan] = await world.plan([whole]);
  expect(plan).toMatchObject({
    action: "update",
    number: 1,
    subject: "series/s-late",
    comment: null,
  });
});

test("only what changed since the last look is read", async () => {
  world.github.pageSize = 3;
  await world.run(views);
  await world.plan(views);
  world.github.change(world.repository.issues[0]!, { title: "Renamed" });
  world.github.log.length = 0;
  const plans = await world.plan(views);
  expect(plans.map(({ title }) => title)).toContain("Renamed");
  expect(world.github.log.filter((line) => line.includes("/issues "))).toEqual([
    "GET /repos/jane/widgets/issues 200",
  ]);
});

test.each([
  ["a token that is not accepted", 401, "github-refused"],
  ["a repository that is not to be seen", 404, "github-refused"],
  ["an outage", 503, "remote-unavailable"],
  ["a limit", 429, "remote-unavailable"],
])("%s is told without the token", async (_, status, code) => {
  world.github.mishap = (_method, pathname) =>
    pathname.startsWith("/repos/") ? { kind: "status", status, message: "no" } : null;
  const error = await world.plan(views).catch((caught: unknown) => caught);
  expect(error instanceof TrackerError ? error.code : error).toBe(code);
  expect(String(error)).not.toContain("secret");
});

test("a repository without issues is a fault of the configuration", async () => {
  world.repository.hasIssues = false;
  const error = await world.plan(views).catch((caught: unknown) => caught);
  expect(String(error)).toContain("takes no issues");
});

test("a GitHub App signs in with its key and opens issues as its bot", async () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const client = await world.connect({
    token: null,
    app: { id: 12, installation: 34, key: privateKey },
  });
  const repository = await world.lookUp(client);
  const found = await refreshIssues(client, repository, { records: [], whole: true });
  expect(found).toMatchObject({ adopted: 0, changed: [] });
  expect(await client.account()).toMatchObject({ login: "patchtrail[bot]" });
});
