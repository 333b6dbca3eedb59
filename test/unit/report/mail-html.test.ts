import { expect, test } from "vitest";
import { MAX_MAIL_HTML_BYTES, WAY_OUT_BYTES } from "../../../src/limits.ts";
import type { SeriesView } from "../../../src/model/report.ts";
import { buildDigest, shortenDigest } from "../../../src/report/digest.ts";
import { renderDigestHtml } from "../../../src/report/digest-html.ts";
import { fitMail, renderMailHtml } from "../../../src/report/mail-html.ts";
import { renderDigestText } from "../../../src/report/text.ts";
import { checkHtml } from "../../support/html-check.ts";
import { aDigestInput, aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const BUDGET = MAX_MAIL_HTML_BYTES - WAY_OUT_BYTES;

/** A series that fills its place in a digest: long title, many long TODOs, long message-ids. */
function aWordySeries(id: string, status: Partial<SeriesView["status"]>, days: number): SeriesView {
  const slug = `${id}-${"0123456789abcdef".repeat(8)}`;
  const title = `${id}: ${"word ".repeat(50)}`;
  const todos = Array.from({ length: 6 }, (_, at) =>
    aTodo({
      id: `${id}-${at}`,
      messageId: `${slug}-r${at}@example.org`,
      text: `Thing ${at}: ${"please ".repeat(30)}`,
      state: at % 2 === 0 ? "carried" : "resolved",
      settledIn: 2,
      raisedAt: daysBefore(20),
      history: [{ state: "resolved", messageId: "x@example.org", text: "", at: daysBefore(1) }],
    }),
  );
  const revisions = [
    aRevision({ slug, title, postedAt: daysBefore(30) }),
    aRevision({ slug, title, version: 2, postedAt: daysBefore(days) }),
  ];
  return aSeriesView({ id, revisions, status, todos });
}

const wide = (name: string, status: Partial<SeriesView["status"]>, days = 10): SeriesView[] =>
  Array.from({ length: 15 }, (_, at) => aWordySeries(`${name}-${at}`, status, days));
const applied = {
  tree: "frob/next",
  commit: null,
  messageId: "applied@example.org",
  text: "Applied.",
  revision: 2,
  messageIds: [],
  commits: [],
  at: daysBefore(2),
};
const big = buildDigest(
  aDigestInput([
    ...wide("accepted", { state: "accepted", applied, nextMove: "nobody" }),
    ...wide("rerolled", {}, 2),
    ...wide("author", { nextMove: "author" }),
    ...wide("reviewers", { nextMove: "reviewers" }),
    ...wide("maintainer", { nextMove: "maintainer" }),
    ...wide("stalled", { state: "stalled", lastActivityAt: daysBefore(40) }),
  ]),
);
const small = buildDigest(aDigestInput([aSeriesView()]));

test("a digest that fits into a mail is there whole", () => {
  expect(renderMailHtml(small, { charts: [], whole: null })).toBe(renderDigestHtml(small));
});

test("of a digest that does not fit the least important series are counted, the text is whole", () => {
  const all = renderDigestHtml(big);
  expect(Buffer.byteLength(all)).toBeGreaterThan(MAX_MAIL_HTML_BYTES);
  const html = renderMailHtml(big, { charts: [], whole: "https://digests.example.org/w.html" });
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(BUDGET);
  expect(Buffer.byteLength(html)).toBeGreaterThan(BUDGET * 0.85);
  const titles = (page: string): string[] =>
    [...page.matchAll(/<h3[^>]*><a[^>]*>([\w-]+):/g)].map(([, id = ""]) => id);
  const left = titles(all).length - titles(html).length;
  expect(html).toContain(`Left out to keep this mail short: ${left} series that the text part`);
  expect(html).toContain('href="https://digests.example.org/w.html"');
  // What is shown and what is counted make up each section.
  for (const { title, total } of big.sections) {
    const part = html.split("<h2").find((each) => each.includes(`>${title} `)) ?? "";
    const more = /… and (\d+) more: <code/.exec(part)?.[1] ?? "0";
    expect([title, titles(part).length + Number(more)]).toEqual([title, total]);
  }
  const ends = (page: string): string[] => titles(page.slice(page.indexOf(">Loose ends ")));
  expect(ends(html)).toEqual(ends(all));
  expect(checkHtml(html)).toEqual([]);
  const text = renderDigestText(big);
  for (const id of titles(all)) expect(text).toContain(`* ${id}:`);
});

test("a series that is left out above stands for itself among the loose ends", () => {
  const ends = (rows: number) =>
    shortenDigest(big, rows).sections.find(({ key }) => key === "loose-ends")?.entries ?? [];
  const seen = ends(15).filter(({ seeSection }) => seeSection !== null);
  expect(seen.length).toBeGreaterThan(1);
  const above = shortenDigest(big, 1).sections.flatMap(({ key, entries }) =>
    key === "loose-ends" ? [] : entries.map(({ series }) => series),
  );
  for (const { series, seeSection } of ends(1)) {
    expect(seeSection !== null).toBe(above.includes(series));
  }
  expect(shortenDigest(big, 0).sections.flatMap(({ entries }) => entries)).toEqual([]);
  expect(shortenDigest(big, 15)).toEqual(big);
});

test.each([0, 1, 7, 99, 100])("as many rows as fit: %i", (fitting) => {
  const render = (rows: number): string => "x".repeat(rows <= fitting ? 10 + rows : BUDGET + rows);
  expect(fitMail(100, render)).toHaveLength(10 + fitting);
});

test("mail-ids as long as mails may have them do not make it too big", () => {
  const id = `${"%".repeat(990)}@x`;
  const views = Array.from({ length: 60 }, (_, at) => {
    const todos = [0, 1, 2].map((each) =>
      aTodo({ id: `${at}-${each}`, messageId: id, state: "carried" }),
    );
    return aSeriesView({ id: `s-${at}`, status: { stateMessageId: id }, todos });
  });
  const html = renderMailHtml(buildDigest(aDigestInput(views)), { charts: [], whole: null });
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(BUDGET);
});
