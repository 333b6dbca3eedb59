import type { Database, Statement } from "better-sqlite3";
import type {
  Channel,
  Claim,
  Delivery,
  DeliveryFilter,
  DeliveryOutcome,
  DeliveryState,
  PlannedDelivery,
} from "../model/outbox.ts";
import { fromJson, pack, unpack } from "./codec.ts";

interface DeliveryRow {
  readonly id: number;
  readonly key: string;
  readonly channel: Channel;
  readonly target: string;
  readonly summary: string;
  readonly payload: Buffer;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly planned_at: number;
  readonly next_try_at: number | null;
  readonly sent_at: number | null;
  readonly remote_id: string | null;
  readonly error: string | null;
  readonly handed_over: number;
}

const PLAN = `
  INSERT INTO delivery (key, channel, target, summary, payload, state, attempts, planned_at)
  VALUES (@key, @channel, @target, @summary, @payload, 'planned', 0, @now)
  ON CONFLICT (key) DO UPDATE
    SET target = @target, summary = @summary, payload = @payload, planned_at = @now
    WHERE state = 'planned' AND (payload <> @payload OR summary <> @summary OR target <> @target)`;
const LIST = `
  SELECT * FROM delivery
   WHERE (@ids IS NULL OR id IN (SELECT value FROM json_each(@ids)))
     AND (@keys IS NULL OR key IN (SELECT value FROM json_each(@keys)))
     AND (@states IS NULL OR state IN (SELECT value FROM json_each(@states)))
   ORDER BY id`;
/** Given up, or begun and not at work any more: nothing but a person moves these. */
const ENDED_OPEN = `state = 'failed' OR (state = 'sending' AND coalesce(lease_until, 0) <= @now)`;
const APPROVE = `
  UPDATE delivery
     SET state = 'approved', next_try_at = @now, lease_until = NULL, error = NULL
   WHERE id = @id AND (state = 'planned' OR (state = 'approved' AND next_try_at > @now)
                       OR ${ENDED_OPEN}) RETURNING id`;
const DROP = `
  UPDATE delivery SET state = 'dropped', next_try_at = NULL, lease_until = NULL
   WHERE id = @id AND (state IN ('planned', 'approved') OR ${ENDED_OPEN}) RETURNING id`;
const CLAIM = `
  UPDATE delivery SET state = 'sending', attempts = attempts + 1, lease_until = @until, error = NULL,
         handed_over = 0
   WHERE id = (SELECT id FROM delivery
                WHERE state = 'approved' AND next_try_at <= @now
                  AND channel IN (SELECT value FROM json_each(@channels))
                ORDER BY next_try_at, id LIMIT 1)
  RETURNING *`;
const CLAIM_INTERRUPTED = `
  UPDATE delivery SET lease_until = @until
   WHERE id = (SELECT id FROM delivery
                WHERE state = 'sending' AND lease_until IS NOT NULL
                  AND (@alone = 1 OR lease_until <= @now)
                  AND channel IN (SELECT value FROM json_each(@channels))
                ORDER BY id LIMIT 1)
  RETURNING *`;
/** The number of the try tells whether it is still the one that was claimed. */
const FINISH = `
  UPDATE delivery SET state = @state, sent_at = @sentAt, remote_id = coalesce(@remoteId, remote_id),
         error = @error, next_try_at = @nextTryAt, lease_until = NULL
   WHERE id = @id AND state = 'sending' AND attempts = @attempts`;

const HAND_OVER = `
  UPDATE delivery SET handed_over = 1
   WHERE id = @id AND state = 'sending' AND attempts = @attempts AND lease_until IS NOT NULL`;

/** What is to leave and what became of it. */
export class OutboxTable {
  readonly #db: Database;
  readonly #plan: Statement;
  readonly #list: Statement<Record<string, unknown>, DeliveryRow>;
  readonly #approve: Statement<{ id: number; now: number }, { id: number }>;
  readonly #drop: Statement<{ id: number; now: number }, { id: number }>;
  readonly #claim: Statement<Record<string, unknown>, DeliveryRow>;
  readonly #claimInterrupted: Statement<Record<string, unknown>, DeliveryRow>;
  readonly #handOver: Statement;
  readonly #finish: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#plan = db.prepare(PLAN);
    this.#list = db.prepare(LIST);
    this.#approve = db.prepare(APPROVE);
    this.#drop = db.prepare(DROP);
    this.#claim = db.prepare(CLAIM);
    this.#claimInterrupted = db.prepare(CLAIM_INTERRUPTED);
    this.#handOver = db.prepare(HAND_OVER);
    this.#finish = db.prepare(FINISH);
  }

  /** Notes what is to leave and gives it back as it now stands, in the order given. */
  plan(planned: readonly PlannedDelivery[], now: number): Delivery[] {
    return this.#durably(() => {
      for (const { key, channel, target, summary, payload } of planned) {
        const packed = pack(JSON.stringify(payload));
        this.#plan.run({ key, channel, target, summary, payload: packed, now });
      }
      return planned.flatMap(({ key }) => this.list({ keys: [key] }));
    });
  }

  /** Deliveries in the order in which they were planned. */
  list(filter: DeliveryFilter): Delivery[] {
    const json = (values: readonly unknown[] | undefined) =>
      values === undefined ? null : JSON.stringify(values);
    const { ids, keys, states } = filter;
    return this.#list
      .all({ ids: json(ids), keys: json(keys), states: json(states) })
      .map(toDelivery);
  }

  /** Lets deliveries leave; gives the ids of those that changed. */
  approve(ids: readonly number[], now: number): number[] {
    return this.#durably(() => ids.filter((id) => this.#approve.get({ id, now }) !== undefined));
  }

  /** Ends deliveries; gives the ids of those that changed. */
  drop(ids: readonly number[], now: number): number[] {
    return this.#durably(() => ids.filter((id) => this.#drop.get({ id, now }) !== undefined));
  }

  /** Takes the next approved delivery; null when none is due. */
  claim({ now, leaseSeconds, channels }: Claim): Delivery | null {
    const until = now + leaseSeconds;
    const row = this.#durably(() =>
      this.#claim.get({ now, until, channels: JSON.stringify(channels) }),
    );
    return row === undefined ? null : toDelivery(row);
  }

  /** Takes the next delivery whose sender went away without an outcome; null when there is none. */
  claimInterrupted(claim: Claim & { readonly alone: boolean }): Delivery | null {
    const row = this.#durably(() =>
      this.#claimInterrupted.get({
        now: claim.now,
        until: claim.now + claim.leaseSeconds,
        alone: claim.alone ? 1 : 0,
        channels: JSON.stringify(claim.channels),
      }),
    );
    return row === undefined ? null : toDelivery(row);
  }

  /** Records that a delivery may arrive from now on; false when it is not ours any more. */
  handOver({ id, attempts }: Delivery): boolean {
    return this.#durably(() => this.#handOver.run({ id, attempts })).changes === 1;
  }

  /** Records how a try ended; false when it is not ours any more. */
  finish({ id, attempts }: Delivery, outcome: DeliveryOutcome): boolean {
    const sent = outcome.state === "sent" ? outcome : null;
    const written = this.#durably(() =>
      this.#finish.run({
        id,
        attempts,
        state: outcome.state,
        sentAt: sent?.at ?? null,
        remoteId: sent?.remoteId ?? null,
        error: outcome.state === "sent" ? null : outcome.error,
        nextTryAt: outcome.state === "approved" ? outcome.nextTryAt : null,
      }),
    );
    return written.changes === 1;
  }

  /**
   * One transaction that is on the disk when this returns. Elsewhere a power cut may cost the last
   * moments, which are read again from the archives; here it would send a mail twice.
   */
  #durably<T>(change: () => T): T {
    this.#db.pragma("synchronous = FULL");
    try {
      return this.#db.transaction(change).immediate();
    } finally {
      this.#db.pragma("synchronous = NORMAL");
    }
  }
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    key: row.key,
    channel: row.channel,
    target: row.target,
    summary: row.summary,
    payload: fromJson<unknown>(unpack(row.payload).toString()),
    state: row.state,
    attempts: row.attempts,
    plannedAt: row.planned_at,
    nextTryAt: row.next_try_at,
    sentAt: row.sent_at,
    remoteId: row.remote_id,
    error: row.error,
    handedOver: row.handed_over === 1,
  };
}
