import { describe, expect, test } from "vitest";
import type { AppContext } from "../../../../src/app/context.ts";
import { backOff, deliver, MAX_TRIES, planOutgoing } from "../../../../src/app/send/outbox.ts";
import { DeliveryError } from "../../../../src/errors.ts";
import type { Publisher } from "../../../../src/model/outbox.ts";
import { openStore } from "../../../../src/store/open.ts";
import { aPlan } from "../../../support/deliveries.ts";

function setUp(approve: "auto" | "manual" = "auto") {
  const context = { store: openStore(":memory:"), config: { outbox: { approve } } } as AppContext;
  let now = 1_000;
  const sent: string[] = [];
  const fake = (parts: Partial<Publisher> = {}): Publisher => ({
    channel: "mail",
    send: async ({ key }) => {
      sent.push(key);
      return { remoteId: `${key}@example.org` };
    },
    find: async () => "unknown",
    ...parts,
  });
  const run = (parts: Partial<Publisher> = {}) =>
    deliver(context, { publishers: [fake(parts)], now: () => now, random: () => 0.5 });
  const plan = (...keys: string[]) =>
    planOutgoing(
      context,
      keys.map((key) => aPlan({ key })),
      now,
    );
  return { ...context, sent, run, plan, later: (seconds: number) => (now += seconds) };
}

const refuse = (message: string, options: ConstructorParameters<typeof DeliveryError>[1]) => () =>
  Promise.reject(new DeliveryError(message, options));

test("nothing leaves before somebody approves", async () => {
  const { plan, run, sent, store } = setUp("manual");
  await plan("a", "b");
  expect(await run()).toEqual([]);
  await store.approveDeliveries([2], 1_000);
  await run();
  await run();
  expect(sent).toEqual(["b"]);
});

test("a publisher may hand over what is still ours, and the store knows of it", async () => {
  const { plan, run, store } = setUp();
  await plan("a");
  await run({
    send: async (_, handOver) => {
      expect(await store.listDeliveries({})).toMatchObject([{ handedOver: false }]);
      await handOver();
      expect(await store.listDeliveries({})).toMatchObject([{ handedOver: true }]);
      throw new DeliveryError("busy", { retry: true });
    },
  });
  await store.approveDeliveries([1], 1_000);
  await run({
    send: async (delivery, handOver) => {
      expect(delivery.handedOver).toBe(false);
      await store.finishDelivery(delivery, { state: "sending", error: "taken over" });
      await expect(handOver()).rejects.toThrow("taken over");
      return { remoteId: null };
    },
  });
});

test("what was sent is not sent again, also when it is planned again", async () => {
  const { plan, run, sent } = setUp();
  await plan("a");
  await run();
  await plan("a");
  await run();
  expect(sent).toEqual(["a"]);
});

test("a try that failed for now comes later, as late as the other side asks", async () => {
  const { plan, run, sent, store, later } = setUp();
  await plan("a");
  await run({ send: refuse("greylisted", { retry: true }) });
  expect(await store.listDeliveries({})).toMatchObject([
    { state: "approved", error: "greylisted", nextTryAt: 1_000 + 300 },
  ]);
  later(299);
  await run();
  expect(sent).toEqual([]);
  later(1);
  await run({ send: refuse("busy", { retry: true, retryAfterSeconds: 7_000 }) });
  expect(await store.listDeliveries({})).toMatchObject([{ nextTryAt: 1_300 + 7_000 }]);
  later(7_000);
  await run();
  expect(sent).toEqual(["a"]);
});

test("after so many tries it is given up, with the reason; approved again it gets as many", async () => {
  const { plan, run, store, later } = setUp();
  await plan("a");
  const tries = async () => {
    let count = 0;
    for (;;) {
      const [report] = await run({ send: refuse("busy", { retry: true }) });
      count += 1;
      if (report?.outcome.state !== "approved") return { count, outcome: report?.outcome };
      later(24 * 3_600);
    }
  };
  const outcome = { state: "failed", error: `given up after ${MAX_TRIES} tries: busy` };
  expect(await tries()).toEqual({ count: MAX_TRIES, outcome });
  await store.approveDeliveries([1], 1_000);
  expect((await tries()).count).toBe(MAX_TRIES);
});

test("refused for good is failed at once, and the others leave", async () => {
  const { plan, run, store } = setUp();
  await plan("a", "b");
  await run({
    send: async ({ key }) => {
      if (key === "a") throw new DeliveryError("550 no such user", { retry: false });
      return { remoteId: null };
    },
  });
  expect((await store.listDeliveries({})).map(({ state, error }) => [state, error])).toEqual([
    ["failed", "550 no such user"],
    ["sent", null],
  ]);
});

test("where the way out is shut the others are not tried", async () => {
  const { plan, run, store } = setUp();
  await plan("a", "b", "c");
  const reports = await run({ send: refuse("no host", { retry: true, channelDown: true }) });
  expect(reports).toHaveLength(1);
  expect((await store.listDeliveries({})).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
});

describe("cut off without an outcome", () => {
  async function cutOff() {
    const all = setUp();
    await all.plan("a");
    await all.store.claimDelivery({ now: 1_000, leaseSeconds: 900, channels: ["mail"] });
    return all;
  }
  const after = async ({ store }: { store: AppContext["store"] }) =>
    (await store.listDeliveries({})).map(({ state, remoteId }) => [state, remoteId]);

  test("it is there: recorded, not sent", async () => {
    const all = await cutOff();
    await all.run({ find: async () => ({ remoteId: "7" }) });
    expect(await after(all)).toEqual([["sent", "7"]]);
    expect(all.sent).toEqual([]);
  });

  test("it is not there: sent", async () => {
    const all = await cutOff();
    const reports = await all.run({ find: async () => "absent" });
    expect(all.sent).toEqual(["a"]);
    // Told once, by what came of it at last.
    expect(reports.map(({ outcome }) => outcome.state)).toEqual(["sent"]);
  });

  test("nobody can tell: left for a person, never sent by itself", async () => {
    const all = await cutOff();
    expect(await all.run()).toHaveLength(1);
    expect(await all.run()).toEqual([]);
    expect(await after(all)).toEqual([["sending", null]]);
    const [{ error } = { error: null }] = await all.store.listDeliveries({});
    expect(error).toContain("may have arrived");
    await all.store.approveDeliveries([1], 1_000);
    await all.run();
    expect(all.sent).toEqual(["a"]);
  });

  test("nobody can be asked now: asked again by the next run, nothing else is tried", async () => {
    const all = await cutOff();
    await all.plan("b");
    expect(await all.run({ find: refuse("no host", { retry: true }) })).toEqual([]);
    expect(all.sent).toEqual([]);
    await all.run({ find: async () => ({ remoteId: "7" }) });
    expect(all.sent).toEqual(["b"]);
  });

  test("an answer that never came counts as cut off", async () => {
    const all = setUp();
    await all.plan("a");
    await all.run({ send: refuse("no answer", { retry: false, mayHaveArrived: true }) });
    await all.run();
    expect(await after(all)).toEqual([["sending", null]]);
  });
});

test("waits double up to six hours and are spread", () => {
  expect([1, 2, 3, 7, 8, 19].map((tries) => backOff(tries, 0.5))).toEqual([
    300, 600, 1_200, 19_200, 21_600, 21_600,
  ]);
  expect([backOff(1, 0), backOff(1, 0.999)]).toEqual([150, 450]);
});
