// docs/reference/api.md: every address, from the description that `serve` gives of itself.
import { ENDPOINTS } from "../../dist/api/create-api.js";
import { describeApi } from "../../dist/api/openapi.js";
import { page, sentence, table } from "./markdown.mjs";

export function apiPage() {
  const { paths, components } = describeApi(ENDPOINTS, "");
  const operations = Object.entries(paths).map(([path, { get }]) => ({ path, ...get }));
  const tags = [...new Set(operations.flatMap(({ tags: [tag] }) => tag))];
  return page([
    "# Addresses of the HTTP API",
    "Written by `npm run docs` from the description that `patchtrail serve` gives at `/api/v1/openapi.json`; do not edit. Pages, caching, errors and examples: [api.md](../api.md).",
    "All are asked with GET or HEAD. Parameters in braces stand in the address, the others behind `?`; an array is written with commas between its members.",
    ...tags.flatMap((tag) => [
      `## ${sentence(tag).slice(0, -1)}: addresses`,
      ...operations.filter(({ tags: [own] }) => own === tag).map(operationSection),
    ]),
    "## Shapes",
    "What answers are made of. A field with `?` may be missing; `[]` is an array of what stands before it, `{}` an object.",
    ...Object.entries(components.schemas)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, schema]) =>
        page([
          `### ${name}`,
          schema.description === undefined ? "" : sentence(schema.description),
          table(["field", "type", "what it is"], fieldRows(schema, "")),
        ]),
      ),
  ]);
}

function operationSection({ path, summary, parameters = [], responses }) {
  const [[media, { schema }]] = Object.entries(responses[200].content);
  const rows = parameters.map((one) => [
    one.in === "path" ? `{${one.name}}` : one.name,
    typeName(one.schema),
    `${one.description ?? one.schema.description ?? ""}${choices(one.schema)}`,
  ]);
  const named = schema.$ref === undefined ? null : typeName(schema);
  const isJson = media === "application/json";
  return page([
    `### ${path}`,
    sentence(summary),
    table(["parameter", "type", "what it is"], rows),
    isJson && named === null ? table(["answer", "type", "what it is"], fieldRows(schema, "")) : "",
    isJson && named !== null ? `Answers ${named}.` : "",
    isJson ? "" : `Answers \`${media}\`.`,
  ]);
}

/** A row a field; fields of an object that has no name of its own follow it as `outer.inner`. */
function fieldRows(schema, lead) {
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => {
    const { inner, many } = unwrap(each);
    const key = `${lead}${name}`;
    const mark = schema.required?.includes(name) ? "" : "?";
    const own = [`${key}${mark}`, typeName(each), `${each.description ?? ""}${choices(each)}`];
    return [own, ...(inner.$ref === undefined ? fieldRows(inner, `${key}${many ? "[]" : ""}.`) : [])];
  });
}

/** What an array holds, or the one alternative that is not null. */
function unwrap(schema, many = false) {
  const alternatives = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== "null");
  if (alternatives.length === 1) return unwrap(alternatives[0], many);
  if (schema.items !== undefined) return unwrap(schema.items, true);
  return { inner: schema, many };
}

function typeName(schema) {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1);
    return `[${name}](#${name.toLowerCase()})`;
  }
  const any = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (any !== undefined) return [...new Set(any.map(typeName))].join(" or ");
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeName({ ...(type === "null" ? {} : schema), type })).join(" or ");
  if (schema.type === "array" && schema.items !== undefined) {
    const items = typeName(schema.items ?? {});
    return items.includes(" or ") ? `(${items})[]` : `${items}[]`;
  }
  if (schema.type === "object" || schema.properties !== undefined) return "{}";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.prefixItems !== undefined) return `[${schema.prefixItems.map(typeName).join(", ")}]`;
  return schema.type ?? "any";
}

/** The words that are taken, where there is a list of them. */
function choices(schema) {
  const { inner } = unwrap(schema);
  if (inner.enum === undefined) return "";
  const words = inner.enum.filter((word) => word !== null).map((word) => `\`${word}\``).join(", ");
  return schema.description === undefined ? words : ` (${words})`;
}
