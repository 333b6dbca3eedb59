import type { Delivery, DeliveryOutcome, MailPayload } from "../model/outbox.ts";
import { inertBlock, inertText } from "./inert.ts";
import {
  columnsFor,
  type LayoutOptions,
  padColumns,
  padLeft,
  PLAIN_PAINT,
  wrap,
} from "./layout.ts";
import { count, formatDay, formatMoment } from "./words.ts";

/** What became of a delivery and what can be done about it; empty where all is well. */
function remarks(delivery: Delivery): string[] {
  const { id, state, error, attempts, nextTryAt } = delivery;
  const why = error === null ? [] : [inertText(error)];
  if (state === "planned") return [`waits for: patchtrail outbox approve ${id}`];
  if (state === "approved" && attempts > 0 && nextTryAt !== null) {
    return [
      ...why,
      `${count(attempts, "try").replace("trys", "tries")}; next ${formatMoment(nextTryAt)}`,
    ];
  }
  if (state === "failed") return [...why, `once more with: patchtrail outbox approve ${id}`];
  if (state === "sending" && error === null) {
    return ["begun, no outcome yet; if no process is at work:", "patchtrail outbox send"];
  }
  if (state === "sending") {
    return [
      ...why,
      `it did not arrive: patchtrail outbox approve ${id}`,
      `it did arrive: patchtrail outbox drop ${id}`,
    ];
  }
  return why;
}

/**
 * The deliveries of an outbox, one a row, what is wrong and what to do below it. `hidden` others
 * have left or were dropped and are counted only.
 */
export function renderOutbox(
  deliveries: readonly Delivery[],
  options: LayoutOptions & { readonly hidden?: number } = {},
): string {
  const paint = options.paint ?? PLAIN_PAINT;
  const width = columnsFor(options);
  const hidden = options.hidden ?? 0;
  const more =
    hidden === 0
      ? []
      : [
          `${count(hidden, "delivery").replace("deliverys", "deliveries")} sent or dropped: patchtrail outbox list --all`,
        ];
  if (deliveries.length === 0) return `${["Nothing waits to leave.", ...more].join("\n")}\n`;
  const ids = Math.max(...deliveries.map(({ id }) => String(id).length));
  const lines = deliveries.flatMap((delivery) => {
    const { id, state, channel, target, summary } = delivery;
    const first = `${padLeft(String(id), ids)}  ${padColumns(state, 8)}  `;
    const indent = " ".repeat(first.length);
    const text = `${channel} to ${inertText(target)}: ${inertText(summary)}`;
    const [head = "", ...rest] = wrap(text, { width, first, rest: indent });
    const below = remarks(delivery).flatMap((each) =>
      wrap(each, { width, first: indent, rest: `${indent}  ` }),
    );
    return [head, ...rest, ...below.map((line) => paint.dim(line))];
  });
  return `${[...lines, ...more].join("\n")}\n`;
}

/** One delivery with all that is known of it and the words that leave; inert. */
export function renderDelivery(delivery: Delivery, options: LayoutOptions = {}): string {
  const paint = options.paint ?? PLAIN_PAINT;
  const width = columnsFor(options);
  const row = (name: string, value: string | null): string[] =>
    value === null ? [] : wrap(inertText(value), { width, first: name.padEnd(10) });
  const lines = [
    ...row("Delivery", `${delivery.id}, ${delivery.state}`),
    ...row("What", delivery.summary),
    ...row("To", `${delivery.target} (${delivery.channel})`),
    ...row("Key", delivery.key),
    ...row("Planned", formatDay(delivery.plannedAt)),
    ...row("Sent", delivery.sentAt === null ? null : formatMoment(delivery.sentAt)),
    ...row("There", delivery.remoteId),
    ...row("Tries", delivery.attempts === 0 ? null : String(delivery.attempts)),
    ...remarks(delivery).flatMap((each) => row("", each)),
  ];
  const words =
    delivery.channel === "mail"
      ? (delivery.payload as MailPayload).text
      : JSON.stringify(delivery.payload, null, 2);
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n\n${paint.bold("What leaves")}\n${inertBlock(words).trimEnd()}\n`;
}

/** What came of a delivery in one line: `sent  mail to ada@example.org: …`. */
export function renderOutcome(
  delivery: Delivery,
  outcome: DeliveryOutcome,
  options: LayoutOptions = {},
): string {
  const width = columnsFor(options);
  const words = {
    sent: "sent",
    approved: "later",
    failed: "failed",
    sending: "unknown",
  }[outcome.state];
  const text = `${delivery.channel} to ${inertText(delivery.target)}: ${inertText(delivery.summary)}`;
  const indent = " ".repeat(9);
  const lines = wrap(text, { width, first: padColumns(words, 9), rest: indent });
  if (outcome.state === "sent") return lines.join("\n");
  lines.push(...wrap(inertText(outcome.error), { width, first: indent, rest: `${indent}  ` }));
  if (outcome.state === "approved") {
    lines.push(`${indent}next try ${formatMoment(outcome.nextTryAt)}`);
  }
  return lines.join("\n");
}
