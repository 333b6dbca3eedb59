import type {
  ArchiveConfig,
  Config,
  ListConfig,
  TreeConfig,
  WebhookConfig,
} from "../model/config.ts";
import { normaliseMail, normaliseSubscription } from "./normalise-mail.ts";
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
    todos: { minConfidence: raw.todos?.minConfidence ?? DEFAULT_MIN_CONFIDENCE },
    digest: {
      format: raw.digest?.format ?? "text",
      obfuscate: raw.digest?.obfuscate ?? false,
      pages: raw.digest?.pages ?? null,
    },
    github: {
      repository: raw.github?.repository ?? null,
      minConfidence: raw.github?.minConfidence ?? DEFAULT_GITHUB_MIN_CONFIDENCE,
      minAgeDays: raw.github?.minAgeDays ?? DEFAULT_MIN_AGE_DAYS,
      lists: raw.github?.lists ?? lists.map((list) => list.name),
    },
    crawl: {
      requestsPerSecond: raw.crawl?.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND,
      contact: raw.crawl?.contact ?? null,
    },
    mail: normaliseMail(raw.mail ?? {}),
    subscriptions: (raw.subscriptions ?? []).map(normaliseSubscription),
    outbox: { approve: raw.outbox?.approve ?? "manual" },
    webhooks,
    secrets: {
      githubToken: nonEmpty(environment["GITHUB_TOKEN"]),
      smtpPassword: nonEmpty(environment["PATCHTRAIL_SMTP_PASSWORD"]),
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
