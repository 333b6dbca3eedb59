import { describe, expect, test } from "vitest";
import { splitMail } from "../../../src/mail/headers.ts";
import type { MimePart } from "../../../src/mail/mime-part.ts";
import { readMime } from "../../../src/mail/mime.ts";
import { codes, mailWith, parse } from "./support.ts";

const text = (part: MimePart): string =>
  Buffer.from(part.bytes).toString("latin1").replaceAll("\r\n", "\n").replace(/\n+$/, "");

describe("the fast way and the library see the same", () => {
  const german = Buffer.from("Grüße an alle,\nund mehr =\n").toString("base64");
  test.each([
    ["no MIME at all", [], "plain\ntext\n"],
    [
      "8 bit",
      ["Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"],
      "Grüße\n",
    ],
    [
      "quoted-printable",
      ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"],
      "Gr=C3=BC=C3=9Fe=20 \nsoft =\nbreak =3D =zz\n",
    ],
    [
      "base64",
      ['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: BASE64"],
      `${german}\n`,
    ],
    ["flowed", ["Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"], "a \nb\n"],
    ["HTML", ["Content-Type: text/html; charset=iso-8859-1"], "<p>x</p>\n"],
    ["an unknown encoding", ["Content-Transfer-Encoding: x-odd"], "plain\n"],
  ])("%s", async (_, headers, body) => {
    const split = splitMail(Buffer.from(mailWith(headers, body)));
    const [fast, slow] = [await readMime(split), await readMime(split, "library")];
    expect(fast.parts.map((part) => ({ ...part, bytes: text(part) }))).toEqual(
      slow.parts.map((part) => ({ ...part, bytes: text(part) })),
    );
    expect(fast.parts).toHaveLength(1);
  });
});

test("leaves come in order, alternatives marked", async () => {
  const body = [
    '--a\nContent-Type: multipart/alternative; boundary="b"\n',
    "--b\nContent-Type: text/plain\n\nplain",
    "--b\nContent-Type: text/html\n\n<p>html</p>\n--b--",
    "--a\nContent-Type: text/x-patch; name=x.patch\nContent-Disposition: attachment\n\ndiff\n--a--",
  ].join("\n");
  const raw = mailWith(['Content-Type: multipart/mixed; boundary="a"'], body);
  const { parts } = await readMime(splitMail(Buffer.from(raw)));
  expect(
    parts.map((part) => [
      part.contentType,
      part.attachment,
      part.filename,
      part.alternative !== null,
    ]),
  ).toEqual([
    ["text/plain", false, null, true],
    ["text/html", false, null, true],
    ["text/x-patch", true, "x.patch", false],
  ]);
});

test("too many parts are a diagnostic, and the text is kept", async () => {
  const raw = mailWith(
    ["Content-Type: multipart/mixed; boundary=b"],
    `${"--b\n\nsome words\n".repeat(500)}--b--\n`,
  );
  const mail = await parse(raw);
  expect(codes(mail)).toContain("mime-broken");
  expect(mail.body).toContain("some words");
});

test.each([
  ["that ends", "--b--\n", []],
  ["that was cut on its way", "", ["mime-cut"]],
])("a multipart mail %s tells so", async (_, end, expected) => {
  const body = `--b\nContent-Type: text/plain\n\nthe words\n${end}`;
  const message = await parse(mailWith(["Content-Type: multipart/mixed; boundary=b"], body));
  expect(message.body).toContain("the words");
  expect(codes(message).filter((code) => code === "mime-cut")).toEqual(expected);
});
