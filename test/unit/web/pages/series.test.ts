import { expect, test } from "vitest";
import { renderPage } from "../../../../src/web/layout.ts";
import type { Site } from "../../../../src/web/page.ts";
import { seriesPage } from "../../../../src/web/pages/series.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../../support/hostile.ts";
import { aRevision, aSeriesView, aTodo, daysBefore, NEXT_MONDAY } from "../../../support/views.ts";

const SITE: Site = {
  version: "1",
  assets: { css: "/c.css", js: "/j.js", icon: "/i.svg" },
  viewer: null,
  canSignIn: false,
  path: "/series/s/",
};
const OPTIONS = { page: 1, allTodos: true, viewer: null, back: "/series/s/" };
const draw = (view: ReturnType<typeof aSeriesView>, options = {}) =>
  renderPage(
    seriesPage({ view, relatives: [], asOf: NEXT_MONDAY }, { ...OPTIONS, ...options }),
    SITE,
  );

const twoRevisions = aSeriesView({
  revisions: [
    aRevision({ version: 1, postedAt: daysBefore(20), count: 3 }),
    aRevision({ version: 2, postedAt: daysBefore(5), count: 3 }),
  ],
  todos: [
    aTodo({ id: "kept", state: "carried", text: "Please test on real hardware." }),
    aTodo({ id: "done", state: "resolved", settledIn: 2, text: "This needs a Fixes: tag." }),
  ],
});

test("says from which day its ages are counted: the mail may have ended long ago", () => {
  expect(draw(twoRevisions)).toMatch(/last mail [^]*?, as of\s+(?:<time[^>]*>)?20\d\d-/u);
});

test("what each revision settled and left open, and the way to each sentence", () => {
  const page = draw(twoRevisions);
  expect(page).toContain("1 settled");
  expect(page).toContain("1 open, 1 settled");
  expect(page).toMatch(
    /id="t-kept"[\s\S]*?<td class="o">raised<\/td>\s*<td class="c">still open<\/td>/u,
  );
  expect(page).toMatch(
    /id="t-done"[\s\S]*?<td class="o">raised<\/td>\s*<td class="x">settled<\/td>/u,
  );
  expect(page).toContain("/T/#t-kept");
  expect(page).toContain("range-diff?from=frob-v1-0%40example.org&amp;to=frob-v2-0%40example.org");
});

test("a reader sees no form that changes anything, who signed in does", () => {
  expect(draw(twoRevisions)).not.toContain('method="post"');
  const signed = draw(twoRevisions, { viewer: { name: "Ada", csrf: "word" } });
  expect(signed).toContain('action="/actions/todo"');
  expect(signed).toContain('name="csrf" value="word"');
});

test("nothing that strangers wrote is markup", () => {
  const page = draw(aHostileSeries());
  expect(page).not.toContain("<script>alert");
  expect(page).not.toMatch(/href="javascript:/u);
  expect(page).not.toMatch(UNSAFE_TEXT);
  expect(page.length).toBeLessThan(60_000);
});
