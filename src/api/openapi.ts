import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Endpoint } from "./endpoint.ts";

const MEDIA = "application/json";

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
  })
  .openapi("Problem", { description: "RFC 9457" });

const problems = {
  "400": "a parameter is unknown or cannot be read",
  "404": "there is no such thing",
  default: "another error",
};

/** The description of endpoints (OpenAPI 3.1), made of the schemas that check their requests. */
export function describeApi(endpoints: readonly Endpoint[], version: string): object {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono();
  for (const one of endpoints) {
    const isJson = typeof one.answers !== "string";
    const media = typeof one.answers === "string" ? (one.answers.split(";")[0] ?? "") : MEDIA;
    const schema = typeof one.answers === "string" ? z.string() : one.answers;
    const headers = {
      ETag: { schema: { type: "string" as const } },
      ...(one.paged === true
        ? { Link: { schema: { type: "string" as const }, description: "rel=next" } }
        : {}),
    };
    openAPIRegistry.registerPath({
      method: "get",
      path: one.path,
      operationId: operationId(one.path),
      tags: [one.tag],
      summary: one.summary,
      request: {
        ...(one.params === undefined ? {} : { params: one.params }),
        ...(one.query === undefined ? {} : { query: one.query }),
      },
      responses: {
        200: {
          description: isJson ? "what was asked for" : media,
          headers,
          content: { [media]: { schema } },
        },
        304: { description: "as you have it" },
        ...Object.fromEntries(
          Object.entries(problems).map(([status, description]) => [
            status,
            { description, content: { "application/problem+json": { schema: problem } } },
          ]),
        ),
      },
    });
  }
  return getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "patchtrail",
      version,
      description: "Patch series of mailing lists: revisions, what is open, whose move it is.",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
  });
}

/** `get_series_id_links` of `/api/v1/series/{id}/links`. */
function operationId(path: string): string {
  const words = path.replace("/api/v1", "").match(/\w+/g) ?? [];
  return ["get", ...words].join("_");
}
