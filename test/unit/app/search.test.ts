import { describe, expect, test } from "vitest";
import { parseTerms } from "../../../src/app/search.ts";
import { TrackerError } from "../../../src/errors.ts";

describe("parseTerms", () => {
  test.each([
    [["eeh", "vfio"], ["eeh", "vfio"], []],
    [['"memory hotplug" eeh'], ["memory hotplug", "eeh"], []],
    [["memory hotplug"], ["memory hotplug"], []],
    [["eeh", "-vfio", '-"error log"'], ["eeh"], ["vfio", "error log"]],
    [["kfree_sensitive()", "--", '"'], ["kfree_sensitive()"], []],
  ])("reads %j", (words, required, excluded) => {
    expect(parseTerms(words)).toEqual({ required, excluded });
  });

  test.each([[["-vfio"]], [['""', "--"]], [["x".repeat(2_000)]]])("refuses %j", (words) => {
    expect(() => parseTerms(words)).toThrow(TrackerError);
  });
});
