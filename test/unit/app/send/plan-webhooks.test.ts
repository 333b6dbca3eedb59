import { expect, test } from "vitest";
import type { AppContext } from "../../../../src/app/context.ts";
import { webhookPublisher } from "../../../../src/app/send/plan-webhooks.ts";
import { normaliseConfig } from "../../../../src/config/normalise.ts";
import type { Delivery } from "../../../../src/model/outbox.ts";

const chat = { name: "chat", kind: "slack" as const, urlVariable: "CHAT_URL" };
const context = (raw: object, environment = {}): AppContext =>
  ({ config: normaliseConfig(raw, environment) }) as unknown as AppContext;

test("what posts to webhooks knows the environment of those that are configured", async () => {
  const publisher = webhookPublisher(context({ webhooks: [chat] }), () => 0);
  expect(publisher?.channel).toBe("webhook");
  const delivery = { key: "k", target: "chat", payload: { kind: "slack", body: {} } };
  await expect(publisher?.send(delivery as unknown as Delivery, async () => {})).rejects.toThrow(
    "the environment variable CHAT_URL is not set",
  );
  const wrong = context({ webhooks: [chat] }, { CHAT_URL: "ftp://chat.example.org/" });
  await expect(
    webhookPublisher(wrong, () => 0)?.send(delivery as unknown as Delivery, async () => {}),
  ).rejects.toThrow("CHAT_URL holds no https address");
});

test("without webhooks nothing posts", () => {
  expect(webhookPublisher(context({}), () => 0)).toBeNull();
});
