import { describe, expect, test } from "vitest";
import { codes, parse } from "./support.ts";

const PAGE = `<!-- MHonArc v2.6.19+ -->
<!--X-Subject: Re: [PATCH v2] foo: fix &#45;&#62; bar -->
<!--X-From-R13: =?iso&#45;8859&#45;1?D?W=S6et_Qbr?= &#60;wbretNrknzcyr.bet> -->
<!--X-Date: Tue, 14 Jan 2025 13:43:54 +0100 (CET) -->
<!--X-Message-Id: own&#45;1@example.org -->
<!--X-Reference: root&#45;0@example.org -->
<!--X-Reference: parent@example.org -->
<!--X-Head-End-->
<html><head><title>Re: [PATCH v2] foo: fix -&gt; bar</title></head><body>
<!--X-Head-of-Message-->
<ul>
<li><em>To</em>: Jane Doe &lt;<a href="mailto:jane@DOMAIN.HIDDEN">jane@xxxxxxxxxxx</a>&gt;, <a href="x">bob@xxxxxxxxxxx</a></li>
<li><em>From</em>: J&#xF6;rg Doe &lt;<a href="mailto:joerg@DOMAIN.HIDDEN">joerg@xxxxxxxxxxx</a>&gt;</li>
<li><em>Date</em>: Tue, 14 Jan 2025 13:43:43 +0100</li>
<li><em>In-reply-to</em>: &lt;<a href="msg1.html">parent@example.org</a>&gt;</li>
<li><em>List-id</em>: A list &lt;a-list.lists.example.org&gt;</li>
</ul>
<!--X-Body-of-Message-->
<pre>Hi,
&gt; see <a href="http://example.org/">http://example.org/</a>
yes.
</pre>
<!--X-Body-of-Message-End-->
<ul><li><em>From:</em> Someone Else</li></ul>
</body></html>`;

describe("a MHonArc page", () => {
  test("is read from its comments and its header list", async () => {
    expect(await parse(PAGE, { form: "mhonarc-page" })).toMatchObject({
      messageId: "own-1@example.org",
      from: { name: "Jörg Doe", email: "joerg@example.org" },
      to: [{ name: "Jane Doe", email: null }],
      subject: "Re: [PATCH v2] foo: fix -> bar",
      sentAt: Date.UTC(2025, 0, 14, 12, 43, 43) / 1000,
      inReplyTo: ["parent@example.org"],
      references: ["root-0@example.org", "parent@example.org"],
      listIds: ["a-list"],
      body: "Hi,\n> see http://example.org/\nyes.\n",
      diagnostics: [],
    });
  });

  test("brings the patches that lie beside it", async () => {
    const attached = [
      { name: "x.patch", contentType: "text/x-patch", bytes: Buffer.from("diff --git a/x b/x\n") },
      { name: "sig.pgp", contentType: "application/pgp-signature", bytes: Buffer.from("---") },
    ];
    const mail = await parse(PAGE, { form: "mhonarc-page", attached });
    expect(mail.body).toMatch(/yes\.\n\ndiff --git a\/x b\/x\n$/);
    expect(mail.attachments.map(({ name }) => name)).toEqual(["x.patch", "sig.pgp"]);
  });

  test("without comments gives what it shows", async () => {
    const page =
      "<html><head><title>[RFC 0/2] idea &mdash; A List</title></head><body><p>[<a>Date Prev</a>]</p><pre>\nSome words.\n</pre>[Index of Archives]</body></html>";
    const mail = await parse(page, { form: "mhonarc-page" });
    expect(mail).toMatchObject({
      subject: "[RFC 0/2] idea",
      from: null,
      sentAt: null,
      body: "Some words.\n",
      inferredId: true,
    });
    expect(codes(mail)).toEqual(["date-missing", "no-message-id"]);
  });
});
