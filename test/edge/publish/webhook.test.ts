import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { DeliveryError } from "../../../src/errors.ts";
import type { WebhookConfig, WebhookKind } from "../../../src/model/config.ts";
import type { Delivery } from "../../../src/model/outbox.ts";
import { createWebhookPublisher } from "../../../src/publish/webhook.ts";

const SECRET = "s3cr3t-token";
const handOver = async () => {};
const NOW = 1_740_000_000;
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Asked {
  readonly line: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server on loopback that keeps what it was asked. */
async function serve(answer: (asked: Asked, response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const line = `${request.method ?? ""} ${request.url ?? ""}`;
      const one = { line, headers: request.headers, body };
      asked.push(one);
      answer(one, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/T000`, asked };
}

const reply =
  (status: number, body = "", headers = {}) =>
  (_: Asked, response: ServerResponse) => {
    response.writeHead(status, headers);
    response.end(body);
  };

function delivery(kind: WebhookKind, fields: Partial<Delivery> = {}): Delivery {
  return {
    key: "webhook/chat/widget-dev/2025-W08",
    channel: "webhook",
    target: "chat",
    summary: "status",
    payload: { kind, body: { text: "naïve “words”" } },
    id: 1,
    state: "sending",
    attempts: 1,
    plannedAt: NOW,
    nextTryAt: null,
    sentAt: null,
    remoteId: null,
    error: null,
    ...fields,
  };
}

function publisher(kind: WebhookKind, url: string | null, secret: string | null = SECRET) {
  const webhook: WebhookConfig = {
    name: "chat",
    kind,
    urlVariable: "CHAT_URL",
    secretVariable: kind === "slack" ? null : "CHAT_SECRET",
    room: kind === "matrix" ? "!room/1:example.org" : null,
    lists: ["widget-dev"],
  };
  const made = createWebhookPublisher({
    webhooks: [webhook],
    secrets: new Map([["chat", { url, secret: kind === "slack" ? null : secret }]]),
    now: () => NOW,
    timeoutMilliseconds: 500,
  });
  if (made === null) throw new Error("no publisher");
  return made;
}

/** What a try that fails ends with; its words hold no address and no secret. */
async function failure(kind: WebhookKind, url: string | null, secret: string | null = SECRET) {
  try {
    await publisher(kind, url, secret).send(delivery(kind), handOver);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const words = `${error.message} ${String(error.cause)} ${error.stack ?? ""}`;
    expect(words).not.toContain(SECRET);
    expect(words).not.toContain("/hook/");
    return error;
  }
  throw new Error("it was sent");
}

test("Slack gets the body as JSON with the key", async () => {
  const { url, asked } = await serve(reply(200, "ok"));
  expect(await publisher("slack", url).send(delivery("slack"), handOver)).toEqual({
    remoteId: null,
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    line: "POST /hook/T000",
    headers: {
      "content-type": "application/json",
      "idempotency-key": '"webhook/chat/widget-dev/2025-W08"',
    },
    body: JSON.stringify({ text: "naïve “words”" }),
  });
});

test("Matrix gets an event under a transaction that the key names", async () => {
  const { url, asked } = await serve(reply(200, '{"event_id":"$abc:example.org"}'));
  const home = url.replace("/hook/T000", "/");
  const { send } = publisher("matrix", home);
  expect(await send(delivery("matrix"), handOver)).toEqual({ remoteId: "$abc:example.org" });
  await send(delivery("matrix"), handOver);
  await send(delivery("matrix", { key: "other" }), handOver);
  const [first, again, other] = asked;
  expect(first?.line).toMatch(
    /^PUT \/_matrix\/client\/v3\/rooms\/!room%2F1%3Aexample\.org\/send\/m\.room\.message\/[0-9a-f]{40}$/,
  );
  expect(first?.headers.authorization).toBe(`Bearer ${SECRET}`);
  expect(again?.line).toBe(first?.line);
  expect(other?.line).not.toBe(first?.line);
});

test("plain JSON is signed with its time", async () => {
  const { url, asked } = await serve(reply(204));
  await publisher("json", url).send(delivery("json"), handOver);
  const { headers, body = "" } = asked[0] ?? {};
  expect(headers?.["x-patchtrail-timestamp"]).toBe(String(NOW));
  const mac = createHmac("sha256", SECRET).update(`${NOW}.${body}`).digest("hex");
  expect(headers?.["x-patchtrail-signature"]).toBe(`sha256=${mac}`);
});

test.each([
  [429, { "retry-after": "120" }, true, 120],
  [429, { "retry-after": new Date((NOW + 60) * 1000).toUTCString() }, true, 60],
  [429, { "retry-after": "soon" }, true, null],
  [503, { "retry-after": "99999999" }, true, 7 * 86_400],
  [500, {}, true, null],
  [408, {}, true, null],
  [400, { "retry-after": "5" }, false, null],
  [403, {}, false, null],
  [404, {}, false, null],
  [410, {}, false, null],
] as const)(
  "an answer of %i %o: another try %s, after %s",
  async (status, headers, retry, after) => {
    const { url } = await serve(reply(status, `Cannot POST /hook/T000 ${SECRET}`, headers));
    const error = await failure("slack", url);
    expect(error).toMatchObject({ retry, retryAfterSeconds: after, mayHaveArrived: false });
    expect(error.message).toBe(`chat: answered ${status}`);
  },
);

test("the words of an answer are kept where they are words of the protocol", async () => {
  const slack = await serve(reply(404, "no_service"));
  expect((await failure("slack", slack.url)).message).toBe("chat: answered 404 (no_service)");
  const body = JSON.stringify({ errcode: "M_LIMIT_EXCEEDED", retry_after_ms: 1_500 });
  const matrix = await serve(reply(429, body));
  expect(await failure("matrix", matrix.url)).toMatchObject({
    message: "chat: answered 429 (M_LIMIT_EXCEEDED)",
    retryAfterSeconds: 2,
  });
});

test("a redirect is followed on the same server, with method, body and key", async () => {
  const { url, asked } = await serve(({ line }, response) => {
    const moved = line.endsWith("/hook/T000");
    response.writeHead(moved ? 308 : 200, moved ? { location: "/new" } : {});
    response.end();
  });
  await publisher("json", url).send(delivery("json"), handOver);
  expect(asked.map(({ line }) => line)).toEqual(["POST /hook/T000", "POST /new"]);
  expect(asked[1]?.body).toBe(asked[0]?.body);
});

test.each([
  [307, "other server"],
  [302, "same server"],
])("a redirect %i to the %s is not followed", async (status, where) => {
  const other = await serve(reply(200));
  const { url, asked } = await serve((_, response) => {
    response.writeHead(status, { location: where === "other server" ? other.url : "/new" });
    response.end();
  });
  expect(await failure("json", url)).toMatchObject({ retry: false });
  expect(other.asked).toHaveLength(0);
  expect(asked).toHaveLength(1);
});

test("redirects without end come to one", async () => {
  const { url, asked } = await serve(reply(307, "", { location: "/hook/T000" }));
  expect(await failure("slack", url)).toMatchObject({ retry: false });
  expect(asked).toHaveLength(4);
});

test("no answer: only who takes a key once is sent the same again", async () => {
  const silent = () => {};
  for (const [kind, mayHaveArrived] of [
    ["slack", true],
    ["matrix", false],
    ["json", false],
  ] as const) {
    const { url } = await serve(silent);
    expect(await failure(kind, url)).toMatchObject({
      message: "chat: no answer in time",
      retry: true,
      mayHaveArrived,
    });
  }
  const cut = await serve((_, response) => void response.socket?.destroy());
  expect(await failure("slack", cut.url)).toMatchObject({ retry: true, mayHaveArrived: true });
});

test("a server that is not there got nothing", async () => {
  const { url } = await serve(reply(200));
  await new Promise((resolve) => servers.pop()?.close(resolve));
  expect(await failure("slack", url)).toMatchObject({
    message: "chat: no answer (ECONNREFUSED)",
    retry: true,
    mayHaveArrived: false,
  });
});

test("an answer without end is not read to its end", async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(400);
    response.end(Buffer.alloc(4 * 1024 * 1024, "x"));
  });
  expect((await failure("slack", url)).message).toBe("chat: answered 400");
});

test("an answer that drips for ever ends with the time that there is", async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(drip));
  });
  expect(await failure("json", url)).toMatchObject({ message: "chat: no answer in time" });
});

test("a small answer that unpacks to a large one is not read to its end", async () => {
  const body = gzipSync(Buffer.alloc(64 * 1024 * 1024, "x"));
  const { url } = await serve((_, response) => {
    response.writeHead(400, { "content-encoding": "gzip" });
    response.end(body);
  });
  const before = process.memoryUsage().rss;
  expect((await failure("slack", url)).message).toBe("chat: answered 400");
  expect(process.memoryUsage().rss - before).toBeLessThan(48 * 1024 * 1024);
});

test("a name and password in an address are refused, not shown", async () => {
  const error = await failure("slack", `https://ada:${SECRET}@hook.example.org/hook/T000`);
  expect(error).toMatchObject({ message: "chat: CHAT_URL holds no https address", retry: false });
});

test("what is missing or wrong in the environment is named, not shown", async () => {
  expect((await failure("slack", null)).message).toBe(
    "chat: the environment variable CHAT_URL is not set",
  );
  expect((await failure("json", "https://hook.example.org/", null)).message).toBe(
    "chat: the environment variable CHAT_SECRET is not set",
  );
  for (const url of ["http://hook.example.org/hook/", "file:///hook/", "hook/"]) {
    expect(await failure("slack", url)).toMatchObject({
      message: "chat: CHAT_URL holds no https address",
      retry: false,
    });
  }
});

test("nobody can be asked whether a message came; unknown webhooks are refused", async () => {
  const { url } = await serve(reply(200));
  const made = publisher("slack", url);
  expect(await made.find(delivery("slack"))).toBe("unknown");
  await expect(made.send(delivery("slack", { target: "gone" }), handOver)).rejects.toMatchObject({
    retry: false,
  });
  const none = { webhooks: [], secrets: new Map(), now: () => NOW };
  expect(createWebhookPublisher(none)).toBeNull();
});
