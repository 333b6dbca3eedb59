import type { WebhookKind } from "../model/config.ts";
import type { WebhookPayload } from "../model/outbox.ts";
import type { Digest, DigestNumbers, DigestSectionKey } from "../model/report.ts";
import { escapeHtml, hrefOf } from "./escape-html.ts";
import { breakReferences, inertText } from "./inert.ts";
import { numberRows } from "./text.ts";
import { thousands } from "./words.ts";

/** Series named of each section: a message in a chat is a pointer, not the digest. */
const TOP = 3;
const WAITING: readonly DigestSectionKey[] = ["author", "reviewers", "maintainer"];

/** The status of a list and week in short; also the body of a `json` webhook. */
interface WeekSummary {
  readonly type: "patchtrail.week";
  readonly format: 1;
  readonly list: string;
  /** `2025-W08`. */
  readonly week: string;
  readonly numbers: DigestNumbers;
  /** Who has to move, those with series only: how many, and the first few of them. */
  readonly waiting: readonly {
    readonly title: string;
    readonly total: number;
    readonly top: readonly {
      readonly title: string;
      readonly revision: string;
      readonly who: string;
      readonly url: string;
    }[];
  }[];
  /** Series with loose ends. */
  readonly looseEnds: number;
  /** Page of the whole digest; null where none is published. */
  readonly url: string | null;
}

/** The short status of the list and week of a digest. */
function summariseWeek(digest: Digest, url: string | null): WeekSummary {
  return {
    type: "patchtrail.week",
    format: 1,
    list: digest.list,
    week: digest.label,
    numbers: digest.numbers,
    waiting: digest.sections
      .filter(({ key }) => WAITING.includes(key))
      .map(({ title, total, entries }) => ({
        title,
        total,
        top: entries.slice(0, TOP).map((entry) => ({
          title: entry.title,
          revision: entry.revision,
          who: entry.who,
          url: entry.url,
        })),
      })),
    looseEnds: digest.sections.find(({ key }) => key === "loose-ends")?.total ?? 0,
    url,
  };
}

/**
 * Text of strangers for Slack's mrkdwn and its relatives: one line, `&`, `<` and `>` escaped, no
 * mention (`@here`, `<!channel>`), no reference, no link and no code of its own.
 *
 * @see Slack, "Formatting text for app surfaces": escaping text
 */
export function escapeMrkdwn(text: string): string {
  return breakReferences(inertText(text))
    .replaceAll("`", "'")
    .replaceAll("|", "¦")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function mrkdwnLink(text: string, url: string): string {
  const safe = inertText(url).replace(/[\s<>|]/gu, (mark) => encodeURIComponent(mark));
  return `<${safe.replaceAll("&", "&amp;")}|${escapeMrkdwn(text)}>`;
}

/** What a message is made of: the summary, and the figures in words. */
interface Told {
  readonly summary: WeekSummary;
  readonly numbers: readonly string[];
}

function numbersOf(digest: Digest): string[] {
  return numberRows(digest).map(([name, figure, remark]) =>
    remark === "" ? `${name} ${figure}` : `${name} ${figure}, ${remark}`,
  );
}

const looseWords = ({ looseEnds }: WeekSummary): string =>
  `Series with loose ends: ${thousands(looseEnds)}`;

/** The `text` alone is what clients show in notifications, and those that know no blocks. */
function slackBody({ summary, numbers }: Told): WebhookPayload["body"] {
  const title = `${summary.list}: week ${summary.week}`;
  const section = (lines: readonly string[]) => ({
    type: "section",
    text: { type: "mrkdwn", text: lines.join("\n") },
  });
  const blocks: unknown[] = [
    { type: "header", text: { type: "plain_text", text: inertText(title).slice(0, 150) } },
    section(numbers.map(escapeMrkdwn)),
    ...summary.waiting.map(({ title, total, top }) =>
      section([
        `*${escapeMrkdwn(title)}* (${thousands(total)})`,
        ...top.map(
          (one) =>
            `• ${mrkdwnLink(one.title, one.url)} ${escapeMrkdwn(`${one.revision}, ${one.who}`)}`,
        ),
      ]),
    ),
    section([escapeMrkdwn(looseWords(summary))]),
  ];
  if (summary.url !== null) {
    blocks.push({
      type: "context",
      elements: [{ type: "mrkdwn", text: mrkdwnLink("The whole digest", summary.url) }],
    });
  }
  return { text: escapeMrkdwn(`${title}. ${numbers.join("; ")}.`), blocks };
}

/** A notice, which no client answers by itself, and which mentions nobody. */
function matrixBody({ summary, numbers }: Told): WebhookPayload["body"] {
  const title = `${summary.list}: week ${summary.week}`;
  const lines = [inertText(title), "", ...numbers];
  const html = [
    `<p><strong>${escapeHtml(title)}</strong></p>`,
    `<p>${numbers.map(escapeHtml).join("<br>")}</p>`,
  ];
  for (const { title, total, top } of summary.waiting) {
    lines.push("", `${inertText(title)} (${thousands(total)})`);
    html.push(`<p><strong>${escapeHtml(title)}</strong> (${thousands(total)})</p><ul>`);
    for (const one of top) {
      const facts = `${one.revision}, ${one.who}`;
      lines.push(`* ${inertText(one.title)} (${inertText(facts)})`, `  ${inertText(one.url)}`);
      html.push(
        `<li><a href="${hrefOf(one.url)}">${escapeHtml(one.title)}</a> ${escapeHtml(facts)}</li>`,
      );
    }
    html.push("</ul>");
  }
  lines.push("", looseWords(summary));
  html.push(`<p>${looseWords(summary)}</p>`);
  if (summary.url !== null) {
    lines.push(inertText(summary.url));
    html.push(`<p><a href="${hrefOf(summary.url)}">The whole digest</a></p>`);
  }
  return {
    msgtype: "m.notice",
    body: lines.join("\n"),
    format: "org.matrix.custom.html",
    formatted_body: html.join(""),
    "m.mentions": {},
  };
}

/**
 * The short status of the list and week of a digest in the words of a kind of webhook; `url` is the
 * page of the whole digest, null where there is none. Text of strangers is inert there.
 *
 * @see Slack: Block Kit; Matrix client-server API v1.7: m.notice, m.mentions
 */
export function webhookPayload(
  kind: WebhookKind,
  digest: Digest,
  url: string | null,
): WebhookPayload {
  const summary = summariseWeek(digest, url);
  const told = { summary, numbers: numbersOf(digest) };
  if (kind === "slack") return { kind, body: slackBody(told) };
  if (kind === "matrix") return { kind, body: matrixBody(told) };
  return { kind, body: { ...summary } };
}
