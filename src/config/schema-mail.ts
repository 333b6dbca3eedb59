import * as z from "zod";
import { parseFrom } from "./mail-address.ts";
import { PERIODS, SMTP_SECURITIES } from "../model/config.ts";
import { address, listName, searchQuery, text, zone } from "./schema-parts.ts";

/** The part of `patchtrail.yaml` that says what is sent to whom, and how it leaves. */

const smtp = z
  .strictObject({
    host: text("the name or address of a host").regex(/^[A-Za-z0-9.:_-]{1,255}$/),
    port: z.int().min(1).max(65_535).describe("a port from 1 to 65535").nullish(),
    security: z
      .enum(SMTP_SECURITIES)
      .describe(`one of ${SMTP_SECURITIES.join(", ")}`)
      .nullish(),
    user: text("a user name (the password is read from PATCHTRAIL_SMTP_PASSWORD)").nullish(),
    allowPlaintext: z.boolean().describe("true or false").nullish(),
  })
  .describe("a mapping with at least a host");

export const mail = z
  .strictObject({
    from: text("an e-mail address, or a name and an <address>")
      .refine((value) => parseFrom(value) !== null)
      .nullish(),
    smtp: smtp.nullish(),
    sendmail: text("the path of a program").regex(/^\//).nullish(),
    unsubscribe: z
      .strictObject({
        mailto: address.nullish(),
        url: text("an https address with {id} in it").refine(isUnsubscribeUrl).nullish(),
      })
      .describe("a mapping")
      .nullish(),
  })
  .describe("a mapping");

/** MAINTAINERS patterns stay below this; more only makes a file hard to read. */
const MAX_PATHS = 200;

export const subscription = z
  .strictObject({
    to: address,
    list: listName.nullish(),
    person: text("a name or an e-mail address").nullish(),
    paths: z
      .array(text("a path such as drivers/net/ or fs/**/*.c").max(300))
      .min(1)
      .max(MAX_PATHS)
      .describe(`a sequence of 1 to ${MAX_PATHS} paths`)
      .nullish(),
    search: searchQuery.nullish(),
    every: z
      .enum(PERIODS)
      .describe(`one of ${PERIODS.join(", ")}`)
      .nullish(),
    zone: zone.nullish(),
  })
  .describe("a subscription: a mapping with to and one of list, person, paths, search");

export const outbox = z
  .strictObject({
    approve: z.enum(["auto", "manual"]).describe("one of auto, manual").nullish(),
  })
  .describe("a mapping");

function isUnsubscribeUrl(value: string): boolean {
  if (!value.startsWith("https://") || !URL.canParse(value) || !value.includes("{id}"))
    return false;
  // It stands in a header between < and >, and a comma there ends it.
  return /^[^\s<>,"]+$/.test(value) && new URL(value).username === "";
}
