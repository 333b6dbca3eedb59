import * as z from "zod";
import { parseFrom } from "./mail-address.ts";
import { PERIODS, SMTP_SECURITIES } from "../model/config.ts";
import { address, listName, searchQuery, text, told, zone } from "./schema-parts.ts";

/** The part of `patchtrail.yaml` that says what is sent to whom, and how it leaves. */

const smtp = z
  .strictObject({
    host: text("the name or address of a host")
      .regex(/^[A-Za-z0-9.:_-]{1,255}$/)
      .meta(told("the mail server; this or `mail.sendmail`")),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .describe("a port from 1 to 65535")
      .nullish()
      .meta(told("its port", "465, 587 or 25, by `security`: `tls`, `starttls` or `none`")),
    security: z
      .enum(SMTP_SECURITIES)
      .describe(`one of ${SMTP_SECURITIES.join(", ")}`)
      .nullish()
      .meta(
        told(
          "`tls` (from the first byte), `starttls` (needed, not tried) or `none` (only to this machine)",
          "`starttls`",
        ),
      ),
    user: text("a user name (the password is read from PATCHTRAIL_SMTP_PASSWORD)")
      .nullish()
      .meta(told("logs in with this name and `PATCHTRAIL_SMTP_PASSWORD`")),
    allowPlaintext: z
      .boolean()
      .describe("true or false")
      .nullish()
      .meta(told("true: `security: none` to another machine too", "false")),
  })
  .describe("a mapping with at least a host");

export const mail = z
  .strictObject({
    from: text("an e-mail address, or a name and an <address>")
      .refine((value) => parseFrom(value) !== null)
      .nullish()
      .meta(told("the sender: an address, or `Name <address>`; needed to send")),
    smtp: smtp.nullish(),
    sendmail: text("the path of a program")
      .regex(/^\//)
      .nullish()
      .meta(told("path of a program that takes mail as sendmail does")),
    unsubscribe: z
      .strictObject({
        mailto: address
          .nullish()
          .meta(told("address to which readers write to unsubscribe", "that of `from`")),
        url: text("an https address with {id} in it")
          .refine(isUnsubscribeUrl)
          .nullish()
          .meta(
            told(
              "https address for one click, with `{id}` in it: the same for all mails of a subscription",
            ),
          ),
      })
      .describe("a mapping")
      .nullish(),
  })
  .describe("a mapping");

/** MAINTAINERS patterns stay below this; more only makes a file hard to read. */
const MAX_PATHS = 200;

export const subscription = z
  .strictObject({
    to: address.meta(told("the address that gets it")),
    list: listName.nullish().meta(told("the digest of this list; this or one of the three below")),
    person: text("a name or an e-mail address")
      .nullish()
      .meta(told("what this person (name or address) owes and is owed")),
    paths: z
      .array(text("a path such as drivers/net/ or fs/**/*.c").max(300))
      .min(1)
      .max(MAX_PATHS)
      .describe(`a sequence of 1 to ${MAX_PATHS} paths`)
      .nullish()
      .meta(
        told("digests of series that touch these files, written as in the kernel's MAINTAINERS"),
      ),
    search: searchQuery
      .nullish()
      .meta(
        told(
          "digests of series with a mail that `patchtrail search` finds by this ([search.md](../search.md))",
        ),
      ),
    every: z
      .enum(PERIODS)
      .describe(`one of ${PERIODS.join(", ")}`)
      .nullish()
      .meta(told("how often", "`week`")),
    zone: zone.nullish().meta(told("IANA zone in which its weeks and days begin", "`UTC`")),
  })
  .describe("a subscription: a mapping with to and one of list, person, paths, search");

export const outbox = z
  .strictObject({
    approve: z
      .enum(["auto", "manual"])
      .describe("one of auto, manual")
      .nullish()
      .meta(told("`auto`: what is planned leaves without a person", "`manual`")),
  })
  .describe("a mapping");

function isUnsubscribeUrl(value: string): boolean {
  if (!value.startsWith("https://") || !URL.canParse(value) || !value.includes("{id}"))
    return false;
  // It stands in a header between < and >, and a comma there ends it.
  return /^[^\s<>,"]+$/.test(value) && new URL(value).username === "";
}
