import type { MailConfig } from "../../src/model/config.ts";
import type { Delivery, MailPayload, PlannedDelivery } from "../../src/model/outbox.ts";

export function aMailPayload(fields: Partial<MailPayload> = {}): MailPayload {
  return {
    to: "ada@example.org",
    subject: "widget-dev: week 2025-W08",
    text: "widget-dev: week 2025-W08\n\nNothing moved.\n\n-- \nRead by a program.\n",
    html: null,
    images: [],
    list: "widget-dev",
    thread: "digest/widget-dev",
    at: Date.UTC(2025, 1, 24) / 1000,
    ...fields,
  };
}

export function aPlan(fields: Partial<PlannedDelivery> = {}): PlannedDelivery {
  return {
    key: "digest/widget-dev/2025-W08/ada@example.org",
    channel: "mail",
    target: "ada@example.org",
    summary: "digest widget-dev: week 2025-W08",
    payload: aMailPayload(),
    ...fields,
  };
}

export function aDelivery(fields: Partial<Delivery> = {}): Delivery {
  return {
    ...aPlan(),
    id: 1,
    state: "sending",
    attempts: 1,
    plannedAt: 0,
    nextTryAt: null,
    sentAt: null,
    remoteId: null,
    error: null,
    ...fields,
  };
}

/** Mail leaves to a port of this machine. */
export function aMailConfig(port: number, fields: Partial<MailConfig> = {}): MailConfig {
  return {
    from: { name: "Patchtrail", address: "digest@lists.example.org" },
    smtp: { host: "127.0.0.1", port, security: "none", user: null },
    sendmail: null,
    unsubscribe: { mailto: null, url: null },
    ...fields,
  };
}
