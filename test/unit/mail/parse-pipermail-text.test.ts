import { expect, test } from "vitest";
import { codes, parse } from "./support.ts";

const MAIL = `From jane at example.org  Sat Mar  1 00:54:04 2025
From: jane at example.org (Jane Doe (Company))
Date: Fri, 28 Feb 2025 13:54:04 +0000
Subject: Re: [PATCH] foo: fix
In-Reply-To: <parent@example.org>
References: <root@example.org>
\t<parent@example.org>
Message-ID: <own@example.org>

On Monday, Bob <bob at example.com> wrote:
> look at this
>From here it works.
-------------- next part --------------
A non-text attachment was scrubbed...
Name: signature.asc
Type: application/pgp-signature
Size: 833 bytes
Desc: not available
URL: <http://lists.example.org/attachment.sig>
-------------- next part --------------
inline words
`;

test("a mail of a monthly text is read with its addresses", async () => {
  const mail = await parse(MAIL, { form: "pipermail-text" });
  expect(mail).toMatchObject({
    messageId: "own@example.org",
    from: { name: "Jane Doe (Company)", email: "jane@example.org" },
    sentAt: Date.UTC(2025, 1, 28, 13, 54, 4) / 1000,
    inReplyTo: ["parent@example.org"],
    references: ["root@example.org", "parent@example.org"],
    attachments: [
      { name: "signature.asc", contentType: "application/pgp-signature", sizeBytes: 833 },
    ],
    body: "On Monday, Bob <bob@example.com> wrote:\n> look at this\nFrom here it works.\ninline words\n",
  });
  expect(codes(mail)).toEqual([]);
});

test("the list's address under a rewritten name is nobody's", async () => {
  const raw = MAIL.replace(
    "From: jane at example.org (Jane Doe (Company))",
    "From: a-list at lists.example.org (Jane Doe via A-list)",
  );
  expect((await parse(raw, { form: "pipermail-text" })).from).toEqual({
    name: "Jane Doe",
    email: null,
  });
});
