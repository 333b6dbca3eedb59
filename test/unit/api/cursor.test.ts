import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "../../../src/api/cursor.ts";

test("a place comes back as it was, and fits into an address", () => {
  const place = { at: 1_740_000_000, id: "a+b/ü@example.org" };
  expect(encodeCursor(place)).toMatch(/^[\w-]+$/);
  expect(decodeCursor(encodeCursor(place))).toEqual(place);
});

test.each([
  "",
  "x",
  "W10",
  "null",
  Buffer.from("[1]").toString("base64url"),
  `${encodeCursor({ at: 1, id: "a" })}=`,
])("%j is no cursor", (text) => {
  expect(() => decodeCursor(text)).toThrow(/cursor/);
});
