import * as z from "zod";
import { text, told } from "./schema-parts.ts";

/** The part of `patchtrail.yaml` that says where the web pages are served, and who may change what. */

const hostName = text("a host name without a port, such as patches.example.org")
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/);

/** IPv4 and IPv6 addresses as a socket names them. */
const peerAddress = text("an IP address such as 127.0.0.1 or ::1").regex(/^[0-9A-Fa-f.:]{2,45}$/);

const person = z
  .strictObject({
    name: text("a name, as decisions are to be signed")
      .max(100)
      .meta(told("how decisions of this person are signed")),
    tokenVariable: text("the name of an environment variable that holds the token")
      .regex(/^[A-Z_][A-Z0-9_]{0,99}$/)
      .meta(told("environment variable that holds the person's token")),
  })
  .describe("a person: a mapping with name and tokenVariable");

const proxy = z
  .strictObject({
    header: text("the name of a header such as X-Remote-User")
      .regex(/^[A-Za-z0-9-]{1,100}$/)
      .meta(told("header in which a reverse proxy tells who signed in")),
    addresses: z
      .array(peerAddress)
      .min(1)
      .max(20)
      .describe("a sequence of 1 to 20 IP addresses of reverse proxies")
      .meta(told("IP addresses of proxies that are believed")),
  })
  .describe("a mapping with header and addresses");

export const web = z
  .strictObject({
    host: text("an address to listen on, such as 127.0.0.1")
      .max(253)
      .nullish()
      .meta(told("address that `serve` listens on; see [web.md](../web.md)", "`127.0.0.1`")),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .describe("a port from 0 to 65535")
      .nullish()
      .meta(told("its port; 0 takes any that is free", "8080")),
    baseUrl: text("an address without a path, such as https://patches.example.org")
      .refine(isOrigin)
      .nullish()
      .meta(told("address that readers see, without a path: `https://patches.example.org`")),
    names: z
      .array(hostName)
      .max(50)
      .describe("a sequence of at most 50 host names")
      .nullish()
      .meta(told("further host names that the server answers to")),
    signIn: z
      .strictObject({
        people: z.array(person).max(1_000).describe("a sequence of people").nullish(),
        proxy: proxy.nullish(),
      })
      .describe("a mapping")
      .nullish(),
  })
  .describe("a mapping");

function isOrigin(value: string): boolean {
  if (!/^https?:\/\//u.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
}
