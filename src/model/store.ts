import type { DecisionRecords } from "./decision.ts";
import type { DerivedRecords } from "./derived.ts";
import type { GithubRecords } from "./github.ts";
import type { ArchiveRecords } from "./ingest.ts";
import type { OutboxRecords } from "./outbox.ts";
import type { OverviewReadings } from "./overview.ts";
import type { PageReadings } from "./pages.ts";
import type { Readings } from "./readings.ts";
import type { SearchRecords } from "./search.ts";
import type { TreeRecords } from "./tree.ts";
import type { JobRecords } from "./watch.ts";

/** What cannot be worked out again: it is written by one side each, and never by a rebuild. */
export interface CanonicalRecords
  extends ArchiveRecords, TreeRecords, DecisionRecords, OutboxRecords, GithubRecords, JobRecords {}

/**
 * All that the program keeps. Coarse on purpose: each call is one transaction, so that a process
 * killed between two calls leaves a state from which the next run goes on. Implementations never
 * give out drivers, rows or transactions.
 */
export interface Store
  extends
    CanonicalRecords,
    DerivedRecords,
    SearchRecords,
    Readings,
    PageReadings,
    OverviewReadings {
  /**
   * Takes a lock over all processes that use this database; null when another one has it. It ends
   * when it is released or its process ends, however that happens.
   */
  tryLock(name: string): Promise<Lock | null>;
  close(): Promise<void>;
}

/** A lock that is held. */
export interface Lock {
  release(): void;
}
