import { Parser } from "htmlparser2";
import { expect, test } from "vitest";
import { FEED_ENTRIES, renderFeed, stableUrn } from "../../../src/report/feed.ts";
import { hitEvents, personEvents, seriesEvents } from "../../../src/report/feed-events.ts";
import { HOSTILE, aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import { aPerson, aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const PLACE = { list: "frob-dev", linkTemplate: "https://lore.kernel.org/{list}/{id}/" };

interface Node {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Node[];
  text: string;
}

/** XML as an independent parser reads it. Well-formed as far as tags go, or it throws. */
function parseXml(xml: string): Node {
  const root: Node = { name: "", attributes: {}, children: [], text: "" };
  const stack = [root];
  const top = (): Node => stack.at(-1) ?? root;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const node: Node = { name, attributes, children: [], text: "" };
        top().children.push(node);
        stack.push(node);
      },
      ontext: (text) => {
        top().text += text;
      },
      onclosetag(name, implied) {
        const node = stack.pop();
        const empty = node?.children.length === 0 && node.text === "";
        if (node?.name !== name || (implied && !empty)) throw new Error(`${name} is not closed`);
      },
      onerror(error) {
        throw error;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  const [feed] = root.children.filter(({ name }) => !name.startsWith("?"));
  if (feed === undefined || stack.length !== 1) throw new Error("no document");
  return feed;
}

const all = (node: Node, name: string): Node[] =>
  node.children.filter((child) => child.name === name);
const one = (node: Node, name: string): Node => {
  const [found, ...more] = all(node, name);
  if (found === undefined || more.length > 0) throw new Error(`not one ${name} in ${node.name}`);
  return found;
};

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** What RFC 4287 asks of a feed, section 4.1. */
function validate(feed: Node): Node[] {
  expect(feed.name).toBe("feed");
  expect(feed.attributes["xmlns"]).toBe("http://www.w3.org/2005/Atom");
  expect(one(feed, "id").text).toMatch(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(one(feed, "updated").text).toMatch(TIME);
  expect(one(feed, "title").text).not.toBe("");
  expect(one(one(feed, "author"), "name").text).not.toBe("");
  const entries = all(feed, "entry");
  for (const entry of entries) {
    expect(one(entry, "id").text).toMatch(/^urn:uuid:/);
    expect(one(entry, "updated").text).toMatch(TIME);
    expect(one(entry, "title").attributes["type"]).toBe("html");
    expect(one(one(entry, "author"), "name").text).not.toBe("");
    expect(URL.canParse(one(entry, "link").attributes["href"] ?? "")).toBe(true);
    expect(one(entry, "content").attributes["type"]).toBe("html");
  }
  expect(new Set(entries.map((entry) => one(entry, "id").text)).size).toBe(entries.length);
  return entries;
}

const view = aSeriesView({
  revisions: [
    aRevision({ version: 1, postedAt: daysBefore(30) }),
    aRevision({ version: 2, count: 3, postedAt: daysBefore(9) }),
    aRevision({ version: 3, ghost: true, postedAt: daysBefore(1) }),
  ],
  status: {
    applied: {
      tree: "frob/next",
      commit: null,
      messageId: "applied@example.org",
      text: "Applied, thanks.",
      revision: 2,
      messageIds: [],
      commits: [],
      at: daysBefore(2),
    },
  },
  todos: [
    aTodo({
      id: "t-1",
      text: "Why a < b?",
      raisedAt: daysBefore(20),
      state: "answered",
      history: [{ state: "answered", messageId: "a@example.org", text: "", at: daysBefore(19) }],
    }),
    aTodo({
      id: "t-2",
      saidBy: aPerson("Otto Other"),
      ownerName: "Eve Else",
      raisedAt: daysBefore(8),
    }),
    aTodo({ id: "t-3", confidence: 0.59 }),
    aTodo({ id: "t-4", raisedAt: 0 }),
  ],
});

test("a feed tells what happened, newest first, at the times of the mails", () => {
  const feed = parseXml(
    renderFeed({ name: "list/frob-dev", title: "frob-dev", events: seriesEvents([view], PLACE) }),
  );
  const entries = validate(feed);
  expect(entries.map((entry) => one(entry, "title").text)).toEqual([
    "Applied to frob/next: frob: make the frobnicator frob",
    "TODO: “This needs a Fixes: tag.”",
    "v2: frob: make the frobnicator frob",
    "Answered: “Why a &lt; b?”",
    "TODO: “Why a &lt; b?”",
    "New: frob: make the frobnicator frob",
  ]);
  expect(one(feed, "updated").text).toBe(new Date(daysBefore(2) * 1000).toISOString());
  expect(one(entries[3] ?? feed, "link").attributes["href"]).toBe(
    "https://lore.kernel.org/frob-dev/a@example.org/",
  );
});

test("the same events give the same bytes; an entry keeps its name when more is known", () => {
  const ids = (events: ReturnType<typeof seriesEvents>) =>
    validate(parseXml(renderFeed({ name: "n", title: "t", events }))).map(
      (entry) => one(entry, "id").text,
    );
  const render = () => renderFeed({ name: "n", title: "t", events: seriesEvents([view], PLACE) });
  expect(render()).toBe(render());
  const before = { ...view, status: { ...view.status, applied: null } };
  const older = ids(seriesEvents([before], PLACE));
  expect(ids(seriesEvents([view], PLACE)).slice(1)).toEqual(older);
  // Found to be one series with another, later: its name for us changes, its mails do not.
  const renamed = { ...view, series: { ...view.series, id: "s-other" } };
  expect(ids(seriesEvents([renamed], PLACE))).toEqual(ids(seriesEvents([view], PLACE)));
});

test("a person's feed holds their series and the TODOs that they raised or owe", () => {
  const titles = (name: string) =>
    personEvents([view], aPerson(name), PLACE).map(({ key }) => key.replace(/\/frob.*/, ""));
  expect(titles("Eve Else")).toEqual(["raised/t-2"]);
  expect(titles("Otto Other")).toEqual(["raised/t-2"]);
  expect(titles("Rita Reviewer")).toEqual(["settled/t-1/answered", "raised/t-1"]);
  expect(titles("Ada Author").filter((key) => key === "posted")).toHaveLength(2);
  expect(titles("Nobody Known")).toEqual([]);
});

test("what strangers write stays text", () => {
  const hit = {
    messageId: HOSTILE,
    subject: HOSTILE,
    from: { name: HOSTILE, email: null },
    at: 1_700_000_000,
    lists: [HOSTILE],
    excerpt: `${HOSTILE} ]]> &amp;`,
    subjectMarks: [],
    excerptMarks: [],
    kind: "other" as const,
    thread: HOSTILE,
    version: null,
    series: null,
  };
  const events = [
    ...seriesEvents([aHostileSeries()], PLACE),
    ...hitEvents([hit], () => ({ ...PLACE, list: HOSTILE })),
  ];
  const xml = renderFeed({ name: HOSTILE, title: `${HOSTILE} \ufffe`, events });
  expect(xml.replaceAll("\n", "")).not.toMatch(UNSAFE_TEXT);
  expect(xml).not.toContain("\ufffe");
  const entries = validate(parseXml(xml));
  expect(entries.length).toBeGreaterThan(4);
  for (const entry of entries) {
    for (const html of [one(entry, "title").text, one(entry, "content").text]) {
      expect(html).not.toMatch(/<(?!\/?(?:p|blockquote|a)\b)/u);
    }
  }
});

test("a feed is bounded, and one without entries is a feed", () => {
  const many = Array.from({ length: FEED_ENTRIES + 50 }, (_, index) =>
    aSeriesView({ revisions: [aRevision({ slug: `s${index}`, postedAt: 1_700_000_000 + index })] }),
  );
  const events = seriesEvents(many, PLACE);
  expect(validate(parseXml(renderFeed({ name: "n", title: "t", events })))).toHaveLength(
    FEED_ENTRIES,
  );
  const empty = parseXml(renderFeed({ name: "n", title: "t", events: [] }));
  expect(validate(empty)).toEqual([]);
  expect(one(empty, "updated").text).toBe("1970-01-01T00:00:00.000Z");
});

test("a feed names its own address where it has one", () => {
  const self = "https://frob.example.org/feeds/list.xml?a=1&b=2";
  const feed = parseXml(renderFeed({ name: "n", title: "t", events: [], self }));
  expect(one(feed, "link").attributes).toEqual({ rel: "self", href: self });
});

test("names are version 5 UUIDs and differ", () => {
  expect(stableUrn("a")).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
  );
  expect(stableUrn("a")).toBe(stableUrn("a"));
  expect(stableUrn("a")).not.toBe(stableUrn("b"));
});
