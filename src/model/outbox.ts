import type { WebhookKind } from "./config.ts";

/** Ways out of the program. */
export type Channel = "mail" | "github" | "webhook";

/**
 * `planned` waits for approval, `approved` for its turn, `sending` was begun and has no outcome yet
 * (after a crash it may have arrived), `sent`, `failed` and `dropped` are ends.
 */
export type DeliveryState = "planned" | "approved" | "sending" | "sent" | "failed" | "dropped";

/** Something that is to leave, once and never again under this key. */
export interface PlannedDelivery {
  /** What goes to whom for which occasion: `digest/widget-dev/2025-W08/ada@example.org`. */
  readonly key: string;
  readonly channel: Channel;
  /** Mail address, `owner/name` or name of a webhook. */
  readonly target: string;
  /** One line that tells people what it is. */
  readonly summary: string;
  /** What the publisher of the channel needs; plain JSON. */
  readonly payload: unknown;
}

/** A delivery as the outbox knows it. Times are Unix seconds UTC. */
export interface Delivery extends PlannedDelivery {
  readonly id: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly plannedAt: number;
  /** Not to be tried before. */
  readonly nextTryAt: number | null;
  readonly sentAt: number | null;
  /** How the other side calls it: Message-ID, issue or comment number. */
  readonly remoteId: string | null;
  /** Why the last try failed, or why it was given up. */
  readonly error: string | null;
  /** The last try went so far that it may have arrived, as far as its publisher tells (`send`). */
  readonly handedOver?: boolean;
}

/** What the publisher of the channel `mail` sends. */
export interface MailPayload {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for clients that show HTML; null: text alone. */
  readonly html: string | null;
  /** Pictures that the HTML shows by `cid:`. */
  readonly images: readonly MailImage[];
  /** What the mail is about, as a list of its own: `widget-dev`. */
  readonly list: string;
  /** The same for all mails that are to stand in one thread of the recipient's mail client. */
  readonly thread: string;
  /** Date of the mail, Unix seconds UTC. */
  readonly at: number;
}

export interface MailImage {
  readonly cid: string;
  readonly contentType: string;
  readonly base64: string;
}

/** What the publisher of the channel `webhook` posts: a message in the words of its kind. */
export interface WebhookPayload {
  readonly kind: WebhookKind;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How a try ended. */
export type DeliveryOutcome =
  | { readonly state: "sent"; readonly remoteId: string | null; readonly at: number }
  | { readonly state: "approved"; readonly error: string; readonly nextTryAt: number }
  | { readonly state: "failed"; readonly error: string }
  /** Nobody can tell whether it arrived: a person decides, nothing is sent by itself. */
  | { readonly state: "sending"; readonly error: string };

/** Which deliveries are asked for; all conditions hold. */
export interface DeliveryFilter {
  readonly ids?: readonly number[];
  readonly keys?: readonly string[];
  readonly states?: readonly DeliveryState[];
}

/** Who takes a delivery to send it, and until when nobody else may. Times are Unix seconds UTC. */
export interface Claim {
  readonly now: number;
  /** Seconds after which a claim without an outcome counts as cut off. */
  readonly leaseSeconds: number;
  readonly channels: readonly Channel[];
}

/** What sends the deliveries of one channel. */
export interface Publisher {
  readonly channel: Channel;
  /**
   * Sends a delivery, with its key in it (Message-ID, hidden marker, idempotency header).
   *
   * @param handOver to be awaited right before the moment from which it may have arrived, by those
   *   who cannot be asked later; when it throws, nothing may leave
   * @throws DeliveryError telling whether another try makes sense, and when
   */
  send(
    delivery: Delivery,
    handOver: () => Promise<void>,
  ): Promise<{ readonly remoteId: string | null }>;
  /**
   * Looks whether a try without an outcome arrived: what it is called there, `absent`, or `unknown`
   * where the other side cannot be asked (then it is never sent again by itself).
   */
  find(delivery: Delivery): Promise<{ readonly remoteId: string } | "absent" | "unknown">;
}

/** Our records of what is to leave, and of what has. */
export interface OutboxRecords {
  /**
   * Notes what is to leave. A key that is new is planned; one that still waits for approval takes
   * the new words; all others stay as they are. Returns all of them as they now stand.
   */
  planDeliveries(planned: readonly PlannedDelivery[], now: number): Promise<Delivery[]>;
  /** In the order in which they were planned. */
  listDeliveries(filter: DeliveryFilter): Promise<Delivery[]>;
  /**
   * Lets deliveries leave: planned ones, at once those that wait for their next try, and again
   * those that were given up or whose outcome is unknown. Returns the ids of those that changed.
   */
  approveDeliveries(ids: readonly number[], now: number): Promise<number[]>;
  /** Ends deliveries that are not sent. Returns the ids of those that changed. */
  dropDeliveries(ids: readonly number[], now: number): Promise<number[]>;
  /** Takes the next approved delivery whose time has come; nobody else gets it. */
  claimDelivery(claim: Claim): Promise<Delivery | null>;
  /**
   * Takes the next delivery whose claim ran out without an outcome, to ask what became of it. With
   * `alone`, which the holder of the lock "outbox" may say, all claims count as run out.
   */
  claimInterrupted(claim: Claim & { readonly alone: boolean }): Promise<Delivery | null>;
  /** Records that a claimed delivery may arrive from now on; false when it is not ours any more. */
  markHandedOver(delivery: Delivery): Promise<boolean>;
  /** Records how a try ended; false when the delivery is no longer ours to decide on. */
  finishDelivery(delivery: Delivery, outcome: DeliveryOutcome): Promise<boolean>;
}
