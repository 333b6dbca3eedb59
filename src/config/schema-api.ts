import * as z from "zod";
import { text, told } from "./schema-parts.ts";

/** What a browser sends as Origin: scheme, host and perhaps port, nothing behind (RFC 6454). */
function isOrigin(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

/** `api:`: the HTTP API of `patchtrail serve`. */
export const api = z
  .strictObject({
    corsOrigins: z
      .array(
        text("an origin such as https://dashboard.example.org, without a path").refine(isOrigin),
      )
      .describe("a sequence of origins")
      .nullish()
      .meta(
        told(
          "origins (`https://dashboard.example.org`) whose pages may read the HTTP API; see [api.md](../api.md)",
          "none of them",
        ),
      ),
  })
  .describe("a mapping");
