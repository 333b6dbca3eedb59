import { TrackerError } from "../errors.ts";

/** Statuses that the API answers errors with. */
export type ProblemStatus = 400 | 404 | 405 | 406 | 413 | 414 | 500 | 503;

const TITLES: Record<ProblemStatus, string> = {
  400: "Bad request",
  404: "Not found",
  405: "Method not allowed",
  406: "Not acceptable",
  413: "Content too large",
  414: "URI too long",
  500: "Internal error",
  503: "Unavailable",
};

/** Something that the API refuses, told in words that may leave: no path, no stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: ProblemStatus;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemStatus,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

/** Long enough for a writer to end its batch. */
const RETRY_SECONDS = "5";
/** Words of mails and of requests in a detail are cut: nobody reads more. */
const MAX_DETAIL_CHARS = 500;

/** What an error means to the one who asked; what only the operator may read is left out. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof TrackerError) {
    switch (error.code) {
      case "not-found":
        return new Refusal(404, error.message);
      case "usage":
        return new Refusal(400, error.message);
      case "too-large":
        return new Refusal(413, error.message);
      case "store-busy":
      case "store-unreadable":
      case "store-newer":
      case "migration-changed":
        return new Refusal(503, "the database cannot be read just now", {
          "Retry-After": RETRY_SECONDS,
        });
    }
  }
  return new Refusal(500, "something went wrong here; the request was not at fault");
}

/** An error as RFC 9457 writes it. `instance` is the path that was asked for. */
export function problemResponse(refusal: Refusal, instance: string): Response {
  const { status, message, headers } = refusal;
  const title = TITLES[status];
  const body = {
    type: `urn:patchtrail:problem:${title.toLowerCase().replaceAll(" ", "-")}`,
    title,
    status,
    detail: message.slice(0, MAX_DETAIL_CHARS),
    instance: instance.slice(0, MAX_DETAIL_CHARS),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...headers,
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
