import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ingest } from "../src/app/ingest/ingest.ts";
import { openAppContext } from "../src/app/open.ts";
import { buildSeriesContext } from "../src/app/track/series-context.ts";
import { track } from "../src/app/track/track.ts";
import { readArchive } from "../src/archive/open.ts";
import { normaliseConfig } from "../src/config/normalise.ts";
import { parseBlocks } from "../src/mail/blocks.ts";
import { parseMessage } from "../src/mail/parse-message.ts";
import type { SeriesContext, SeriesMail } from "../src/model/series.ts";
import { parsePatchSubject } from "../src/patch/subject.ts";
import { splitSentences } from "../src/todo/sentences.ts";
import { indexMails, type MailIndex, ownBlock, sentencesOf } from "../src/todo/situate.ts";
import type { SentenceContext } from "../src/todo/scorer.ts";
import { tokensOf } from "../src/todo/tokens.ts";

/** One mail with its sentences as the product itself sees them. */
export interface SituatedMail {
  readonly mail: SeriesMail;
  readonly context: SeriesContext;
  readonly index: MailIndex;
  readonly inputs: readonly SentenceContext[];
}

/** Runs with a folder that is gone afterwards. */
async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-train-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Reads an mbox as `ingest` does, threads, revisions and series included, and gives the mails
 * wanted with their sentences, by message-id. Mails that belong to no series are left out.
 */
export function situateMails(
  mbox: string,
  wanted: ReadonlyMap<string, unknown>,
): Promise<Map<string, SituatedMail>> {
  return withFolder(async (folder) => {
    const app = openAppContext({
      config: normaliseConfig({}, {}),
      databaseFile: path.join(folder, "train.db"),
      cacheFolder: folder,
      reporter: { progress: () => {}, finished: () => {} },
    });
    await ingest(app, { place: mbox, format: "auto", list: "train", zone: null });
    await track(app);
    const found = new Map<string, SituatedMail>();
    for (const { series } of await app.store.listSeries({})) {
      const loaded = await app.store.loadSeries(series.id);
      if (loaded === null) continue;
      const context = buildSeriesContext(loaded);
      const index = indexMails(context);
      for (const mail of context.mails) {
        if (!wanted.has(mail.message.messageId)) continue;
        const inputs = sentencesOf(mail, context, index);
        found.set(mail.message.messageId, { mail, context, index, inputs });
      }
    }
    await app.store.close();
    return found;
  });
}

/** The distinct sentences that people write in archives, as words; mails named are left out. */
export function readSentences(
  places: readonly string[],
  without: ReadonlyMap<string, unknown>,
): Promise<string[][]> {
  return withFolder(async (folder) => {
    const seen = new Set<string>();
    const sentences: string[][] = [];
    const options = { format: "auto", cacheFolder: folder, checkpoint: async () => null } as const;
    for (const place of places) {
      for await (const event of readArchive(place, options)) {
        if (event.type !== "mail") continue;
        const message = await parseMessage(event.mail, { zone: null });
        if (message.bot || without.has(message.messageId)) continue;
        const subject = parsePatchSubject(message.subject);
        for (const block of parseBlocks(message.body, { patch: subject.patch && !subject.reply })) {
          if (!ownBlock(block)) continue;
          for (const { text } of splitSentences(block)) {
            if (seen.has(text)) continue;
            seen.add(text);
            const tokens = tokensOf(text);
            if (tokens.length >= 3 && tokens.length < 80) sentences.push(["^", ...tokens, "$"]);
          }
        }
      }
    }
    return sentences;
  });
}
