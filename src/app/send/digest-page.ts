import type { WeekFigures } from "../../model/chart.ts";
import type { Digest, IsoWeek } from "../../model/report.ts";
import { renderDigestHtml } from "../../report/digest-html.ts";
import { configuredDigest } from "./configured-digest.ts";
import { renderMailHtml } from "../../report/mail-html.ts";
import type { AppContext } from "../context.ts";
import { drawDigestCharts } from "./digest-pictures.ts";
import { digestSource } from "../view/views.ts";

/** The digest of a list and week as one HTML file that holds its charts. */
export async function htmlDigest(
  context: AppContext,
  list: string,
  week: IsoWeek,
): Promise<string> {
  const { input, history } = await digestSource(context, list, week);
  const charts = (await drawDigestCharts(history)).map(({ chart, png }) => ({
    chart,
    src: `data:image/png;base64,${Buffer.from(png).toString("base64")}`,
  }));
  return renderDigestHtml(configuredDigest(context, input), { charts });
}

/** What a digest's page for a mail has beside the digest. */
export interface MailPageOptions {
  readonly history?: readonly WeekFigures[];
  /** Page of the whole digest; null where none is published. */
  readonly whole?: string | null;
}

/** A digest's page for a mail, and the pictures that it shows by `cid:`. */
export interface MailPage {
  readonly html: string;
  readonly images: readonly {
    readonly cid: string;
    readonly contentType: string;
    readonly base64: string;
  }[];
}

/**
 * The page of a digest for a mail, short enough for mail programs to show it to its end
 * (`renderMailHtml`). Without a history (digests of a person or of some paths) it has
 * no charts. The same digest and history give the same bytes.
 *
 * @see RFC 2392 (cid URLs)
 */
export async function mailPage(
  digest: Digest,
  { history = [], whole = null }: MailPageOptions = {},
): Promise<MailPage> {
  const drawn = await drawDigestCharts(history);
  const cidOf = (name: string): string => `${name}.${digest.label}@charts.patchtrail.invalid`;
  const charts = drawn.map(({ chart }) => ({ chart, src: `cid:${cidOf(chart.name)}` }));
  return {
    html: renderMailHtml(digest, { charts, whole }),
    images: drawn.map(({ chart, png }) => ({
      cid: cidOf(chart.name),
      contentType: "image/png",
      base64: Buffer.from(png).toString("base64"),
    })),
  };
}
