import type { Octokit } from "octokit";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { KnownAccount } from "../model/github.ts";
import { asTrackerError, refusalOf } from "./errors.ts";

/** GitHub answers within ten seconds or gives up itself. */
const TIMEOUT_MS = 30_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** As whom, and where, GitHub is asked. */
export interface GithubAccess {
  readonly token: string | null;
  /** Signs in as an installation of a GitHub App instead; `key` is its private key, PEM. */
  readonly app: { readonly id: number; readonly installation: number; readonly key: string } | null;
  /** API of a GitHub Enterprise server; null: github.com. */
  readonly baseUrl: string | null;
  /** Login that opens the issues; null: asked. */
  readonly account: string | null;
  /** Keeps GitHub's pace: one write a second, one notification in three. */
  readonly throttle: boolean;
  readonly timeoutMs?: number;
}

/** A GitHub that was signed in to. */
export interface GithubClient {
  readonly octokit: Octokit;
  /**
   * Login that opens the issues; asked at most once.
   *
   * @param known what GitHub said last, to be confirmed for nothing
   */
  account(known?: KnownAccount | null): Promise<Account>;
}

/** A login, with an ETag where GitHub gave one to confirm it by. */
export interface Account {
  readonly login: string;
  readonly etag: string | null;
}

/**
 * Signs in to GitHub; nothing is asked yet. Redirects are never followed by themselves (a POST
 * would become a GET, an issue another's), no answer is waited for longer than the time-out, a rate
 * limit is never slept out here, and what creates something is never sent twice by a plugin.
 *
 * @throws TrackerError `config-missing` without token and app
 */
export async function connectGithub(access: GithubAccess): Promise<GithubClient> {
  // Loaded when it is needed: most runs never ask GitHub, and it costs a tenth of a second.
  const { App, Octokit } = await import("octokit");
  const timeoutMs = access.timeoutMs ?? TIMEOUT_MS;
  const settings = {
    userAgent: "patchtrail",
    log: SILENT,
    ...(access.baseUrl === null ? {} : { baseUrl: access.baseUrl }),
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) }),
    },
    throttle: {
      enabled: access.throttle,
      // The outbox waits, and a person can see it waiting.
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
    retry: { retries: 1, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
  };
  if (access.app !== null) {
    const app = new App({
      appId: access.app.id,
      privateKey: access.app.key,
      Octokit: Octokit.defaults(settings),
    });
    const octokit = await app.getInstallationOctokit(access.app.installation);
    // Asked as the app, which has no part in the limit of its installation.
    const bot = async () => {
      const answer = await app.octokit.rest.apps.getAuthenticated();
      return { login: `${answer.data?.slug ?? ""}[bot]`, etag: null };
    };
    return { octokit, account: onceAccount(access.account, bot) };
  }
  if (access.token === null) {
    throw nothingToSignInWith();
  }
  const octokit = new Octokit({ ...settings, auth: access.token });
  return { octokit, account: onceAccount(access.account, (known) => askAccount(octokit, known)) };
}

/** There is neither a token nor an app. */
export function nothingToSignInWith(): TrackerError {
  return new TrackerError("config-missing", "there is no token for GitHub", {
    exitStatus: ExitStatus.usage,
    hint: "set GITHUB_TOKEN, or github.app in the configuration",
  });
}

async function askAccount(octokit: Octokit, known: KnownAccount | null): Promise<Account> {
  try {
    const headers = known === null ? {} : { "if-none-match": known.etag };
    const { data, headers: given } = await octokit.rest.users.getAuthenticated({ headers });
    return { login: data.login, etag: given.etag ?? null };
  } catch (error) {
    const now = Date.now() / 1000;
    const { status } = refusalOf(error, now);
    if (known !== null && status === 304) return known;
    if (status !== 403) throw asTrackerError(error, "GitHub", now);
    // The token of a workflow may not ask who it is.
    throw new TrackerError("github-refused", "GitHub does not tell whose token this is", {
      cause: error,
      hint: 'name the login that opens the issues: github.account (of a workflow: "github-actions[bot]")',
    });
  }
}

function onceAccount(
  account: string | null,
  ask: (known: KnownAccount | null) => Promise<Account>,
): GithubClient["account"] {
  let answer: Promise<Account> | null =
    account === null ? null : Promise.resolve({ login: account, etag: null });
  return (known) => (answer ??= ask(known ?? null));
}

/** `owner/name` as the parameters of a request. */
export function ownerAndRepo(fullName: string): { owner: string; repo: string } {
  const [owner = "", repo = ""] = fullName.split("/");
  return { owner, repo };
}

/** True for a redirection, which octokit hands out as if it were the answer. */
export function isRedirect(answer: { readonly status: number }): boolean {
  return answer.status >= 300 && answer.status < 400;
}
