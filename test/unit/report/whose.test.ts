import { expect, test } from "vitest";
import { samePerson as isPerson } from "../../../src/people.ts";
import { owes } from "../../../src/report/whose.ts";
import { aPerson, aSeriesView, aTodo } from "../../support/views.ts";

test.each([
  [{ name: "Ada", email: null }, { name: "ADA ", email: "a@example.org" }, true],
  [{ name: null, email: "A@example.org" }, { name: "Ada", email: "a@example.org" }, true],
  [{ name: "EXAMPLE Ada", email: null }, { name: "Example, Ada", email: null }, true],
  [{ name: "Ádá Example (Lab)", email: null }, { name: "Ada Example via L", email: null }, true],
  [{ name: null, email: null }, { name: null, email: null }, false],
  [{ name: "Ada", email: null }, { name: "Eve", email: null }, false],
  [{ name: "Ada", email: null }, null, false],
])("%j and %j are one person: %s", (left, right, same) => {
  expect(isPerson(left, right)).toBe(same);
});

test("who owes is the one named, else the writer or the author", () => {
  const { series } = aSeriesView();
  const owner = (fields: Parameters<typeof aTodo>[0], name: string) =>
    owes(series, aTodo({ ownerName: null, ...fields }), aPerson(name));
  expect(owner({ ownerName: "Mark" }, "Mark")).toBe(true);
  expect(owner({ owner: "writer" }, "Rita Reviewer")).toBe(true);
  expect(owner({ owner: "patch-author" }, "Ada Author")).toBe(true);
  expect(owner({ owner: "maintainer" }, "Ada Author")).toBe(false);
});
