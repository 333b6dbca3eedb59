import { MAX_MAIL_HTML_BYTES, WAY_OUT_BYTES } from "../limits.ts";
import type { Digest } from "../model/report.ts";
import { shortenDigest } from "./digest.ts";
import { type DigestPicture, renderDigestHtml } from "./digest-html.ts";

/**
 * The page for a mail with as many rows as fit into `MAX_MAIL_HTML_BYTES`, the way out that is put
 * below it included.
 *
 * @param most rows with which the page holds all
 * @param render the page with at most so many rows; fewer rows, fewer bytes
 */
export function fitMail(most: number, render: (rows: number) => string): string {
  const fits = (page: string): boolean =>
    Buffer.byteLength(page) <= MAX_MAIL_HTML_BYTES - WAY_OUT_BYTES;
  let best = render(most);
  if (fits(best)) return best;
  best = render(0);
  for (let low = 1, high = most - 1; low <= high;) {
    const rows = Math.floor((low + high) / 2);
    const page = render(rows);
    if (fits(page)) {
      best = page;
      low = rows + 1;
    } else high = rows - 1;
  }
  return best;
}

const seriesShown = ({ sections }: Digest): number =>
  sections.reduce((sum, { entries }) => sum + entries.length, 0);

/**
 * A digest as HTML for a mail: whole where it fits, else with the least important series of each
 * section left out and counted.
 *
 * @param options.whole page of the whole digest; null where none is published
 */
export function renderMailHtml(
  digest: Digest,
  options: { readonly charts: readonly DigestPicture[]; readonly whole: string | null },
): string {
  const { charts, whole } = options;
  const most = Math.max(0, ...digest.sections.map(({ entries }) => entries.length));
  return fitMail(most, (rows) => {
    const short = shortenDigest(digest, rows);
    const series = seriesShown(digest) - seriesShown(short);
    return renderDigestHtml(short, { charts, shortened: { series, whole } });
  });
}
