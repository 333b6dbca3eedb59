import { expect, test } from "vitest";
import { matchesPath } from "../../../src/patch/path-pattern.ts";

test.each([
  ["drivers/net/", "drivers/net/can/dev.c", true],
  ["drivers/net/", "drivers/network.c", false],
  ["drivers/net/*", "drivers/net/dummy.c", true],
  ["drivers/net/*", "drivers/net/can/dev.c", false],
  ["drivers/net", "drivers/net/can/dev.c", true],
  ["drivers/net", "drivers/net.c", false],
  ["MAINTAINERS", "MAINTAINERS", true],
  ["*/net/*", "drivers/net/dummy.c", true],
  ["*/net/*", "a/b/net/dummy.c", false],
  ["fs/**/*foo*.c", "fs/a/b/xfoox.c", true],
  ["fs/**/*foo*.c", "fs/foo.c", true],
  ["fs/**/*foo*.c", "fs/a/foo.h", false],
  ["**/Kconfig", "drivers/net/Kconfig", true],
  ["include/linux/i2c-?.h", "include/linux/i2c-x.h", true],
  ["include/linux/i2c-?.h", "include/linux/i2c-xy.h", false],
  ["a+(b)[c].c", "a+(b)[c].c", true],
  ["a.c", "abc", false],
  ["", "anything", true],
])("%s and %s: %s", (pattern, path, expected) => {
  expect(matchesPath(pattern, path)).toBe(expected);
});

test("no path makes it slow", () => {
  const started = Date.now();
  expect(matchesPath("*a*a*a*a*a*a*b", "a".repeat(100_000))).toBe(false);
  expect(matchesPath("**/a/**/a/**/a/**/b", "a/".repeat(50_000))).toBe(false);
  expect(Date.now() - started).toBeLessThan(5_000);
});

test("a folder of any depth may be none, or many, and be tried again", () => {
  expect(matchesPath("a/**/b/c", "a/b/b/c")).toBe(true);
  expect(matchesPath("a/**/b/c", "a/b/x/b/c")).toBe(true);
  expect(matchesPath("a/**/b/c", "a/b/x/b/d")).toBe(false);
  expect(matchesPath("*ab*ab", "abxab")).toBe(true);
});
