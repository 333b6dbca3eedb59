import path from "node:path";
import { readArchive } from "../../archive/open.ts";
import { TrackerError } from "../../errors.ts";
import type { ArchiveFormat } from "../../model/config.ts";
import type { ArchiveEvent } from "../../model/mail.ts";
import type { AppContext } from "../context.ts";
import { Batcher, type IngestSummary } from "./batcher.ts";
import { type ArchivePlace, checkpointKey, fullPlace } from "./place.ts";

/** Which archive is read, and how. */
export interface IngestRequest extends ArchivePlace {
  readonly format: ArchiveFormat;
}

/** Reads one archive into the store, batch by batch; each batch is all or nothing. */
export async function ingest(context: AppContext, request: IngestRequest): Promise<IngestSummary> {
  const events = readArchive(request.place, {
    format: request.format,
    cacheFolder: context.cacheFolder,
    signal: context.signal,
    checkpoint: (source) => context.store.getCheckpoint(checkpointKey(request, source)),
    stored: () => context.store.storedFiles(request.place, request.list),
  });
  try {
    const summary = await ingestEvents(context, request, events);
    await forgetFailure(context, request.place);
    return summary;
  } catch (error) {
    context.signal?.throwIfAborted();
    // A cause means that git itself could not run, which says nothing about the archive.
    if (error instanceof TrackerError && error.code === "git-failed" && error.cause === undefined) {
      await nameProblem(context, request.place, error);
    }
    throw error;
  }
}

/** Keeps for `doctor` why a whole archive could not be read. */
async function nameProblem({ store }: AppContext, place: string, error: TrackerError) {
  const where = fullPlace(place, path.basename(place));
  const problem = { where, code: error.code, detail: error.message, raw: null };
  await store.saveBatch({ copies: [], deletions: [], problems: [problem], checkpoint: null });
}

/** An archive that was read is one that git could not read before no more. */
async function forgetFailure({ store }: AppContext, place: string) {
  const where = fullPlace(place, path.basename(place));
  const known = await store.listProblems(Number.MAX_SAFE_INTEGER);
  const standing = known.filter((each) => each.where !== where || each.code !== "git-failed");
  if (standing.length < known.length) await store.forgetProblems(where, standing);
}

/** As `ingest`, for events that come from anywhere. */
export async function ingestEvents(
  context: AppContext,
  request: ArchivePlace,
  events: AsyncIterable<ArchiveEvent>,
): Promise<IngestSummary> {
  const batcher = new Batcher(context, request);
  const label = `reading ${path.basename(request.place)}`;
  try {
    for await (const event of events) {
      if (event.type === "progress") {
        const { done, total, unit } = event;
        context.reporter.progress({ label, done, total, unit });
      } else {
        await batcher.add(event);
      }
    }
    await batcher.flush(null);
  } finally {
    await batcher.close();
  }
  await batcher.forgetMended();
  context.reporter.finished(label);
  return batcher.summary;
}
