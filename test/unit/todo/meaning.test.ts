import { expect, test } from "vitest";
import { meaningOf, sharedMeaning } from "../../../src/todo/meaning.ts";

const shared = (a: string, b: string): number => sharedMeaning(meaningOf(a), meaningOf(b), () => 1);

test.each([
  ["Please rename faults to remaining_faults.", "Renamed the fault counter to remaining faults"],
  ["Move frob_has_mmu() into utils.c", "Moved the MMU check to the helpers"],
  ["The commit log should say why.", "improve the description"],
  ["Could you split this up?", "put the rework in a separate patch"],
])("%j is told by %j", (asked, told) => {
  expect(shared(asked, told)).toBeGreaterThan(0.4);
});

test("words of every change tell nothing, verbs of editing little", () => {
  expect(shared("Please change this patch.", "Change the code of the patch")).toBe(0);
  expect(shared("Drop the frobnicator.", "Remove the barrier.")).toBeLessThan(0.5);
});

test("rarity scales words, not notions", () => {
  const [a, b] = [meaningOf("fix the typo in frobnicate"), meaningOf("frobnicate: fix typos")];
  expect(sharedMeaning(a, b, () => 0)).toBeGreaterThan(0);
  expect(sharedMeaning(a, b, () => 1)).toBeGreaterThan(sharedMeaning(a, b, () => 0));
});
