import type { ArchiveRecords } from "../../model/ingest.ts";
import { createHash } from "node:crypto";
import type { ArchivedMail } from "../../model/mail.ts";
import { doParseJob, type ParseJob, type ParseOutcome } from "./parse-job.ts";
import { type ParsePool, startParsePool } from "./parse-pool.ts";

/** Below this many mails at once the threads would take longer to start than the mails to read. */
const MIN_MAILS_FOR_THREADS = 300;

/** A mail that is to be read, if it is new. */
export interface HashedMail extends ParseJob {
  /** SHA-256 of raw bytes and attached files, hex. */
  readonly contentHash: string;
}

/** The mails of a batch that waits to be written, and what is being read of them. */
export interface BatchAhead {
  readonly mails: readonly HashedMail[];
  /** Without those that were stored already when the batch was made. */
  readonly outcomes: Promise<ReadonlyMap<HashedMail, ParseOutcome>>;
}

/** A mail that is not stored, and what was read of it. */
export type NewMail = HashedMail & { readonly outcome: ParseOutcome };

/** How the caller reads a mail's surroundings. */
interface Circumstances {
  readonly listOf: (mail: ArchivedMail) => string | null;
  readonly zoneOf: (mail: ArchivedMail) => string | null;
}

/**
 * Reads the mails of coming batches, in other threads once a batch is large. What is stored
 * already is not read; what became stored while its batch waited is left out when it is finished,
 * so that threads and their timing change nothing in the outcome.
 */
export class ParseAhead {
  readonly #archives: Pick<ArchiveRecords, "knownCopies">;
  readonly #circumstances: Circumstances;
  #pool: ParsePool | null = null;

  constructor(archives: Pick<ArchiveRecords, "knownCopies">, circumstances: Circumstances) {
    this.#archives = archives;
    this.#circumstances = circumstances;
  }

  /** Whether other threads read, so that batches may be begun before others are finished. */
  get isParallel(): boolean {
    return this.#pool !== null;
  }

  /** Begins to read what is new among the mails of one batch. */
  async start(mails: readonly ArchivedMail[]): Promise<BatchAhead> {
    if (mails.length >= MIN_MAILS_FOR_THREADS) this.#pool ??= startParsePool();
    const hashed = mails.map((mail) => ({
      mail,
      contentHash: hashOf(mail),
      zone: this.#circumstances.zoneOf(mail),
    }));
    const known = await this.#known(hashed);
    const outcomes = this.#read(hashed.filter((each) => !known.has(each)));
    // Whoever finishes the batch hears of it; until then it is nobody's loss.
    outcomes.catch(() => undefined);
    return { mails: hashed, outcomes };
  }

  /** The mails of a batch that are not stored now, read, in order. */
  async finish(batch: BatchAhead): Promise<NewMail[]> {
    const outcomes = await batch.outcomes;
    const known = await this.#known(batch.mails);
    const found: NewMail[] = [];
    for (const each of batch.mails) {
      if (known.has(each)) continue;
      // Nothing was read of what was stored then; an earlier batch took it away since.
      found.push({ ...each, outcome: outcomes.get(each) ?? (await doParseJob(each)) });
    }
    return found;
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  async #read(jobs: readonly HashedMail[]): Promise<ReadonlyMap<HashedMail, ParseOutcome>> {
    const outcomes = new Map<HashedMail, ParseOutcome>();
    if (this.#pool === null) for (const job of jobs) outcomes.set(job, await doParseJob(job));
    else
      for (const [at, outcome] of (await this.#pool.parse(jobs)).entries())
        outcomes.set(jobs[at]!, outcome);
    return outcomes;
  }

  /** Without a list named, the list follows from the bytes: the same bytes are the same copy. */
  async #known(mails: readonly HashedMail[]): Promise<Set<HashedMail>> {
    const known = new Set<HashedMail>();
    for (const list of new Set(mails.map(({ mail }) => this.#circumstances.listOf(mail)))) {
      const group = mails.filter(({ mail }) => this.#circumstances.listOf(mail) === list);
      const hashes = group.map(({ contentHash }) => contentHash);
      const stored = await this.#archives.knownCopies(hashes, list);
      for (const each of group) if (stored.has(each.contentHash)) known.add(each);
    }
    return known;
  }
}

function hashOf(mail: ArchivedMail): string {
  const hash = createHash("sha256").update(mail.raw);
  for (const file of mail.attached) hash.update("\0").update(file.bytes);
  return hash.digest("hex");
}
