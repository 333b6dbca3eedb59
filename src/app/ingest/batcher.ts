import path from "node:path";
import { MAX_QUARANTINE_BYTES } from "../../limits.ts";
import {
  type IngestBatch,
  type ParsedCopy,
  type Problem,
  UNKNOWN_LIST,
} from "../../model/ingest.ts";
import type { ArchivedMail, ArchiveEvent, CopyForm } from "../../model/mail.ts";
import type { AppContext } from "../context.ts";
import { stopPoint } from "../stop-point.ts";
import { type BatchAhead, ParseAhead } from "./parse-ahead.ts";
import { type ArchivePlace, checkpointKey, fullPlace, listOfPlace } from "./place.ts";

/** Mails written in one transaction: enough to be fast, few enough to repeat after a crash. */
const BATCH_MAILS = 500;
const BATCH_BYTES = 16 * 1024 * 1024;
/** Batches that are read while an earlier one is written: memory for them, and no more. */
const BATCHES_AHEAD = 3;

/** What came of reading an archive. */
export interface IngestSummary {
  readonly place: string;
  mails: number;
  added: number;
  copies: number;
  known: number;
  deleted: number;
  problems: Problem[];
  problemCount: number;
  /** Oddities of the mails read, by code. */
  diagnostics: Map<string, number>;
}

/** A transaction whose mails are being read. */
interface PendingBatch extends Pick<IngestBatch, "deletions" | "problems" | "checkpoint"> {
  readonly ahead: BatchAhead;
}

/**
 * Gathers events into transactions. A checkpoint is written with what came before it, or after.
 * Where mails are many they are read by other threads, some batches ahead of the one that is being
 * written; batches are written in the order in which they came.
 */
export class Batcher {
  readonly summary: IngestSummary;
  readonly #context: AppContext;
  readonly #request: ArchivePlace;
  readonly #ahead: ParseAhead;
  #pending: PendingBatch[] = [];
  #mails: ArchivedMail[] = [];
  #bytes = 0;
  #deletions: { messageId: string; list: string }[] = [];
  #problems: Problem[] = [];
  /** Only what is new is read: what was wrong with the rest is not seen again. */
  #incremental = false;

  constructor(context: AppContext, request: ArchivePlace) {
    this.#context = context;
    this.#request = request;
    this.#ahead = new ParseAhead(context.store, {
      listOf: (mail) => request.list ?? mail.list,
      zoneOf: (mail) => request.zone ?? this.#zoneOf(request.list ?? mail.list),
    });
    this.summary = {
      place: request.place,
      mails: 0,
      added: 0,
      copies: 0,
      known: 0,
      deleted: 0,
      problems: [],
      problemCount: 0,
      diagnostics: new Map(),
    };
  }

  async add(event: Exclude<ArchiveEvent, { type: "progress" }>) {
    switch (event.type) {
      case "mail":
        // A batch takes away after it has brought: what comes back must not go with it.
        if (this.#deletions.length > 0) await this.flush(null);
        this.#mails.push(event.mail);
        this.#bytes += event.mail.raw.length;
        if (this.#mails.length >= BATCH_MAILS || this.#bytes >= BATCH_BYTES) await this.flush(null);
        return;
      case "known":
        this.summary.mails += event.mails;
        this.summary.known += event.mails;
        return;
      case "deleted":
        // What was read before must be written first: it may be the mail that goes.
        if (this.#mails.length > 0) await this.flush(null);
        this.#deletions.push({ messageId: event.messageId, list: this.#listOfPlace() });
        return;
      case "problem":
        this.#problems.push({
          where: event.where,
          code: event.code,
          detail: event.detail,
          raw: event.raw?.subarray(0, MAX_QUARANTINE_BYTES) ?? null,
        });
        if (this.#problems.length >= BATCH_MAILS) await this.flush(null);
        return;
      case "checkpoint":
        this.#incremental = true;
        await this.flush({
          source: checkpointKey(this.#request, event.source),
          position: event.position,
        });
    }
  }

  /** After an archive was read whole: what was set aside of it before, and no more, is forgotten. */
  async forgetMended() {
    if (this.#incremental) return;
    const place = fullPlace(this.#request.place, path.basename(this.#request.place));
    const standing = this.summary.problems.map(({ code, where }) => ({
      code,
      where: fullPlace(this.#request.place, where),
    }));
    await this.#context.store.forgetProblems(place, standing);
  }

  /** Makes a batch of what was gathered; written are those that came before it by then. */
  async flush(checkpoint: IngestBatch["checkpoint"]) {
    if (checkpoint === null && this.#isEmpty()) return;
    this.#pending.push({
      ahead: await this.#ahead.start(this.#mails),
      deletions: this.#deletions,
      problems: this.#problems,
      checkpoint,
    });
    this.#mails = [];
    this.#bytes = 0;
    this.#deletions = [];
    this.#problems = [];
    await this.#writeBut(this.#ahead.isParallel ? BATCHES_AHEAD : 0);
  }

  /** Writes what was read whole, also after a failure: the next run need not read it again. */
  async close() {
    try {
      await this.#writeBut(0);
    } finally {
      await this.#ahead.close();
    }
  }

  async #writeBut(count: number) {
    while (this.#pending.length > count) {
      try {
        await this.#write(this.#pending.shift()!);
      } catch (error) {
        // A later checkpoint must not pass by the mails that could not be written.
        this.#pending = [];
        throw error;
      }
    }
  }

  async #write({ ahead, deletions, problems, checkpoint }: PendingBatch) {
    const { copies, failed } = await this.#read(ahead);
    const all = [...problems, ...failed];
    const result = await this.#context.store.saveBatch({
      copies,
      deletions,
      problems: all.map((problem) => ({
        ...problem,
        where: fullPlace(this.#request.place, problem.where),
      })),
      checkpoint,
    });
    const { summary } = this;
    summary.mails += ahead.mails.length;
    summary.added += result.added;
    summary.copies += result.copies;
    summary.known += ahead.mails.length - failed.length - result.added - result.copies;
    summary.deleted += result.deleted;
    if (result.conflicts > 0) this.#count("message-id-reused", result.conflicts);
    summary.problemCount += all.length;
    summary.problems.push(...all.map((problem) => ({ ...problem, raw: null })));
    await stopPoint(this.#context);
  }

  #isEmpty() {
    return this.#mails.length + this.#deletions.length + this.#problems.length === 0;
  }

  /** The copies that are new, in the order of the archive, and mails that could not be read. */
  async #read(ahead: BatchAhead) {
    const copies: ParsedCopy[] = [];
    const failed: Problem[] = [];
    for (const { mail, contentHash, zone, outcome } of await this.#ahead.finish(ahead)) {
      if ("failed" in outcome) {
        const raw = mail.raw.subarray(0, MAX_QUARANTINE_BYTES);
        failed.push({ where: mail.where, code: "parse-failed", detail: outcome.failed, raw });
        continue;
      }
      const { message, facts, text, packed } = outcome;
      for (const { code } of message.diagnostics) this.#count(code, 1);
      copies.push({
        message,
        facts,
        text,
        packed,
        raw: mail.raw,
        attached: mail.attached,
        archiveDiagnostics: mail.diagnostics,
        contentHash,
        list: this.#request.list ?? mail.list ?? message.listIds[0] ?? this.#listOfPlace(mail.form),
        receivedAt: mail.receivedAt,
        zone,
        source: this.#request.place,
        where: mail.where,
      });
    }
    return { copies, failed };
  }

  #count(code: string, mails: number) {
    this.summary.diagnostics.set(code, (this.summary.diagnostics.get(code) ?? 0) + mails);
  }

  #zoneOf(list: string | null): string | null {
    const configured = this.#context.config.lists.find(({ name }) => name === list);
    return configured?.archives.find(({ zone }) => zone !== null)?.zone ?? null;
  }

  /** A page that was saved as text tells nothing of its list by the name of its file. */
  #listOfPlace(form: CopyForm = "rfc822") {
    if (this.#request.list !== null) return this.#request.list;
    return form === "page-text" ? UNKNOWN_LIST : listOfPlace(this.#request.place);
  }
}
