import * as z from "zod";
import { ARCHIVE_FORMATS } from "../model/config.ts";
import { GRANULARITIES } from "../model/github.ts";
import { SERIES_STATES } from "../model/series.ts";
import { TODO_KINDS } from "../model/todo.ts";

/**
 * The shape of `patchtrail.yaml`. Every key may be left out or empty (null); normalise.ts fills in
 * the defaults. The descriptions are what a fault prints after "expected".
 */

const URL_SCHEMES = new Set(["http:", "https:", "git:", "file:"]);
const MAX_TEXT_CHARS = 2_000;

const text = (expected: string) => z.string().min(1).max(MAX_TEXT_CHARS).describe(expected);

const zone = text(
  'an IANA time zone such as Australia/Melbourne or UTC (not "EST", which means several)',
).refine(isZone);

const confidence = z.number().min(0).max(1).describe("a number from 0 to 1");

const listName = text("a list name: letters, digits and . _ + -, at most 100").regex(
  /^[\w][\w.+-]{0,99}$/,
);

const archive = z
  .strictObject({
    url: text("an http, https, git or file address without user name or password")
      .refine(isArchiveUrl)
      .nullish(),
    path: text("a file or a folder").nullish(),
    format: z
      .enum(ARCHIVE_FORMATS)
      .describe(`one of ${ARCHIVE_FORMATS.join(", ")}`)
      .nullish(),
    zone: zone.nullish(),
  })
  .describe("an archive: a mapping with url or path");

const list = z
  .strictObject({
    name: listName,
    address: text("an e-mail address")
      .regex(/^[^\s@<>]{1,200}@[^\s@<>]{1,200}$/)
      .nullish(),
    archives: z.array(archive).describe("a sequence of archives").nullish(),
    zone: zone.nullish(),
    link: text("an http or https address with {id} in it, and perhaps {list}")
      .refine(isLinkTemplate)
      .nullish(),
  })
  .describe("a list: a mapping with at least a name");

const repository = text("a repository as owner/name").regex(
  /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/,
);

const login = text("a login on GitHub").regex(
  /^[A-Za-z0-9-]{1,39}(?:_[A-Za-z0-9]{1,20})?(?:\[bot\])?$/,
);

const positiveInt = z.int().min(1).describe("a whole number of at least 1");

const flag = z.boolean().describe("true or false");

const github = z
  .strictObject({
    repository: repository.nullish(),
    routes: z
      .array(
        z
          .strictObject({
            repository,
            paths: z.array(text("a path, with * ? or **")).min(1).describe("a sequence of paths"),
          })
          .describe("a mapping with repository and paths"),
      )
      .describe("a sequence of mappings with repository and paths")
      .nullish(),
    baseUrl: text("the https address of the API, without user name or password")
      .refine(isApiUrl)
      .nullish(),
    app: z
      .strictObject({
        id: positiveInt,
        installation: positiveInt,
        keyFile: text("the name of a file").nullish(),
      })
      .describe("a mapping with id and installation")
      .nullish(),
    account: login.nullish(),
    granularity: z
      .enum(GRANULARITIES)
      .describe(`one of ${GRANULARITIES.join(", ")}`)
      .nullish(),
    minConfidence: confidence.nullish(),
    minAgeDays: z.int().min(0).max(3650).describe("a whole number from 0 to 3650").nullish(),
    lists: z.array(listName).describe("a sequence of list names").nullish(),
    states: z
      .array(z.enum(SERIES_STATES).describe(`one of ${SERIES_STATES.join(", ")}`))
      .describe("a sequence of states")
      .nullish(),
    kinds: z
      .array(z.enum(TODO_KINDS).describe(`one of ${TODO_KINDS.join(", ")}`))
      .describe("a sequence of kinds of TODO")
      .nullish(),
    labels: z
      .array(text("a label of at most 50 characters, without commas").regex(/^[^,\n]{1,50}$/))
      .max(20)
      .describe("a sequence of at most 20 labels")
      .nullish(),
    assignees: z
      .record(text("a name or an address"), login)
      .describe("a mapping of people to logins")
      .nullish(),
    comments: flag.nullish(),
    maxNew: z.int().min(1).max(1000).describe("a whole number from 1 to 1000").nullish(),
    throttle: flag.nullish(),
  })
  .describe("a mapping");

/** Schema of the whole file; strict at every level. */
export const configSchema = z
  .strictObject({
    database: text("the name of a file").nullish(),
    cache: text("the name of a folder").nullish(),
    lists: z.array(list).describe("a sequence of lists").nullish(),
    todos: z.strictObject({ minConfidence: confidence.nullish() }).describe("a mapping").nullish(),
    digest: z
      .strictObject({
        format: z
          .enum(["text", "markdown", "json"])
          .describe("one of text, markdown, json")
          .nullish(),
      })
      .describe("a mapping")
      .nullish(),
    github: github.nullish(),
    crawl: z
      .strictObject({
        requestsPerSecond: z
          .number()
          .gt(0)
          .max(10)
          .describe("a number above 0 and at most 10")
          .nullish(),
        contact: text("an e-mail address or a web page").nullish(),
      })
      .describe("a mapping")
      .nullish(),
  })
  .describe("a mapping");

/** The file as the schema leaves it: right in every single value, defaults not yet filled in. */
export type RawConfig = z.infer<typeof configSchema>;

/** Abbreviations are refused although IANA keeps some: "EST" is not what lists.ozlabs.org means. */
function isZone(name: string): boolean {
  if (name !== "UTC" && !name.includes("/")) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

function isArchiveUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return URL_SCHEMES.has(url.protocol) && url.username === "" && url.password === "";
}

/** A token goes there: over plain http to this machine alone. */
function isApiUrl(value: string): boolean {
  if (!isArchiveUrl(value)) return false;
  const { protocol, hostname } = new URL(value);
  const here =
    hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
  return protocol === "https:" || (protocol === "http:" && here);
}

function isLinkTemplate(value: string): boolean {
  const placeholders: readonly string[] = value.match(/\{[^{}]{0,50}\}/g) ?? [];
  const known = placeholders.every((name) => name === "{id}" || name === "{list}");
  return /^https?:\/\//.test(value) && placeholders.includes("{id}") && known;
}
