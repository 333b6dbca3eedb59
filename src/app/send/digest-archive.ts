import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Digest, IsoWeek } from "../../model/report.ts";
import { buildDigest } from "../../report/digest.ts";
import { folderOfList } from "../../report/digest-site.ts";
import { formatIsoWeek } from "../../report/iso-week.ts";
import type { AppContext } from "../context.ts";
import { digestInput } from "../view/views.ts";

/**
 * Where a digest that was made once is kept. The name changes with what it is made of: the mails up
 * to the end of the week, what people decided, commits of trees are part of no name, as they only
 * add who applied what.
 */
async function fileOf(context: AppContext, list: string, week: IsoWeek): Promise<string> {
  const weeks = await context.store.countMailByWeek(list);
  const mails = weeks.filter(({ from }) => from < week.to).map((one) => one.mails);
  const decisions = (await context.store.listDecisions()).map(({ id }) => id);
  const made = createHash("sha256")
    .update(JSON.stringify([1, mails, decisions]))
    .digest("hex");
  const name = `${formatIsoWeek(week)}-${made.slice(0, 16)}.json`;
  return path.join(context.cacheFolder, "digests", folderOfList(list), name);
}

/** The digest of a week as it was made before; null where it was not, or mails came since. */
export async function findDigest(
  context: AppContext,
  list: string,
  week: IsoWeek,
): Promise<Digest | null> {
  try {
    const text = await readFile(await fileOf(context, list, week), "utf8");
    return JSON.parse(text) as Digest;
  } catch {
    // Not there, or cut off by a full disk: it is made anew.
    return null;
  }
}

/** Makes the digest of a week and keeps it. Takes long on a busy list: every series is judged. */
export async function keepDigest(
  context: AppContext,
  list: string,
  week: IsoWeek,
): Promise<Digest> {
  const file = await fileOf(context, list, week);
  const digest = buildDigest(await digestInput(context, list, week));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(digest));
  await rename(`${file}.new`, file);
  return digest;
}
