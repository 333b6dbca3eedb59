import type { ArchivedMail } from "../../model/mail.ts";
import type { PackedCopy } from "../../model/ingest.ts";
import { prepareCopy, type PreparedCopy } from "./parse-copy.ts";

/** One copy to be read, and the zone of its dates where its page names none. */
export interface ParseJob {
  readonly mail: ArchivedMail;
  readonly zone: string | null;
}

/** A copy as read; or why it cannot be, which is a bug that must not keep other mails out. */
export type ParseOutcome = PreparedCopy | { readonly failed: string };

/** Does one job; never throws. */
export async function doParseJob({ mail, zone }: ParseJob): Promise<ParseOutcome> {
  try {
    return await prepareCopy(mail, zone);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failed: reason.slice(0, 200) };
  }
}

/** Jobs on their way to a worker: their raw bytes stand one after the other in one buffer. */
export interface JobParcel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly jobs: readonly (ParseJob & { readonly length: number })[];
}

/** Outcomes on their way back; packed bytes are views of `bytes`. */
export interface OutcomeParcel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly outcomes: readonly ParseOutcome[];
}

const NO_BYTES = new Uint8Array();
const PACKED = ["raw", "header", "facts", "body"] as const;

/** Puts jobs into a parcel whose buffer can be handed over without a copy. */
export function parcelJobs(jobs: readonly ParseJob[]): JobParcel {
  const bytes = concat(jobs.map(({ mail }) => mail.raw));
  return {
    bytes,
    jobs: jobs.map(({ mail, zone }) => ({
      mail: { ...mail, raw: NO_BYTES },
      zone,
      length: mail.raw.length,
    })),
  };
}

/** Undoes `parcelJobs`. */
export function unparcelJobs({ bytes, jobs }: JobParcel): ParseJob[] {
  let end = 0;
  return jobs.map(({ mail, zone, length }) => {
    end += length;
    return { mail: { ...mail, raw: bytes.subarray(end - length, end) }, zone };
  });
}

/** Puts outcomes into a parcel whose buffer can be handed over without a copy. */
export function parcelOutcomes(outcomes: readonly ParseOutcome[]): OutcomeParcel {
  const packed = outcomes.flatMap((outcome) =>
    "failed" in outcome ? [] : PACKED.map((part) => outcome.packed[part]),
  );
  const bytes = concat(packed);
  let end = 0;
  const view = ({ length }: Uint8Array): Uint8Array => {
    end += length;
    return bytes.subarray(end - length, end);
  };
  const viewed = ({ raw, header, facts, body }: PackedCopy): PackedCopy => ({
    raw: view(raw),
    header: view(header),
    facts: view(facts),
    body: view(body),
  });
  const moved = outcomes.map((outcome) =>
    "failed" in outcome ? outcome : { ...outcome, packed: viewed(outcome.packed) },
  );
  return { bytes, outcomes: moved };
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
