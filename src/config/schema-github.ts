import * as z from "zod";
import { GRANULARITIES } from "../model/github.ts";
import { SERIES_STATES } from "../model/series.ts";
import { TODO_KINDS } from "../model/todo.ts";
import { confidence, isLoopback, listName, text, told } from "./schema-parts.ts";

const repository = text("a repository as owner/name").regex(
  /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/,
);

const login = text("a login on GitHub").regex(
  /^[A-Za-z0-9-]{1,39}(?:_[A-Za-z0-9]{1,20})?(?:\[bot\])?$/,
);

const positiveInt = z.int().min(1).describe("a whole number of at least 1");

const flag = z.boolean().describe("true or false");

/** The part of `patchtrail.yaml` that says what becomes a GitHub issue, where, and as whom. */
export const github = z
  .strictObject({
    repository: repository
      .nullish()
      .meta(told("`owner/name` for issues; see [github.md](../github.md)")),
    routes: z
      .array(
        z
          .strictObject({
            repository: repository.meta(
              told(
                "another repository, for series that touch `paths`; of several routes the first that fits",
              ),
            ),
            paths: z
              .array(text("a path, with * ? or **"))
              .min(1)
              .describe("a sequence of paths")
              .meta(told("paths as in the kernel's MAINTAINERS")),
          })
          .describe("a mapping with repository and paths"),
      )
      .describe("a sequence of mappings with repository and paths")
      .nullish(),
    baseUrl: text("the https address of the API, without user name or password")
      .refine(isApiUrl)
      .nullish()
      .meta(told("https address of the API of a GitHub Enterprise server", "github.com")),
    app: z
      .strictObject({
        id: positiveInt.meta(told("number of a GitHub App: sign in as one of its installations")),
        installation: positiveInt.meta(told("number of the installation")),
        keyFile: text("the name of a file").nullish().meta(told("file with its private key (PEM)")),
      })
      .describe("a mapping with id and installation")
      .nullish(),
    account: login.nullish().meta(told("login that opens the issues", "GitHub is asked")),
    granularity: z
      .enum(GRANULARITIES)
      .describe(`one of ${GRANULARITIES.join(", ")}`)
      .nullish()
      .meta(told("what an issue is about", "`series`")),
    minConfidence: confidence
      .nullish()
      .meta(told("0 to 1: what was found with less becomes no issue", "0.8")),
    minAgeDays: z
      .int()
      .min(0)
      .max(3650)
      .describe("a whole number from 0 to 3650")
      .nullish()
      .meta(
        told(
          "days from the first posting of a series to its issue, 0 to 3650; one that was merged gets it at once",
          "7",
        ),
      ),
    lists: z
      .array(listName)
      .describe("a sequence of list names")
      .nullish()
      .meta(told("lists whose loose ends become issues", "all")),
    states: z
      .array(z.enum(SERIES_STATES).describe(`one of ${SERIES_STATES.join(", ")}`))
      .describe("a sequence of states")
      .nullish()
      .meta(
        told(
          "states of a series that open an issue; one that is there is kept up to date in all",
          "all but `rejected`, `abandoned`",
        ),
      ),
    kinds: z
      .array(z.enum(TODO_KINDS).describe(`one of ${TODO_KINDS.join(", ")}`))
      .describe("a sequence of kinds of TODO")
      .nullish()
      .meta(told("kinds of TODO: `request`, `promise`, `question`, `gap`, `marker`", "all")),
    labels: z
      .array(text("a label of at most 50 characters, without commas").regex(/^[^,\n]{1,50}$/))
      .max(20)
      .describe("a sequence of at most 20 labels")
      .nullish()
      .meta(told("given to new issues; `{list}` is filled in", "`patchtrail`, `{list}`")),
    assignees: z
      .record(text("a name or an address"), login)
      .describe("a mapping of people to logins")
      .nullish()
      .meta(told("mapping of names or addresses to logins")),
    comments: flag.nullish().meta(told("whether new revisions are told of in comments", "true")),
    maxNew: z
      .int()
      .min(1)
      .max(1000)
      .describe("a whole number from 1 to 1000")
      .nullish()
      .meta(told("new issues of one run, 1 to 1000", "20")),
    throttle: flag
      .nullish()
      .meta(
        told(
          "keep the pace that github.com asks for: one write a second, one notification in three",
          "true",
        ),
      ),
  })
  .describe("a mapping");

/** A token goes there: over plain http to this machine alone. */
function isApiUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== "" || password !== "") return false;
  // An address of version 6 stands in brackets in a URL.
  const here = isLoopback(hostname.replace(/^\[(.*)\]$/, "$1"));
  return protocol === "https:" || (protocol === "http:" && here);
}
