import type { Granularity } from "./github.ts";
import type { SeriesState } from "./series.ts";
import type { TodoKind } from "./todo.ts";
import type { WatchConfig } from "./watch.ts";

/** Forms of archive that `ingest --format` and the configuration name; `auto` looks at the content. */
export const ARCHIVE_FORMATS = [
  "auto",
  "public-inbox",
  "mbox",
  "maildir",
  "eml",
  "pipermail",
  "mhonarc",
  "page-text",
] as const;
export type ArchiveFormat = (typeof ARCHIVE_FORMATS)[number];

/** Where mails of a list come from; exactly one of `url` and `path` is set. */
export interface ArchiveConfig {
  /** http, https, git or file address of a git repository or of an archive page. */
  readonly url: string | null;
  /** File or folder as written; a relative one is relative to the configuration file. */
  readonly path: string | null;
  readonly format: ArchiveFormat;
  /** IANA zone of dates that name none, or name it as "EST"; null: taken as UTC. */
  readonly zone: string | null;
}

export interface ListConfig {
  readonly name: string;
  /** Posting address, lower case; null when not told. */
  readonly address: string | null;
  readonly archives: readonly ArchiveConfig[];
  /** Where a mail can be read, with `{list}` and `{id}` in it. */
  readonly link: string;
}

/** A git tree that patches are applied to; exactly one of `url` and `path` is set. */
export interface TreeConfig {
  /** As people call it: `powerpc`, or `powerpc/next`. */
  readonly name: string;
  readonly url: string | null;
  /** Repository or bundle as written; a relative one is relative to the configuration file. */
  readonly path: string | null;
  /** Empty: the one branch that is checked out. */
  readonly branches: readonly string[];
  /** Lists whose series it may apply; empty: all. */
  readonly lists: readonly string[];
  /** Unix seconds UTC: commits committed before are passed over; null: none are. */
  readonly since: number | null;
}

/** What a digest can be printed as. */
export const DIGEST_FORMATS = ["text", "markdown", "html", "json"] as const;
export type DigestFormat = (typeof DIGEST_FORMATS)[number];

export const WEBHOOK_KINDS = ["slack", "matrix", "json"] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** Where a summary of each week is posted. */
export interface WebhookConfig {
  /** Names it for ever: deliveries are known by it. */
  readonly name: string;
  readonly kind: WebhookKind;
  /** Environment variable that holds its address; of a Matrix room that of the home server. */
  readonly urlVariable: string;
  /** Environment variable that holds an access token (matrix) or a signing key (json); slack: null. */
  readonly secretVariable: string | null;
  /** Id of the Matrix room; null for other kinds. */
  readonly room: string | null;
  /** Lists whose weeks are told. */
  readonly lists: readonly string[];
}

/** What the environment says of a webhook; null where it says nothing. */
export interface WebhookSecrets {
  readonly url: string | null;
  readonly secret: string | null;
}

export const SMTP_SECURITIES = ["tls", "starttls", "none"] as const;
export type SmtpSecurity = (typeof SMTP_SECURITIES)[number];

export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  readonly security: SmtpSecurity;
  /** Null: no log-in. Its password comes from the environment. */
  readonly user: string | null;
}

/** How mail leaves; at most one of `smtp` and `sendmail` is set. */
export interface MailConfig {
  readonly from: { readonly name: string | null; readonly address: string } | null;
  readonly smtp: SmtpConfig | null;
  /** Path of a program that takes mail as sendmail does. */
  readonly sendmail: string | null;
  readonly unsubscribe: {
    /** Address that takes unsubscriptions; null: that of `from`. */
    readonly mailto: string | null;
    /** https address with `{id}` in it (the same for all mails of a subscription); null: none. */
    readonly url: string | null;
  };
}

/** What a digest is about: one of these. */
export type SubscriptionTopic =
  | { readonly kind: "list"; readonly list: string }
  | { readonly kind: "person"; readonly person: string }
  | { readonly kind: "paths"; readonly paths: readonly string[] }
  | { readonly kind: "search"; readonly search: string };

export const PERIODS = ["week", "day"] as const;

export interface SubscriptionConfig {
  readonly to: string;
  readonly topic: SubscriptionTopic;
  readonly every: (typeof PERIODS)[number];
  /** IANA zone in which its weeks and days begin. */
  readonly zone: string;
}

/** Which loose ends become issues, where, and as whom. */
export interface GithubConfig {
  /** `owner/name` for all that no route fits; null: none. */
  readonly repository: string | null;
  /** Repositories by the paths that a series touches; the first that fits. */
  readonly routes: readonly { readonly repository: string; readonly paths: readonly string[] }[];
  /** Address of the API of a GitHub Enterprise server; null: github.com. */
  readonly baseUrl: string | null;
  /** Sign in as an installation of a GitHub App instead of by token. */
  readonly app: {
    readonly id: number;
    readonly installation: number;
    /** File with the private key, as written; null: from the environment. */
    readonly keyFile: string | null;
  } | null;
  /** Login that opens the issues; null: GitHub is asked. */
  readonly account: string | null;
  readonly granularity: Granularity;
  /** As in `todos`, but stricter: what others see must be right. */
  readonly minConfidence: number;
  /** Days from the first posting of a series to its issue, 0 or more; a merged one gets it at once. */
  readonly minAgeDays: number;
  /** Lists whose loose ends become issues. */
  readonly lists: readonly string[];
  readonly states: readonly SeriesState[];
  readonly kinds: readonly TodoKind[];
  /** Of new issues; `{list}` stands for the list. */
  readonly labels: readonly string[];
  /** Logins by name or address, lower case. */
  readonly assignees: ReadonlyMap<string, string>;
  readonly comments: boolean;
  /** New issues of one run; the rest waits for the next. */
  readonly maxNew: number;
  /** Whether to keep the pace that github.com asks for. */
  readonly throttle: boolean;
}

/** Where the web pages are served, and who may change what there. */
export interface WebConfig {
  readonly host: string;
  readonly port: number;
  /** Address that readers see, without a slash at its end; null: that of their request. */
  readonly baseUrl: string | null;
  /** Names that the server answers to besides this machine's own, lower case. */
  readonly names: readonly string[];
  readonly signIn: {
    /** Each signs in with a token that the environment holds. */
    readonly people: readonly { readonly name: string; readonly tokenVariable: string }[];
    /** Reverse proxies that tell in a header who signed in with them; null: none is believed. */
    readonly proxy: { readonly header: string; readonly addresses: readonly string[] } | null;
  };
}

export interface Config {
  /** The SQLite file as written; null: the user's data folder. `--db` and `PATCHTRAIL_DB` win over it. */
  readonly database: string | null;
  /** Folder for clones and crawled pages, as written; null: the user's cache folder. */
  readonly cache: string | null;
  readonly lists: readonly ListConfig[];
  readonly trees: readonly TreeConfig[];
  /** TODOs that were found with less confidence (0 to 1) are not shown or counted. */
  /** Searches by name, for `search --saved`. */
  readonly searches: readonly { readonly name: string; readonly query: string }[];
  readonly todos: { readonly minConfidence: number };
  readonly digest: {
    readonly format: DigestFormat;
    /** Mail addresses within texts that leave are made useless to collectors. */
    readonly obfuscate: boolean;
    /** Address at which the pages of `digest --out` are published, ending in `/`; null: nowhere. */
    readonly pages: string | null;
  };
  readonly github: GithubConfig;
  readonly crawl: {
    /** Requests to one host, at most 10. */
    readonly requestsPerSecond: number;
    /** Address or page that archive operators can turn to; sent in the User-Agent. */
    readonly contact: string | null;
  };
  readonly mail: MailConfig;
  readonly subscriptions: readonly SubscriptionConfig[];
  readonly webhooks: readonly WebhookConfig[];
  readonly api: {
    /** Origins whose pages may read the HTTP API from a browser; empty: none but our own. */
    readonly corsOrigins: readonly string[];
  };
  /** Whether what is planned leaves by itself, or waits for a person. */
  readonly outbox: { readonly approve: "auto" | "manual" };
  readonly watch: WatchConfig;
  readonly web: WebConfig;
  /** From the environment only, never from the file. Must not be logged. */
  readonly secrets: {
    readonly githubToken: string | null;
    readonly smtpPassword: string | null;
    /** By name of the webhook; a map, so that it never turns up in JSON. */
    readonly webhooks: ReadonlyMap<string, WebhookSecrets>;
    /** By name of the person who signs in with it; null where the environment holds none. */
    readonly webTokens: ReadonlyMap<string, string | null>;
    /** PEM of the GitHub App's private key. */
    readonly githubAppKey: string | null;
  };
}
