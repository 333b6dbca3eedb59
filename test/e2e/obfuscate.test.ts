import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { jsonLines, quickly, withFolder } from "../support/cli.ts";

/** Mails of people at people.example.org; message-ids and links are of other hosts. */
const mail = (fields: Record<string, string>, body: string): string => {
  const head = Object.entries({ To: "frob-dev@lists.example.net", ...fields });
  const lines = head.map(([name, value]) => `${name}: ${value}`);
  return `From mbox Mon Jan 20 10:00:05 2025\n${lines.join("\n")}\n\n${body}\n\n`;
};
const patch = (version: number, day: string): string =>
  mail(
    {
      From: '"ada@people.example.org" <ada@people.example.org>',
      Subject: `[PATCH${version === 1 ? "" : ` v${version}`}] frob: tell bob@people.example.org how to frob`,
      "Message-ID": `<frob-v${version}@mail.invalid>`,
      Date: `${day} Jan 2025 10:00:00 +0000`,
    },
    `Frob it.\n\nSigned-off-by: Ada <ada@people.example.org>\n---\n frob.c | 1 +\n 1 file changed, 1 insertion(+)\n\ndiff --git a/frob.c b/frob.c\n--- a/frob.c\n+++ b/frob.c\n@@ -1,1 +1,2 @@\n int a;\n+int b_v${version};\n`,
  );
const review = (at: number, words: string): string =>
  mail(
    {
      From: '"Rita (rita@people.example.org)" <rita@people.example.org>',
      Subject: "Re: [PATCH] frob: tell bob@people.example.org how to frob",
      "Message-ID": `<review-${at}@mail.invalid>`,
      "In-Reply-To": "<frob-v1@mail.invalid>",
      Date: `Tue, 07 Jan 2025 1${at}:00:00 +0000`,
    },
    `> Frob it.\n\n${words}`,
  );
const MAILS = [
  patch(1, "Mon, 06"),
  review(1, "Please add a test for this and Cc eve@people.example.org when you send it again."),
  review(2, "Why not ask eve@people.example.org whether this lock is needed at all?"),
  patch(2, "Wed, 15"),
];
const OUT: readonly (readonly string[])[] = [
  ...["text", "markdown", "html", "json"].map((form) => ["digest", "--format", form]),
  ["feed", "list", "frob-dev"],
  ["feed", "series", "frob-v1@mail.invalid"],
  ["feed", "person", "ada@people.example.org"],
  ["feed", "search", "eve@people.example.org"],
  ["webhooks", "--json", "--week", "2025-W04"],
  ["issues", "--json"],
];

/** All that can leave, by the command that makes it; pages by their names. */
function everythingThatLeaves(folder: string, obfuscate: boolean): Map<string, string> {
  writeFileSync(
    path.join(folder, "patchtrail.yaml"),
    `database: x.db
lists: [{name: frob-dev, link: "https://archive.example.net/{list}/{id}/"}]
digest: {obfuscate: ${obfuscate}}
subscriptions:
  - {to: list@reader.example.net, list: frob-dev}
  - {to: list@reader.example.net, person: ada@people.example.org}
  - {to: list@reader.example.net, search: eve@people.example.org}
webhooks:
  - {name: chat, kind: slack, urlVariable: A}
  - {name: room, kind: matrix, urlVariable: A, secretVariable: B, room: "!a:b"}
  - {name: data, kind: json, urlVariable: A, secretVariable: B}
github: {repository: jane/widgets, minAgeDays: 0, minConfidence: 0.3}
`,
  );
  const made = new Map(OUT.map((args) => [args.join(" "), quickly(folder, ...args).out]));
  // Of a digest to be sent only the mail leaves, not what it is to whom.
  const mails = quickly(folder, "digest", "--dry-run", "--json", "--week", "2025-W03").out;
  for (const { about, payload } of jsonLines(mails))
    made.set(String(about), JSON.stringify(payload));
  quickly(folder, "digest", "--out", "site");
  const place = path.join(folder, "site", "frob-dev");
  for (const name of readdirSync(place))
    made.set(name, readFileSync(path.join(place, name), "utf8"));
  return made;
}

test("addresses leave by no way where that is configured, and by each where it is not", async () => {
  await withFolder((folder) => {
    writeFileSync(path.join(folder, "frob.mbox"), MAILS.join(""));
    quickly(folder, "--db", "x.db", "ingest", "--list", "frob-dev", "frob.mbox");
    const plain = everythingThatLeaves(folder, false);
    expect(plain.size).toBeGreaterThan(OUT.length + 8);
    const shown = (text: string): string => text.replaceAll("\u200b", "");
    const pictures = (name: string): boolean => name.endsWith(".png");
    for (const [name, text] of plain) {
      if (!pictures(name)) expect(shown(text), name).toContain("@people.example.org");
    }
    for (const [name, text] of everythingThatLeaves(folder, true)) {
      if (pictures(name)) continue;
      expect(shown(text), name).not.toContain("@people.example.org");
      expect(shown(text), name).toContain("bob@…");
    }
  });
});
