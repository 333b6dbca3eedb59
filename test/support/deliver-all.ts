import { DeliveryError } from "../../src/errors.ts";
import type { Delivery, PlannedDelivery, Publisher } from "../../src/model/outbox.ts";

/** What became of a delivery. */
export interface Delivered {
  readonly planned: PlannedDelivery;
  /** `waiting` was not sent, and may be sent later. */
  readonly state: "sent" | "failed" | "waiting";
  readonly remoteId: string | null;
  readonly error: string | null;
}

interface Sent {
  readonly remoteId: string | null;
}

/**
 * Sends deliveries one after the other. It remembers nothing: before a comment is posted the other
 * side is asked whether it is there. Once the way is shut the rest waits for
 * another run.
 */
export async function deliverAll(
  planned: readonly PlannedDelivery[],
  publisher: Publisher,
): Promise<Delivered[]> {
  const delivered: Delivered[] = [];
  let shut: DeliveryError | null = null;
  for (const [index, each] of planned.entries()) {
    const result: Sent | DeliveryError =
      shut === null ? await deliver(each, index, publisher) : shut;
    if (result instanceof DeliveryError && result.channelDown) shut = result;
    delivered.push(
      result instanceof DeliveryError
        ? unsent(each, result)
        : { planned: each, state: "sent", remoteId: result.remoteId, error: null },
    );
  }
  return delivered;
}

async function deliver(
  planned: PlannedDelivery,
  id: number,
  publisher: Publisher,
): Promise<Sent | DeliveryError> {
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
    return typeof found === "object" ? found : await publisher.send(delivery, async () => {});
  } catch (error) {
    if (error instanceof DeliveryError) return error;
    throw error;
  }
}

function unsent(planned: PlannedDelivery, error: DeliveryError): Delivered {
  return {
    planned,
    state: error.retry ? "waiting" : "failed",
    remoteId: null,
    error: error.message,
  };
}
