import { describe, expect, test } from "vitest";
import { schemaFaults, showPath, showValue } from "../../../src/config/faults.ts";
import { configSchema } from "../../../src/config/schema.ts";

test.each([
  [[], ""],
  [["database"], "database"],
  [["lists", 0, "archives", 1, "url"], "lists[0].archives[1].url"],
])("shows the path %j as %j", (path, shown) => {
  expect(showPath(path)).toBe(shown);
});

test.each([
  [undefined, "nothing"],
  [null, "nothing"],
  [[1], "a sequence"],
  [{}, "a mapping"],
  [7, "7"],
  ["a\nb", '"a\\nb"'],
])("shows the value %j as %s", (value, shown) => {
  expect(showValue(value)).toBe(shown);
});

describe("schemaFaults", () => {
  function faultsOf(data: unknown) {
    const parsed = configSchema.safeParse(data);
    return parsed.success ? [] : schemaFaults(parsed.error, data);
  }

  test("names every unknown key on its own", () => {
    const faults = faultsOf({ list: [], databases: "a.db", lists: [] });
    expect(faults.map(({ path }) => path)).toEqual(["list", "databases"]);
    expect(faults[0]?.expected).toBe("lists (was that meant?)");
    expect(faults[1]?.expected).toBe("database (was that meant?)");
  });

  test("does not suggest a key that is far off", () => {
    const [fault] = faultsOf({ todos: { colour: 1 } });
    expect(fault?.expected).toBe("one of minConfidence");
  });

  test("stays quick on a key of a megabyte", () => {
    expect(faultsOf({ ["k".repeat(1_000_000)]: 1 })).toHaveLength(1);
  });
});
