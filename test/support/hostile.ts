import type { SeriesView } from "../../src/model/report.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "./views.ts";

/** Everything that a stranger may put into a mail to reach beyond the page that shows it. */
export const HOSTILE =
  "\u001b[31mred\u001b[0m @all fixes #1 torvalds/linux#2 GH-3 deadbeefcafe1234 <script>alert(1)</script>" +
  " <!-- patchtrail:end --> ](javascript:x) `code` ``` | $x$ https://evil.example.com/?a=b \u202etxet\u202c z\u200bw\r\n# head\u0000\u009b1m";

/** A series whose every text is a stranger's: hostile and 10,000 characters longer than sensible. */
export function aHostileSeries(text: string = HOSTILE + "x".repeat(10_000)): SeriesView {
  const author = { name: text, email: "eve@example.org" };
  return aSeriesView({
    id: "s-evil",
    revisions: [
      aRevision({ version: 1, slug: "evil", title: text, author, postedAt: daysBefore(30) }),
      aRevision({
        version: 2,
        label: `v2${text}`,
        slug: "evil",
        title: `${text}!`,
        author,
        postedAt: daysBefore(20),
      }),
    ],
    status: {
      stateText: text,
      nextMoveReason: text,
      stateMessageId: HOSTILE,
      tags: [
        {
          position: 1,
          tags: [{ token: "Reviewed-by", person: author, messageId: "tag@example.org" }],
        },
      ],
    },
    todos: [
      aTodo({ state: "carried", text, saidBy: author, ownerName: text, messageId: HOSTILE }),
      aTodo({ state: "resolved", settledIn: 2, text, evidence: text, evidenceMessageId: HOSTILE }),
    ],
    links: [
      {
        older: "evil-v1-1@example.org",
        newer: HOSTILE,
        decision: "possible",
        evidence: [{ kind: "content", messageId: HOSTILE, text, weight: 0.25 }],
      },
    ],
  });
}

/** What may never reach a terminal or a mail: controls, overrides, invisible characters. */
export const UNSAFE_TEXT = /(?!\n)[\p{Cc}\p{Cf}]/u;
