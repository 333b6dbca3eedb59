import type { Granularity } from "./github.ts";
import type { SeriesState } from "./series.ts";
import type { TodoKind } from "./todo.ts";

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

export type DigestFormat = "text" | "markdown" | "json";

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

export interface Config {
  /** The SQLite file as written; null: the user's data folder. `--db` and `PATCHTRAIL_DB` win over it. */
  readonly database: string | null;
  /** Folder for clones and crawled pages, as written; null: the user's cache folder. */
  readonly cache: string | null;
  readonly lists: readonly ListConfig[];
  /** TODOs that were found with less confidence (0 to 1) are not shown or counted. */
  readonly todos: { readonly minConfidence: number };
  readonly digest: { readonly format: DigestFormat };
  readonly github: GithubConfig;
  readonly crawl: {
    /** Requests to one host, at most 10. */
    readonly requestsPerSecond: number;
    /** Address or page that archive operators can turn to; sent in the User-Agent. */
    readonly contact: string | null;
  };
  /** From the environment only, never from the file. Must not be logged. */
  readonly secrets: {
    readonly githubToken: string | null;
    /** PEM of the GitHub App's private key. */
    readonly githubAppKey: string | null;
  };
}
