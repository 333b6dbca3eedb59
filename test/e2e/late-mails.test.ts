import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { jsonLines, quickly, withFolder } from "../support/cli.ts";

const ADA = "Ada Author <ada@example.org>";
const RITA = "Rita Reviewer <rita@example.org>";
const ASK = "Please use a mutex instead of this spinlock.";
const WHY = "Why is the frob list walked twice?";

function mail(id: string, day: number, fields: { from: string; subject: string; to?: string }) {
  const answers = fields.to === undefined ? [] : [`In-Reply-To: <${fields.to}@example.org>`];
  return (...body: string[]): string =>
    [
      `From ${id} Thu Jan 01 00:00:00 1970`,
      `From: ${fields.from}`,
      `Subject: ${fields.subject}`,
      `Date: ${day} Jan 2025 10:00:00 +0000`,
      `Message-ID: <${id}@example.org>`,
      ...answers,
      "",
      ...body,
      "",
    ].join("\n");
}

const diff = (line: string): string[] => [
  "Signed-off-by: Ada Author <ada@example.org>",
  "---",
  " frob.c | 1 +",
  "",
  "diff --git a/frob.c b/frob.c",
  "index 1111111..2222222 100644",
  "--- a/frob.c",
  "+++ b/frob.c",
  "@@ -1,2 +1,3 @@ int frob(void)",
  " int frob(void)",
  `+\t${line}`,
  " {",
];

const subject = "frob: make it frob";
const MAILS = [
  mail("v1", 1, { from: ADA, subject: `[PATCH] ${subject}` })("It frobs.", "", ...diff("spin();")),
  mail("ask", 2, { from: RITA, subject: `Re: [PATCH] ${subject}`, to: "v1" })(
    "> +\tspin();",
    ASK,
    "",
    WHY,
  ),
  mail("reply", 3, { from: ADA, subject: `Re: [PATCH] ${subject}`, to: "ask" })(
    `> ${ASK}`,
    "Will do.",
    "",
    `> ${WHY}`,
    "The second walk frees what the first one found.",
  ),
  mail("v2", 9, { from: ADA, subject: `[PATCH v2] ${subject}` })(
    "It frobs.",
    "",
    "Changes since v1:",
    "- use a mutex (Rita)",
    "",
    ...diff("mutex();"),
  ),
  mail("tag", 10, { from: RITA, subject: `Re: [PATCH v2] ${subject}`, to: "v2" })(
    "Reviewed-by: Rita Reviewer <rita@example.org>",
  ),
];

/** What is said of TODOs after the mails came one by one in an order. */
function todosAfter(folder: string, order: readonly number[]): string {
  const database = `${order.join("")}.db`;
  for (const at of order) {
    const file = path.join(folder, "one.mbox");
    writeFileSync(file, MAILS[at] ?? "");
    quickly(folder, "--db", database, "ingest", "--list", "frob-dev", file);
  }
  return quickly(folder, "--db", database, "export", "todos").out;
}

test("mails that come late, in whatever order, leave every TODO in the same state", async () => {
  await withFolder((folder) => {
    const first = todosAfter(folder, [0, 1, 2, 3, 4]);
    const told = jsonLines(first).map((row) => [row["text"], row["state"], row["settled_in"]]);
    expect(told).toHaveLength(2);
    expect(told).toContainEqual([ASK, "resolved", 2]);
    expect(told).toContainEqual([WHY, "answered", 1]);
    for (const order of [
      [4, 3, 2, 1, 0],
      [3, 0, 2, 4, 1],
      [1, 4, 0, 3, 2],
    ])
      expect(todosAfter(folder, order)).toBe(first);
  });
});

const OBJECTION = mail("no", 3, { from: ADA, subject: `Re: [PATCH] ${subject}`, to: "ask" })(
  `> ${ASK}`,
  "I do not think that is needed, nothing sleeps here.",
);
const elsewhere = (day: number): string =>
  mail(`other${day}`, day, { from: RITA, subject: "[PATCH] widget: fix a typo" })("Typo.", "");

test("an objection that nobody answers declines the request once the list went on for two weeks", async () => {
  await withFolder((folder) => {
    const states = (database: string, ...mails: string[]): unknown[] => {
      for (const one of mails) {
        writeFileSync(path.join(folder, "one.mbox"), one);
        quickly(folder, "--db", database, "ingest", "--list", "frob-dev", "one.mbox");
      }
      const { out } = quickly(folder, "--db", database, "export", "todos");
      return jsonLines(out)
        .filter((row) => row["text"] === ASK)
        .map((row) => [row["state"], row["evidence_message_id"]]);
    };
    const asked = [MAILS[0] ?? "", MAILS[1] ?? "", OBJECTION];
    expect(states("a.db", ...asked)).toEqual([["open", null]]);
    expect(states("a.db", elsewhere(16))).toEqual([["open", null]]);
    expect(states("a.db", elsewhere(18))).toEqual([["declined", "no@example.org"]]);
    expect(states("b.db", elsewhere(18), ...asked)).toEqual([["declined", "no@example.org"]]);
    const all = (database: string) => quickly(folder, "--db", database, "export", "todos").out;
    states("b.db", elsewhere(16));
    expect(all("b.db")).toBe(all("a.db"));
  });
});
