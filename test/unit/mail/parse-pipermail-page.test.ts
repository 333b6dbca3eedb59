import { describe, expect, test } from "vitest";
import { codes, parse } from "./support.ts";

const LINK =
  "mailto:a-list%40lists.example.org?Subject=Re%3A%20%5BPATCH%5D%20foo%20%26%20bar&amp;In-Reply-To=%3Cown-1%40example.org%3E";
const PAGE = `<HTML><HEAD><TITLE> [PATCH] foo &amp; bar
   </TITLE><META http-equiv="Content-Type" content="text/html; charset=utf-8"></HEAD>
 <BODY><H1>[PATCH] foo &amp; bar</H1>
    <B>J&#246;rg Doe</B>
    <A HREF="${LINK}"
       TITLE="[PATCH] foo &amp; bar">joerg at example.org
       </A><BR>
    <I>Wed Jan 15 11:05:34 AEDT 2025</I>
    <HR>
<!--beginarticle-->
<PRE>On Monday, Bob &lt;bob at example.com&gt; wrote:
&gt;<i> if (a &lt; b)
</I>
&gt;<i>
</I>
&gt;<i> &gt; deeper
</I>

Look at &lt;<A HREF="http://lists.example.org">jane at example.org</A>&gt;.
</PRE>
<!--endarticle-->
<a href="https://lists.example.org/listinfo/a-list">More information about the A-list
mailing list</a></BODY></HTML>`;

describe("a pipermail page", () => {
  test("names itself in its reply link", async () => {
    const mail = await parse(PAGE, { form: "pipermail-page", zone: "Australia/Melbourne" });
    expect(mail).toMatchObject({
      messageId: "own-1@example.org",
      subject: "[PATCH] foo & bar",
      from: { name: "Jörg Doe", email: "joerg@example.org" },
      sentAt: Date.UTC(2025, 0, 15, 0, 5, 34) / 1000,
      references: [],
      inReplyTo: [],
      diagnostics: [],
    });
    expect(mail.body).toBe(
      "On Monday, Bob <bob@example.com> wrote:\n> if (a < b)\n>\n> > deeper\n\nLook at <jane@example.org>.\n",
    );
  });

  test("of an older Mailman, with lines glued to the tag, gives the same text", async () => {
    const glued = PAGE.replaceAll("</I>\n", "</I>");
    const [mail, old] = [
      await parse(PAGE, { form: "pipermail-page" }),
      await parse(glued, { form: "pipermail-page" }),
    ];
    expect(old.body).toBe(mail.body);
  });

  test("without a zone reads EST only with a warning", async () => {
    const mail = await parse(PAGE.replace("AEDT", "EST"), { form: "pipermail-page" });
    expect(mail.sentAt).toBe(Date.UTC(2025, 0, 15, 16, 5, 34) / 1000);
    expect(codes(mail)).toEqual(["zone-guessed"]);
  });

  test("whose link names no id gets one from its content", async () => {
    const mail = await parse(PAGE.replace(/&amp;In-Reply-To=[^"]*/, ""), {
      form: "pipermail-page",
      zone: "Australia/Melbourne",
    });
    expect(mail.inferredId).toBe(true);
    expect(codes(mail)).toEqual(["no-message-id"]);
  });

  test("that is no page is told", async () => {
    expect(codes(await parse("<html>nothing</html>", { form: "pipermail-page" }))).toContain(
      "no-article",
    );
  });
});
