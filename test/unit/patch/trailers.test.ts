import { expect, test } from "vitest";
import { parseTrailers } from "../../../src/patch/trailers.ts";

const JANE = { name: "Jane Example", email: "jane@example.org" };

test.each([
  ["Reviewed-by: Jane Example <Jane@example.org>", JANE],
  ["  Acked-by: Jane Example <jane@example.org> # for patch 1", JANE],
  ['Tested-by: "Jane Example" <jane@example.org>', JANE],
  ["Reported-by: jane@example.org", { name: null, email: "jane@example.org" }],
  ["Reviewed-by: Jane Example", { name: "Jane Example", email: null }],
  ["Reviewed-by: Omar el Example", { name: "Omar el Example", email: null }],
  ["Reviewed-by: Jane Example <jane at example.org>", JANE],
  ["Acked-by: Jane Example <jane@xxxxxxxxxxx>", { name: "Jane Example", email: null }],
  ["Cc: <stable@example.org> # 6.1+", { name: null, email: "stable@example.org" }],
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
  "Acked-by: the maintainers of this",
  "Tested-by: me",
  "Link: see the other thread",
  "Fixes: the problem seen last week",
  "Cc: everybody who cares",
  "Bug: it is #2 on my list",
  "Bug: #12",
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

test("joins what mailers wrap: a title in brackets, an address, recipients", () => {
  const lines = [
    'Fixes: 0123456789ab ("widget: open it when the',
    'lid is closed")',
    "Acked-by: Jane Example",
    "<jane@example.org>",
    "Cc: Jane Example <jane@example.org>,",
    "\tJoe Example <joe@example.org>",
    "Tested-by: Joe Example <joe@example.org>",
  ];
  const trailers = parseTrailers(lines);
  expect(trailers.map(({ token }) => token)).toEqual(["Fixes", "Acked-by", "Cc", "Tested-by"]);
  expect(trailers[0]?.value).toContain("lid is closed");
  expect(trailers[1]?.person).toEqual(JANE);
  expect(trailers[2]?.value).toContain("joe@");
});

test("is bounded and done at once with hostile lines", () => {
  const hostile = [
    "Reviewed-by: " + "a ".repeat(500_000),
    "Cc: " + ",".repeat(900),
    ...Array.from({ length: 2_000 }, () => "\t,"),
    `Fixes: ("${"(".repeat(900)}`,
    ...Array.from({ length: 3_000 }, () => "Acked-by: Jane Example <jane@example.org>"),
  ];
  expect(parseTrailers(hostile).length).toBeLessThanOrEqual(500);
});
