import { expect, test } from "vitest";
import { displayWidth } from "../../../src/report/layout.ts";
import { renderSeries, tagCounts } from "../../../src/report/series-page.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import {
  aPerson,
  aRevision,
  aSeriesView,
  aTodo,
  daysBefore,
  NEXT_MONDAY,
} from "../../support/views.ts";

const view = aSeriesView({
  id: "s-kex",
  revisions: [
    aRevision({ slug: "kex", title: "kexec: clear keys", postedAt: daysBefore(30) }),
    aRevision({ slug: "kex", version: 2, count: 2, title: "kexec: wipe keys" }),
  ],
  status: {
    state: "accepted",
    stateMessageId: "applied@example.org",
    stateText: "Applied, thanks.",
    nextMove: "nobody",
    nextMoveReason: "It was applied.",
    tags: [
      {
        position: 2,
        tags: [{ token: "Acked-by", person: aPerson("Mia M"), messageId: "t@example.org" }],
      },
    ],
  },
  todos: [
    aTodo({
      state: "outlived",
      text: "The log stuff is TBD.",
      messageId: "tbd@example.org",
      id: "todo-a",
    }),
  ],
  links: [
    {
      older: "kex-v1-1@example.org",
      newer: "kex-v2-0@example.org",
      decision: "linked",
      evidence: [
        {
          kind: "declared-link",
          messageId: "kex-v2-0@example.org",
          text: "Link to v1",
          weight: 0.9,
        },
      ],
    },
  ],
});

test("one page tells it all", () => {
  expect(renderSeries(view, { asOf: NEXT_MONDAY, evidence: true, width: 76 }))
    .toMatchInlineSnapshot(`
    "kexec: wipe keys
    v2 by Ada Author

    State      accepted: "Applied, thanks."
               applied@example.org
    Next move  nobody: It was applied.
    Last mail  2025-02-14, 10 days ago
    Lists      frob-dev
    Series     s-kex

    Revisions
      v1  2025-01-25  1 patch, Ada Author
          kex-v1-1@example.org
      v2  2025-02-14  2 patches, Ada Author
          kex-v2-0@example.org
          renamed: kexec: wipe keys

    Patches of v2
      1/2  R- A- T-  kexec: wipe keys, part 1
      2/2  R- A1 T-  kexec: wipe keys, part 2
                     A: Mia M

    TODOs
      1 open, 0 settled   (o raised, > carried, x settled)
      v1 v2
      o  >  outlived
          "The log stuff is TBD."
          request by Rita Reviewer on v1; Ada Author owes it
          todo-a  tbd@example.org

    Evidence
      linked: v1 -> v2
          +0.9  declared-link: Link to v1
                kex-v2-0@example.org
    "
  `);
});

test("evidence is shown when asked for", () => {
  expect(renderSeries(view, { asOf: NEXT_MONDAY })).not.toContain("declared-link");
});

test("a revision that joined two parts says which", () => {
  const revisions = [
    aRevision({ slug: "gear", title: "oil the gear" }),
    aRevision({ slug: "wheel", title: "oil the wheel" }),
    aRevision({ slug: "both", version: 2, title: "oil them" }),
  ];
  const [gear, wheel, both] = revisions.map(({ id }) => id);
  const bridges = [{ revision: both ?? "", parts: [[gear ?? ""], [wheel ?? ""]] }];
  const text = renderSeries(aSeriesView({ revisions, bridges }), { asOf: NEXT_MONDAY });
  expect(text.replaceAll(/\s+/g, " ")).toContain(
    'joined v1 "oil the gear" and v1 "oil the wheel", which nothing before it links',
  );
});

test("what is possibly the same work is named apart, with the way to join it", () => {
  const other = aSeriesView({ id: "s-wheel", revisions: [aRevision({ title: "oil the wheel" })] });
  const link = {
    older: "a@example.org",
    newer: "b@example.org",
    decision: "possible" as const,
    evidence: [{ kind: "content" as const, messageId: "b@example.org", text: "1 of 3", weight: 3 }],
  };
  const relatives = [{ series: other.series, link }];
  const text = renderSeries(view, { asOf: NEXT_MONDAY, relatives });
  expect(text).toContain("Possibly the same work\n  s-wheel  oil the wheel\n");
  expect(text).toContain("content: 1 of 3");
  expect(text).toContain("patchtrail series link s-kex s-wheel");
  expect(renderSeries(view, { asOf: NEXT_MONDAY })).not.toContain("Possibly");
});

test("a hostile series stays on its page", () => {
  const text = renderSeries(aHostileSeries(), { asOf: NEXT_MONDAY, evidence: true, width: 80 });
  expect(text).not.toMatch(UNSAFE_TEXT);
  const ids = /patchtrail:end/u;
  const over = text.split("\n").filter((line) => displayWidth(line) > 80 && !ids.test(line));
  expect(over).toEqual([]);
});

test("tags are counted per token", () => {
  const tag = (token: "Reviewed-by" | "Nacked-by") => ({
    token,
    person: aPerson("Ben"),
    messageId: "m@example.org",
  });
  expect(tagCounts([])).toBe("R- A- T-");
  expect(tagCounts([tag("Reviewed-by"), tag("Reviewed-by"), tag("Nacked-by")])).toBe("R2 A- T- N1");
});

test("each patch tells its commit and what says so; commits that say nothing harm nothing", () => {
  const commitOf = (part: number, how: "notice" | "patch-id", commit: string) => ({
    messageId: `frob-v1-${part}@example.org`,
    commit,
    tree: "frob/next",
    how,
    at: daysBefore(3),
  });
  const applied = {
    tree: "frob/next",
    commit: "0123456789abcdef",
    messageId: "frob-v1-1@example.org",
    text: "commit 0123456789ab in frob/next",
    revision: 1,
    messageIds: ["frob-v1-1@example.org", "frob-v1-2@example.org", "frob-v1-3@example.org"],
    commits: [
      commitOf(1, "patch-id", "0123456789abcdef"),
      commitOf(2, "notice", `fedcba${UNSAFE_TEXT}`),
    ],
    at: daysBefore(3),
  };
  const page = renderSeries(
    aSeriesView({
      revisions: [aRevision({ count: 4 })],
      status: { applied },
    }),
    { asOf: NEXT_MONDAY, width: 76 },
  );
  expect(page).toContain("applied: 0123456789ab in frob/next, the same diff");
  expect(page).toMatch(/applied: fedcba\S* in frob\/next, as a mail says/);
  expect(page).toMatch(/part 3\n +applied\n/);
  expect(page).toContain("as 0123456789ab and 1 more, 3 of 4 patches");
  expect(page).not.toContain("\u001b");
});
