import { describe, expect, test } from "vitest";
import { COPY_FORMS } from "../../../src/model/mail.ts";
import { mailWith, parse } from "./support.ts";

/** A small generator with a fixed seed: the same rubbish in every run. */
function* rubbish(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state >> 8;
  }
}

const SEEDS = [
  mailWith(
    ['Content-Type: multipart/mixed; boundary="b"', "Date: Wed, 15 Jan 2025 11:05:34 +0100"],
    "--b\n\nhi\n--b--\n",
  ),
  "<!--X-Subject: x -->\n<!--X-Message-Id: a@b -->\n<!--X-Body-of-Message-->\n<pre>hi &amp; ho</pre><!--X-Body-of-Message-End-->",
  '<H1>x</H1><B>Jane</B> <A HREF="mailto:l%40e?In-Reply-To=%3Ca%40b%3E" TITLE="x">jane at example.org</A><!--beginarticle--><PRE>&gt;<i> q\n</I></PRE><!--endarticle-->',
];

describe.each(COPY_FORMS)("reading %s", (form) => {
  test.each([
    "",
    "\u0000",
    "\n\n\n",
    ":",
    "<",
    "<!--beginarticle-->",
    "=?utf-8?B?",
    "Content-Type: multipart/mixed; boundary=x\n\n--x",
  ])("never fails on %j", async (raw) => {
    const mail = await parse(raw, { form });
    expect(mail.messageId).not.toBe("");
    expect(mail.form).toBe(form);
  });

  test("never fails on broken input", async () => {
    const numbers = rubbish(7);
    for (const seed of SEEDS) {
      for (let round = 0; round < 20; round += 1) {
        const bytes = Buffer.from(seed);
        for (let change = 0; change < 6; change += 1) {
          bytes[numbers.next().value! % bytes.length] = numbers.next().value! % 256;
        }
        const mail = await parse(bytes, { form, zone: "Australia/Melbourne" });
        expect(mail.messageId).not.toBe("");
      }
    }
  });

  test.each([">", "a", "<", " ", "=?", "(", "[", " at ", "<b>", "&", "\t", "a.", "http://a"])(
    "takes lines of 100 kB of %j in its stride",
    async (piece) => {
      const line = piece.repeat(Math.floor(100_000 / piece.length));
      const raw = `From: ${line}\nSubject: ${line}\nReferences: ${line}\n\n${line}\n${line}`;
      const started = performance.now();
      await parse(raw, { form });
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});
