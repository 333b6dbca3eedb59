import { expect, test } from "vitest";
import { createGate, createMemo } from "../../../src/api/memo.ts";

test("computes once until the store changes, also while it is still computing", async () => {
  let token = "1";
  let computed = 0;
  const memo = createMemo({ changeToken: async () => token });
  const compute = async () => (computed += 1);
  expect(await Promise.all([memo("a", compute), memo("a", compute)])).toEqual([1, 1]);
  expect(await memo("b", compute)).toBe(2);
  token = "2";
  expect(await memo("a", compute)).toBe(3);
});

test("an error is not remembered, and what is old goes", async () => {
  const memo = createMemo({ changeToken: async () => "1" });
  await expect(memo("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await memo("a", async () => "yes")).toBe("yes");
  for (let index = 0; index < 60; index += 1) await memo(`k${index}`, async () => index);
  expect(await memo("a", async () => "anew")).toBe("anew");
});

test("of what takes long one is made at a time; the gate opens again, also after an error", async () => {
  const gate = createGate();
  let finish = (): void => undefined;
  const first = gate(() => new Promise<void>((resolve) => (finish = resolve)));
  await expect(gate(async () => 1)).rejects.toMatchObject({
    status: 503,
    headers: { "Retry-After": "15" },
  });
  finish();
  await first;
  await expect(gate(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await gate(async () => 2)).toBe(2);
});
