import { DeliveryError } from "../errors.ts";
import type { Delivery, PlannedDelivery, Publisher } from "../model/outbox.ts";

/** What became of a delivery. */
export interface Delivered {
  readonly planned: PlannedDelivery;
  /** `waiting` was not sent, and may be sent later. */
  readonly state: "sent" | "failed" | "waiting";
  readonly remoteId: string | null;
  readonly error: string | null;
  /** Seconds after which it may be sent, where the other side said so. */
  readonly retryAfterSeconds: number | null;
}

/**
 * Sends deliveries one after the other. It remembers nothing: before a comment is posted the other
 * side is asked whether it is there. After a limit the rest waits for another run.
 */
export async function deliverAll(
  planned: readonly PlannedDelivery[],
  publisher: Publisher,
): Promise<Delivered[]> {
  const delivered: Delivered[] = [];
  let limit: DeliveryError | null = null;
  for (const [index, each] of planned.entries()) {
    delivered.push(limit === null ? await deliver(each, index, publisher) : unsent(each, limit));
    const last = delivered.at(-1);
    if (limit === null && last?.state === "waiting" && last.retryAfterSeconds !== null) {
      limit = new DeliveryError(last.error ?? "", {
        retry: true,
        retryAfterSeconds: last.retryAfterSeconds,
      });
    }
  }
  return delivered;
}

async function deliver(
  planned: PlannedDelivery,
  id: number,
  publisher: Publisher,
): Promise<Delivered> {
  const delivery: Delivery = {
    ...planned,
    id,
    state: "sending",
    attempts: 0,
    plannedAt: Math.floor(Date.now() / 1000),
    nextTryAt: null,
    sentAt: null,
    remoteId: null,
    error: null,
  };
  try {
    const found = /\/comment\//u.test(planned.key)
      ? await publisher.find({ ...delivery, plannedAt: 0 })
      : "absent";
    const { remoteId } = typeof found === "object" ? found : await publisher.send(delivery);
    return { planned, state: "sent", remoteId, error: null, retryAfterSeconds: null };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return unsent(planned, error);
  }
}

function unsent(planned: PlannedDelivery, error: DeliveryError): Delivered {
  return {
    planned,
    state: error.retry ? "waiting" : "failed",
    remoteId: null,
    error: error.message,
    retryAfterSeconds: error.retryAfterSeconds,
  };
}
