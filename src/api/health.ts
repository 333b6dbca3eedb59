import { z } from "@hono/zod-openapi";
import type { AppContext } from "../app/context.ts";

/** When the last sync ended, Unix seconds UTC; null: never, or nobody knows. */
export type LastSync = () => Promise<number | null>;

export const healthSchema = z
  .object({
    status: z.enum(["ok", "unavailable"]),
    database: z.enum(["readable", "unreadable"]),
    lists: z.number().int(),
    newestMailAgeSeconds: z.number().int().nullable(),
    lastSyncAgeSeconds: z.number().int().nullable(),
  })
  .openapi("Health");

/** Whether the database can be read, and how old is what is in it at `now` (Unix seconds). */
export async function checkHealth(
  { store }: AppContext,
  lastSync: LastSync | undefined,
  now: number,
): Promise<z.output<typeof healthSchema>> {
  const ageOf = (at: number | null) => (at === null || at === 0 ? null : Math.max(0, now - at));
  try {
    const lists = await store.listLists();
    const newest = Math.max(0, ...lists.map((list) => list.newest));
    return {
      status: "ok",
      database: "readable",
      lists: lists.length,
      newestMailAgeSeconds: ageOf(newest),
      lastSyncAgeSeconds: ageOf((await lastSync?.()) ?? null),
    };
  } catch {
    return {
      status: "unavailable",
      database: "unreadable",
      lists: 0,
      newestMailAgeSeconds: null,
      lastSyncAgeSeconds: null,
    };
  }
}
