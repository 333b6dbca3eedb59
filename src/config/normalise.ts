import type {
  ArchiveConfig,
  Config,
  GithubConfig,
  ListConfig,
  TreeConfig,
  WebConfig,
  WebhookConfig,
} from "../model/config.ts";
import { normaliseWatch } from "./normalise-watch.ts";
import { normaliseMail, normaliseSubscription } from "./normalise-mail.ts";
import { SERIES_STATES, type SeriesState } from "../model/series.ts";
import { TODO_KINDS } from "../model/todo.ts";
import type { RawConfig } from "./schema.ts";

type RawList = NonNullable<RawConfig["lists"]>[number];
type RawTree = NonNullable<RawConfig["trees"]>[number];

/** Where a mail is linked to unless a list says otherwise: lore knows nearly all kernel lists. */
const DEFAULT_LINK = "https://lore.kernel.org/{list}/{id}/";
/** Where finding TODOs is measured (docs/todo-model.md); what is below is not even kept. */
const DEFAULT_MIN_CONFIDENCE = 0.42;
/** What is published for others to read has to be surer than what one looks up. */
const DEFAULT_GITHUB_MIN_CONFIDENCE = 0.8;
/** Most requests are dealt with in the first days; an issue for those would only be noise. */
const DEFAULT_MIN_AGE_DAYS = 7;
/** Nobody has to act on a series of these any more. */
const GIVEN_UP: ReadonlySet<SeriesState> = new Set(["rejected", "abandoned"]);
/** By these people filter for the issues, and for those of one list. */
const DEFAULT_LABELS = ["patchtrail", "{list}"];
/** Who watches a repository gets a mail for each issue: a first run must not send hundreds. */
const DEFAULT_MAX_NEW = 20;
const DEFAULT_WEB_PORT = 8080;
/** One page a second is what archive hosts bear without notice. */
const DEFAULT_REQUESTS_PER_SECOND = 1;

/** Fills in every default, so that nobody else has to know one. */
export function normaliseConfig(
  raw: RawConfig,
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const lists = (raw.lists ?? []).map(normaliseList);
  const webhooks = (raw.webhooks ?? []).map((one): WebhookConfig => ({
    name: one.name,
    kind: one.kind,
    urlVariable: one.urlVariable,
    secretVariable: one.secretVariable ?? null,
    room: one.room ?? null,
    lists: one.lists ?? lists.map(({ name }) => name),
  }));
  return {
    database: raw.database ?? null,
    cache: raw.cache ?? null,
    lists,
    trees: (raw.trees ?? []).map(normaliseTree),
    searches: raw.searches ?? [],
    todos: { minConfidence: raw.todos?.minConfidence ?? DEFAULT_MIN_CONFIDENCE },
    digest: {
      format: raw.digest?.format ?? "text",
      obfuscate: raw.digest?.obfuscate ?? false,
      pages: raw.digest?.pages ?? null,
    },
    github: normaliseGithub(raw.github ?? {}, lists),
    crawl: {
      requestsPerSecond: raw.crawl?.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND,
      contact: raw.crawl?.contact ?? null,
    },
    mail: normaliseMail(raw.mail ?? {}),
    subscriptions: (raw.subscriptions ?? []).map(normaliseSubscription),
    api: { corsOrigins: raw.api?.corsOrigins ?? [] },
    outbox: { approve: raw.outbox?.approve ?? "manual" },
    webhooks,
    watch: normaliseWatch(raw.watch ?? {}),
    web: normaliseWeb(raw.web ?? {}),
    secrets: {
      githubToken: nonEmpty(environment["GITHUB_TOKEN"]),
      githubAppKey: nonEmpty(environment["GITHUB_APP_PRIVATE_KEY"]),
      smtpPassword: nonEmpty(environment["PATCHTRAIL_SMTP_PASSWORD"]),
      webTokens: new Map(
        (raw.web?.signIn?.people ?? []).map(({ name, tokenVariable }) => [
          name,
          nonEmpty(environment[tokenVariable]),
        ]),
      ),
      webhooks: new Map(
        webhooks.map(({ name, urlVariable, secretVariable }) => [
          name,
          {
            url: nonEmpty(environment[urlVariable]),
            secret: secretVariable === null ? null : nonEmpty(environment[secretVariable]),
          },
        ]),
      ),
    },
  };
}

function normaliseGithub(
  raw: NonNullable<RawConfig["github"]>,
  lists: readonly ListConfig[],
): GithubConfig {
  const people = Object.entries(raw.assignees ?? {});
  return {
    repository: raw.repository ?? null,
    routes: raw.routes ?? [],
    baseUrl: raw.baseUrl?.replace(/\/+$/, "") ?? null,
    app: raw.app == null ? null : { ...raw.app, keyFile: raw.app.keyFile ?? null },
    account: raw.account ?? null,
    granularity: raw.granularity ?? "series",
    minConfidence: raw.minConfidence ?? DEFAULT_GITHUB_MIN_CONFIDENCE,
    minAgeDays: raw.minAgeDays ?? DEFAULT_MIN_AGE_DAYS,
    lists: raw.lists ?? lists.map((list) => list.name),
    states: raw.states ?? SERIES_STATES.filter((state) => !GIVEN_UP.has(state)),
    kinds: raw.kinds ?? TODO_KINDS,
    labels: raw.labels ?? DEFAULT_LABELS,
    assignees: new Map(people.map(([person, login]) => [person.toLowerCase(), login])),
    comments: raw.comments ?? true,
    maxNew: raw.maxNew ?? DEFAULT_MAX_NEW,
    throttle: raw.throttle ?? true,
  };
}

function normaliseWeb(raw: NonNullable<RawConfig["web"]>): WebConfig {
  return {
    host: raw.host ?? "127.0.0.1",
    port: raw.port ?? DEFAULT_WEB_PORT,
    baseUrl: raw.baseUrl == null ? null : new URL(raw.baseUrl).origin,
    names: (raw.names ?? []).map((name) => name.toLowerCase()),
    signIn: { people: raw.signIn?.people ?? [], proxy: raw.signIn?.proxy ?? null },
  };
}

function normaliseList(raw: RawList): ListConfig {
  return {
    name: raw.name,
    address: raw.address?.toLowerCase() ?? null,
    archives: (raw.archives ?? []).map((archive): ArchiveConfig => ({
      url: archive.url ?? null,
      path: archive.path ?? null,
      format: archive.format ?? "auto",
      zone: archive.zone ?? raw.zone ?? null,
    })),
    link: raw.link ?? DEFAULT_LINK,
  };
}

function normaliseTree({ name, url, path, branches, lists, since }: RawTree): TreeConfig {
  return {
    name,
    url: url ?? null,
    path: path ?? null,
    branches: branches ?? [],
    lists: lists ?? [],
    since: since ? Date.parse(`${since}T00:00:00Z`) / 1000 : null,
  };
}

function nonEmpty(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}
