import { expect, test } from "vitest";
import { MAX_MAIL_HTML_BYTES } from "../../../src/limits.ts";
import { lastPeriod } from "../../../src/report/iso-week.ts";
import { buildPersonDigest } from "../../../src/report/person-digest.ts";
import { checkHtml } from "../../support/html-check.ts";
import {
  aPerson,
  aRevision,
  aSeriesView,
  aTodo,
  daysBefore,
  NEXT_MONDAY,
} from "../../support/views.ts";

const views = [
  aSeriesView({
    status: { nextMove: "author" },
    todos: [aTodo({ text: "Ada must act.\u202e\u001b[31m" })],
  }),
  aSeriesView({
    id: "s-2",
    todos: [aTodo({ text: "Other must act.", ownerName: "Other", saidBy: aPerson("Ada Author") })],
  }),
];
const linkTemplate = "https://lore.kernel.org/{list}/{id}/";
const week = lastPeriod("week", "UTC", NEXT_MONDAY);

test("a person reads what they owe and are owed, with links, in 72 columns", () => {
  const input = { person: aPerson("Ada Author"), views, asOf: NEXT_MONDAY, linkTemplate };
  const digest = buildPersonDigest(input, week);
  // Her series that waits for review is owed to her too.
  expect(digest?.subject).toBe("2025-W08: you owe 2 things, you are owed 2 things");
  expect(digest?.text).toMatch(
    /^Ada Author: week 2025-W08\nMonday 17 to Sunday 23 February 2025\n=/,
  );
  expect(digest?.text).toMatch(/Owes\n[^]*Ada must act\.[^]*Is owed\n[^]*Other must act\./);
  expect(digest?.text).toContain("https://lore.kernel.org/frob-dev/");
  // oxlint-disable-next-line no-control-regex
  expect(digest?.text).not.toMatch(/[\u001b\u202e]/u);
  const long = digest?.text.split("\n").filter((line) => line.length > 72) ?? [];
  expect(long.every((line) => line.includes("https://"))).toBe(true);
});

test("whom nothing concerns gets nothing", () => {
  const input = { person: aPerson("Nobody Else"), views, asOf: NEXT_MONDAY, linkTemplate };
  expect(buildPersonDigest(input, week)).toBeNull();
});

test("the HTML says the same, under headings, with the same links", () => {
  const input = { person: aPerson("Ada Author"), views, asOf: NEXT_MONDAY, linkTemplate };
  const { html = "", text = "" } = buildPersonDigest(input, week) ?? {};
  expect(html).toMatch(/<h1[^>]*>Ada Author: week 2025-W08<\/h1>/);
  expect(
    [...html.matchAll(/<h2[^>]*>(\w[\w ]*) <span[^>]*>\((\d+)\)/g)].map(([, ...x]) => x),
  ).toEqual([
    ["Owes", "2"],
    ["Is owed", "2"],
  ]);
  expect(html).toMatch(/Ada must act\.[^]*Is owed[^]*Other must act\./);
  // oxlint-disable-next-line no-control-regex
  expect(html).not.toMatch(/[\u001b\u202e]/u);
  for (const [link] of text.matchAll(/https:\S+/g)) expect(html).toContain(`href="${link}"`);
  expect(checkHtml(html)).toEqual([]);
});

test("what is more than a mail can hold is counted, and where to see it named", () => {
  const many = Array.from({ length: 400 }, (_, at) =>
    aSeriesView({ id: `s-${at}`, todos: [aTodo({ text: `Do ${at}. ${"word ".repeat(60)}` })] }),
  );
  const input = { person: aPerson("Ada Author"), views: many, asOf: NEXT_MONDAY, linkTemplate };
  const { html = "", text = "" } = buildPersonDigest(input, week) ?? {};
  const bytes = Buffer.byteLength(html);
  expect(bytes).toBeLessThan(MAX_MAIL_HTML_BYTES);
  expect(bytes).toBeGreaterThan(MAX_MAIL_HTML_BYTES * 0.9);
  const shown = html.match(/“Do \d+\./g)?.length ?? 0;
  expect(html).toContain(`… and ${400 - shown} more: <code`);
  expect(html).toContain("patchtrail todos --owner &#39;Ada Author&#39;");
  expect(text.match(/"Do \d+\./g)).toHaveLength(400);
});

test("addresses are taken out of text and HTML where that is asked for", () => {
  const person = { name: null, email: "ada.author@example.org" };
  const view = aSeriesView({
    revisions: [aRevision({ title: "frob: for bob@example.org", author: person })],
    status: { nextMove: "author", nextMoveReason: "bob@example.org asked." },
    todos: [aTodo({ text: "Tell eve@\u200bexample.org", ownerName: null, saidBy: aPerson("Bob") })],
  });
  const old = aSeriesView({
    id: "s-old",
    revisions: [aRevision({ slug: "s-old", postedAt: daysBefore(400), author: person })],
    todos: [aTodo({ ownerName: null })],
    series: { author: person },
  });
  const input = { person, views: [view, old], asOf: NEXT_MONDAY, linkTemplate };
  const words = (obfuscate: boolean): string => {
    const digest = buildPersonDigest({ ...input, obfuscate }, week);
    return `${digest?.subject} ${digest?.text} ${digest?.html}`.replaceAll(/https:[^\s"<]+/g, "");
  };
  expect(words(false)).toMatch(/bob@example\.org[^]*--owner ada\.author@example\.org/);
  expect(words(true)).not.toMatch(/@[\w-]+\./);
  expect(words(true)).toMatch(/ada\.author: week[^]*bob@…[^]*eve@…/);
});
