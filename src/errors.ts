/** What a process of ours ends with. */
export const ExitStatus = {
  ok: 0,
  /** It ran and the answer is no: nothing found, an operation failed. */
  failed: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** A remote is unavailable: try again later. */
  unavailable: 3,
  /** Another process of ours is at this work already. */
  running: 4,
  /** A bug of ours. */
  internal: 70,
} as const;
export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];

export type ErrorCode =
  | "usage"
  | "config-invalid"
  | "config-missing"
  | "not-found"
  | "too-large"
  | "archive-unreadable"
  | "archive-unknown"
  | "git-failed"
  | "remote-unavailable"
  | "store-unreadable"
  | "store-newer"
  | "store-older"
  | "store-busy"
  | "store-damaged"
  | "store-full"
  | "migration-changed"
  | "github-refused"
  | "failed";

/**
 * A failure that the operator can act on. Anything else that is thrown is a bug of ours.
 *
 * `message` says what failed and on which object, `hint` what to do next, `cause` keeps the
 * library's own error. Callers and tests compare `code`, never `message`.
 */
export class TrackerError extends Error {
  override readonly name: string = "TrackerError";
  readonly code: ErrorCode;
  readonly exitStatus: ExitStatus;
  readonly hint: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { exitStatus?: ExitStatus; hint?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.exitStatus = options.exitStatus ?? ExitStatus.failed;
    this.hint = options.hint;
  }
}

/**
 * Why a delivery did not leave, told by its publisher. The message stands in the outbox: it says
 * what the other side answered and never holds a secret.
 */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  /** Another try makes sense. */
  readonly retry: boolean;
  /** Not before so many seconds, as the other side asked; null: as our own back-off says. */
  readonly retryAfterSeconds: number | null;
  /** It may have arrived all the same: it must not be sent again by itself. */
  readonly mayHaveArrived: boolean;
  /** The way out is shut (host down, password refused): others of the channel need not be tried. */
  readonly channelDown: boolean;

  constructor(
    message: string,
    options: {
      readonly retry: boolean;
      readonly retryAfterSeconds?: number | null;
      readonly mayHaveArrived?: boolean;
      readonly channelDown?: boolean;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.retry = options.retry;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.mayHaveArrived = options.mayHaveArrived ?? false;
    this.channelDown = options.channelDown ?? false;
  }
}
