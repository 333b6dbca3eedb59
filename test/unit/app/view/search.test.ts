import { describe, expect, test } from "vitest";
import { joinArguments, readQuery } from "../../../../src/app/view/search.ts";
import { TrackerError } from "../../../../src/errors.ts";

describe("arguments of a command line", () => {
  test.each([
    [["eeh", "vfio"], "eeh vfio"],
    [["memory hotplug"], '"memory hotplug"'],
    [["s:memory hotplug", "eeh"], 's:"memory hotplug" eeh'],
    [["-s:memory hotplug"], '-s:"memory hotplug"'],
    [["eeh OR vfio"], "eeh OR vfio"],
    [["eeh f:ada"], "eeh f:ada"],
    [["eeh -vfio"], "eeh -vfio"],
    [["eeh (vfio OR x)"], "eeh (vfio OR x)"],
    [['eeh "error log"'], 'eeh "error log"'],
    [["d:20250101..20250131"], "d:20250101..20250131"],
    [["memory hot*"], "memory hot*"],
  ])("%j are the query %s", (words, query) => {
    expect(joinArguments(words)).toBe(query);
  });
});

test("a fault shows the query and points at the place", () => {
  try {
    readQuery("eeh f:ada is:merg vfio", 0);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(TrackerError);
    const { message, hint } = error as TrackerError;
    const [, query, marks] = message.split("\n");
    expect(query).toBe("  eeh f:ada is:merg vfio");
    expect(marks).toBe("            ^^^^^^^");
    expect(hint).toBe("did you mean is:merged?");
  }
});

test("of a long query the part around the fault is shown, its controls as pictures", () => {
  const query = `${"long-words ".repeat(20)}\u001b[31m is:x ${"long-words ".repeat(20)}`;
  expect(() => readQuery(query, 0)).toThrow(/^is: does not know x\n {2}….{40} ?is:x.{40}…\n/u);
  expect(() => readQuery(query, 0)).not.toThrow("\u001b");
});
