import { expect, test } from "vitest";
import { alone } from "../../../src/app/alone.ts";
import { TrackerError } from "../../../src/errors.ts";
import type { Store } from "../../../src/model/store.ts";

/** A store whose lock others hold for so many looks. */
function lockedFor(looks: number) {
  const told: string[] = [];
  let held = 0;
  let left = looks;
  const store = {
    tryLock: async (name: string) => {
      left -= 1;
      if (left >= 0) return null;
      told.push(`locked ${name}`);
      held += 1;
      return { release: () => (held -= 1) };
    },
  } as unknown as Store;
  const reporter = {
    progress: ({ label }: { label: string }) => told.push(label),
    finished: () => undefined,
  };
  return { store, reporter, told, held: () => held };
}

test("waits for another process, works under the lock, and lets go of it", async () => {
  const context = lockedFor(1);
  expect(await alone(context, async () => context.held())).toBe(1);
  expect(context.held()).toBe(0);
  expect(context.told.at(-1)).toBe("locked sync");
  expect(context.told[0]).toMatch(/waiting/);
});

test("lets go of the lock when the work fails", async () => {
  const context = lockedFor(0);
  const failing = alone(context, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(context.held()).toBe(0);
});

test("another process that does not end is named, and nothing is done", async () => {
  const context = lockedFor(Number.POSITIVE_INFINITY);
  let worked = false;
  const work = alone(context, async () => (worked = true), 200);
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TrackerError);
  expect(error).toMatchObject({ code: "store-busy", exitStatus: 3 });
  expect(worked).toBe(false);
});
