import { expect, test } from "vitest";
import { mailPage } from "../../../../src/app/send/digest-page.ts";
import { buildDigest } from "../../../../src/report/digest.ts";
import { aDigestInput, aHistory, aSeriesView } from "../../../support/views.ts";

const digest = buildDigest(aDigestInput([aSeriesView()]));

test("a page for a mail shows each picture that comes with it, again the same bytes", async () => {
  const { html, images } = await mailPage(digest, { history: aHistory() });
  const shown = [...html.matchAll(/<img src="cid:([^"]+)"/g)].map(([, cid]) => cid);
  expect(shown).toEqual(images.map(({ cid }) => cid));
  expect(new Set(shown).size).toBe(3);
  for (const { cid, contentType, base64 } of images) {
    // What may stand in a Content-ID without quotes.
    expect(cid).toMatch(/^[\w.-]+@[\w.-]+$/);
    expect(contentType).toBe("image/png");
    expect(Buffer.from(base64, "base64").toString("latin1", 1, 4)).toBe("PNG");
  }
  expect(await mailPage(digest, { history: aHistory() })).toEqual({ html, images });
});

test("without a history there are no pictures", async () => {
  const { html, images } = await mailPage(digest);
  expect(images).toEqual([]);
  expect(html).not.toContain("<img");
  expect(html).toContain("frob: make the frobnicator frob");
});
