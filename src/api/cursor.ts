import { Buffer } from "node:buffer";
import * as z from "zod";
import type { Place } from "../model/pages.ts";
import { Refusal } from "./problem.ts";

/** Longer ids than a message-id may be name no row. */
const placeSchema = z.tuple([z.number(), z.string().max(1_000)]);

/** Where a page goes on, as an opaque text for addresses. */
export function encodeCursor({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/**
 * Undoes `encodeCursor`.
 *
 * @throws Refusal 400 for a text that it did not make
 */
export function decodeCursor(text: string): Place {
  try {
    const [at, id] = placeSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    // What is decoded generously and would be written otherwise was not made here.
    if (encodeCursor({ at, id }) === text) return { at, id };
  } catch {
    // Said below.
  }
  throw new Refusal(400, "the cursor is none that this server gave out; begin without one");
}
