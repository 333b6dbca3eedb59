import type { AttachedFile, Diagnostic, Message } from "./mail.ts";
import type { MessageFacts } from "./patch.ts";
import type { SearchText } from "./query.ts";

/** Stands for the list of a copy where nothing tells it; never shown among a message's lists. */
export const UNKNOWN_LIST = "";

/** Parts of a copy compressed as the store keeps them. */
export interface PackedCopy {
  readonly raw: Uint8Array;
  /** Header fields, facts and body of the message. */
  readonly header: Uint8Array;
  readonly facts: Uint8Array;
  readonly body: Uint8Array;
}

/** A copy of a mail with what was read from it. */
export interface ParsedCopy {
  readonly message: Message;
  readonly facts: MessageFacts;
  readonly text: SearchText;
  readonly raw: Uint8Array;
  readonly packed: PackedCopy;
  readonly attached: readonly AttachedFile[];
  /** What the archive reader met, beside what parsing did. */
  readonly archiveDiagnostics: readonly Diagnostic[];
  /** SHA-256 of raw bytes and attached files, hex. */
  readonly contentHash: string;
  readonly list: string;
  readonly receivedAt: number | null;
  /** Zone in which the page's own dates were read. */
  readonly zone: string | null;
  readonly source: string;
  readonly where: string;
}

/** What an archive holds that could not be read, with its bytes where they are known. */
export interface Problem {
  readonly where: string;
  readonly code: string;
  readonly detail: string;
  readonly raw: Uint8Array | null;
}

/** What one transaction of an ingest writes. The checkpoint covers all that is in it. */
export interface IngestBatch {
  readonly copies: readonly ParsedCopy[];
  readonly deletions: readonly { readonly messageId: string; readonly list: string }[];
  readonly problems: readonly Problem[];
  readonly checkpoint: { readonly source: string; readonly position: string } | null;
}

export interface BatchResult {
  /** Messages that were not there before. */
  readonly added: number;
  /** Copies of messages already there: another list, another archive. */
  readonly copies: number;
  /** Copies with other content under the Message-ID of a mail already there. */
  readonly conflicts: number;
  readonly deleted: number;
  /** Problems not known before. */
  readonly problems: number;
}

/** What a server said of a page when it was read last. */
export interface CrawlRecord {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly complete: boolean;
}

/** Our records of archives: copies of mails, what was set aside, how far each was read. */
export interface ArchiveRecords {
  /** Hashes among those given that are stored already as seen on the list; null = on any. */
  knownCopies(hashes: readonly string[], list: string | null): Promise<ReadonlySet<string>>;
  /** Bytes of the whole copies that were read from an archive, by their place in it. */
  storedFiles(source: string, list: string | null): Promise<ReadonlyMap<string, number>>;
  saveBatch(batch: IngestBatch): Promise<BatchResult>;
  /** Forgets problems of a place (and below it) that are not among those given: they are mended. */
  forgetProblems(
    place: string,
    standing: readonly Pick<Problem, "where" | "code">[],
  ): Promise<void>;
  listProblems(limit: number): Promise<Omit<Problem, "raw">[]>;
  getCheckpoint(source: string): Promise<string | null>;
  loadCrawlRecord(url: string): Promise<CrawlRecord | null>;
  saveCrawlRecord(url: string, record: CrawlRecord): Promise<void>;
}
