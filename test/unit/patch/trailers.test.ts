import { expect, test } from "vitest";
import { parseTrailers } from "../../../src/patch/trailers.ts";

const JANE = { name: "Jane Example", email: "jane@example.org" };

test.each([
  ["Reviewed-by: Jane Example <Jane@example.org>", JANE],
  ["  Acked-by: Jane Example <jane@example.org> # for patch 1", JANE],
  ['Tested-by: "Jane Example" <jane@example.org>', JANE],
  ["Reported-by: jane@example.org", { name: null, email: "jane@example.org" }],
  ["Reviewed-by: Jane Example", { name: "Jane Example", email: null }],
])("reads the person of %j", (line, person) => {
  expect(parseTrailers([line])).toMatchObject([{ person }]);
});

test("joins a value that was wrapped", () => {
  expect(parseTrailers(["Reviewed-by: Jane Example", "  <jane@example.org>"])).toMatchObject([
    { person: JANE },
  ]);
});

test.each([
  "Note: this is prose",
  "phone: 555",
  "Reviewed-by: you, hopefully, one day, when there is time for it",
  "it was suggested by: nobody",
])("takes %j for no trailer", (line) => {
  expect(parseTrailers([line])).toEqual([]);
});

test("keeps Fixes and Link with their values", () => {
  expect(
    parseTrailers(['Fixes: 0123456789ab ("widget: open it")', "Link: https://example.org/x"]),
  ).toMatchObject([
    { token: "Fixes", value: '0123456789ab ("widget: open it")', person: null },
    { token: "Link", value: "https://example.org/x", person: null },
  ]);
});
