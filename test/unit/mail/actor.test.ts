import { expect, test } from "vitest";
import { normaliseName, personKey } from "../../../src/mail/actor.ts";

test.each([
  ["Jane Doe", "jane doe"],
  ["  JANE   doe ", "jane doe"],
  ["Doe, Jane", "jane doe"],
  ["Jörg Müller (Company)", "jorg muller"],
  ["J. R. Doe", "j r doe"],
  ["", ""],
])("name %j is compared as %j", (name, expected) => {
  expect(normaliseName(name)).toBe(expected);
});

test("the address decides, the name only where the address is hidden", () => {
  const known = personKey({ name: "Jane", email: "jane@example.org" });
  expect(personKey({ name: "Jane Doe", email: "Jane+kernel@example.org" })).toBe(known);
  expect(personKey({ name: "Jane Doe", email: null })).not.toBe(known);
  expect(personKey({ name: "Jane Doe", email: null })).toBe(
    personKey({ name: "Doe, Jane", email: null }),
  );
  expect(personKey({ name: null, email: null })).toBe("unknown:");
});
