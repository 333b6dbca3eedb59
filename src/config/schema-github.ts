import * as z from "zod";
import { GRANULARITIES } from "../model/github.ts";
import { SERIES_STATES } from "../model/series.ts";
import { TODO_KINDS } from "../model/todo.ts";
import { confidence, isLoopback, listName, text } from "./schema-parts.ts";

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

/** A token goes there: over plain http to this machine alone. */
function isApiUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== "" || password !== "") return false;
  // An address of version 6 stands in brackets in a URL.
  const here = isLoopback(hostname.replace(/^\[(.*)\]$/, "$1"));
  return protocol === "https:" || (protocol === "http:" && here);
}
