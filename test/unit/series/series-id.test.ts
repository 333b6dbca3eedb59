import { expect, test } from "vitest";
import { seriesIdOf } from "../../../src/series/series-id.ts";

test("an id is short, and depends on the first revision alone", () => {
  expect(seriesIdOf("a@example.org")).toMatch(/^s[0-9a-f]{10}$/);
  expect(seriesIdOf("a@example.org")).toBe(seriesIdOf("a@example.org"));
  expect(seriesIdOf("a@example.org")).not.toBe(seriesIdOf("b@example.org"));
});
