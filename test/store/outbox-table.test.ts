import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Channel } from "../../src/model/outbox.ts";
import type { Store } from "../../src/model/store.ts";
import { openStore } from "../../src/store/open.ts";
import { aPlan } from "../support/deliveries.ts";

let folder: string;
let file: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  file = path.join(folder, "test.db");
  store = openStore(file);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const channels: readonly Channel[] = ["mail"];
const claimAt = (now: number) => store.claimDelivery({ now, leaseSeconds: 60, channels });
const interruptedAt = (now: number, alone = false) =>
  store.claimInterrupted({ now, leaseSeconds: 60, channels, alone });
const states = async () => (await store.listDeliveries({})).map(({ state }) => state);

async function approved(...keys: readonly string[]): Promise<number[]> {
  const planned = await store.planDeliveries(
    keys.map((key) => aPlan({ key })),
    100,
  );
  return store.approveDeliveries(
    planned.map(({ id }) => id),
    100,
  );
}

test("what waits for approval takes new words, what is approved keeps its own", async () => {
  const [first] = await store.planDeliveries([aPlan({ summary: "one" })], 100);
  const [second] = await store.planDeliveries([aPlan({ summary: "two", payload: { a: 1 } })], 200);
  expect(second).toMatchObject({
    id: first?.id,
    summary: "two",
    payload: { a: 1 },
    state: "planned",
  });
  await store.approveDeliveries([1], 300);
  const [third] = await store.planDeliveries([aPlan({ summary: "three" })], 400);
  expect(third).toMatchObject({ summary: "two", payload: { a: 1 }, state: "approved" });
  expect(await store.listDeliveries({})).toHaveLength(1);
});

test("only what is approved and due is claimed, once", async () => {
  await store.planDeliveries([aPlan({ key: "planned" })], 100);
  expect(await claimAt(1_000)).toBeNull();
  await approved("a", "b");
  expect(await claimAt(99)).toBeNull();
  expect(
    await store.claimDelivery({ now: 100, leaseSeconds: 60, channels: ["github"] }),
  ).toBeNull();
  const claims = [await claimAt(100), await claimAt(100), await claimAt(100)];
  expect(claims.map((each) => each?.key)).toEqual(["a", "b", undefined]);
  expect(claims[0]).toMatchObject({ state: "sending", attempts: 1 });
});

test("what was sent never leaves again, whatever is asked for", async () => {
  const [id = 0] = await approved("a");
  const claim = await claimAt(100);
  if (claim === null) throw new Error("it was approved");
  expect(await store.finishDelivery(claim, { state: "sent", remoteId: "x@y", at: 120 })).toBe(true);
  expect(await store.approveDeliveries([id], 200)).toEqual([]);
  expect(await store.dropDeliveries([id], 200)).toEqual([]);
  await store.planDeliveries([aPlan({ key: "a" })], 300);
  expect(await claimAt(400)).toBeNull();
  expect(await interruptedAt(9_999, true)).toBeNull();
  expect(await store.listDeliveries({})).toMatchObject([
    { state: "sent", sentAt: 120, remoteId: "x@y", error: null },
  ]);
});

test("a try that failed waits until its time", async () => {
  await approved("a");
  const claim = await claimAt(100);
  if (claim === null) throw new Error("it was approved");
  await store.finishDelivery(claim, { state: "approved", error: "busy", nextTryAt: 500 });
  expect(await claimAt(499)).toBeNull();
  expect(await store.listDeliveries({})).toMatchObject([{ error: "busy", nextTryAt: 500 }]);
  expect(await store.approveDeliveries([1], 300)).toEqual([1]);
  expect(await claimAt(300)).toMatchObject({ attempts: 2 });
});

test("a claim without an outcome is found when its time is over, not before", async () => {
  await approved("a");
  await claimAt(100);
  expect(await interruptedAt(159)).toBeNull();
  expect(await store.dropDeliveries([1], 159)).toEqual([]);
  expect(await interruptedAt(160)).toMatchObject({ key: "a", state: "sending", attempts: 1 });
  expect(await interruptedAt(160)).toBeNull();
  expect(await interruptedAt(161, true)).toMatchObject({ key: "a" });
});

test("an unknown outcome stays until a person decides; then the old sender has no say", async () => {
  await approved("a");
  const claim = await claimAt(100);
  if (claim === null) throw new Error("it was approved");
  await store.finishDelivery(claim, { state: "sending", error: "cut" });
  expect(await interruptedAt(9_999, true)).toBeNull();
  expect(await store.approveDeliveries([1], 200)).toEqual([1]);
  expect(await claimAt(200)).toMatchObject({ attempts: 2 });
  expect(await store.finishDelivery(claim, { state: "failed", error: "late" })).toBe(false);
  expect(await states()).toEqual(["sending"]);
});

test("failed ones can be approved again, dropped ones not", async () => {
  const ids = await approved("a", "b");
  for (const _ of ids) {
    const claim = await claimAt(100);
    if (claim !== null)
      await store.finishDelivery(claim, { state: "failed", error: "no such user" });
  }
  expect(await store.approveDeliveries([1], 200)).toEqual([1]);
  expect(await store.dropDeliveries([2], 200)).toEqual([2]);
  expect(await store.approveDeliveries([2], 200)).toEqual([]);
  expect(await states()).toEqual(["approved", "dropped"]);
});

test("rebuild leaves the outbox alone", async () => {
  await approved("a");
  await store.startRebuild();
  expect(await states()).toEqual(["approved"]);
});

test("a lock is held by one, and free again once released", async () => {
  const other = openStore(file);
  const lock = await store.tryLock("outbox");
  expect(await other.tryLock("outbox")).toBeNull();
  expect(await store.tryLock("outbox")).toBeNull();
  expect(await other.tryLock("watch")).not.toBeNull();
  lock?.release();
  const again = await other.tryLock("outbox");
  expect(again).not.toBeNull();
  again?.release();
  await other.close();
});
