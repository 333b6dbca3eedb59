import { workerData } from "node:worker_threads";
import { keepDigest } from "../app/send/digest-archive.ts";
import { openAppContext } from "../app/open.ts";
import type { Config } from "../model/config.ts";
import type { IsoWeek } from "../model/report.ts";

/** What a thread that makes one digest is told. */
export interface DigestTask {
  readonly config: Config;
  readonly databaseFile: string;
  readonly cacheFolder: string;
  readonly list: string;
  readonly week: IsoWeek;
}

const { list, week, ...parts } = workerData as DigestTask;
const reporter = { progress: () => {}, finished: () => {} };
const context = openAppContext({ ...parts, reporter, readOnly: true });
try {
  await keepDigest(context, list, week);
} finally {
  await context.store.close();
}
