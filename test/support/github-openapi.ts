import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: "path" | "query";
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly body?: Schema;
  readonly bodyRequired?: boolean;
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Description {
  readonly operations: readonly Operation[];
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const FILE = path.resolve("test/fixtures/github/openapi-issues.json");
const description = JSON.parse(readFileSync(FILE, "utf8")) as Description;

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  coerceTypes: false,
  formats: {
    "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/,
    date: /^\d{4}-\d{2}-\d{2}$/,
    uri: (text) => URL.canParse(text),
    email: /^[^\s@]+@[^\s@]+$/,
    int64: true,
    timestamp: true,
    uuid: true,
  },
});
ajv.addSchema(description, "github");

/** References are to the whole description. */
function anchored<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"github#/components')) as T;
}

const compiled = new Map<Schema, ValidateFunction>();
function faultsOf(schema: Schema, value: unknown, where: string): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(anchored(schema));
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (error) => `${where}${error.instancePath} ${error.message ?? ""}`,
  );
}

/** An operation of GitHub's API that a request is for, with what its path names. */
export interface Matched {
  readonly operation: Operation;
  readonly values: Readonly<Record<string, string>>;
}

/** Finds the operation of a request; null for none that we have business with. */
export function matchOperation(method: string, pathname: string): Matched | null {
  for (const operation of description.operations) {
    const names: string[] = [];
    const pattern = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return "([^/]+)";
    });
    const found = new RegExp(`^${pattern}$`).exec(pathname);
    if (operation.method !== method || found === null) continue;
    const values = names.map(
      (name, index) => [name, decodeURIComponent(found[index + 1] ?? "")] as const,
    );
    return { operation, values: Object.fromEntries(values) };
  }
  return null;
}

function typed(schema: Schema, text: string): unknown {
  const whole = /^-?\d+$/.test(text);
  const resolved = schema.oneOf ?? schema.anyOf ?? [schema];
  return whole && resolved.some(({ type }) => type === "integer") ? Number(text) : text;
}

/** What is wrong with a request by GitHub's description, unknown parameters and keys included. */
export function requestFaults(matched: Matched, query: URLSearchParams, body: unknown): string[] {
  const { operation, values } = matched;
  const given = { path: values, query: Object.fromEntries(query) };
  const known = new Set(operation.parameters.map(({ name }) => name));
  const faults = [...query.keys()]
    .filter((name) => !known.has(name))
    .map((name) => `${operation.id}: unknown parameter ${name}`);
  for (const { name, in: place, required, schema } of operation.parameters) {
    const text = (given[place] as Record<string, string | undefined>)[name];
    if (text !== undefined) {
      faults.push(...faultsOf(schema, typed(schema, text), `${operation.id}: ${name}`));
    } else if (required) faults.push(`${operation.id}: ${name} is missing`);
  }
  if (operation.body === undefined) return faults;
  if (body === undefined) {
    return operation.bodyRequired === true ? [...faults, `${operation.id}: no body`] : faults;
  }
  const keys = Object.keys(operation.body.properties ?? {});
  const unknown = Object.keys(body as object).filter((key) => !keys.includes(key));
  return [
    ...faults,
    ...unknown.map((key) => `${operation.id}: unknown key ${key}`),
    ...faultsOf(operation.body, body, `${operation.id}: body`),
  ];
}

/** What is wrong with an answer of the test server by GitHub's description. */
export function responseFaults({ operation }: Matched, status: number, body: unknown): string[] {
  // Redirections, limits, outages and a wrong token are described once for all operations.
  if (
    [301, 401, 403, 429, 500, 502, 503].includes(status) &&
    operation.responses[status] === undefined
  ) {
    return [];
  }
  const response = operation.responses[status];
  if (response === undefined) return [`${operation.id}: no answer ${status} is described`];
  if (response.schema === undefined) return [];
  return faultsOf(response.schema, body, `${operation.id}: answer ${status}`);
}

function sample(schema: Schema): unknown {
  if (schema.$ref !== undefined) return sampleOf(schema.$ref.split("/").at(-1) ?? "");
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return sample(choice);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(sample)) as unknown;
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]),
      );
    case "array":
      return [];
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return false;
    case "string":
      if (schema.format === "email") return "somebody@example.org";
      if (schema.format === "uri") return "https://github.example.com/x";
      return schema.format === "date-time" ? "2025-01-01T00:00:00Z" : "x";
    default:
      return null;
  }
}

/** The least value that a named schema of GitHub's allows, to be filled with what matters. */
export function sampleOf(name: string): Record<string, unknown> {
  return sample(description.components.schemas[name] ?? {}) as Record<string, unknown>;
}
