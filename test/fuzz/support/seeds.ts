import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What fuzzing begins with: good inputs, and the tokens that parsers look for. */
export interface Seeds {
  readonly seeds: readonly Buffer[];
  readonly dictionary: readonly string[];
}

const SAMPLES = path.resolve("samples");

function filesIn(folder: string, ending: string): Buffer[] {
  return readdirSync(path.join(SAMPLES, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(path.join(SAMPLES, folder, name)));
}

const of = (seeds: readonly (string | Buffer)[], ...dictionary: string[]): Seeds => ({
  seeds: seeds.map((seed) => Buffer.from(seed as string)),
  dictionary: ["\n", "\r\n", " ", "\t", "\0", "\u202e", "\ud83d\ude00", ...dictionary],
});

/** Seeds of inputs that people write as one text. */
export const texts = (...seeds: string[]): Seeds =>
  of(seeds, ":", "- ", "  ", "&a ", "*a", "!!js", "{", "}", "[", "]", "|", ">", "'", '"', "null", "~", "1e999", "lists:", "name:", "archives:", "path:", "url:", "mail:", "github:"); // prettier-ignore

const MULTIPART = `From: Ada <ada@example.org>
Subject: =?UTF-8?B?W1BBVENIXSBncsO8bg==?=
Date: Tue, 18 Feb 2025 10:00:00 +0000
Message-ID: <m@example.org>
References: <a@example.org> <b@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="cut"

--cut
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=iso-8859-1; format=flowed; delsp=yes
Content-Transfer-Encoding: quoted-printable

On Mon, 17 Feb 2025, Bo <bo@example.org> wrote: 
> gr=FCn =
more
Please test it.
--in
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+Z3LDvG48L3A+
--in--
--cut
Content-Type: text/x-patch; name*0="a.pa"; name*1="tch"
Content-Disposition: attachment; filename*=UTF-8''a%2Epatch

diff --git a/x.c b/x.c
--- a/x.c
+++ b/x.c
@@ -1,2 +1,2 @@
 a
-b
+c
--cut
Content-Type: message/rfc822

Subject: inner

text
--cut--
`;
const HEADER_TOKENS = ["From: ", "To: ", "Cc: ", "Subject: ", "Date: ", "Message-ID: <", "In-Reply-To: <", "References: <", "Content-Type: ", "Content-Transfer-Encoding: ", "Content-Disposition: attachment; filename=", "multipart/mixed; boundary=", "multipart/alternative", "text/plain", "text/html", "message/rfc822", "charset=", "utf-7", "utf-16", "iso-2022-jp", "gb18030", "format=flowed", "delsp=yes", "base64", "quoted-printable", "x-uuencode", "7bit", "--", "--cut", "--cut--", "=?utf-8?q?", "=?=", "?=", "=3D", "=\n", "; name*0*=", "; name*1=", "[PATCH v2 1/3]", "@@ -1 +1 @@", "diff --git a/x b/x", "---", "> ", "-- \n", "begin 644 x", "From x Tue Feb 18 10:00:00 2025\n"]; // prettier-ignore

const emls = filesIn("eml", ".eml");
export const mails = of([MULTIPART, ...emls], ...HEADER_TOKENS);
export const mboxes = of(
  [
    ...emls.slice(0, 3).map((mail) => `From a@example.org Tue Feb 18 10:00:00 2025\n${mail.toString("latin1")}\n`),
    readFileSync(path.join(SAMPLES, "pipermail/widget-dev/2025-January.txt")).subarray(0, 6_000),
    readFileSync(path.join(SAMPLES, "gfx-dev.mbox")).subarray(0, 6_000),
  ],
  "From ", "\nFrom ", "\n>From ", "\n>>From ", "From a@b Tue Feb 18 10:00:00 2025\n", "Content-Length: 9\n", "Content-Length: 999999999\n", " at ", "  Wed Jan 15 11:05:34 2025\n", ...HEADER_TOKENS.slice(0, 12), "-------------- next part --------------\n", "A non-text attachment was scrubbed...\nName: a.patch\n",
); // prettier-ignore
export const pipermailPages = of(filesIn("pipermail", ".html"), "<H1>", "</H1>", "<B>", "</B>", "<A HREF=\"mailto:", "TITLE=\"", "<I>", "</I>", "<!--beginarticle-->", "<!--endarticle-->", "<PRE>", "</PRE>", "&#64;", "&lt;", "&amp;", " at ", "EST", "<LINK REL=\"Index\" HREF=\"index.html\" >"); // prettier-ignore
export const mhonarcPages = of(filesIn("mhonarc", ".html"), "<!--X-Subject: ", "<!--X-From-R13: ", "<!--X-Date: ", "<!--X-Message-Id: ", "<!--X-Reference: ", "<!--X-Derived: ", "-->", "<!--X-Body-of-Message-->", "<!--X-Body-of-Message-End-->", "<li><em>From</em>: ", "</li>", "<pre>", "</pre>", "<tt>", "&#45;", "<blockquote>", "<p><strong>Attachment: "); // prettier-ignore
export const pageTexts = of(filesIn("page-text", ".txt"), "[Date Prev][Date Next]", "[Thread Prev]", " at ", "Tue Feb 18 10:00:00 UTC 2025\n", "Previous message: ", "Next message: ", "More information about the x mailing list\n", "* From: ", "* To: ", "* Subject: "); // prettier-ignore
export const indexPages = of([...filesIn("mhonarc", ".html").slice(0, 2), '<a href="2025-January.txt.gz">x</a> <a href="2025-January/thread.html">', '<a name="1" href="msg00001.html">s</a>', "# v2 git bundle\n"], '<a href="', "\">", "</a>", "<!--X-Derived: ", " -->", "../", "file:", "//", "%2e%2e/", "\\", "2025-February.txt.gz", "msg99999.html", "maillist.html", '<link rel="up" href="mailto:x%40lists.example.org">'); // prettier-ignore

const RECORD = `${"a".repeat(40)}\n1739872800 1739872801\nAda Example\nada@example.org\nwidget: sharpen\n\nLink: https://lore.example.org/r/1@example.org\nSigned-off-by: Ada <ada@example.org>\n`;
export const gitOutputs = of(
  [`${RECORD}\0${RECORD}\0`, `${"b".repeat(40)} blob 5\nhello\n${"c".repeat(40)} missing\n${"d".repeat(40)} tree 3\nabc\n`, `${"e".repeat(40)} ${"a".repeat(40)}\n`],
  " blob 4\n", " blob 99999999\n", " missing\n", " tree 1\n", "\u0001", "a".repeat(40), "1e9", "-1", "(cherry picked from commit ",
); // prettier-ignore

export const subjects = of(["[PATCH v2 1/3] widget: sharpen", "Re: [RFC PATCH net-next v3.1 00/12 RESEND] a: b (v2)", "[PATCHv4,3/9] x, take 2", "AW: [List] Fwd: PATCH v2: y"], "[", "]", "PATCH", "RFC", "v2", "V99", "1/3", "999999999/0", "Re: ", "(v2)", "take 2", "RESEND", "：", "v.", ",", "–"); // prettier-ignore
export const diffs = of([MULTIPART.slice(MULTIPART.indexOf("diff --git"), MULTIPART.lastIndexOf("--cut\n")), 'diff --git "a/x \\303\\274.c" "b/x \\303\\274.c"\nsimilarity index 90%\nrename from x\nrename to y\nindex 1234567..89abcde 100644\n--- a/x\n+++ b/y\n@@ -1,3 +1,4 @@ int f(void)\n a\n-b\n+// TODO: c\n+d\n\\ No newline at end of file\n', "Index: x\n===================================================================\n--- x\t2025-01-01 00:00:00 +0000\n+++ x\t(revision 3)\n@@ -0,0 +1 @@\n+x\n"], "diff --git a/", "--- ", "+++ ", "@@ -", "@@ -999999999,999999999 +1 @@", "/dev/null", "GIT binary patch\nliteral 5\nM", "Binary files a and b differ\n", "deleted file mode 100644\n", "\\ No newline", "\\377", '"', "TODO", "FIXME"); // prettier-ignore
export const trailers = of(["Reviewed-by: Ada Example <ada@example.org>\nFixes: 1234567890ab (\"x: y\")\nLink: https://lore.example.org/r/1@example.org\nCc: a@example.org,\n  b@example.org\nchange-id: 20250101-x-v1-0-abc\nLink to v2: https://lore.kernel.org/r/x@example.org\nSupersedes: <y@example.org>"], "-by: ", "Cc: ", "Fixes: ", "Link: ", "<", ">", " at ", "@", "(\"", "https://lore.kernel.org/r/", "%", "Link to v"); // prettier-ignore
export const attributions = of(["On Mon, 17 Feb 2025 at 10:00, Bo Example <bo@example.org> wrote:", "Am 17.02.25 um 10:00 schrieb Bo Example:", "-----Original Message-----\nFrom: Example, Bo [mailto:bo@example.org] On Behalf Of Ada\nSent: Monday\nTo: x\nSubject: y", "* Bo <bo@example.org> [2025-02-17 10:00:00]:", "2025年2月17日 Bo <bo@example.org> 写道："], " wrote:", " schrieb ", "On ", " at ", "[mailto:", "]", "<", ">", " via ", " on behalf of ", "From: ", "a écrit :"); // prettier-ignore
export const letters = of(["<html><body><p>Hi <b>all</b>,<br>x &lt; y</p><blockquote>quoted<blockquote>deep</blockquote></blockquote><pre>+ x\n</pre><ul><li>1<li>2</ul><table><tr><td>x</table></body></html>"], "<div>", "</div>", "<blockquote>", "<table>", "<!--", "-->", "<script>", "<style>", "&#x110000;", "&#0;", "&amp", "<![CDATA[", "<p", "\"", "<a href='", "<br>"); // prettier-ignore
export const dates = of(["Tue, 18 Feb 2025 10:00:00 +0000 (UTC)", "Wed Jan 15 11:05:34 AEDT 2025", "2025-02-18T10:00:00Z", "18-Feb-25 10:00 PM EST", "From a@example.org Tue Feb 18 10:00:00 2025"], "99", "0000", "-2359", "+9999", "Feb 30", "24:00:00", "23:59:60", "9999999", "PM", "(", ")", "1969", "EST"); // prettier-ignore
export const encodedWords = of(["=?UTF-8?B?Z3LDvG4=?= =?UTF-8?Q?_gr=C3?= =?utf-8?q?=BCn?=", "=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=", "=?x-none?q?a?= b =?utf-8*en?q?c?="], "=?", "?=", "?q?", "?B?", "=", "_", "utf-16le", "utf-7", "gb18030", "big5", "iso-2022-kr", "*en"); // prettier-ignore
export const addresses = of(["Ada Example <ada@example.org>, \"Bo, E.\" <bo@example.org>, group: a@example.org;, (comment) c@example.org", "<a@example.org> <b@example.org>", "Ada via list <list@lists.example.org>"], "<", ">", "\"", ",", ";", ":", "(", ")", "@", " at ", "\\", "=?utf-8?q?a?=", "..."); // prettier-ignore
export const decisions = of(['{"kind":"link","subject":"a@example.org","object":"b@example.org","note":null,"decided_by":"Ada","decided_at":"2025-02-28T09:00:00Z"}\n{"kind":"todo-done","subject":"t-1","object":null,"note":"x","decided_by":null,"decided_at":"2025-02-28T09:00:00+01:00"}\n'], '"kind":', '"object":', "null", "{}", "[", "1e999", '"__proto__":', '"decided_at":"9999-99-99T99:99:99Z"', "\\ud800", "\\u0000"); // prettier-ignore
export const patterns = of(["drivers/net/\ndrivers/net/x.c", "**/*.c\na/b/c.c", "arch/*/boot/?.S\narch/x/boot/a.S"], "*", "**", "?", "/", "//", "\n", "[", "a"); // prettier-ignore
export const prose = of(["Please test it. We should also drop x, e.g. y.\n- first\n- second\n\u001b[31mred\u202e\n\nThanks,\nAda"], ". ", "? ", "! ", "- ", "1) ", "e.g. ", "v1.2", "\u001b[", "\u009b", "\u200d", "@all", "#1", "`", "<!-- "); // prettier-ignore
export const rangeDiffs = of(["1:  1234567 = 1:  89abcde a\n2:  1234567 ! -:  ------- b\n    @@ x.c\n     -a\n     +b\n"], "    @@ ", "-:  -------", "    +", "999:", " < ", "=", "!"); // prettier-ignore
export const issues = of(["text\r\n<!-- patchtrail:issue=series/s-1 told=a%40example.org told=b%40example.org -->\n- [x] y <!-- patchtrail:todo=t-1 -->\n<!-- patchtrail:end -->"], "<!-- patchtrail:", "issue=", "series/", " told=", "%", "%zz", " -->", "- [x] "); // prettier-ignore
export const queries = of(['eeh "memory hotplug" -cache'], '"', "-", "*", "AND", "NEAR(", "(", ")", ":", "^", "\u0000"); // prettier-ignore
