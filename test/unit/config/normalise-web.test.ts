import { expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";

const load = (web: string, environment = {}) =>
  loadConfig(`lists: []\nweb: ${web}\n`, "patchtrail.yaml", environment);

test("without a word the pages are for this machine and nobody may change anything", () => {
  const { web, secrets } = load("{}");
  expect(web).toEqual({
    host: "127.0.0.1",
    port: 8080,
    baseUrl: null,
    names: [],
    signIn: { people: [], proxy: null },
  });
  expect(secrets.webTokens.size).toBe(0);
});

test("tokens come from the environment and turn up in no JSON", () => {
  const config = load("{ signIn: { people: [{ name: Ada, tokenVariable: ADA }] } }", {
    ADA: "open sesame",
  });
  expect(config.secrets.webTokens.get("Ada")).toBe("open sesame");
  expect(JSON.stringify(config)).not.toContain("open sesame");
});

test.each([
  ["{ baseUrl: https://example.org/patches/ }", "web.baseUrl"],
  ["{ names: ['a:80'] }", "web.names[0]"],
  ["{ signIn: { people: [{ name: Ada, token: x }] } }", "web.signIn.people[0]"],
  ["{ signIn: { proxy: { header: X-User, addresses: [] } } }", "web.signIn.proxy.addresses"],
])("%s is refused", (web, place) => {
  expect(() => load(web)).toThrow(place);
});
