import { DeliveryError, ExitStatus, TrackerError } from "../errors.ts";

/** Waited for after a secondary limit that names no time: what GitHub's documentation asks for. */
const DEFAULT_WAIT_SECONDS = 60;

/** Why GitHub did not do what it was asked, in our words. */
export interface Refusal {
  readonly kind:
    | "limit"
    | "archived"
    | "locked"
    | "missing"
    | "invalid"
    | "refused"
    | "unavailable";
  /** HTTP status; 500 where there was no answer at all. */
  readonly status: number;
  readonly words: string;
  /** Seconds to wait where GitHub says so. */
  readonly waitSeconds: number | null;
}

interface Answered {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Tokens as GitHub makes them, and whatever stands behind the word that announces one. */
const TOKENS = /\b(?:gh[a-z]_|github_pat_)\w{1,500}|(?<=\b(?:bearer|token|basic) )\S{16,2000}/giu;

/** A server, or a proxy before it, may repeat what it was sent; errors stand in the database. */
function withoutTokens(words: string): string {
  return words.slice(0, 5_000).replace(TOKENS, "…");
}

/** The parts of octokit's error that count. Its own text may hold headers: never shown whole. */
function answered(error: unknown): Answered {
  const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
  const response =
    error instanceof Error && "response" in error
      ? (error.response as { headers?: Record<string, unknown>; data?: unknown } | undefined)
      : undefined;
  const data = response?.data;
  const told =
    typeof data === "object" && data !== null && "message" in data ? String(data.message) : "";
  const own = error instanceof Error ? error.message : String(error);
  return {
    status,
    message: withoutTokens(told === "" ? own : told).slice(0, 300),
    headers: response?.headers ?? {},
  };
}

function waitOf({ headers, message, status }: Answered, now: number): number | null {
  const after = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && after >= 0) return after;
  if (headers["x-ratelimit-remaining"] === "0") {
    const reset = Number(headers["x-ratelimit-reset"]);
    return Number.isFinite(reset) ? Math.max(1, reset - now + 1) : DEFAULT_WAIT_SECONDS;
  }
  return /secondary rate|abuse detection/iu.test(message) || status === 429
    ? DEFAULT_WAIT_SECONDS
    : null;
}

/**
 * Reads what octokit throws.
 *
 * @param now Unix seconds, to which the end of a rate limit is counted
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function refusalOf(error: unknown, now: number): Refusal {
  const answer = answered(error);
  const { status, message } = answer;
  const make = (kind: Refusal["kind"], words: string, waitSeconds: number | null = null) => ({
    kind,
    status,
    words,
    waitSeconds,
  });
  if (status === 403 || status === 429) {
    const wait = waitOf(answer, now);
    if (wait !== null) return make("limit", `rate limit reached, free in ${wait} s`, wait);
    if (/archived/iu.test(message)) return make("archived", "the repository is archived");
    if (/locked/iu.test(message)) return make("locked", "the issue is locked");
  }
  if (status === 401) return make("refused", "the token is not accepted (401)");
  if (status === 404) return make("missing", "not there, or not to be seen with this token (404)");
  if (status === 410) return make("missing", `gone: ${message} (410)`);
  if (status === 422) return make("invalid", `${message} (422)`);
  if (status >= 400 && status < 500) return make("refused", `${message} (${status})`);
  return make("unavailable", `no good answer: ${message} (${status})`);
}

/**
 * A refusal as the outbox wants it.
 *
 * @param creating whether what was asked makes something: without a clear answer it may be there
 */
export function asDeliveryError(
  error: unknown,
  about: { readonly what: string; readonly creating: boolean },
  now: number,
): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof TrackerError) {
    // Signing in or looking the repository up failed: nothing was sent.
    const retry = error.code === "remote-unavailable";
    return new DeliveryError(error.message, { retry, channelDown: true, cause: error });
  }
  const refusal = refusalOf(error, now);
  const unclear = refusal.kind === "unavailable";
  const limited = refusal.kind === "limit";
  return new DeliveryError(`${about.what}: ${refusal.words}`, {
    retry: limited || unclear,
    retryAfterSeconds: refusal.waitSeconds,
    mayHaveArrived: unclear && about.creating,
    // A limit or a wrong token stops all that would follow.
    channelDown: limited || unclear || refusal.status === 401,
    cause: error,
  });
}

/** A refusal as the operator wants it: what to mend, or to try again later. */
export function asTrackerError(error: unknown, what: string, now: number): TrackerError {
  if (error instanceof TrackerError) return error;
  const refusal = refusalOf(error, now);
  if (refusal.kind === "limit" || refusal.kind === "unavailable") {
    return new TrackerError("remote-unavailable", `${what}: ${refusal.words}`, {
      cause: error,
      exitStatus: ExitStatus.unavailable,
      hint: "try again later",
    });
  }
  return new TrackerError("github-refused", `${what}: ${refusal.words}`, {
    cause: error,
    hint: "check github in the configuration, and the rights of the token or GitHub App",
  });
}
