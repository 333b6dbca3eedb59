import { createHash, createHmac } from "node:crypto";
import { DeliveryError } from "../errors.ts";
import type { WebhookConfig, WebhookSecrets } from "../model/config.ts";
import type { Delivery, Publisher, WebhookPayload } from "../model/outbox.ts";
import { explainAnswer, notReached, readAnswer } from "./webhook-answer.ts";

/** Chat servers answer within seconds or not at all. */
const TIMEOUT_MILLISECONDS = 30_000;
const MAX_REDIRECTS = 3;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** How deliveries reach webhooks; the clock is given so that tests rule it. */
export interface WebhookOptions {
  readonly webhooks: readonly WebhookConfig[];
  /** By name of the webhook. */
  readonly secrets: ReadonlyMap<string, WebhookSecrets>;
  /** Unix seconds UTC. */
  readonly now: () => number;
  readonly timeoutMilliseconds?: number;
}

/**
 * Posts deliveries of the channel `webhook`, whose target is the name of a webhook and whose
 * payload is a `WebhookPayload`. Each carries its key as `Idempotency-Key`; Matrix knows it as
 * transaction id and takes it once. Redirects are followed on the same server alone. No message of
 * an error holds an address or a secret.
 *
 * @returns null when no webhook is configured
 */
export function createWebhookPublisher(options: WebhookOptions): Publisher | null {
  if (options.webhooks.length === 0) return null;
  return {
    channel: "webhook",
    send: async (delivery, handOver) => {
      const prepared = prepare(delivery, options);
      await handOver();
      return post(prepared, options);
    },
    find: async () => "unknown",
  };
}

interface Request {
  readonly url: URL;
  readonly method: "POST" | "PUT";
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function prepare(delivery: Delivery, options: WebhookOptions) {
  const webhook = options.webhooks.find(({ name }) => name === delivery.target);
  if (webhook === undefined) {
    throw new DeliveryError(`no webhook ${delivery.target} is configured`, { retry: false });
  }
  return { webhook, request: buildRequest(delivery, webhook, options) };
}

async function post(
  { webhook, request }: { readonly webhook: WebhookConfig; readonly request: Request },
  options: WebhookOptions,
): Promise<{ remoteId: string | null }> {
  const signal = AbortSignal.timeout(options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS);
  try {
    const response = await follow(request, webhook, signal);
    const answer = await readAnswer(response);
    if (response.ok) return { remoteId: answer.eventId };
    throw explainAnswer(response, answer, { webhook, now: options.now() });
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    throw notReached(error, webhook);
  }
}

function buildRequest(
  { key, payload }: Delivery,
  webhook: WebhookConfig,
  { secrets, now }: WebhookOptions,
): Request {
  const { url: address, secret } = secrets.get(webhook.name) ?? { url: null, secret: null };
  const url = addressOf(webhook, address);
  const body = JSON.stringify((payload as WebhookPayload).body);
  const headers = {
    "content-type": "application/json",
    "user-agent": "patchtrail",
    // Percent-encoded: a header holds ASCII only.
    "idempotency-key": `"${encodeURI(key)}"`,
  };
  if (webhook.kind === "slack") return { url, method: "POST", body, headers };
  if (secret === null) throw notSet(webhook, webhook.secretVariable ?? "");
  if (webhook.kind === "matrix") {
    const room = encodeURIComponent(webhook.room ?? "");
    const transaction = createHash("sha256").update(key).digest("hex").slice(0, 40);
    const path = `_matrix/client/v3/rooms/${room}/send/m.room.message/${transaction}`;
    url.pathname = `${url.pathname.replace(/\/*$/, "")}/${path}`;
    return { url, method: "PUT", body, headers: { ...headers, authorization: `Bearer ${secret}` } };
  }
  const timestamp = String(now());
  return {
    url,
    method: "POST",
    body,
    headers: {
      ...headers,
      "x-patchtrail-timestamp": timestamp,
      "x-patchtrail-signature": signBody(secret, timestamp, body),
    },
  };
}

/**
 * What `X-Patchtrail-Signature` holds: the HMAC-SHA256 of timestamp, a dot and the body as sent. A
 * receiver refuses what is signed otherwise or whose timestamp is old, so that nothing is replayed.
 *
 * @see RFC 2104
 */
export function signBody(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}

function notSet({ name }: WebhookConfig, variable: string): DeliveryError {
  return new DeliveryError(`${name}: the environment variable ${variable} is not set`, {
    retry: true,
  });
}

function addressOf(webhook: WebhookConfig, address: string | null): URL {
  if (address === null) throw notSet(webhook, webhook.urlVariable);
  const url = URL.canParse(address) ? new URL(address) : null;
  const open = url?.protocol === "http:" && LOOPBACK.test(url.hostname);
  // fetch takes no address with a name and password in it, and says so with the password.
  const bare = url?.username === "" && url.password === "";
  if (url !== null && bare && (url.protocol === "https:" || open)) return url;
  throw new DeliveryError(`${webhook.name}: ${webhook.urlVariable} holds no https address`, {
    retry: false,
  });
}

async function follow(
  { url, ...init }: Request,
  { name }: WebhookConfig,
  signal: AbortSignal,
): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await fetch(at.href, { ...init, redirect: "manual", signal });
    const location = response.headers.get("location");
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, at.href) ? new URL(location, at) : null;
    // Only these two keep the method and the body.
    if (next === null || next.origin !== url.origin || ![307, 308].includes(response.status)) {
      const what = `${name}: answered ${response.status}, a redirect that is not followed`;
      throw new DeliveryError(what, { retry: false });
    }
    at = next;
  }
  throw new DeliveryError(`${name}: redirects without end`, { retry: false });
}
