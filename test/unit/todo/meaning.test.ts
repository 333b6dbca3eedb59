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

test.each([
  ["drop", "get rid of it", "the unused one"],
  ["rename", "call it so", "a better name"],
  ["move", "relocate it", "shifted down"],
  ["split", "break this up", "a separate one"],
  ["merge", "squash it", "folded in"],
  ["add", "it is missing", "introduced one"],
  ["use", "switch to it", "converted"],
  ["comment", "explain it", "documented"],
  ["message", "say so in the commit log", "a new subject"],
  ["typo", "mind the spelling", "reworded"],
  ["test", "verify it", "a selftest"],
  ["style", "white space", "ran checkpatch"],
  ["error", "if it fails", "return code"],
  ["lock", "it is racy", "a mutex"],
  ["type", "why a cast?", "u32"],
  ["rebase", "conflicts with it", "on top of it"],
])("the notion of %s is in %j and in %j", (notion, asked, told) => {
  expect([...meaningOf(asked).keys()]).toContain(`@${notion}`);
  expect([...meaningOf(told).keys()]).toContain(`@${notion}`);
  expect([...meaningOf("the frobnicator barks").keys()]).not.toContain(`@${notion}`);
});

test("what is edited tells more than that it is edited, a word more than a part of a name", () => {
  const weight = (text: string, word: string) => meaningOf(text).get(word);
  expect(weight("a new description", "@message")).toBeGreaterThan(
    weight("remove it", "@drop") ?? 1,
  );
  for (const each of meaningOf("Drop, name, move, split, use, lock, test and rebase it.").values())
    expect(each).toBeLessThanOrEqual(1);
  expect(weight("the barrel", "barrel")).toBe(1);
  expect(weight("frob_barrel()", "barrel")).toBe(0.5);
  expect(weight("the barrel of frob_barrel()", "barrel")).toBe(1);
  expect(weight("ab_barrel()", "ab")).toBeUndefined();
});
