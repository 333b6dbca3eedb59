import { DeliveryError, ExitStatus, TrackerError } from "../../errors.ts";
import type {
  Channel,
  Delivery,
  DeliveryOutcome,
  PlannedDelivery,
  Publisher,
} from "../../model/outbox.ts";
import type { AppContext } from "../context.ts";

/** A publisher gives up earlier (SMTP after 13 minutes), so that no claim that is alive runs out. */
const LEASE_SECONDS = 15 * 60;
/** Tries until a person has to look; with the waits below they fill three and a half days. */
export const MAX_TRIES = 20;
const FIRST_WAIT_SECONDS = 5 * 60;
const LONGEST_WAIT_SECONDS = 6 * 3_600;

/** What came of one delivery in a run. */
export interface DeliveryReport {
  readonly delivery: Delivery;
  readonly outcome: DeliveryOutcome;
}

/** What a run of the outbox works with; clock and chance are given so that tests rule them. */
export interface DeliverOptions {
  readonly publishers: readonly Publisher[];
  /** Unix seconds UTC. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Called with each outcome once it is recorded. */
  readonly onOutcome?: (report: DeliveryReport) => void;
}

/**
 * Notes in the outbox what is to leave. With `outbox.approve: auto` it may leave at once, else it
 * waits for a person. What was planned before under the same key is never planned twice.
 *
 * @param now Unix seconds UTC
 */
export async function planOutgoing(
  { store, config }: AppContext,
  planned: readonly PlannedDelivery[],
  now: number,
): Promise<Delivery[]> {
  const deliveries = await store.planDeliveries(planned, now);
  if (config.outbox.approve === "manual") return deliveries;
  const waiting = deliveries.filter(({ state }) => state === "planned").map(({ id }) => id);
  await store.approveDeliveries(waiting, now);
  return store.listDeliveries({ ids: deliveries.map(({ id }) => id) });
}

/**
 * Sends what is approved and due, one after the other, each outcome recorded before the next is
 * begun. First it asks what became of deliveries that an earlier run left without an outcome; where
 * nobody can tell, they stay for a person to decide and are never sent again by themselves.
 *
 * @throws TrackerError `store-busy` while another process sends
 */
export async function deliver(
  context: AppContext,
  options: DeliverOptions,
): Promise<DeliveryReport[]> {
  const { store } = context;
  const lock = await store.tryLock("outbox");
  if (lock === null) {
    throw new TrackerError("store-busy", "another process is sending from this outbox", {
      exitStatus: ExitStatus.unavailable,
      hint: "wait for it to end; patchtrail outbox list shows how far it is",
    });
  }
  try {
    const open = new Map(options.publishers.map((each) => [each.channel, each]));
    const recovered = await recover(context, options, open);
    const sent = await sendAll(context, options, open);
    // What was found not to have arrived is tried again at once: its last outcome is what counts.
    const again = new Set(sent.map(({ delivery }) => delivery.id));
    return [...recovered.filter(({ delivery }) => !again.has(delivery.id)), ...sent];
  } finally {
    lock.release();
  }
}

type OpenChannels = Map<Channel, Publisher>;

async function recover(
  { store }: AppContext,
  options: DeliverOptions,
  open: OpenChannels,
): Promise<DeliveryReport[]> {
  const reports: DeliveryReport[] = [];
  for (;;) {
    const now = options.now();
    // We hold the lock: whoever claimed these is gone.
    const delivery = await store.claimInterrupted({
      now,
      leaseSeconds: LEASE_SECONDS,
      channels: [...open.keys()],
      alone: true,
    });
    const publisher = delivery === null ? undefined : open.get(delivery.channel);
    if (delivery === null || publisher === undefined) return reports;
    const outcome = await askAfter(publisher, delivery, now);
    if (outcome === null) open.delete(delivery.channel);
    else await record({ store, options, reports }, { delivery, outcome });
  }
}

/** What became of a try that was cut off; null while the other side cannot be asked. */
async function askAfter(
  publisher: Publisher,
  delivery: Delivery,
  now: number,
): Promise<DeliveryOutcome | null> {
  try {
    const found = await publisher.find(delivery);
    if (found === "absent") {
      return { state: "approved", error: "cut off before it arrived", nextTryAt: now };
    }
    if (found !== "unknown") return { state: "sent", remoteId: found.remoteId, at: now };
    return {
      state: "sending",
      error: "cut off after it was handed over: it may have arrived, and nobody can be asked",
    };
  } catch (error) {
    if (error instanceof DeliveryError) return null;
    throw error;
  }
}

async function sendAll(
  { store, signal }: AppContext,
  options: DeliverOptions,
  open: OpenChannels,
): Promise<DeliveryReport[]> {
  const reports: DeliveryReport[] = [];
  for (;;) {
    // Only between two: of one that is cut off, nobody could tell what became of it.
    if (signal?.aborted === true) return reports;
    const delivery = await store.claimDelivery({
      now: options.now(),
      leaseSeconds: LEASE_SECONDS,
      channels: [...open.keys()],
    });
    const publisher = delivery === null ? undefined : open.get(delivery.channel);
    if (delivery === null || publisher === undefined) return reports;
    const handOver = async () => {
      if (await store.markHandedOver(delivery)) return;
      throw new Error(`delivery ${delivery.id} was taken over while it was being sent`);
    };
    const { outcome, channelDown } = await trySending(
      (each) => publisher.send(each, handOver),
      delivery,
      options,
    );
    await record({ store, options, reports }, { delivery, outcome });
    if (channelDown) open.delete(delivery.channel);
  }
}

async function trySending(
  send: (delivery: Delivery) => ReturnType<Publisher["send"]>,
  delivery: Delivery,
  options: DeliverOptions,
): Promise<{ outcome: DeliveryOutcome; channelDown: boolean }> {
  try {
    const { remoteId } = await send(delivery);
    return { outcome: { state: "sent", remoteId, at: options.now() }, channelDown: false };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const { channelDown } = error;
    return { outcome: outcomeOf(error, delivery, options), channelDown };
  }
}

function outcomeOf(
  error: DeliveryError,
  delivery: Delivery,
  { now, random }: DeliverOptions,
): DeliveryOutcome {
  const { message } = error;
  if (error.mayHaveArrived) return { state: "sending", error: message };
  if (!error.retry) return { state: "failed", error: message };
  // A person who approves it again gives it as many tries again.
  if (delivery.attempts % MAX_TRIES === 0) {
    return { state: "failed", error: `given up after ${delivery.attempts} tries: ${message}` };
  }
  const wait = error.retryAfterSeconds ?? backOff(delivery.attempts % MAX_TRIES, random());
  return { state: "approved", error: message, nextTryAt: now() + wait };
}

/**
 * Seconds to wait after a number of failed tries: doubled from 5 minutes to 6 hours, then spread
 * over half to one and a half of it, so that what failed together does not come back together.
 */
export function backOff(tries: number, chance: number): number {
  const whole = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (tries - 1));
  return Math.round(whole * (0.5 + chance));
}

async function record(
  run: {
    readonly store: AppContext["store"];
    readonly options: DeliverOptions;
    readonly reports: DeliveryReport[];
  },
  report: DeliveryReport,
): Promise<void> {
  await run.store.finishDelivery(report.delivery, report.outcome);
  run.reports.push(report);
  run.options.onOutcome?.(report);
}
