import { expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";

const originsOf = (text: string) => loadConfig(text, "patchtrail.yaml", {}).api.corsOrigins;

test("no other origin reads the API unless it is named", () => {
  expect(originsOf("")).toEqual([]);
  expect(
    originsOf("api: { corsOrigins: [https://a.example.org, 'http://localhost:3000'] }"),
  ).toEqual(["https://a.example.org", "http://localhost:3000"]);
});

test.each([
  "'*'",
  "https://a.example.org/",
  "https://a.example.org/x",
  "a.example.org",
  "null",
  "file:///a",
])("%s is no origin", (origin) => {
  expect(() => originsOf(`api: { corsOrigins: [${origin}] }`)).toThrow(/corsOrigins\[0\]/);
});
