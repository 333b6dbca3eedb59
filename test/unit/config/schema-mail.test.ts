import { expect, test } from "vitest";
import { configSchema } from "../../../src/config/schema.ts";
import { parseFrom } from "../../../src/config/mail-address.ts";

const fits = (data: unknown) => configSchema.safeParse(data).success;

test.each([
  ["ada@example.org", { name: null, address: "ada@example.org" }],
  ["Ada Example <ada@example.org>", { name: "Ada Example", address: "ada@example.org" }],
  ['"Example, Ada" <a+b@example.org>', { name: "Example, Ada", address: "a+b@example.org" }],
  ["<ada@example.org>", { name: null, address: "ada@example.org" }],
  ["Ada", null],
  ["Ada <ada>", null],
  ["Ada\r\nBcc: eve@example.org <ada@example.org>", null],
  ["ada@example.org, eve@example.org", null],
])("sender %j", (text, expected) => {
  expect(parseFrom(text)).toEqual(expected);
});

test.each([
  ["ada@example.org", true],
  ["o'hara+lists@x-y.example.co", true],
  ["-f@example.org", false],
  ["ada@example.org\r\nBcc: eve@example.org", false],
  ["ada@example.org,eve@example.org", false],
  ["Ada <ada@example.org>", false],
  ["ada", false],
])("recipient %j: %s", (to, expected) => {
  expect(fits({ subscriptions: [{ to, list: "widget-dev" }] })).toBe(expected);
});

test.each([
  ["https://example.org/stop?id={id}", true],
  ["https://example.org/stop", false],
  ["http://example.org/{id}", false],
  ["https://example.org/{id}>,<x", false],
  ["https://me:pw@example.org/{id}", false],
])("way out %s: %s", (url, expected) => {
  expect(fits({ mail: { unsubscribe: { url } } })).toBe(expected);
});

test.each(["password", "pass"])("a %s has no place in the file", (key) => {
  expect(fits({ mail: { smtp: { host: "h", [key]: "x" } } })).toBe(false);
});
