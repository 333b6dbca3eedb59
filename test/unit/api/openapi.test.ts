import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { ENDPOINTS } from "../../../src/api/create-api.ts";
import { describeApi } from "../../../src/api/openapi.ts";

interface Parameter {
  readonly name: string;
  readonly schema: object;
}

const description = describeApi(ENDPOINTS, "1.2.3") as {
  readonly components: { readonly schemas: Record<string, { readonly properties: object }> };
  readonly paths: Record<string, { readonly get: { readonly parameters?: readonly Parameter[] } }>;
};
const ajv = new Ajv2020({ strict: false });
ajv.addSchema({ $id: "api", components: description.components });

/** A value that every parameter of this name takes. */
const TAKEN: Readonly<Record<string, unknown>> = {
  list: "widget-dev",
  id: "20250210-widget@example.org",
  series: "20250210-widget@example.org",
  person: "Jane Doe",
  owner: "Jane Doe",
  saidBy: "Jane Doe",
  address: "jane@example.org",
  older: "RFC v1",
  week: "2025-W08",
};

test("parameters are described so that a client's check lets through what is taken", () => {
  const refused: string[] = [];
  let seen = 0;
  for (const [path, { get }] of Object.entries(description.paths)) {
    for (const { name, schema } of get.parameters ?? []) {
      if (TAKEN[name] === undefined) continue;
      seen += 1;
      if (!ajv.compile(schema)(TAKEN[name])) refused.push(`${path}: ${name}`);
    }
  }
  expect(seen).toBeGreaterThan(20);
  expect(refused).toEqual([]);
});

test.each(["Message", "ThreadEntry", "SearchHit"])("a sender of %s may be missing", (name) => {
  const check = ajv.compile({ $ref: `api#/components/schemas/${name}/properties/from` });
  expect(check(null)).toBe(true);
  expect(check({ name: "Jane Doe", email: null })).toBe(true);
  expect(check("Jane Doe")).toBe(false);
});
