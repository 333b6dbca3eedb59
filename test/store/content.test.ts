import { expect, test } from "vitest";
import { bodyOf, headOf, isReadable, packContent } from "../../src/store/content.ts";
import { pack } from "../../src/store/codec.ts";
import { parseMessage } from "../../src/mail/parse-message.ts";
import { aMessage, aSubject } from "../support/messages.ts";
import { anArchivedMail, mailWith } from "../unit/mail/support.ts";

const facts = { subject: aSubject({}), titleKey: "x", patch: null, changelog: [] };
/** Bytes of a body that is told by its place. */
const PLACE_BYTES = 9;

async function stored(text: string) {
  const mail = anArchivedMail(text);
  const message = await parseMessage(mail, { zone: null });
  const columns = { ...packContent(message, facts, mail.raw), raw: pack(mail.raw) };
  return { body: message.body, columns, isPlaced: columns.body.length === PLACE_BYTES };
}

const LONG = "Zażółć gęślą jaźń, and the gear turns.\n\n\nTwice a day.\n".repeat(40);
const PART = (type: string, body: string): string => `--x\nContent-Type: ${type}\n\n${body}\n`;

test.each([
  ["plain text", mailWith(["Content-Type: text/plain; charset=utf-8"], LONG), true],
  ["text that begins with blank lines", mailWith(["Subject: x"], `\n\n${LONG}`), true],
  [
    "the text of a signed mail",
    mailWith(
      ['Content-Type: multipart/signed; boundary="x"'],
      `${PART("text/plain; charset=utf-8", LONG)}${PART("application/pgp-signature", "sig")}--x--\n`,
    ),
    true,
  ],
  [
    "quoted-printable",
    mailWith(["Content-Transfer-Encoding: quoted-printable"], "A =3D B, every day\n".repeat(40)),
    false,
  ],
  ["another charset", mailWith(["Content-Type: text/plain; charset=latin1"], LONG), false],
])("the body of %s is kept once and reads as before", async (_name, text, expected) => {
  const { body, columns, isPlaced } = await stored(text);
  expect(isPlaced).toBe(expected);
  expect(bodyOf(columns)).toBe(body);
  expect(isReadable(columns)).toBe(true);
  expect(headOf(columns)).toBe(body);
  const cut = { body: columns.body.subarray(0, 200), raw: columns.raw.subarray(0, 200) };
  expect(body.startsWith(headOf(cut).slice(0, -1))).toBe(true);
  expect(headOf(cut).length).toBeGreaterThan(20);
});

test("a place outside of the mail, or of a mail that is gone, is found out", async () => {
  const { columns } = await stored(mailWith(["Subject: x"], LONG));
  for (const raw of [null, pack("short"), new Uint8Array([7])]) {
    expect(() => bodyOf({ ...columns, raw })).toThrow();
    expect(isReadable({ ...columns, raw })).toBe(false);
  }
});

test("a mail of nothing but blank lines does not keep anybody waiting", () => {
  const blank = Buffer.from("\n".repeat(4_000_000));
  const body = `${"\n".repeat(3_999_000)}x`;
  const columns = packContent(aMessage({ messageId: "a@example.org", body }), facts, blank);
  expect(bodyOf({ ...columns, raw: null })).toBe(body);
}, 3_000);
