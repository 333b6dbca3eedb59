import { crawlArchive } from "../../archive/crawl.ts";
import { TrackerError } from "../../errors.ts";
import type { ArchiveConfig, ListConfig } from "../../model/config.ts";
import { alone } from "../alone.ts";
import type { AppContext } from "../context.ts";
import type { IngestSummary } from "./batcher.ts";
import { ingest, ingestEvents } from "./ingest.ts";
import { resume } from "../track/rebuild.ts";
import type { TrackSummary } from "../track/track.ts";
import { readTree, type TreeSummary } from "./read-tree.ts";

export interface SyncResult {
  readonly list: string;
  readonly place: string;
  readonly summary: IngestSummary | null;
  /** Why this archive could not be read; the others were read all the same. */
  readonly error: TrackerError | null;
}

export interface TreeSyncResult {
  readonly place: string;
  readonly summary: TreeSummary | null;
  /** Why this tree could not be read. */
  readonly error: TrackerError | null;
}

/** What a whole sync brought. */
export interface SyncSummary {
  readonly archives: readonly SyncResult[];
  readonly trees: readonly TreeSyncResult[];
  readonly tracked: TrackSummary;
}

/**
 * Brings in what is new in archives and trees, of all lists or of one, and tracks it.
 *
 * @throws TrackerError `config-missing`; `store-busy` while another process syncs this database
 */
export async function sync(context: AppContext, list: string | null): Promise<SyncSummary> {
  const work = async (): Promise<SyncSummary> => {
    const archives = await syncArchives(context, list);
    const trees = await syncTrees(context, list);
    return { archives, trees, tracked: await resume(context) };
  };
  // A schedule calls again: what waits for another sync would only do nothing after it.
  return alone(context, work, 0);
}

/**
 * Reads what is new in every tree that the configuration names, branch by branch; for one list, in
 * those that serve it.
 */
async function syncTrees(context: AppContext, list: string | null): Promise<TreeSyncResult[]> {
  const results: TreeSyncResult[] = [];
  for (const { name, url, path, branches, lists, since } of context.config.trees) {
    if (list !== null && lists.length > 0 && !lists.includes(list)) continue;
    const place = url ?? path ?? "";
    for (const branch of branches.length === 0 ? [null] : branches) {
      const result = await attempt(context, () =>
        readTree(context, { name, place, branch, since, lists }),
      );
      results.push({ place, ...result });
    }
  }
  return results;
}

/** One place that cannot be read must not keep the others out. */
async function attempt<T>(
  { signal }: AppContext,
  read: () => Promise<T>,
): Promise<{ summary: T; error: null } | { summary: null; error: TrackerError }> {
  try {
    return { summary: await read(), error: null };
  } catch (error) {
    // Git fails too when it is told to end.
    signal?.throwIfAborted();
    if (!(error instanceof TrackerError)) throw error;
    return { summary: null, error };
  }
}

/** Brings in what is new in every archive that the configuration names, or those of one list. */
async function syncArchives(context: AppContext, list: string | null): Promise<SyncResult[]> {
  const lists = context.config.lists.filter(({ name }) => list === null || name === list);
  if (lists.length === 0 && (list !== null || context.config.trees.length === 0)) {
    throw new TrackerError(
      "config-missing",
      list === null ? "no list is configured" : `no list ${list} is configured`,
      {
        hint: "write a configuration with: patchtrail init",
      },
    );
  }
  const results: SyncResult[] = [];
  for (const each of lists) {
    for (const archive of each.archives) results.push(await syncArchive(context, each, archive));
  }
  return results;
}

async function syncArchive(
  context: AppContext,
  list: ListConfig,
  archive: ArchiveConfig,
): Promise<SyncResult> {
  const place = archive.url ?? archive.path ?? "";
  const request = { place, list: list.name, zone: archive.zone };
  const result = await attempt(context, () =>
    isCrawled(archive)
      ? ingestEvents(context, request, crawl(context, place))
      : ingest(context, { ...request, format: archive.format }),
  );
  return { list: list.name, place, ...result };
}

/** Pages are walked over HTTP; everything else with an address is a git repository. */
function isCrawled({ url, format }: ArchiveConfig): boolean {
  return url !== null && /^https?:/.test(url) && (format === "pipermail" || format === "mhonarc");
}

function crawl(context: AppContext, url: string) {
  const { requestsPerSecond, contact } = context.config.crawl;
  return crawlArchive(url, {
    requestsPerSecond,
    contact,
    signal: context.signal,
    state: {
      load: (page) => context.store.loadCrawlRecord(page),
      save: (page, record) => context.store.saveCrawlRecord(page, record),
    },
  });
}
