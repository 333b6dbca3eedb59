import { Parser } from "htmlparser2";
import { describe, expect, test } from "vitest";
import type { IssuePlan, IssueRecord } from "../../../src/model/github.ts";
import type { SeriesView } from "../../../src/model/report.ts";
import { buildDigest } from "../../../src/report/digest.ts";
import { renderFeed } from "../../../src/report/feed.ts";
import { seriesEvents } from "../../../src/report/feed-events.ts";
import { planIssues } from "../../../src/report/github-plan.ts";
import { lastPeriod } from "../../../src/report/iso-week.ts";
import { renderMailHtml } from "../../../src/report/mail-html.ts";
import { renderDigestMarkdown } from "../../../src/report/markdown.ts";
import { buildPersonDigest } from "../../../src/report/person-digest.ts";
import { renderDigestText } from "../../../src/report/text.ts";
import { webhookPayload } from "../../../src/report/webhook.ts";
import { checkHtml } from "../../support/html-check.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import { aPolicy, recordOf } from "../../support/issue-policy.ts";
import { aDigestInput, NEXT_MONDAY } from "../../support/views.ts";

/** What strangers try, by what it is called. */
const TRICKS: readonly (readonly [name: string, text: string])[] = [
  ["mentions", "@octocat and @org/team, cc @everyone <!channel> <@U123>"],
  ["references", "fixes #1, closes owner/repo#12, resolves GH-3 and owner/repo@deadbeef"],
  ["hashes", "commit deadbeefcafe1234deadbeefcafe1234deadbeef, abcdef1"],
  ["Markdown", "**b** _i_ ~~s~~ [x](y) ![i](https://evil.example.com/x.png) | a | b | $x$ :tada:"],
  ["the beginning of a list", "- [x] done"],
  ["the beginning of a numbered list", "1. one"],
  ["a heading", "# head\n\n## head\n==="],
  ["HTML", "<b>x</b><img src=x onerror=alert(1)></td></table></body> &lt;script&gt;"],
  ["a script", "<script>alert(1)</script><style>*{}</style>"],
  [
    "script links",
    'see [a](javascript:alert(1)) <a href="javascript:alert(1)">x</a> data:text/html,x',
  ],
  ["links", "https://evil.example.com/?a=b www.evil.example.com mailto:eve@evil.example.com"],
  ["direction", "a \u202egnp.exe\u202c \u2066x\u2069 \u200f end"],
  ["nothing to be seen", "\u200b\u2060\u00ad\ufeff\u{e0041}"],
  ["marks without end", `x${"\u0301".repeat(200)}`],
  ["a line of 10,000 characters", "x".repeat(10_000)],
  ["10,000 characters that are escaped", "<&\"'`*_".repeat(1_500)],
  ["a fence in a quote", "> ```\n> code @all\n> ```\n```js\nx\n```"],
  ["our own marks", "<!-- patchtrail:end --><!-- patchtrail:issue=series/x --> -->"],
  ["the end of XML", "]]> <![CDATA[ x ]]> <?xml?> &#x0; \ufffe\uffff"],
  ["a header", "x\r\nBcc: eve@evil.example.com\r\n\r\n<html>"],
  ["a terminal", "\u001b[31mred\u001b]0;t\u0007\u009b1m\u0000\u0008"],
  ["half a character", "\ud83d \ude00"],
];

interface Outputs {
  readonly text: string;
  readonly pages: readonly string[];
  readonly markdown: readonly string[];
  readonly titles: readonly string[];
  readonly feed: string;
  readonly slack: string;
  readonly matrix: { readonly body: string; readonly html: string };
}

/** An issue as it is opened, and as it is when it is updated with a comment. */
function issuesOf(view: SeriesView): IssuePlan[] {
  const plan = (records: readonly IssueRecord[]): IssuePlan[] => {
    const repositories = new Map([[1, "jane/widgets"]]);
    return planIssues({ views: [view], policy: aPolicy(), records, repositories });
  };
  const [made] = plan([]);
  if (made === undefined) throw new Error("no issue");
  return [made, ...plan([recordOf(made, { told: made.told.slice(0, 1), ownPart: "other" })])];
}

/** All that goes out about a series whose every text is a stranger's. */
function outputsOf(text: string): Outputs {
  const view = aHostileSeries(text);
  const digest = buildDigest(aDigestInput([view]));
  const person = { name: null, email: "eve@example.org" };
  const linkTemplate = "https://lore.kernel.org/{list}/{id}/";
  const frame = { person, views: [view], asOf: NEXT_MONDAY, linkTemplate };
  const own = buildPersonDigest(frame, lastPeriod("week", "UTC", NEXT_MONDAY));
  const issues = issuesOf(view);
  const events = seriesEvents([view], { list: "frob-dev", linkTemplate });
  const matrix = webhookPayload("matrix", digest, null).body;
  return {
    text: `${renderDigestText(digest)}${own?.text}${own?.subject}`,
    pages: [renderMailHtml(digest, { charts: [], whole: null }), own?.html ?? ""],
    markdown: [
      renderDigestMarkdown(digest),
      ...issues.flatMap(({ body, comment }) => [body, ...(comment === null ? [] : [comment.body])]),
    ],
    titles: issues.map(({ title }) => title),
    feed: renderFeed({ name: text, title: text, events }),
    slack: JSON.stringify(webhookPayload("slack", digest, null).body),
    matrix: { body: String(matrix["body"]), html: String(matrix["formatted_body"]) },
  };
}

/** Every tag of a page with the names of its attributes, and where its links lead. */
function tagsOf(markup: string, xmlMode = false): string[] {
  const tags: string[] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        tags.push(`${name} ${Object.keys(attributes).join(" ")}`);
        const { href, src } = attributes;
        for (const link of [href, src]) {
          if (link !== undefined) expect(link).toMatch(/^https:\/\/lore\.kernel\.org\/frob-dev\//u);
        }
      },
      oncomment: (words) => tags.push(`comment ${words}`),
    },
    { xmlMode },
  );
  parser.write(markup);
  parser.end();
  return tags;
}

/** HTML within the titles and contents of a feed. */
function insideOf(feed: string): string {
  const parts: string[] = [];
  let within = false;
  const parser = new Parser(
    {
      onopentag: (_, { type }) => void (within = type === "html"),
      ontext: (text) => void (within && parts.push(text)),
      onclosetag: () => void (within = false),
    },
    { xmlMode: true },
  );
  parser.write(feed);
  parser.end();
  return parts.join("");
}

/** How each line of Markdown begins, our own links and hidden marks left out. */
function linesOf(markdown: string): string[] {
  return markdown
    .replaceAll(/<!-- patchtrail:[^\s>]+(?: told=[^\s>]+)* -->/gu, "")
    .split("\n")
    .map(
      (line) =>
        /^\s*(?:- (?:\[[ x]\] |“)?|#+ |\|[ |:-]*|<\/?\w+>|→|\*\*|“|---)?/u.exec(line)?.[0] ?? "",
    );
}

/** The words of Markdown without the targets of our links, our marks and our tags. */
function wordsOf(markdown: string): string {
  return markdown
    .replaceAll(/\]\(<https:\/\/lore\.kernel\.org\/frob-dev\/[^<>\s]*>\)/gu, "]")
    .replaceAll(/<!-- patchtrail:[^\s>]+(?: told=[^\s>]+)* -->/gu, "")
    .replaceAll(/<\/?(?:details|summary|sub)>/gu, "")
    .replaceAll(/^.*`patchtrail .*$/gmu, "");
}

/** What GitHub would act on in text. */
const REFERENCES =
  /@[a-z0-9]|#\d|\bGH-\d|:\/\/|\bwww\.|(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])|:[a-z]+:/iu;
const harmless = outputsOf("frob: add the wx word");

describe.each(TRICKS)("%s", (_name, text) => {
  const out = outputsOf(text);

  test("in mails: 72 columns but for links, nothing unsafe, the tags of harmless text", () => {
    expect(out.text).not.toMatch(UNSAFE_TEXT);
    const wide = out.text.split("\n").filter((line) => line.length > 72 + 200);
    expect(wide.filter((line) => !line.includes("https://lore.kernel.org/"))).toEqual([]);
    expect(out.text).not.toMatch(/^Bcc:/mu);
    for (const [at, page] of out.pages.entries()) {
      expect(page).not.toMatch(UNSAFE_TEXT);
      expect(tagsOf(page)).toEqual(tagsOf(harmless.pages[at] ?? ""));
      expect(checkHtml(page)).toEqual([]);
    }
  });

  test("on GitHub: the lines of harmless text, no reference, no HTML, no Markdown", () => {
    for (const [at, markdown] of out.markdown.entries()) {
      expect(linesOf(markdown)).toEqual(linesOf(harmless.markdown[at] ?? ""));
      // A hash as code is no link.
      const words = wordsOf(markdown).replaceAll(/(?<!\\)`[0-9a-f]{7,64}`/giu, "");
      expect(words).not.toMatch(REFERENCES);
      expect(words).not.toMatch(/<|(?<!\\)`|(?<!\\)~|(?<!\\)\$|!\[/u);
      expect(words.replaceAll("\u200b", "")).not.toMatch(UNSAFE_TEXT);
      expect(markdown.length).toBeLessThan(65_536);
      const ends = markdown.match(/<!-- patchtrail:(?:end|issue)/gu)?.length ?? 0;
      expect([0, 2]).toContain(ends);
    }
    for (const title of out.titles) {
      expect(title).not.toMatch(REFERENCES);
      expect(title.length).toBeLessThanOrEqual(256);
      expect(title.replaceAll("\u200b", "")).not.toMatch(UNSAFE_TEXT);
    }
  });

  test("in feeds and chats: the tags of harmless text, nobody called", () => {
    expect(out.feed).not.toMatch(UNSAFE_TEXT);
    expect(tagsOf(out.feed, true)).toEqual(tagsOf(harmless.feed, true));
    expect(tagsOf(insideOf(out.feed))).toEqual(tagsOf(insideOf(harmless.feed)));
    expect(tagsOf(out.matrix.html)).toEqual(tagsOf(harmless.matrix.html));
    expect(out.matrix.body).not.toMatch(UNSAFE_TEXT);
    const slack = out.slack.replaceAll(/<https:\/\/lore\.kernel\.org\/[^|<>]*\|/gu, "");
    expect(slack).not.toMatch(/<|@[a-z]|`|:\/\//iu);
    expect(slack.replaceAll("\u200b", "")).not.toMatch(UNSAFE_TEXT);
  });
});
