// docs/reference/configuration.md: every key, as the schema that checks the file tells of it.
import * as z from "zod";
import { configSchema } from "../../dist/config/schema.js";
import { page, sentence, table } from "./markdown.mjs";

export function configurationPage() {
  const root = z.toJSONSchema(configSchema, { unrepresentable: "any" });
  const sections = Object.entries(root.properties).map(([key, schema]) => {
    const rows = rowsOf(key, schema);
    return page([
      `## ${key}`,
      table(
        ["key", "takes", "left out", "what it is"],
        rows.map(({ key, takes, unset, about }) => [key, takes, unset ?? "needed", about]),
      ),
    ]);
  });
  return page([
    "# Keys of the configuration",
    "Written by `npm run docs` from the schema that checks `patchtrail.yaml`; do not edit. How the file is found, its faults and the environment: [configuration.md](../configuration.md).",
    "A key may be left out wherever the third column does not say \"needed\"; needed are those of a mapping that is there at all.",
    ...sections,
  ]);
}

/** A row for each key that says what it is; `[]` stands behind what is a sequence of mappings. */
function rowsOf(key, schema) {
  const optional = schema.anyOf?.some(({ type }) => type === "null") ?? false;
  const known = schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
  const element = known.items?.properties === undefined ? null : known.items;
  const inner = Object.entries((element ?? known).properties ?? {}).flatMap(([name, each]) => {
    return rowsOf(`${key}${element === null ? "" : "[]"}.${name}`, each);
  });
  if (inner.length === 0 && schema.about === undefined)
    throw new Error(`the schema does not say what ${key} is: .meta(told(…))`);
  const own = { key, takes: known.description ?? "", unset: optional ? schema.unset : undefined };
  return schema.about === undefined
    ? inner
    : [{ ...own, about: sentence(schema.about) }, ...inner];
}
