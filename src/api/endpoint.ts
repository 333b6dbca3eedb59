import type { z } from "@hono/zod-openapi";
import type { AppContext } from "../app/context.ts";
import type { Answer } from "./answer.ts";
import type { Gate, Memo } from "./memo.ts";

/** What endpoints work with. */
export interface ApiContext {
  readonly app: AppContext;
  /** What was computed since the store last changed. */
  readonly memo: Memo;
  /** For what takes seconds. */
  readonly gate: Gate;
}

/** One address of the API as data: what it takes, what it answers, how. */
export interface Endpoint<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
> {
  /** As OpenAPI writes it: `/api/v1/series/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  /** Shape of a JSON answer, or the media type of any other. */
  readonly answers: z.ZodType | string;
  /** Its answers come in pages. */
  readonly paged?: boolean;
  run(context: ApiContext, input: { params: z.output<P>; query: z.output<Q> }): Promise<Answer>;
}

/** Checks an endpoint against its own schemas, then lets tables hold it with others. */
export function endpoint<P extends z.ZodObject, Q extends z.ZodObject>(
  one: Endpoint<P, Q>,
): Endpoint {
  return one;
}
