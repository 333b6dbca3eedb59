import { expect, test } from "vitest";
import { nameKey, samePerson } from "../../src/people.ts";

const named = (name: string | null, email: string | null = null) => ({ name, email });

test.each([
  ["Example, Ada", "ada example"],
  ["Ádá   EXAMPLE (Lab)", "ada example"],
  ["Ada Example via widget-dev", "ada example"],
  ["", ""],
])("%j is compared as %j, also when it is asked for again", (name, key) => {
  expect([nameKey(name), nameKey(name)]).toEqual([key, key]);
});

test("an address tells, whatever its case; a name in any order; nobody is like nobody", () => {
  expect(samePerson(named("Ada", "A@example.org"), named("Eve", "a@example.org"))).toBe(true);
  expect(samePerson(named("EXAMPLE Ada"), named("Ada Example", "a@example.org"))).toBe(true);
  expect(samePerson(named("Ada Example"), named("Ada Other"))).toBe(false);
  expect(samePerson(named(null), named(null))).toBe(false);
});
