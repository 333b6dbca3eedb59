import { describe, expect, test } from "vitest";
import { codes, mailWith, parse } from "./support.ts";

const DIFF = "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-old\n+new\n";

describe("an RFC 5322 mail", () => {
  test("gives its header fields decoded", async () => {
    const mail = await parse(
      mailWith([
        "To: list@example.org, =?utf-8?Q?J=C3=B6rg?= <Joerg@Example.com>",
        "Cc: undisclosed-recipients:;, Team: a@example.org, b@example.org;",
        "Subject: =?utf-8?Q?[PATCH]_gr=C3=BC?=\n =?utf-8?Q?n?=",
        "Date: Wed, 15 Jan 2025 11:05:34 +0100",
        "In-Reply-To: <parent@example.org>",
        "References: <root@example.org>\n\t<parent@example.org> <root@example.org>",
        "List-Id: Some list <some-list.lists.example.org>",
      ]),
    );
    expect(mail).toMatchObject({
      messageId: "one@example.org",
      inferredId: false,
      from: { name: "Jane Doe", email: "jane@example.org" },
      to: [
        { name: null, email: "list@example.org" },
        { name: "Jörg", email: "joerg@example.com" },
      ],
      cc: [
        { name: null, email: "a@example.org" },
        { name: null, email: "b@example.org" },
      ],
      subject: "[PATCH] grün",
      sentAt: Date.UTC(2025, 0, 15, 10, 5, 34) / 1000,
      inReplyTo: ["parent@example.org"],
      references: ["root@example.org", "parent@example.org"],
      listIds: ["some-list"],
      bot: false,
      diagnostics: [],
    });
  });

  test("without Message-ID gets the same id each time, another for other text", async () => {
    const raw = "From: jane@example.org\nSubject: Hi\n\nSome words of a letter.\n";
    const [first, again, other] = [
      await parse(raw),
      await parse(raw),
      await parse(`${raw}More.\n`),
    ];
    expect(first.messageId).toMatch(/^[0-9a-f]{32}@no-message-id\.invalid$/);
    expect(first.inferredId).toBe(true);
    expect(again.messageId).toBe(first.messageId);
    expect(other.messageId).not.toBe(first.messageId);
    expect(codes(first)).toContain("no-message-id");
  });

  test("without any header is all body", async () => {
    const mail = await parse("just some text\nwithout header\n");
    expect(mail.body).toBe("just some text\nwithout header\n");
    expect(codes(mail)).toContain("no-headers");
  });

  test("loses CR and NUL", async () => {
    const mail = await parse(mailWith([], "a\u0000b\r\nc\r\n"));
    expect(mail.body).toBe("ab\nc\n");
    expect(codes(mail)).toContain("nul-removed");
  });

  test("is cut past the bound on lines", async () => {
    const mail = await parse(mailWith([], "x\n".repeat(200_010)));
    expect(mail.body.split("\n").length).toBe(200_001);
    expect(codes(mail)).toContain("body-truncated");
  });
});

describe("MIME bodies", () => {
  const multipart = (type: string, ...parts: string[]): string =>
    mailWith(
      ["MIME-Version: 1.0", `Content-Type: multipart/${type}; boundary="b"`],
      `${parts.map((part) => `--b\n${part}\n`).join("")}--b--\n`,
    );

  test("the plain alternative wins over HTML", async () => {
    const raw = multipart(
      "alternative",
      "Content-Type: text/plain\n\nplain words",
      "Content-Type: text/html\n\n<p>html words</p>",
    );
    expect((await parse(raw)).body).toBe("plain words\n");
  });

  test("HTML alone becomes text with quotes and without link addresses", async () => {
    const html =
      '<p>Hello <a href="http://example.org/x">there</a></p><blockquote>quoted words</blockquote><p>bye</p>';
    const { body } = await parse(mailWith(["Content-Type: text/html; charset=utf-8"], html));
    expect(body).toContain("Hello there");
    expect(body).toMatch(/^> quoted words$/m);
    expect(body).not.toContain("example.org/x");
  });

  test("several text parts are joined, attached patches appended, signatures only listed", async () => {
    const raw = multipart(
      "mixed",
      "Content-Type: text/plain\n\nsee attached",
      `Content-Type: application/octet-stream; name="0001-x.patch"\nContent-Disposition: attachment; filename="0001-x.patch"\nContent-Transfer-Encoding: base64\n\n${Buffer.from(DIFF).toString("base64")}`,
      "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----",
      "Content-Type: text/plain\n\nlist footer",
    );
    const mail = await parse(raw);
    expect(mail.body).toBe(`see attached\n\nlist footer\n\n${DIFF}`);
    expect(mail.attachments.map((file) => [file.name, file.contentType])).toEqual([
      ["0001-x.patch", "application/octet-stream"],
      [null, "application/pgp-signature"],
    ]);
  });

  test("an attached mail is listed and not read", async () => {
    const raw = multipart(
      "mixed",
      "Content-Type: text/plain\n\nforwarded",
      "Content-Type: message/rfc822\n\nSubject: inner\n\ninner words",
    );
    const mail = await parse(raw);
    expect(mail.body).toBe("forwarded\n");
    expect(mail.attachments.map((file) => file.contentType)).toEqual(["message/rfc822"]);
  });

  test("a multipart whose end is cut off keeps what came", async () => {
    const raw = mailWith(
      ['Content-Type: multipart/mixed; boundary="b"'],
      "--b\nContent-Type: text/plain\n\nfirst half",
    );
    expect((await parse(raw)).body).toContain("first half");
  });
});

test("a From that a list rewrote is undone", async () => {
  const raw = [
    'From: "Jane Doe via some-list" <some-list@lists.example.org>',
    "Reply-To: Jane Doe <jane@example.com>",
    "Message-ID: <two@example.org>",
    "",
    "words",
  ].join("\n");
  expect((await parse(raw)).from).toEqual({ name: "Jane Doe", email: "jane@example.com" });
});
