import { DeliveryError } from "../errors.ts";
import type { WebhookConfig } from "../model/config.ts";

/** Answers are a word or a small object; what is longer is no answer of a webhook. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** Nobody waits longer for a message about a week. */
const MAX_RETRY_AFTER_SECONDS = 7 * 86_400;
/** Failures that came before anything was sent. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What an answer says beside its status. */
export interface WebhookAnswer {
  /** Id of the Matrix event that was made. */
  readonly eventId: string | null;
  /** `M_FORBIDDEN`, `no_service`: a word that names a failure. */
  readonly word: string | null;
  readonly retryAfterSeconds: number | null;
}

/** Reads an answer as far as it is one; whatever else a server says is not kept. */
export async function readAnswer(response: Response): Promise<WebhookAnswer> {
  const text = await readBounded(response);
  const data = parseObject(text);
  const string = (key: string, pattern: RegExp): string | null => {
    const value = data[key];
    return typeof value === "string" && pattern.test(value) ? value : null;
  };
  // A page of an error may repeat the address that was asked for, which is a secret.
  const slackWord = /^[a-z]{1,20}(?:_[a-z]{1,20}){1,5}$/.test(text) ? text : null;
  const wait = data["retry_after_ms"];
  return {
    eventId: string("event_id", /^\$[\w:.+/=-]{1,255}$/),
    word: string("errcode", /^[A-Z][A-Z_.]{1,60}$/) ?? slackWord,
    retryAfterSeconds: typeof wait === "number" && wait >= 0 ? Math.ceil(wait / 1000) : null,
  };
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > MAX_ANSWER_BYTES) return "";
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8").trim();
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * `Retry-After` in seconds, of either form; null where it is missing or senseless.
 *
 * @see RFC 9110 section 10.2.3
 */
export function retryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const seconds = /^\s*\d{1,9}\s*$/.test(value)
    ? Number(value)
    : Math.ceil(Date.parse(value) / 1000) - now;
  if (Number.isNaN(seconds)) return null;
  return Math.min(Math.max(0, seconds), MAX_RETRY_AFTER_SECONDS);
}

/** Why an answer that is no success ended a try, and whether another makes sense. */
export function explainAnswer(
  response: Response,
  answer: WebhookAnswer,
  { webhook, now }: { readonly webhook: WebhookConfig; readonly now: number },
): DeliveryError {
  const { status } = response;
  const word = answer.word === null ? "" : ` (${answer.word})`;
  const retry = status === 429 || status === 408 || status === 425 || status >= 500;
  const asked = retryAfter(response.headers.get("retry-after"), now) ?? answer.retryAfterSeconds;
  return new DeliveryError(`${webhook.name}: answered ${status}${word}`, {
    retry,
    retryAfterSeconds: retry ? asked : null,
  });
}

/** Why no answer came. Only who takes a key once, as Matrix does, may be sent the same again. */
export function notReached(error: unknown, webhook: WebhookConfig): DeliveryError {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = (cause as { code?: unknown } | null)?.code;
  const timedOut = error instanceof Error && error.name === "TimeoutError";
  const known = typeof code === "string" && /^[A-Z][A-Z0-9_]{1,40}$/.test(code);
  const why = timedOut ? "no answer in time" : known ? `no answer (${code})` : "no answer";
  const never = known && NOT_SENT.has(code);
  // The library's own error names the address: it goes no further than here.
  return new DeliveryError(`${webhook.name}: ${why}`, {
    retry: true,
    mayHaveArrived: webhook.kind === "slack" && !never,
  });
}
