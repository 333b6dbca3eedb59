import { Parser } from "htmlparser2";
import { expect, test } from "vitest";
import { buildDigest } from "../../../src/report/digest.ts";
import { escapeMrkdwn, webhookPayload } from "../../../src/report/webhook.ts";
import { aHostileSeries } from "../../support/hostile.ts";
import { aDigestInput, aSeriesView, aTodo } from "../../support/views.ts";

const views = [
  ...Array.from({ length: 5 }, (_, index) =>
    aSeriesView({ id: `s-${index}`, status: { nextMove: "author" } }),
  ),
  aSeriesView({ id: "s-loose", todos: [aTodo({ state: "carried" })] }),
];
const digest = buildDigest(aDigestInput(views));
const hostile = buildDigest(aDigestInput([aHostileSeries()]));
const PAGE = "https://frob.example.org/digests/frob-dev/2025-W08.html";

interface Block {
  readonly type: string;
  readonly text?: { readonly type: string; readonly text: string };
}

test("a Slack message is short: numbers, the first of those who wait, loose ends, the page", () => {
  const { body } = webhookPayload("slack", digest, PAGE);
  const blocks = body["blocks"] as Block[];
  const texts = blocks.map(({ text }) => text?.text ?? "");
  expect(blocks[0]).toEqual({
    type: "header",
    text: { type: "plain_text", text: "frob-dev: week 2025-W08" },
  });
  expect(texts[1]).toContain("Mails 412, from 96 people\nNew series 0");
  expect(texts[2]).toMatch(/^\*Waiting for the author\* \(5\)\n• </);
  expect(texts[2]?.split("\n")).toHaveLength(4);
  expect(texts[2]).toContain(
    "• <https://lore.kernel.org/frob-dev/s-0-v1-1@example.org/|frob: make the frobnicator frob> v1, Ada Author",
  );
  expect(texts).toContain("Series with loose ends: 1");
  expect(JSON.stringify(blocks.at(-1))).toContain(`<${PAGE}|The whole digest>`);
  expect(body["text"]).toContain("frob-dev: week 2025-W08. Mails 412");
  expect(texts.every((text) => text.length <= 3_000)).toBe(true);
});

test("without a published page no link is made up", () => {
  expect(JSON.stringify(webhookPayload("slack", digest, null))).not.toContain("whole digest");
  expect(JSON.stringify(webhookPayload("matrix", digest, null))).not.toContain("whole digest");
  expect(webhookPayload("json", digest, null).body["url"]).toBeNull();
});

test.each([
  "<!channel> <@U123> <!here|x>",
  "@here @channel @everyone",
  "a <https://x|y> & b",
  "`x`",
])("%s is no mention, link or code in Slack", (text) => {
  const safe = escapeMrkdwn(text);
  expect(safe).not.toMatch(/[<>`|]|@[a-z]|:\/\/|&(?!amp;|lt;|gt;)/iu);
});

test("strangers' text does nothing in Slack", () => {
  const text = JSON.stringify(webhookPayload("slack", hostile, null).body);
  const words = text.replaceAll(/<https:\/\/lore\.kernel\.org\/[^|<>]*\|/gu, "");
  expect(words).not.toMatch(/<|@[a-z]|#\d|\p{Bidi_Control}/u);
});

test("strangers' text is text in Matrix, and nobody is mentioned", () => {
  const { body } = webhookPayload("matrix", hostile, PAGE);
  expect(body).toMatchObject({
    msgtype: "m.notice",
    format: "org.matrix.custom.html",
    "m.mentions": {},
  });
  const names = new Set<string>();
  const links: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      names.add(name);
      if (attributes["href"] !== undefined) links.push(attributes["href"]);
    },
  });
  parser.write(String(body["formatted_body"]));
  parser.end();
  expect([...names].sort()).toEqual(["a", "br", "li", "p", "strong", "ul"]);
  for (const link of links)
    expect(link).toMatch(/^https:\/\/(?:lore\.kernel|frob\.example)\.org\//);
  expect(String(body["body"])).toContain("frob-dev: week 2025-W08");
  expect(String(body["body"])).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
});

test("plain JSON is the summary as data", () => {
  expect(webhookPayload("json", digest, PAGE).body).toMatchObject({
    type: "patchtrail.week",
    format: 1,
    list: "frob-dev",
    week: "2025-W08",
    numbers: { mails: 412 },
    waiting: [{ title: "Waiting for the author", total: 5 }, { title: "Waiting for review" }],
    looseEnds: 1,
    url: PAGE,
  });
});
