import { expect, test } from "vitest";
import { listPath, mailPath, step, withQuery } from "../../../src/web/addresses.ts";

test("a mail has the address that lore gives it", () => {
  expect(mailPath("frob-dev", "20250217.1+a=b@example.org")).toBe(
    "/frob-dev/20250217.1+a=b@example.org/",
  );
  expect(mailPath(null, "a@example.org")).toBe("/r/a@example.org/");
});

test("no message-id leaves its step of the path", () => {
  for (const id of [
    "../../etc/passwd",
    "a/b?c#d@x",
    "\\\\evil.example.org",
    "a\r\nSet-Cookie: b",
  ]) {
    expect(step(id)).not.toMatch(/[/\\?#\s]/u);
    expect(decodeURIComponent(step(id))).toBe(id);
  }
  expect(step("\ud800")).toBe("%EF%BF%BD");
});

test("a list whose name is a page of ours stands a step lower", () => {
  expect(listPath("frob-dev")).toBe("/frob-dev/");
  expect(listPath("search")).toBe("/l/search/");
});

test("what was not asked for is not in the query", () => {
  expect(withQuery("/todos", { q: "", page: null, all: false, owner: "A & B" })).toBe(
    "/todos?owner=A+%26+B",
  );
});
