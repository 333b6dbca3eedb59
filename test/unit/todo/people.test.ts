import { expect, test } from "vitest";
import { samePerson } from "../../../src/people.ts";
import { callName } from "../../../src/todo/people.ts";

const named = (name: string | null, email: string | null = null) => ({ name, email });

test.each([
  ["Ada Example", "EXAMPLE Ada", true],
  ["Ada Example", "Example, Ada", true],
  ["Ada Example", "Ada Exâmple (Widgets)", true],
  ["Ada Example via list", "Ada Example", true],
  ["Ada Example", "Ada Other", false],
  ["", "", false],
])("%s and %s: %s", (a, b, same) => {
  expect(samePerson(named(a), named(b))).toBe(same);
});

test("an address tells where names differ; nobody is nobody", () => {
  expect(samePerson(named("Ada", "a@example.org"), named("A. E.", "a@example.org"))).toBe(true);
  expect(samePerson(named("Ada Example"), null)).toBe(false);
});

test("who has no name is called by the address, without its domain", () => {
  expect(callName(named("Ada", "a@example.org"))).toBe("Ada");
  expect(callName(named(null, "ada@example.org"))).toBe("ada");
  expect(callName(named(null))).toBeNull();
  expect(callName(null)).toBeNull();
});
