/** What a process of ours ends with. */
export const ExitStatus = {
  ok: 0,
  /** It ran and the answer is no: nothing found, an operation failed. */
  failed: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** A remote is unavailable: try again later. */
  unavailable: 3,
  /** A bug of ours. */
  internal: 70,
} as const;
export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];

export type ErrorCode =
  | "usage"
  | "config-invalid"
  | "config-missing"
  | "not-found"
  | "archive-unreadable"
  | "archive-unknown"
  | "git-failed"
  | "remote-unavailable"
  | "store-unreadable"
  | "store-newer"
  | "store-busy"
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
 * A delivery that did not go out. `retry` tells whether the same thing may work later,
 * `retryAfterSeconds` when the other side said how long to wait.
 */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  readonly retry: boolean;
  readonly retryAfterSeconds: number | null;

  constructor(
    message: string,
    options: { retry: boolean; retryAfterSeconds?: number | null; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.retry = options.retry;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
