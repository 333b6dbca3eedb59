import { expect, test } from "vitest";
import { isPerson, renderPerson, seriesRows } from "../../../src/report/person.ts";
import { aPerson, aRevision, aSeriesView, aTodo, NEXT_MONDAY } from "../../support/views.ts";

test("what one owes and what one is owed are told apart", () => {
  const views = [
    aSeriesView({
      id: "s-1",
      revisions: [aRevision({ title: "frob: mine" })],
      status: { nextMove: "author" },
      todos: [aTodo({ text: "Ada must act." }), aTodo({ text: "Done.", state: "resolved" })],
    }),
    aSeriesView({
      id: "s-2",
      revisions: [aRevision({ title: "frob: hers", author: aPerson("Other") })],
      todos: [
        aTodo({ text: "Other must act.", ownerName: "Other", saidBy: aPerson("Ada Author") }),
      ],
    }),
  ];
  const text = renderPerson({ person: aPerson("Ada Author"), views, asOf: NEXT_MONDAY });
  const [owes = "", owed = ""] = text.split("Is owed");
  expect(owes).toContain("frob: mine");
  expect(owes).toContain("Ada must act.");
  expect(owed).toContain("Other must act.");
  expect(text).not.toContain("Done.");
  expect(renderPerson({ person: aPerson("Nobody Else"), views, asOf: NEXT_MONDAY })).toContain(
    "nothing",
  );
});

test.each([
  [{ name: "Ada", email: null }, { name: "ADA ", email: "a@example.org" }, true],
  [{ name: null, email: "A@example.org" }, { name: "Ada", email: "a@example.org" }, true],
  [{ name: null, email: null }, { name: null, email: null }, false],
  [{ name: "Ada", email: null }, { name: "Eve", email: null }, false],
])("%j and %j are one person: %s", (left, right, same) => {
  expect(isPerson(left, right)).toBe(same);
});

test("rows count what is open", () => {
  const todos = [aTodo(), aTodo({ state: "resolved" })];
  expect(seriesRows([aSeriesView({ todos })])[0]?.openTodos).toBe(1);
});
