import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { mutate } from "./mutate.ts";
import { Random } from "./random.ts";
import { mails } from "./seeds.ts";

/** A mail that somebody means ill with, or that a broken program made. */
export interface NastyMail {
  readonly name: string;
  readonly raw: Buffer;
}

const FOLDER = path.resolve("test/fuzz/nasty");
const head = (...fields: string[]) =>
  ["From: Eve Example <eve@example.org>", "Subject: nasty", "Date: Tue, 18 Feb 2025 10:00:00 +0000", ...fields].join("\n"); // prettier-ignore
const PLAIN = "\n\nThe words below the header.\n";
const many = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join("");

/** Multiparts in multiparts; `end` closes them all. */
function nested(depth: number, end: boolean, type = "mixed"): string {
  const open = many(
    depth,
    (at) => `Content-Type: multipart/${type}; boundary=b${at}\n\n--b${at}\n`,
  );
  const close = end ? many(depth, (at) => `\n--b${depth - at - 1}--\n`) : "";
  return `${head()}\nMIME-Version: 1.0\n${open}Content-Type: text/plain\n\ninnermost\n${close}`;
}

const parts = (count: number, type: string, body: string) =>
  `${head("Content-Type: multipart/mixed; boundary=p")}\n\n${many(count, (at) => `--p\nContent-Type: ${type}\n\n${body}${at}\n`)}--p--\n`;
const inside = (field: string, body = PLAIN) => `${head(field)}${body}`;
const transferred = (encoding: string, body: string, type = "text/plain; charset=utf-8") =>
  inside(`Content-Type: ${type}\nContent-Transfer-Encoding: ${encoding}`, `\n\n${body}`);
const html = (body: string) => transferred("8bit", body, "text/html");
const diffMail = (diff: string) =>
  `${head().replace("nasty", "[PATCH 1/1] nasty")}\n\nWords.\n---\n${diff}`;
const MEGA = 1_000_000;

/** Too large for files: written when they are needed. */
const MADE: Readonly<Record<string, () => string>> = {
  "nested-500": () => nested(500, true),
  "nested-5000-unclosed": () => nested(5_000, false),
  "nested-2000-alternative": () => nested(2_000, true, "alternative"),
  "nested-messages": () => many(800, () => `${head()}\nContent-Type: message/rfc822\n\n`) + `${head()}${PLAIN}`,
  "parts-10000": () => parts(10_000, "text/plain", "part "),
  "parts-10000-html": () => parts(10_000, "text/html", "<p>part "),
  "parts-3000-patches": () => parts(3_000, "text/x-patch", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b"),
  "parts-empty-100000": () => `${head("Content-Type: multipart/mixed; boundary=p")}\n\n${"--p\n".repeat(100_000)}`,
  "boundary-long": () => inside(`Content-Type: multipart/mixed; boundary=${"b".repeat(100_000)}`),
  "boundary-prefixes": () => `${head("Content-Type: multipart/mixed; boundary=a")}\n\n${many(20_000, (at) => `--a${"a".repeat(at % 50)}\n`)}`,
  "header-1mb": () => inside(`X-Huge: ${"x".repeat(MEGA)}`),
  "header-100000-fields": () => inside(many(100_000, (at) => `X-${at}: y\n`).trimEnd()),
  "header-folded-100000": () => inside(`X-Folded: a${"\n b".repeat(100_000)}`),
  "header-folded-blank": () => inside(`Subject: a${"\n ".repeat(200_000)}b`),
  "header-no-end": () => many(50_000, (at) => `Received: from ${at}.example.org\n`),
  "subject-1mb": () => inside(`Subject: [PATCH v2 1/2] ${"very ".repeat(200_000)}`),
  "subject-brackets": () => inside(`Subject: ${"[".repeat(MEGA)}`),
  "subject-bracket-pairs": () => inside(`Subject: ${"[a] ".repeat(200_000)}`),
  "subject-replies": () => inside(`Subject: ${"Re: ".repeat(200_000)}[PATCH] x`),
  "subject-words-encoded": () => inside(`Subject: ${"=?utf-8?q?a?= ".repeat(50_000)}`),
  "subject-words-charsets": () => inside(`Subject: ${many(5_000, (at) => `=?x-${at}?b?/w==?= `)}`),
  "subject-word-cut": () => inside(`Subject: ${"=?".repeat(300_000)}`),
  "subject-word-payload": () => inside(`Subject: =?utf-8?q?${"=41".repeat(300_000)}?=`),
  "from-1mb": () => inside(`From: ${"a".repeat(MEGA)}@example.org`),
  "from-quotes": () => inside(`From: ${'"'.repeat(MEGA)}`),
  "from-comments": () => inside(`From: ${"(".repeat(500_000)}${")".repeat(500_000)} a@example.org`),
  "from-angles": () => inside(`From: ${"<".repeat(500_000)}a@example.org${">".repeat(500_000)}`),
  "to-100000": () => inside(`To: ${many(100_000, (at) => `p${at}@example.org, `)}`),
  "to-groups": () => inside(`To: ${many(50_000, (at) => `g${at}: a@example.org;, `)}`),
  "cc-via": () => inside(`Cc: ${"a via ".repeat(100_000)}b <c@example.org>`),
  "references-100000": () => inside(`References: ${many(100_000, (at) => `<r${at}@example.org>\n `)}`),
  "references-unclosed": () => inside(`References: ${"<a@example.org ".repeat(100_000)}`),
  "references-words": () => inside(`References: ${"a@b ".repeat(200_000)}`),
  "in-reply-to-1mb": () => inside(`In-Reply-To: ${"x".repeat(MEGA)}`),
  "message-id-1mb": () => inside(`Message-ID: <${"m".repeat(MEGA)}@example.org>`),
  "list-id-1mb": () => inside(`List-Id: ${"<".repeat(300_000)}${"l.".repeat(300_000)}`),
  "date-1mb": () => inside(`Date: ${"Tue, 18 Feb 2025 10:00:00 ".repeat(40_000)}`),
  "date-comments": () => inside(`Date: Tue, 18 Feb 2025 10:00:00 ${"(".repeat(MEGA)}`),
  "type-parameters": () => inside(`Content-Type: text/plain; ${many(50_000, (at) => `p${at}=v; `)}`),
  "type-blanks": () => inside(`Content-Type: text/plain;${" ".repeat(MEGA)}x`),
  "type-continuations": () => inside(`Content-Type: text/plain; ${many(20_000, (at) => `name*${20_000 - at}*=a; `)}`),
  "type-continuation-far": () => inside("Content-Type: text/plain; name*999999999=a; name*0=b; name*-1=c"),
  "disposition-1mb": () => inside(`Content-Disposition: attachment; filename="${"f".repeat(MEGA)}"`),
  "base64-garbage": () => transferred("base64", "!@#$%^&*()".repeat(100_000)),
  "base64-one-line": () => transferred("base64", Buffer.from("words ".repeat(200_000)).toString("base64")),
  "base64-nul": () => transferred("base64", Buffer.alloc(MEGA).toString("base64")),
  "base64-padding": () => transferred("base64", "=".repeat(MEGA)),
  "qp-garbage": () => transferred("quoted-printable", "=".repeat(MEGA)),
  "qp-soft": () => transferred("quoted-printable", "a=\n".repeat(300_000)),
  "qp-blanks": () => transferred("quoted-printable", `${" ".repeat(MEGA)}x`),
  "qp-nul": () => transferred("quoted-printable", "=00".repeat(300_000)),
  "uuencode-1mb": () => transferred("x-uuencode", `begin 644 x\n${`M${"!".repeat(60)}\n`.repeat(20_000)}`),
  "encoding-1mb": () => transferred("z".repeat(MEGA), "words"),
  "encoding-comments": () => transferred("(".repeat(300_000), "words"),
  "charset-utf7": () => transferred("7bit", "+2D3dAA-".repeat(100_000), "text/plain; charset=utf-7"),
  "charset-utf16-odd": () => transferred("8bit", "\u00d8\u0000x".repeat(300_000), "text/plain; charset=utf-16le"),
  "charset-2022": () => transferred("7bit", "\u001b$B".repeat(300_000), "text/plain; charset=iso-2022-jp"),
  "flowed-soft": () => transferred("7bit", "word \n".repeat(200_000), "text/plain; format=flowed; delsp=yes"),
  "flowed-depth": () => transferred("7bit", many(2_000, (at) => `${">".repeat(at % 900)} a \n`), "text/plain; format=flowed"),
  "html-depth": () => html("<div>".repeat(200_000)),
  "html-depth-mixed": () => html("<b><i><p>".repeat(100_000)),
  "html-closing": () => html("</div>".repeat(200_000)),
  "html-quotes": () => html("<blockquote>x".repeat(50_000)),
  "html-tables": () => html("<table><tr><td>".repeat(50_000)),
  "html-lists": () => html("<ul><li>x".repeat(30_000)),
  "html-wide": () => html("<p>x</p>".repeat(100_000)),
  "html-angle": () => html("<".repeat(MEGA)),
  "html-attributes": () => html(`<p ${"a=b ".repeat(200_000)}>`),
  "html-comment": () => html("<!--".repeat(200_000)),
  "html-entities": () => html("&amp;#x41;&#999999999;&notanentity".repeat(30_000)),
  "html-script": () => html("<script>".repeat(100_000)),
  "html-bomb-words": () => html("<pre>w\n".repeat(100_000)),
  "body-one-line": () => inside("X-A: b", `\n\n${"x".repeat(8 * MEGA)}`),
  "body-blank-line": () => inside("X-A: b", `\n\n${" ".repeat(4 * MEGA)}x`),
  "body-newlines": () => inside("X-A: b", `\n\n${"\n".repeat(2 * MEGA)}x`),
  "body-lone-cr": () => inside("X-A: b", `\n\n${"line\r".repeat(300_000)}`),
  "body-nul": () => inside("X-A: b", `\n\n${"a\0".repeat(500_000)}`),
  "body-quotes-deep": () => inside("X-A: b", `\n\n${many(500, () => `${">".repeat(5_000)} a\n`)}`),
  "body-quotes-stairs": () => inside("X-A: b", `\n\n${many(5_000, (at) => `${"> ".repeat(at % 100)}a\n`)}`),
  "body-attributions": () => inside("X-A: b", `\n\n${"On Mon, 17 Feb 2025, Bo <bo@example.org> wrote:\n".repeat(20_000)}`),
  "body-attribution-half": () => inside("X-A: b", `\n\n${"On Monday\n> \n".repeat(50_000)}`),
  "body-originals": () => inside("X-A: b", `\n\n${"-----Original Message-----\nFrom: a\n".repeat(20_000)}`),
  "body-signatures": () => inside("X-A: b", `\n\n${"-- \nx\n".repeat(50_000)}`),
  "body-footers": () => inside("X-A: b", `\n\n${"_______________________________________________\n".repeat(20_000)}`),
  "body-scissors": () => inside("X-A: b", `\n\n${`${"-".repeat(80)}${">8 - ".repeat(20)}\n`.repeat(5_000)}`),
  "body-changelogs": () => inside("X-A: b", `\n\n${many(20_000, (at) => `Changes since v${at % 99}:\n- x\n`)}`),
  "body-changelog-line": () => inside("X-A: b", `\n\n${`${"changes ".repeat(1_200)}\n`.repeat(100)}`),
  "body-trailers": () => inside("X-A: b", `\n\n${many(20_000, (at) => `Reviewed-by: P${at} <p${at}@example.org>\n`)}`),
  "body-links": () => inside("X-A: b", `\n\n${many(20_000, (at) => `Link to v${at % 9}: https://lore.example.org/r/${at}@example.org\n`)}`),
  "body-lead": () => diffMail(`${"\t".repeat(9_900)}A https://lore.kernel.org/r/a@example.org\n`.repeat(200)),
  "body-footnotes": () => inside("X-A: b", `\n\n${many(20_000, (at) => `see [${at}] https://example.org/${at}\n[${at}] https://lore.kernel.org/r/${at}@example.org\n`)}`),
  "body-sentences": () => inside("X-A: b", `\n\n${"Please fix it. Why? ".repeat(50_000)}`),
  "body-dots": () => inside("X-A: b", `\n\n${".".repeat(MEGA)}`),
  "body-capitals": () => inside("X-A: b", `\n\n${"TODO: FIXME ".repeat(50_000)}`),
  "body-names": () => inside("X-A: b", `\n\n${`${"aS".repeat(4_900)}\n`.repeat(50)}`),
  "body-applied": () => inside("X-A: b", `\n\n${"thanks, applied to the ".repeat(20_000)}`),
  "body-at": () => inside("X-A: b", `\n\n${"a.b at c.d ".repeat(50_000)}`),
  "body-unicode-marks": () => inside("X-A: b", `\n\n${"e\u0301\u0301\u0301\u0301".repeat(100_000)}`),
  "body-directions": () => inside("X-A: b", `\n\n${"\u202ea\u2066".repeat(100_000)}`),
  "diff-hunks-1e6": () => diffMail(`diff --git a/x b/x\n--- a/x\n+++ b/x\n${"@@ -1 +1 @@\n".repeat(MEGA)}`),
  "diff-hunk-claims": () => diffMail("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,999999999 +1,999999999 @@\n+x\n"),
  "diff-files-50000": () => diffMail(many(50_000, (at) => `diff --git a/f${at} b/f${at}\n`)),
  "diff-names-blank": () => diffMail(`--- ${"\t".repeat(4_000)}\r\n+++ ${"\t".repeat(4_000)}\r\n`.repeat(200)),
  "diff-names-deep": () => diffMail(`diff --git a/${"F/".repeat(2_000)}x b/${"F/".repeat(2_000)}x\n@@ -1 +1 @@\n+/* TODO */\n`.repeat(200)),
  "diff-names-quoted": () => diffMail(`diff --git "a/${"\\303".repeat(1_000)}" "b/${"\\".repeat(3_000)}"\n`.repeat(200)),
  "diff-head-ambiguous": () => diffMail(`diff --git ${"a b/".repeat(2_000)}\n`.repeat(200)),
  "diff-line-1mb": () => diffMail(`diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n+${"TODO ".repeat(200_000)}\n`),
  "diff-markers-100000": () => diffMail(`diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -0,0 +1,100000 @@\n${"+/* TODO: x */\n".repeat(100_000)}`),
  "diff-same-lines": () => diffMail(`diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,300000 @@\n${"+a\n".repeat(300_000)}`),
  "diff-binary": () => diffMail(`diff --git a/x b/x\nGIT binary patch\nliteral 999999999\n${`z${"A".repeat(60)}\n`.repeat(10_000)}`),
  "diff-dashes": () => diffMail("--- \r".repeat(200_000)),
  "diff-stat": () => diffMail(` ${"a".repeat(300)} | 5 ${"+-".repeat(3_000)}\n`.repeat(500)),
}; // prettier-ignore

/** Good mails with a few changes each, the same ones every time. */
function mutated(count: number): NastyMail[] {
  const random = new Random(4_711);
  const words = { dictionary: mails.dictionary, corpus: mails.seeds };
  return Array.from({ length: count }, (_, at) => ({
    name: `mutated-${at}`,
    raw: mutate(mutate(random.pick(mails.seeds), random, words), random, words),
  }));
}

/** Field by field what no program should write; one line a mail, `\\n` and the like undone. */
function written(): NastyMail[] {
  const lines = readFileSync(path.join(FOLDER, "fields.txt"), "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line, at) => {
      const text = JSON.parse(`"${line}"`) as string;
      const hasBody = text.includes("\n\n");
      const fields = /^(?:From|Subject|Date):/.exec(text)?.[0] ?? "none";
      const kept = head().split("\n").filter((each) => !each.startsWith(fields));
      return {
        name: `field-${at}: ${line.slice(0, 40)}`,
        raw: Buffer.from([...kept, text].join("\n") + (hasBody ? "" : PLAIN), "latin1"),
      };
    });
} // prettier-ignore

/** Whole mails as files: those that once broke something, and those made by hand. */
function files(): NastyMail[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".eml"))
    .sort()
    .map((name) => ({ name, raw: readFileSync(path.join(FOLDER, name)) }));
}

/** Every nasty mail, some 400; the generated ones are made anew by each call. */
export function* nastyMails(): Generator<NastyMail> {
  for (const [name, make] of Object.entries(MADE))
    yield { name, raw: Buffer.from(make(), "latin1") };
  yield* written();
  yield* files();
  yield* mutated(150);
}
