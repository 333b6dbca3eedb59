import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DeliveryError } from "../../../src/errors.ts";
import type { SeriesView } from "../../../src/model/report.ts";
import type { Todo } from "../../../src/model/todo.ts";
import { deliveriesOf } from "../../../src/report/issue-deliveries.ts";
import type { Mishap } from "../../support/github-server.ts";
import { aHostileSeries } from "../../support/hostile.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";
import { asDelivery, World } from "./support.ts";

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  await world.stop();
  expect(world.github.faults).toEqual([]);
});

const todo = aTodo({ id: "t-1", text: "This needs a Fixes: tag." });
const v1 = aRevision({ postedAt: daysBefore(30) });
const v2 = aRevision({ version: 2, postedAt: daysBefore(3) });
const series = (revisions: SeriesView["series"]["revisions"], todos: readonly Todo[]): SeriesView =>
  aSeriesView({ revisions, todos });
const fresh = series([v1], [todo]);
const settledTodo: Todo = {
  ...todo,
  state: "resolved",
  settledIn: 2,
  evidence: "v2: add the tag",
  evidenceMessageId: v2.id,
  history: [{ state: "resolved", messageId: v2.id, text: "v2: add the tag", at: v2.postedAt }],
};
const other = aTodo({ id: "t-2", text: "Why not kfree_sensitive()?", state: "carried" });

async function failure(promise: Promise<unknown>): Promise<DeliveryError> {
  const caught = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(caught instanceof DeliveryError)) throw new Error(`no DeliveryError: ${String(caught)}`);
  return caught;
}

/** Lets one request of a method go wrong, then none. */
function once(method: string, mishap: Mishap): void {
  let left = 1;
  world.github.mishap = (asked) => (asked === method && (left -= 1) >= 0 ? mishap : null);
}

describe("the life of an issue", () => {
  test("is opened, updated with a comment, closed with its reason", async () => {
    await world.run([fresh]);
    const [issue] = world.repository.issues;
    expect(issue).toMatchObject({
      title: "[v1] frob: make the frobnicator frob",
      labels: ["loose-ends"],
      state: "open",
    });
    expect(issue?.body).toContain("- [ ] “This needs a Fixes: tag.”");

    await world.run([series([v1, v2], [settledTodo, other])]);
    expect(issue?.title).toBe("[v2] frob: make the frobnicator frob");
    expect(issue?.body).toContain("**resolved** in v2");
    expect(issue?.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^\*\*v2\*\* was posted[^]*Settled \(1\):[^]*Still open \(1\):/u),
    ]);

    const answered: Todo = { ...other, state: "resolved", evidenceMessageId: "done@example.org" };
    await world.run([series([v1, v2], [settledTodo, answered])]);
    expect(issue).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(issue?.comments).toHaveLength(2);
    expect(issue?.comments[1]?.body).toMatch(/done@example\.org[^]*Closed: everything is settled/u);
    expect(world.repository.issues).toHaveLength(1);
  });

  test("costs nothing of the rate limit while nothing changes", async () => {
    await world.run([fresh]);
    await world.run([fresh]);
    const before = world.github.counted.length;
    await world.run([fresh]);
    expect(world.github.counted.slice(before)).toEqual([]);
    expect(world.github.log.at(-1)).toBe("GET /repos/jane/widgets/issues 304");
  });

  test("that a person opened again is not closed for the same reason twice", async () => {
    await world.run([fresh]);
    const done = series([v1, v2], [settledTodo]);
    await world.run([done]);
    const [issue] = world.repository.issues;
    world.github.change(issue!, { state: "open" });
    await world.run([done]);
    expect(issue?.state).toBe("open");
    expect((await world.plan([done]))[0]).toMatchObject({ action: "leave" });
    const more: Todo = { ...other, state: "resolved", evidenceMessageId: "later@example.org" };
    await world.run([series([v1, v2], [settledTodo, more])]);
    expect(issue?.state).toBe("closed");
  });

  test("opens again when something is open again, if it was us who closed it", async () => {
    await world.run([fresh]);
    await world.run([series([v1, v2], [settledTodo])]);
    await world.run([series([v1, v2], [settledTodo, other])]);
    expect(world.repository.issues).toMatchObject([{ state: "open", stateReason: "reopened" }]);
    expect(world.repository.issues[0]?.body).not.toContain("patchtrail:closed");
  });
});

describe("what people did", () => {
  const next = series([v1, v2], [{ ...todo, state: "carried" }]);

  test.each([
    ["closed", { state: "closed" as const }, "closed by a person"],
    ["deleted", { gone: "deleted" }, "deleted by a person: not made again"],
    ["moved", { gone: "/repositories/1/issues/9" }, "moved by a person: not made again"],
  ])("an issue that was %s is neither written nor made again", async (_, fields, reason) => {
    await world.run([fresh]);
    const [issue] = world.repository.issues;
    world.github.change(issue!, fields);
    // That it is gone is found out when it is to be written.
    await world.run([next]);
    await world.run([next]);
    expect(world.repository.issues).toHaveLength(1);
    expect(issue?.title).toBe("[v1] frob: make the frobnicator frob");
    expect((await world.plan([next]))[0]).toMatchObject({ action: "leave", reason });
  });

  test("a title that they gave stays for good", async () => {
    await world.run([fresh]);
    const [issue] = world.repository.issues;
    world.github.change(issue!, { title: "Our tag problem" });
    await world.run([next]);
    expect(issue?.title).toBe("Our tag problem");
    expect(issue?.body).toContain("v2");
  });

  test("words around our part stay, boxes stay ticked, words within it move below", async () => {
    await world.run([fresh]);
    const [issue] = world.repository.issues;
    const edited = issue!.body
      .replace("- [ ]", "- [x]")
      .replace("### Still", "Asked Rita.\n\n### Still");
    world.github.change(issue!, { body: `Mine above.\r\n\r\n${edited}\r\n\r\nMine below.` });
    const [left] = await world.plan([fresh]);
    expect(left).toMatchObject({ action: "leave", notes: [expect.stringContaining("by hand")] });
    await world.run([next]);
    expect(issue?.body).toMatch(
      /^Mine above\.\n\n<!-- patchtrail:issue[^]*- \[x\] “This needs[^]*patchtrail:end -->\n\nAsked Rita\.\n\nMine below\.$/u,
    );
    await world.run([series([v1, v2], [{ ...todo, state: "carried" }, other])]);
    expect(issue?.body.match(/Asked Rita/gu)).toHaveLength(1);
  });

  test("a locked issue gets no comment", async () => {
    await world.run([fresh]);
    const [issue] = world.repository.issues;
    world.github.change(issue!, { locked: true });
    expect((await world.plan([next]))[0]?.notes).toEqual(["locked: no comment"]);
    await world.run([next]);
    expect(issue?.comments).toEqual([]);
    expect(issue?.title).toMatch(/^\[v2\]/u);
  });

  test("one who locks it between plan and comment gets no comment, the body is kept up to date", async () => {
    await world.run([fresh]);
    const plans = await world.plan([next]);
    const [issue] = world.repository.issues;
    world.github.change(issue!, { locked: true });
    const done = await world.apply(plans);
    expect(done.map(({ state, error }) => [state, error])).toEqual([
      ["failed", expect.stringContaining("locked")],
      ["sent", null],
    ]);
    expect(issue?.comments).toEqual([]);
    expect(issue?.title).toMatch(/^\[v2\]/u);
    expect((await world.plan([next]))[0]).toMatchObject({ action: "leave" });
  });

  test("an issue that is not to be seen any more (404) is not made again", async () => {
    await world.run([fresh]);
    const plans = await world.plan([next]);
    world.github.mishap = (_, pathname) =>
      /\/issues\/\d+/u.test(pathname)
        ? { kind: "status", status: 404, message: "Not Found" }
        : null;
    const done = await world.apply(plans);
    expect(done.map(({ state }) => state)).toEqual(["failed", "failed"]);
    world.github.mishap = () => null;
    await world.run([next]);
    expect(world.repository.issues).toHaveLength(1);
  });

  test("one who closes it between plan and update is not overruled", async () => {
    await world.run([fresh]);
    const plans = await world.plan([next]);
    const [issue] = world.repository.issues;
    world.github.change(issue!, { state: "closed" });
    const done = await world.apply(plans);
    expect(done.at(-1)).toMatchObject({
      state: "failed",
      error: expect.stringContaining("closed by a person"),
    });
    expect((await world.plan([next]))[0]).toMatchObject({ reason: "closed by a person" });
  });

  test("one whose words leave no room keeps them", async () => {
    await world.run([fresh]);
    const [issue] = world.repository.issues;
    world.github.change(issue!, { body: `${issue!.body}\n${"x".repeat(65_000)}` });
    expect((await world.plan([next]))[0]).toMatchObject({
      action: "leave",
      reason: "what people wrote leaves no room for our part",
    });
  });

  test("a renamed repository is followed, an archived one is told", async () => {
    await world.run([fresh]);
    world.repository.fullName = "jane/gadgets";
    world.repository.formerly.push("jane/widgets");
    await world.run([next]);
    expect(world.repository.issues).toMatchObject([
      { title: "[v2] frob: make the frobnicator frob" },
    ]);
    expect(world.records.repositories.get("jane/widgets")?.fullName).toBe("jane/gadgets");
    world.repository.archived = true;
    const done = await world.run([series([v1, v2], [todo, other])]);
    expect(done).toMatchObject([{ state: "failed", error: expect.stringContaining("archived") }]);
  });

  test.each([false, true])(
    "a stranger's issue that bears our marker is a stranger's; filter overlooked: %s",
    async (overlooked) => {
      world.github.overlooksCreator = overlooked;
      const [made] = await world.plan([fresh]);
      const issue = world.github.addIssue(world.repository, { by: "mallory", body: made!.body });
      await world.run([fresh]);
      expect(world.repository.issues).toHaveLength(2);
      expect(issue.title).toBe("An issue");
    },
  );

  test("a title that somebody gives between plan and update stays", async () => {
    await world.run([fresh]);
    const plans = await world.plan([next]);
    const [issue] = world.repository.issues;
    world.github.change(issue!, { title: "Our tag problem" });
    await world.apply(plans);
    expect(issue?.title).toBe("Our tag problem");
    expect(issue?.body).toContain("v2");
    expect((await world.plan([next]))[0]).toMatchObject({
      action: "leave",
      title: "Our tag problem",
    });
  });

  test("somebody who cannot be assigned is no reason to have no issue", async () => {
    await world.stop();
    world = await World.start({ assignees: new Map([["ada author", "not-a-member"]]) });
    await world.run([fresh]);
    expect(world.repository.issues).toMatchObject([{ assignees: [] }]);
  });
});

describe("mishaps", () => {
  test.each<[string, Mishap, boolean, number | null]>([
    [
      "a secondary limit",
      {
        kind: "status",
        status: 403,
        message: "You have exceeded a secondary rate limit",
        headers: { "retry-after": "17" },
      },
      true,
      17,
    ],
    [
      "one that names no time",
      { kind: "status", status: 403, message: "You have exceeded a secondary rate limit" },
      true,
      60,
    ],
    [
      "too many requests",
      { kind: "status", status: 429, message: "Too many", headers: { "retry-after": "5" } },
      true,
      5,
    ],
    ["an outage", { kind: "status", status: 503, message: "Unavailable" }, true, null],
    ["a bad gateway", { kind: "status", status: 502, message: "Bad gateway" }, true, null],
    [
      "missing rights",
      { kind: "status", status: 403, message: "Resource not accessible" },
      false,
      null,
    ],
    ["a refusal", { kind: "status", status: 422, message: "Validation Failed" }, false, null],
  ])("%s", async (_, mishap, retry, retryAfterSeconds) => {
    const [planned] = deliveriesOf(await world.plan([fresh]));
    const publisher = await world.publisher();
    once("POST", mishap);
    const error = await failure(publisher.send(asDelivery(planned)));
    expect(error).toMatchObject({ retry, retryAfterSeconds });
    // A plugin that tried again by itself would have made an issue.
    expect(world.repository.issues).toEqual([]);
  });

  test.each([
    [503, true],
    [404, false],
  ])("a repository that cannot be looked up (%i): nothing was sent", async (status, retry) => {
    const [planned] = deliveriesOf(await world.plan([fresh]));
    const publisher = await world.publisher();
    world.github.mishap = () => ({ kind: "status", status, message: "no" });
    expect(await failure(publisher.send(asDelivery(planned)))).toMatchObject({
      retry,
      mayHaveArrived: false,
      channelDown: true,
    });
  });

  test("a used-up rate limit tells when it ends", async () => {
    const [planned] = deliveriesOf(await world.plan([fresh]));
    const publisher = await world.publisher();
    const reset = String(Math.floor(Date.now() / 1000) + 1_200);
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    once("POST", { kind: "status", status: 403, message: "API rate limit exceeded", headers });
    const { retry, retryAfterSeconds } = await failure(publisher.send(asDelivery(planned)));
    expect(retry).toBe(true);
    expect(retryAfterSeconds).toBeGreaterThan(1_190);
    expect(retryAfterSeconds).toBeLessThan(1_205);
  });

  test("after a limit the rest of a run waits", async () => {
    const views = ["a", "b", "c"].map((id) =>
      aSeriesView({ id, revisions: [v1], todos: [aTodo({ id: `t-${id}` })] }),
    );
    const plans = await world.plan(views);
    once("POST", {
      kind: "status",
      status: 429,
      message: "Too many",
      headers: { "retry-after": "5" },
    });
    const done = await world.apply(plans);
    expect(done.map(({ state }) => state)).toEqual(["waiting", "waiting", "waiting"]);
    expect(world.github.log.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  test.each(["create", "comment", "update", "close"] as const)(
    "a %s whose answer was lost is found, not done twice",
    async (change) => {
      if (change !== "create") await world.run([fresh]);
      const todos = change === "close" ? [settledTodo] : [settledTodo, other];
      const views = change === "create" ? [fresh] : [series([v1, v2], todos)];
      const planned = deliveriesOf(await world.plan(views));
      const wanted = planned.find(({ key }) => key.includes(`/${change}`));
      const publisher = await world.publisher();
      expect(await publisher.find(asDelivery(wanted))).toBe("absent");
      const method = change === "create" || change === "comment" ? "POST" : "PATCH";
      world.github.mishap = (asked) => (asked === method ? { kind: "answer-lost" } : null);
      expect(await failure(publisher.send(asDelivery(wanted)))).toMatchObject({
        retry: true,
        // Writing a body twice does no harm, creating twice does.
        mayHaveArrived: method === "POST",
      });
      world.github.mishap = () => null;
      const found = await publisher.find(asDelivery(wanted));
      expect(found).toMatchObject({ remoteId: change === "comment" ? "1001" : "1" });
      expect(world.repository.issues).toHaveLength(1);
      // What was found is on record: the next run has nothing left of it to do.
      const again = deliveriesOf(await world.plan(views));
      expect(again.map(({ key }) => key)).not.toContain(wanted?.key);
    },
  );

  test("a slow answer is not waited for", async () => {
    const [planned] = deliveriesOf(await world.plan([fresh]));
    const publisher = await world.publisher({ timeoutMs: 150 });
    await publisher.find(asDelivery(planned));
    once("POST", { kind: "slow", ms: 600 });
    expect((await failure(publisher.send(asDelivery(planned)))).retry).toBe(true);
  });

  test("no error tells the token", async () => {
    const [planned] = deliveriesOf(await world.plan([fresh]));
    const publisher = await world.publisher();
    once("POST", { kind: "status", status: 422, message: "no" });
    const error = await failure(publisher.send(asDelivery(planned)));
    expect(error.message).not.toContain("secret");
  });
});

test("a hostile series gets an issue and a comment that GitHub takes", async () => {
  const evil = aHostileSeries();
  const [v1 = aRevision()] = evil.series.revisions;
  await world.run([{ ...evil, series: { ...evil.series, revisions: [v1] } }]);
  await world.run([evil]);
  const [issue] = world.repository.issues;
  expect(issue?.comments).toHaveLength(1);
  const body = (issue?.comments[0]?.body ?? "").replaceAll(/\]\(<[^<>\s]*>\)/gu, "]");
  const words = body.replaceAll(/<!-- patchtrail:\S+ -->/gu, "");
  expect(words).not.toMatch(/<|\n# /u);
  // A title is no Markdown and no HTML: only references count there.
  expect(`${issue?.title}\n${words}`).not.toMatch(
    /@[a-z]|#\d|GH-\d|:\/\/|(?!\n)\p{Cc}|\p{Bidi_Control}|\b[0-9a-f]{7,40}\b/u,
  );
});
