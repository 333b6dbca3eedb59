import * as z from "zod";
import { ARCHIVE_FORMATS, DIGEST_FORMATS, WEBHOOK_KINDS } from "../model/config.ts";
import { confidence, listName, searchQuery, text, told, zone } from "./schema-parts.ts";
import { web } from "./schema-web.ts";
import { mail, outbox, subscription } from "./schema-mail.ts";
import { api } from "./schema-api.ts";
import { github } from "./schema-github.ts";
import { watch } from "./schema-watch.ts";

/**
 * The shape of `patchtrail.yaml`. Every key may be left out or empty (null); normalise.ts fills in
 * the defaults. The descriptions are what a fault prints after "expected".
 */

const URL_SCHEMES = new Set(["http:", "https:", "git:", "file:"]);

const archive = z
  .strictObject({
    url: text("an http, https, git or file address without user name or password")
      .refine(isArchiveUrl)
      .nullish()
      .meta(told("where it is fetched from; this or `path`")),
    path: text("a file or a folder").nullish().meta(told("where it lies; this or `url`")),
    format: z
      .enum(ARCHIVE_FORMATS)
      .describe(`one of ${ARCHIVE_FORMATS.join(", ")}`)
      .nullish()
      .meta(told("the form it is in; see [archives.md](../archives.md)", "`auto`")),
    zone: zone.nullish().meta(told("IANA zone of dates on pages that name none", "the list's")),
  })
  .describe("an archive: a mapping with url or path");

const list = z
  .strictObject({
    name: listName.meta(told("the list's name, as lore writes it")),
    address: text("an e-mail address")
      .regex(/^[^\s@<>]{1,200}@[^\s@<>]{1,200}$/)
      .nullish()
      .meta(told("its posting address")),
    archives: z.array(archive).describe("a sequence of archives").nullish(),
    zone: zone.nullish().meta(told("the same for all archives of the list", "UTC")),
    link: text("an http or https address with {id} in it, and perhaps {list}")
      .refine(isLinkTemplate)
      .nullish()
      .meta(
        told(
          "where a mail is linked to; `{id}` must be in it",
          "`https://lore.kernel.org/{list}/{id}/`",
        ),
      ),
  })
  .describe("a list: a mapping with at least a name");

const tree = z
  .strictObject({
    name: text("a tree's name: letters, digits and . _ + / -, at most 100")
      .regex(/^\w[\w.+/-]{0,99}$/)
      .meta(
        told(
          "a git tree that patches are applied to, as people call it: `powerpc`, or `powerpc/next`; see [applied.md](../applied.md)",
        ),
      ),
    url: text("an http, https, git or file address without user name or password")
      .refine(isArchiveUrl)
      .nullish()
      .meta(told("where it is fetched from; a bare clone is kept in the cache folder")),
    path: text("a git repository or a bundle")
      .nullish()
      .meta(told("repository, bare or not, or bundle; this or `url`")),
    branches: z
      .array(text("a branch").regex(/^[^\s~^:?*[\\-][^\s~^:?*[\\]{0,199}$/))
      .describe("a sequence of branches")
      .nullish()
      .meta(
        told(
          "branches to read, each by itself: `powerpc/next`, `powerpc/fixes`",
          "the one checked out",
        ),
      ),
    lists: z
      .array(listName)
      .describe("a sequence of list names")
      .nullish()
      .meta(told("lists whose series it may apply", "all")),
    since: text("a day as 2024-01-31")
      .refine(isDay)
      .nullish()
      .meta(told("a day, `2024-01-31`: commits committed before are passed over")),
  })
  .describe("a tree: a mapping with name, and url or path");

const variable = text("the name of an environment variable, in capitals").regex(
  /^[A-Z][A-Z0-9_]{0,99}$/,
);

const webhook = z
  .strictObject({
    name: text("a name: letters, digits and . _ -, at most 60")
      .regex(/^\w[\w.-]{0,59}$/)
      .meta(told("names it for ever; see [webhooks.md](../webhooks.md)")),
    kind: z
      .enum(WEBHOOK_KINDS)
      .describe(`one of ${WEBHOOK_KINDS.join(", ")}`)
      .meta(told("who listens: Slack, Matrix, or a receiver of signed JSON")),
    urlVariable: variable.meta(told("environment variable that holds its address (https)")),
    secretVariable: variable
      .nullish()
      .meta(
        told("environment variable that holds its access token (matrix) or signing key (json)"),
      ),
    room: text("the id of a Matrix room such as !abc:example.org")
      .regex(/^![^\s/]{1,250}$/)
      .nullish()
      .meta(told("id of the Matrix room")),
    lists: z
      .array(listName)
      .describe("a sequence of list names")
      .nullish()
      .meta(told("lists whose weeks are posted", "all")),
  })
  .describe("a webhook: a mapping with name, kind and urlVariable");
/** Schema of the whole file; strict at every level. */
export const configSchema = z
  .strictObject({
    database: text("the name of a file")
      .nullish()
      .meta(told("the SQLite file; `--db` and `$PATCHTRAIL_DB` win over it", "your data folder")),
    cache: text("the name of a folder")
      .nullish()
      .meta(told("folder for clones and crawled pages", "your cache folder")),
    lists: z.array(list).describe("a sequence of lists").nullish(),
    trees: z.array(tree).describe("a sequence of trees").nullish(),
    searches: z
      .array(
        z
          .strictObject({
            name: text("a name: letters, digits and . _ -, at most 60")
              .regex(/^\w[\w.-]{0,59}$/)
              .meta(told("name of a saved search, for `patchtrail search --saved`")),
            query: searchQuery.meta(told("what it looks for ([search.md](../search.md))")),
          })
          .describe("a saved search: a mapping with name and query"),
      )
      .describe("a sequence of saved searches")
      .nullish(),
    todos: z
      .strictObject({
        minConfidence: confidence
          .nullish()
          .meta(told("0 to 1: `todos` does not list what was found with less", "0.42")),
      })
      .describe("a mapping")
      .nullish(),
    digest: z
      .strictObject({
        format: z
          .enum(DIGEST_FORMATS)
          .describe(`one of ${DIGEST_FORMATS.join(", ")}`)
          .nullish()
          .meta(told("what `digest` prints unless `--format` says otherwise", "`text`")),
        obfuscate: z
          .boolean()
          .describe("true or false")
          .nullish()
          .meta(
            told(
              "true: mail addresses in the words of digests, pages, feeds, webhook messages and issues lose what is behind the @",
              "false",
            ),
          ),
        pages: text("an https address that ends in /")
          .refine(isPagesUrl)
          .nullish()
          .meta(
            told("https address, ending in `/`, where the folder of `digest --out` is published"),
          ),
      })
      .describe("a mapping")
      .nullish(),
    webhooks: z.array(webhook).describe("a sequence of webhooks").nullish(),
    github: github.nullish(),
    crawl: z
      .strictObject({
        requestsPerSecond: z
          .number()
          .gt(0)
          .max(10)
          .describe("a number above 0 and at most 10")
          .nullish()
          .meta(told("to one host, above 0 and at most 10", "1")),
        contact: text("an e-mail address or a web page")
          .nullish()
          .meta(told("address or page for the archive's operator, sent with each request")),
      })
      .describe("a mapping")
      .nullish(),
    mail: mail.nullish(),
    subscriptions: z.array(subscription).describe("a sequence of subscriptions").nullish(),
    outbox: outbox.nullish(),
    watch: watch.nullish(),
    api: api.nullish(),
    web: web.nullish(),
  })
  .describe("a mapping");

/** The file as the schema leaves it: right in every single value, defaults not yet filled in. */
export type RawConfig = z.infer<typeof configSchema>;

function isArchiveUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return URL_SCHEMES.has(url.protocol) && url.username === "" && url.password === "";
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
}

function isLinkTemplate(value: string): boolean {
  const placeholders: readonly string[] = value.match(/\{[^{}]{0,50}\}/g) ?? [];
  const known = placeholders.every((name) => name === "{id}" || name === "{list}");
  return /^https?:\/\//.test(value) && placeholders.includes("{id}") && known;
}

function isPagesUrl(value: string): boolean {
  if (!/^https:\/\/[^\s?#]+\/$/.test(value) || !URL.canParse(value)) return false;
  return new URL(value).username === "";
}
