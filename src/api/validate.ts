import type { z } from "@hono/zod-openapi";
import { MAX_URL_CHARS } from "../limits.ts";
import type { Endpoint } from "./endpoint.ts";
import { Refusal } from "./problem.ts";

/** What a request asks of an endpoint. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/**
 * Reads the parameters of a request.
 *
 * @throws Refusal 400 that names what is wrong; also for a parameter that is unknown or there twice
 */
export function readInput(
  { params, query }: Pick<Endpoint, "params" | "query">,
  asked: Asked,
): { params: Record<string, unknown>; query: Record<string, unknown> } {
  const known = Object.keys(query?.shape ?? {});
  const given: Record<string, string> = {};
  for (const [name, value] of asked.query) {
    if (!known.includes(name)) throw unknownParameter(name, known);
    if (name in given) {
      throw new Refusal(400, `${name} is there twice; several values go with commas between them`);
    }
    given[name] = value;
  }
  return { params: parse(params, asked.params), query: parse(query, given) };
}

function parse(schema: z.ZodObject | undefined, values: object): Record<string, unknown> {
  if (schema === undefined) return {};
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = String(issue?.path[0] ?? "");
  throw new Refusal(400, `${name}: ${issue?.message ?? "cannot be read"}`);
}

function unknownParameter(name: string, known: readonly string[]): Refusal {
  const hint = known.length === 0 ? "none are known here" : `known here: ${known.join(", ")}`;
  return new Refusal(400, `the parameter ${JSON.stringify(name.slice(0, 50))} is unknown; ${hint}`);
}

/**
 * Refuses what no endpoint is to see: addresses too long, bodies, types that are not served.
 *
 * @throws Refusal 413, 414, 406
 */
export function checkRequest(request: Request, type: string): void {
  if (request.url.length > MAX_URL_CHARS) {
    throw new Refusal(414, `the address is longer than ${MAX_URL_CHARS} characters`);
  }
  const length = Number(request.headers.get("Content-Length") ?? 0);
  if (length > 0 || request.headers.has("Transfer-Encoding")) {
    throw new Refusal(413, "nothing here takes a body");
  }
  const accept = request.headers.get("Accept");
  if (accept !== null && !accepts(accept, type)) {
    throw new Refusal(406, `this is served as ${type} alone`);
  }
}

/** Whether a type is wanted (RFC 9110, 12.5.1); the most exact range decides. */
function accepts(header: string, type: string): boolean {
  const wanted = (type.split(";")[0] ?? "").trim();
  const [major = ""] = wanted.split("/");
  const ranges = new Map<string, number>();
  for (const part of header.split(",").slice(0, 50)) {
    const [range = "", ...parameters] = part.split(";").map((each) => each.trim().toLowerCase());
    const quality = parameters.find((each) => each.startsWith("q="));
    ranges.set(range, quality === undefined ? 1 : Number(quality.slice(2)));
  }
  const quality = ranges.get(wanted) ?? ranges.get(`${major}/*`) ?? ranges.get("*/*") ?? 0;
  return quality > 0;
}
