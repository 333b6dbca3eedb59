import { expect, test } from "vitest";
import type { SearchHit } from "../../../../src/model/search.ts";
import { searchPage, type SearchAsked } from "../../../../src/web/pages/search.ts";

const ASKED: SearchAsked = { query: "frob", list: null, by: "message", sort: "newest" };
const HIT: SearchHit = {
  messageId: "a@example.org",
  subject: "the <frob> goes",
  subjectMarks: [[5, 9]],
  from: { name: "Ada", email: "ada@example.org" },
  at: 1_700_000_000,
  lists: ["frob-dev"],
  kind: "reply",
  thread: "a@example.org",
  version: 1,
  series: null,
  excerpt: "drop frob <b> here",
  excerptMarks: [[5, 9]],
};
const draw = (hits: readonly SearchHit[], next: string | null = null, asked = ASKED): string =>
  searchPage({
    asked,
    lists: ["frob-dev"],
    result: { query: "frob", hits, next, unindexed: 0 },
  }).body.markup;

test("what was looked for is marked, with the blanks around it, and nothing else is markup", () => {
  const markup = draw([HIT]);
  expect(markup).toContain("the &lt;<mark>frob</mark>&gt; goes");
  expect(markup).toContain("drop <mark>frob</mark> &lt;b&gt; here");
});

test("series are shown by title and state, and link to their pages", () => {
  const about = {
    title: "frob: go",
    author: { name: "Ada", email: null },
    state: "rfc" as const,
    nextMove: "author" as const,
    revisions: 3,
    openTodos: 2,
  };
  const markup = draw([{ ...HIT, series: "s12", about }], null, { ...ASKED, by: "series" });
  expect(markup).toContain('href="/series/s12/"');
  expect(markup).toContain("3 revisions, 2 open TODOs");
});

test("the next page is asked for in the same way", () => {
  const markup = draw([HIT], "t5x", { ...ASKED, sort: "relevance", list: "frob-dev" });
  expect(markup).toMatch(
    /href="\/search\?q=frob&amp;list=frob-dev&amp;by=message&amp;sort=relevance&amp;cursor=t5x"/,
  );
});

test("a fault shows the place below the query", () => {
  const fault = { text: "no such word\n  is:mergd\n  ^^^^^^^^", hint: "did you mean is:merged?" };
  const { body } = searchPage({ asked: ASKED, lists: [], result: null, fault });
  expect(body.markup).toContain("  is:mergd\n  ^^^^^^^^");
  expect(body.markup).toContain("did you mean is:merged?");
});
