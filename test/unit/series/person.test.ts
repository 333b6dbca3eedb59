import { describe, expect, test } from "vitest";
import { nameKey } from "../../../src/people.ts";
import { displayName, isUnknown, personKeys, samePerson } from "../../../src/series/person.ts";

describe("samePerson", () => {
  test.each([
    [
      "another address",
      { name: "Ada Example", email: "ada@example.org" },
      { name: "ada example", email: "a@example.com" },
      true,
    ],
    [
      "another name",
      { name: "A. Example", email: "ada@example.org" },
      { name: "Ada Example", email: "ADA@example.org" },
      true,
    ],
    [
      "turned name",
      { name: "Example, Ada", email: null },
      { name: "Ada Example", email: null },
      true,
    ],
    [
      "first names alone tell nobody",
      { name: "Ada", email: "ada@example.org" },
      { name: "Ada", email: "other@example.org" },
      false,
    ],
    ["nobody is nobody's like", { name: null, email: null }, { name: null, email: null }, false],
  ])("%s", (_, a, b, expected) => {
    expect(samePerson(a, b)).toBe(expected);
  });
});

test("a name is compared without accents, marks and list remarks", () => {
  expect(nameKey("Zoë Müller (Example Corp.) via Widget-dev")).toBe("zoe muller");
});

test("an unknown person has no keys", () => {
  expect(personKeys({ name: null, email: null })).toEqual([]);
  expect(isUnknown({ name: "Ada", email: null })).toBe(false);
});

test("a person is shown by name, else by the address", () => {
  expect(displayName({ name: " ", email: "ada@example.org" })).toBe("ada");
  expect(displayName(null)).toBe("somebody");
});
